"""Processes that are killed, or meet, while they write: nothing is lost, nothing stale shown, nothing left behind."""

import uuid

import pytest

from search.indexing import drain, rebuild
from search.verify import verify
from tests.search.faults.conftest import NUMBER
from tests.search.faults.processes import BUSY, KILLED, Processes, found, is_healed, visitors
from tests.search.faults.records import Records

DRAIN_POINTS = [
    "reading", "some documents", "before the commit", "before the stamp", "after the stamp", "while the rows go",
    "after the rows",
]  # fmt: skip


@pytest.mark.parametrize("point", DRAIN_POINTS)
def test_a_worker_killed_between_database_and_index_loses_and_shows_nothing(
    filled: list[uuid.UUID], records: Records, processes: Processes, point: str
) -> None:
    # Enough that the twentieth document is among them.
    records.rename(filled[:20], *(f"Dossier{number} nieuw" for number in range(20)))
    records.delete(filled[20:21])
    records.hand_to("circle:1", filled[21:22])
    untouched = {f"Dossier{number} oud" for number in range(22, NUMBER)}

    assert processes.run("drain", at=point) == [KILLED]

    assert found("oud ") == untouched
    assert found("dossier20 dossier21 ") == set()
    # The next worker gets the lock at once.
    assert drain().failed == 0
    assert found("nieuw ") == {f"Dossier{number} nieuw" for number in range(20)}
    assert found("oud ") == untouched
    assert is_healed()


@pytest.mark.parametrize("point", ["some documents", "before the commit", "before the swap", "after the swap"])
def test_a_rebuild_that_is_killed_costs_no_visitor_anything(
    filled: list[uuid.UUID], records: Records, processes: Processes, point: str
) -> None:
    with visitors("dossier3 ") as seen:
        assert processes.run("rebuild", at=point) == [KILLED]

    assert seen.statuses.keys() == {200}
    assert seen.titles.keys() == {frozenset({"Dossier3 oud"})}
    drain()
    assert verify().is_clean
    rebuild()
    assert is_healed()


def test_workers_and_a_rebuild_at_once_do_everything_once(
    filled: list[uuid.UUID], records: Records, processes: Processes
) -> None:
    records.rename(filled, *(f"Dossier{number} nieuw" for number in range(NUMBER)))

    with visitors("dossier3 ") as seen:
        codes = processes.run("drain", times=3) + processes.run("rebuild", times=2)

    assert 0 in codes[:3]
    assert set(codes) <= {0, BUSY}
    assert seen.statuses.keys() == {200}
    # Found as it is, or left out while it waits; never as it was.
    assert seen.titles.keys() <= {frozenset({"Dossier3 nieuw"}), frozenset()}
    drain()
    assert found("nieuw dossier3 ") >= {"Dossier3 nieuw"}
    assert is_healed()
