"""veraPDF, the reference checker of accessible PDF (PDF/UA-1), as a Java program."""

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from tests.services.availability import unavailable

MAIN = "org.verapdf.apps.GreenfieldCliWrapper"


def not_accessible(files: Iterable[Path]) -> list[str]:
    """What veraPDF says of the files that do not pass PDF/UA-1; without veraPDF the test is skipped, or fails in CI.

    `VERAPDF_LIB` is a folder with its jars, which `.ci/run` makes. One run for many files: starting Java takes longer
    than checking a page.
    """
    java, folder = shutil.which("java"), os.environ.get("VERAPDF_LIB", "")
    if java is None or not folder:
        unavailable("no veraPDF on this machine: needs java, and VERAPDF_LIB with the jars (see .ci/run)")
    paths = [str(path) for path in files]
    command = [java, "-cp", f"{folder}/*", MAIN, "--flavour", "ua1", "--format", "text", *paths]
    result = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    verdicts = [line for line in result.stdout.splitlines() if line.startswith(("PASS ", "FAIL "))]
    assert len(verdicts) == len(paths), result.stdout + result.stderr
    return [line for line in verdicts if not line.startswith("PASS ")]
