"""A worker that is killed while it writes: the rows are still there, and nothing stale is shown."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from common.access import ANONYMOUS
from search.engines import get_engine
from search.indexing import DrainReport, drain, rebuild
from search.models import IndexState, IndexTask
from search.service import search
from tests.search.shelf import Shelf


def found(text: str) -> list[str]:
    return [result.card.title for result in search(ANONYMOUS, text=text, filters={}).results]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("die", "stamp_beside_the_index"), [("before the stamp", 2), ("after the stamp", 3)])
def test_a_killed_worker_loses_and_shows_nothing(shelf: Shelf, settings, die: str, stamp_beside_the_index: int) -> None:
    book = shelf.add("Boek oud")
    rebuild()
    drain()
    assert found("oud ") == ["Boek oud"]
    shelf.change(book, title="Boek nieuw")
    plan = {
        "database": str(connection.settings_dict["NAME"]),
        "index": str(settings.SEARCH_INDEX_DIR),
        "public_id": str(book),
        "title": "Boek nieuw",
        "die": die,
    }

    killed = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("crash.py")), json.dumps(plan)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert killed.returncode == -signal.SIGKILL, killed.stderr
    state = IndexState.objects.get()
    assert (state.stamp, get_engine().stamp(state.generation)) == (2, stamp_beside_the_index)
    assert IndexTask.objects.count() == 1
    assert (found("oud "), found("nieuw ")) == ([], [])

    # The next worker gets the lock at once and does it again, under a stamp that was never used.
    assert drain() == DrainReport(processed=1, failed=0)
    assert (found("oud "), found("nieuw ")) == ([], ["Boek nieuw"])
    state.refresh_from_db()
    assert state.stamp == get_engine().stamp(state.generation) == stamp_beside_the_index + 1
