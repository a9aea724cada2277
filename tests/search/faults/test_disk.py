"""A disk without room: the index serves what it has, changes wait, and nothing has to be done but making room."""

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import FileIO
from pathlib import Path

import pytest
import time_machine
from django.utils import timezone

from search import engines
from search.engines import get_engine
from search.errors import SearchError, SearchUnavailableError
from search.indexing import LAST_ENGINE_RETRY, MAX_ENGINE_FAILURES, drain, rebuild
from search.models import IndexTask
from tests.search.faults.processes import found, is_healed, visitors
from tests.search.faults.records import Records

# A little more than an index of the records that the tests begin with.
SIZE = "1m"
NUMBER = 300
BLOCK = 4096


@pytest.fixture
def small_disk(settings, tmp_path: Path) -> Iterator[Path]:
    """The folder of the index is a file system of its own, as small as can be."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("mounting a small disk is not allowed here")
    settings.SEARCH_INDEX_DIR = folder
    engines._engine.cache_clear()
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextmanager
def full(folder: Path) -> Iterator[None]:
    """Until the block ends somebody else's file takes all the room, also what is given back meanwhile."""
    path, stop = folder / "somebody-elses-file", threading.Event()

    def fill(file: FileIO) -> None:
        with suppress(OSError):
            while True:
                file.write(b"x" * BLOCK)

    def go_on(file: FileIO) -> None:
        while not stop.wait(0.001):
            fill(file)

    with path.open("wb", buffering=0) as file:
        fill(file)
        thread = threading.Thread(target=go_on, args=[file])
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()
    path.unlink()


def drains_without_a_failure() -> bool:
    try:
        return drain().failed == 0
    except SearchUnavailableError:
        return False


def test_changes_wait_for_room_and_few_are_blamed(small_disk: Path, records: Records) -> None:
    public_ids = records.add(*(f"Dossier{number} oud" for number in range(NUMBER)))
    rebuild()
    drain()

    with full(small_disk), visitors("dossier299") as seen:
        records.rename(public_ids[:-1], *(f"Dossier{number} nieuw" for number in range(NUMBER - 1)))
        went_well = [drains_without_a_failure() for _ in range(3)]

    assert False in went_well
    assert seen.statuses.keys() == {200}
    assert seen.titles.keys() == {frozenset({"Dossier299 oud"})}
    assert IndexTask.objects.filter(attempts__gt=0).count() <= 3 * MAX_ENGINE_FAILURES
    # Nobody has to do anything but make room.
    with time_machine.travel(timezone.now() + LAST_ENGINE_RETRY, tick=True):
        assert drain().failed == 0
    assert found("dossier123") == {"Dossier123 nieuw"}
    assert is_healed()


def test_a_rebuild_without_room_leaves_the_index_that_is_there(small_disk: Path, records: Records) -> None:
    records.add(*(f"Dossier{number} oud" for number in range(NUMBER)))
    rebuild()
    drain()
    before = list(get_engine().generations())

    with full(small_disk), visitors("dossier299") as seen, pytest.raises(SearchError):
        rebuild()

    assert list(get_engine().generations()) == before
    assert seen.statuses.keys() == {200}
    assert seen.titles.keys() == {frozenset({"Dossier299 oud"})}
    rebuild()
    assert is_healed()
