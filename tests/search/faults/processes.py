"""Processes of a test that write to the index, and visitors who search meanwhile."""

import json
import re
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils.html import strip_tags

from search.engines import get_engine
from search.models import IndexState, IndexTask
from search.verify import verify

KILLED = -9
BUSY = 3
UNAVAILABLE = 4
# So that two processes that are to meet are both there.
HEAD_START = 0.2
TITLE = re.compile(r'class="kp-card__title[^>]*>(.*?)</h\d>', re.DOTALL)


class Processes:
    """Real processes with the database and the index of the test; see `forks`."""

    def __init__(self, log: Path) -> None:
        self._log = log
        with log.open("w") as errors:
            self._server = subprocess.Popen(
                [sys.executable, str(Path(__file__).with_name("forks.py"))],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )
        assert self._server.stdout.readline() == "ready\n", log.read_text()

    def run(self, do: str, *, at: str = "", times: int = 1) -> list[int]:
        """Do it in that many processes at once, each killed at a point when one is named; return how they ended.

        A process that failed in another way than it should fails the test.
        """
        plan: dict[str, Any] = {
            "do": do,
            "at": at,
            "times": times,
            "begin": time.time() + (HEAD_START if times > 1 else 0),
            "database": str(connection.settings_dict["NAME"]),
            "folder": str(settings.SEARCH_INDEX_DIR),
            "engine": settings.SEARCH_ENGINE,
            "cluster": settings.SEARCH_CLUSTER,
        }
        self._server.stdin.write(json.dumps(plan) + "\n")
        self._server.stdin.flush()
        codes: list[int] = json.loads(self._server.stdout.readline())
        assert set(codes) <= {0, BUSY, UNAVAILABLE, KILLED}, self._log.read_text()
        return codes

    def stop(self) -> None:
        self._server.stdin.close()
        self._server.wait()
        self._server.stdout.close()


class Visitors:
    """What visitors got who searched all the time."""

    def __init__(self) -> None:
        self.statuses: Counter[int] = Counter()
        self.titles: Counter[frozenset[str]] = Counter()
        self.slowest = 0.0

    def look(self, client: Client, text: str) -> None:
        start = time.monotonic()
        response = client.get("/zoeken/", {"q": text})
        self.slowest = max(self.slowest, time.monotonic() - start)
        self.statuses[response.status_code] += 1
        if response.status_code == 200:
            # Read from the page: the client's `context` mixes up what threads render at the same time.
            titles = TITLE.findall(response.content.decode())
            self.titles[frozenset(strip_tags(title).strip() for title in titles)] += 1


@contextmanager
def visitors(text: str) -> Iterator[Visitors]:
    """Somebody searches for `text` until the block ends, at least once."""
    seen, stop = Visitors(), threading.Event()

    def visit() -> None:
        client = Client()
        try:
            seen.look(client, text)
            while not stop.is_set():
                seen.look(client, text)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        visiting = pool.submit(visit)
        try:
            yield seen
        finally:
            stop.set()
        visiting.result()


def found(text: str) -> set[str]:
    """The titles that a visitor finds now."""
    seen = Visitors()
    seen.look(Client(), text)
    assert seen.statuses == {200: 1}
    return set().union(*seen.titles)


def is_healed() -> bool:
    """True when every change is in the one index that is left, and that one is as the database."""
    report = verify()
    tidy = list(get_engine().generations()) == [IndexState.objects.get().generation]
    return report.is_clean and tidy and not IndexTask.objects.exists()
