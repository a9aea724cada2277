"""One writer at a time, over all processes that write to the same index."""

import fcntl
import threading
import time
import zlib
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

from search.errors import SearchUnavailableError, WriterBusyError

LOCK_FILE = "writer.lock"
RETRY_SECONDS = 0.05


class Lock(ABC):
    """Held by one thread of one process; it ends with the process, however that ends."""

    @contextmanager
    def held(self, *, wait: float) -> Iterator[None]:
        """Hold the lock.

        Raises WriterBusyError when somebody else keeps it for longer than `wait` seconds, and SearchUnavailableError
        when there is no place to keep it.
        """
        deadline = time.monotonic() + wait
        while not self._take():
            if time.monotonic() >= deadline:
                raise WriterBusyError("Another process is writing to the search index.")
            time.sleep(RETRY_SECONDS)
        try:
            yield
        finally:
            self._give_back()

    @abstractmethod
    def _take(self) -> bool:
        """Take it if nobody has it; True when it was taken."""

    @abstractmethod
    def _give_back(self) -> None:
        """Let the next one have it."""


class FileLock(Lock):
    """For processes on one machine. The operating system gives the lock back."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._mine = threading.Lock()

    def _take(self) -> bool:
        if not self._mine.acquire(blocking=False):
            return False
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            file = self._path.open("w")
        except OSError as error:
            self._mine.release()
            raise SearchUnavailableError(f"The folder of the search index can not be written to: {error}") from error
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            self._mine.release()
            return False
        self._file = file
        return True

    def _give_back(self) -> None:
        self._file.close()
        self._mine.release()


class DatabaseLock(Lock):
    """For processes on several machines, which share a PostgreSQL database. The end of the session gives it back."""

    def __init__(self, name: str) -> None:
        self._number = zlib.crc32(name.encode())
        # The session of a thread may take a lock twice; a writer may not.
        self._mine = threading.Lock()

    def _take(self) -> bool:
        if not self._mine.acquire(blocking=False):
            return False
        taken = False
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_try_advisory_lock(%s)", [self._number])
                taken = bool(cursor.fetchone()[0])
        finally:
            if not taken:
                self._mine.release()
        return taken

    def _give_back(self) -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [self._number])
        finally:
            self._mine.release()
