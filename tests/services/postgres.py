"""PostgreSQL for the tests that need it.

The suite runs on the database of `DATABASE_URL`; `.ci/run` runs it once on SQLite and once on PostgreSQL. A test
marked `postgres` is about row locks, which SQLite does not have.
"""

from django.db import connection

from tests.services.availability import unavailable


def require_postgres() -> None:
    """Skip, or fail in CI, unless the suite runs on PostgreSQL."""
    if connection.vendor != "postgresql":
        unavailable("needs PostgreSQL: DATABASE_URL=postgres://user:password@127.0.0.1/name uv run pytest -m postgres")
