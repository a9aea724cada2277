"""The checks that keep the code as it is meant to be are green; `.ci/run` adds style and types."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config.env import BASE_DIR
from tests.project.repository import text_files
from tests.project.test_settings import PRODUCTION


def run(tool: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run one of the tools of the environment from the root of the repository."""
    return subprocess.run(
        [Path(sys.executable).parent / tool, *arguments],
        cwd=BASE_DIR,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_apps_import_only_to_the_right() -> None:
    result = run("lint-imports", PYTHONPATH="site:.")

    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    "command",
    [("djade", "--target-version", "5.2", "--check"), ("djlint", "--quiet", "--lint")],
    ids=["djade", "djlint"],
)
def test_the_templates_are_in_style(command: tuple[str, ...]) -> None:
    result = run(*command, *text_files(".html"))

    assert result.returncode == 0, result.stdout + result.stderr


def test_django_finds_nothing_to_say_about_a_server() -> None:
    result = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=BASE_DIR,
        env={"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "config.settings.production", **PRODUCTION},
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 0, result.stderr
