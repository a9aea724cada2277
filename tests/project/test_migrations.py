"""Migrations: complete, named, and reversible."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

from config.env import BASE_DIR
from tests.services.site import demo_environment

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


# In a process and a database of its own: taking tables away would disturb every test that follows.
BACK_AND_FORTH = """
import django
django.setup()
from django.core.management import call_command
from django.db import connection

def ours():
    return sorted(name for name in connection.introspection.table_names() if name.split("_")[0] in {apps})

call_command("migrate", verbosity=0)
before = ours()
# The account itself stays: every library hangs on it, and a migration of Wagtail cannot be taken back.
call_command("migrate", "accounts", "0001", verbosity=0)
for app in {apps}:
    call_command("migrate", app, "zero", verbosity=0)
print("left:", ours())
call_command("migrate", verbosity=0)
print("same:", before != [] and ours() == before)
"""


@pytest.mark.site
def test_our_apps_can_go_back_to_nothing_and_forth(tmp_path: Path) -> None:
    environment = demo_environment(tmp_path, port=8000) | {
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "PYTHONPATH": "site:.",
    }
    result = subprocess.run(
        [sys.executable, "-c", BACK_AND_FORTH.format(apps=ABOVE_ACCOUNTS)],
        cwd=BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (result.stdout, result.stderr) == ("left: []\nsame: True\n", "")
