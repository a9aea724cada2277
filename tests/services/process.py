"""Server processes of the tests: started, waited for and stopped by their own id."""

import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from tests.services.network import fetch

STOP_SECONDS = 15
POLL_SECONDS = 0.1


@contextmanager
def running(
    command: Sequence[str], *, cwd: Path, env: Mapping[str, str], log: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """Run `command` until the block ends; what it prints goes to the file `log`."""
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=cwd, env=dict(env), stdout=output, stderr=subprocess.STDOUT)
    try:
        yield process
    finally:
        stop(process)


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ask a process to end, and end it when it does not."""
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def wait_until_ready(
    address: str, process: subprocess.Popen[bytes], *, log: Path, host: str = "", seconds: float = 60
) -> None:
    """Return once `address` answers 200, asked for under the name `host` where that is given.

    Raises RuntimeError with the end of the log when the process ends first or the deadline passes.
    """
    deadline = time.monotonic() + seconds
    pause = Event()
    while time.monotonic() < deadline and process.poll() is None:
        try:
            fetch(address, {"Host": host} if host else {})
        except OSError:
            pause.wait(POLL_SECONDS)
        else:
            return
    raise RuntimeError(f"{address} did not answer.\n{log.read_text(errors='replace')[-3000:]}")


def wait_for(question: Callable[[], bool], *, what: str, seconds: float, every: float = POLL_SECONDS) -> None:
    """Return once the answer is yes.

    Raises RuntimeError, naming `what`, when the deadline passes first.
    """
    deadline = time.monotonic() + seconds
    pause = Event()
    while not question():
        if time.monotonic() > deadline:
            raise RuntimeError(f"Waited {seconds:.0f} seconds for {what}.")
        pause.wait(every)
