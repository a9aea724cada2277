"""Server processes of the tests: started, waited for and stopped by their own id."""

import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event

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
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_until_ready(address: str, process: subprocess.Popen[bytes], *, log: Path, seconds: float = 60) -> None:
    """Return once `address` answers 200.

    Raises RuntimeError with the end of the log when the process ends first or the deadline passes.
    """
    deadline = time.monotonic() + seconds
    pause = Event()
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=5) as response:
                if response.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            pause.wait(POLL_SECONDS)
    raise RuntimeError(f"{address} did not answer.\n{log.read_text(errors='replace')[-3000:]}")
