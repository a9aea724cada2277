"""A migrated SQLite database to start from: running every migration takes longer than most test files.

It is kept in the cache of pytest, under a name that follows from the migrations and settings it was made with. Django
still migrates the copy, so what happens after migrations (roles, permissions) happens in every run.
"""

import hashlib
import shutil
from pathlib import Path

import django
import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection


def can_copy() -> bool:
    """True when the database of the tests is a file."""
    return bool(settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"))


def kept_database(config: pytest.Config) -> Path:
    """Where the migrated database of today's migrations is, or would be."""
    folder = config.cache.mkdir("migrated")
    return folder / f"{_fingerprint()}.sqlite3"


def start_from(kept: Path) -> None:
    """Let the run begin with a copy; to be called before Django makes the database of the tests."""
    shutil.copyfile(kept, settings.DATABASES["default"]["TEST"]["NAME"])


def keep(kept: Path) -> None:
    """Keep the database as it is after migrating, instead of the one that was kept before."""
    fresh = Path(settings.DATABASES["default"]["TEST"]["NAME"]).with_name("migrated.sqlite3")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(fresh)])
    for older in kept.parent.iterdir():
        older.unlink(missing_ok=True)
    shutil.move(fresh, kept)


def _fingerprint() -> str:
    made_with = hashlib.sha256(django.__version__.encode())
    for file in _sources():
        made_with.update(file.name.encode() + file.read_bytes())
    return made_with.hexdigest()[:16]


def _sources() -> list[Path]:
    migrations = [file for app in apps.get_app_configs() for file in Path(app.path, "migrations").glob("*.py")]
    return sorted([*migrations, *Path(settings.BASE_DIR, "site/config/settings").glob("*.py")])
