"""Migrations: complete, named, and reversible."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from config.env import BASE_DIR

OURS = ["accounts", "agenda", "circles", "common", "events", "knowledge", "search"]
ABOVE_ACCOUNTS = ["agenda", "events", "circles", "knowledge", "search"]
NAME = re.compile(r"^\d{4}_[a-z][a-z0-9_]+$")
MADE_UP_BY_DJANGO = re.compile(r"_auto_\d|_initial_\d|_and_more$|_alter_.+_alter_")


def our_migrations() -> dict[tuple[str, str], object]:
    """Every migration of the project itself."""
    return {key: found for key, found in MigrationLoader(None).disk_migrations.items() if key[0] in OURS}


def test_every_app_of_ours_is_in_the_list() -> None:
    folders = {Path(config.path) for config in apps.get_app_configs()}
    ours = {folder.name for folder in folders if BASE_DIR in folder.parents and ".venv" not in folder.parts}

    assert ours - {"config"} == set(OURS)


def test_migrations_have_a_name_that_says_what_they_do() -> None:
    names = [name for _, name in our_migrations()]

    assert names
    assert [name for name in names if not NAME.match(name) or MADE_UP_BY_DJANGO.search(name)] == []


@pytest.mark.django_db
def test_no_model_waits_for_a_migration(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=1)

    assert "No changes detected" in capsys.readouterr().out


def test_every_step_can_be_taken_back() -> None:
    one_way = [
        f"{app}.{name}: {operation}"
        for (app, name), migration in our_migrations().items()
        for operation in migration.operations  # type: ignore[attr-defined]
        if not operation.reversible
    ]

    assert one_way == []


@pytest.fixture
def migrated_again(transactional_db: None) -> Iterator[None]:
    """Leave the database as every other test expects it, whatever happens."""
    yield
    call_command("migrate", verbosity=0)


def test_our_apps_can_go_back_to_nothing_and_forth(migrated_again: None) -> None:
    # The account stays: every library hangs on it, and a migration of Wagtail itself cannot be taken back.
    call_command("migrate", "accounts", "0001", verbosity=0)
    for app in ABOVE_ACCOUNTS:
        call_command("migrate", app, "zero", verbosity=0)
    left = [name for name in connection.introspection.table_names() if name.split("_")[0] in ABOVE_ACCOUNTS]
    assert left == []

    call_command("migrate", verbosity=0)

    tables = connection.introspection.table_names()
    assert {model._meta.db_table for app in OURS for model in apps.get_app_config(app).get_models()} <= set(tables)
