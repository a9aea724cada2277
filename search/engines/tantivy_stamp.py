"""The stamp of a generation, as a file in its folder."""

import json
import os
from pathlib import Path

from search.dutch.version import ANALYSIS_VERSION
from search.engines.stamp import Stamp
from search.engines.tantivy_schema import SCHEMA_VERSION

FILE_NAME = "stamp.json"


def write_stamp(folder: Path, stamp: int) -> None:
    """Write the stamp so that a reader sees the old or the new one, also when the machine stops halfway."""
    temporary = folder / f"{FILE_NAME}.new"
    content = {"stamp": stamp, "schema": SCHEMA_VERSION, "analysis": ANALYSIS_VERSION}
    with temporary.open("w") as file:
        json.dump(content, file)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(folder / FILE_NAME)


def read_stamp(folder: Path) -> Stamp | None:
    """Return the stamp, or None when there is no file that can be read."""
    try:
        content = json.loads((folder / FILE_NAME).read_text())
        return Stamp(int(content["stamp"]), str(content["schema"]), str(content["analysis"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
