"""PostgreSQL for the tests that need it.

The suite runs on the database of `DATABASE_URL`; `.ci/run` runs it once on SQLite and once on PostgreSQL. A test
marked `postgres` is about row locks, which SQLite does not have.
"""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from typing import Any

from django.db import connection

from tests.services.availability import unavailable

SECONDS = 30
POLL_SECONDS = 0.02
# Not pg_stat_activity, which stays as it was first seen in a transaction.
WAITING = "SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted"


def require_postgres() -> None:
    """Skip, or fail in CI, unless the suite runs on PostgreSQL."""
    if connection.vendor != "postgresql":
        unavailable("needs PostgreSQL: DATABASE_URL=postgres://user:password@127.0.0.1/name uv run pytest -m postgres")


def start(pool: ThreadPoolExecutor, work: Callable[[], Any]) -> "Future[Any]":
    """Run `work` in a thread with a database connection of its own."""

    def in_thread() -> Any:
        try:
            return work()
        finally:
            connection.close()

    return pool.submit(in_thread)


def at_the_same_time(*works: Callable[[], Any]) -> list[Any]:
    """Run each in a thread with a database connection of its own; return what they return."""
    with ThreadPoolExecutor(len(works)) as pool:
        return [future.result() for future in [start(pool, work) for work in works]]


def wait_until_locked_out(sessions: int) -> None:
    """Return when this many sessions of the server wait for a lock.

    Raises AssertionError when they do not.
    """
    deadline, pause = time.monotonic() + SECONDS, Event()
    while True:
        with connection.cursor() as cursor:
            cursor.execute(WAITING)
            if cursor.fetchone()[0] >= sessions:
                return
        assert time.monotonic() < deadline, f"{sessions} sessions should wait for a lock"
        pause.wait(POLL_SECONDS)
