"""A file from outside is opened in a process of its own: what it does there ends there.

Such a process knows nothing of Django: it has no settings, no database and no secrets, and limits on time and memory.
"""

import resource
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

MODULES = Path(__file__).resolve().parent.parent


class TooSlowError(Exception):
    """The process took more time than it was given."""


class CrashedError(Exception):
    """The process ended by itself, without an answer."""


def run_alone(module: str, arguments: Sequence[str], source: BinaryIO, target: BinaryIO, *, seconds: float) -> None:
    """Run a module with `source` as its input and `target` as its output.

    Raises TooSlowError, and CrashedError when it ends with anything but success.
    """
    try:
        subprocess.run(  # noqa: S603
            [sys.executable, "-m", module, *arguments],
            stdin=source,
            stdout=target,
            stderr=subprocess.DEVNULL,
            # Nothing of the environment goes along: it holds the secrets of the site.
            env={"PYTHONPATH": str(MODULES), "PYTHONUTF8": "1"},
            cwd=tempfile.gettempdir(),
            timeout=seconds,
            check=True,
        )
    except subprocess.TimeoutExpired as error:
        raise TooSlowError from error
    except subprocess.CalledProcessError as error:
        raise (TooSlowError if error.returncode == -signal.SIGXCPU else CrashedError) from error


def set_limits(*, seconds: int, memory: int) -> None:
    """Limit this process, for the rest of its life."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    # A crash leaves no copy of the memory behind.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
