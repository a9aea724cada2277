"""The official lists of organisations, which are read where they lie and are no part of the project."""

import os
from pathlib import Path

import pytest

from config.env import BASE_DIR


def reference_data() -> Path:
    """The folder of REFERENCE_DATA, or the one beside the project; skips the test where there is none."""
    folder = Path(os.environ.get("REFERENCE_DATA") or BASE_DIR.parent / "shared/data/reference")
    if not (folder / "gemeenten.csv").is_file():
        pytest.skip("needs the official lists: REFERENCE_DATA=folder uv run pytest tests/accounts/organisations")
    return folder
