"""Comparing index and database: every way to differ is found, and repaired."""

import json
import re
import tracemalloc
from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from search.engines import get_engine
from search.indexing import drain, rebuild
from search.models import IndexState, IndexTask
from search.verify import Difference, repair, verify
from tests.search.shelf import Shelf

CIRCLE = frozenset({"circle:1"})


@pytest.fixture
def filled(shelf: Shelf) -> Shelf:
    for number in range(3):
        shelf.add(f"Boek {number}")
    rebuild()
    drain()
    return shelf


def put_secretly(shelf: Shelf, title: str, **changes) -> str:
    """Change a record without telling the index, and return its identifier."""
    public_id = next(key for key, record in shelf.records.items() if record.title == title)
    shelf.records[public_id] = replace(shelf.records[public_id], **changes)
    return f"book:{public_id}"


def test_index_and_database_agree(filled: Shelf) -> None:
    report = verify()

    assert (report.compared, report.is_clean) == (3, True)


def test_finds_every_difference_and_repairs_it(filled: Shelf) -> None:
    ghost = next(iter(filled.records))
    del filled.records[ghost]
    content = put_secretly(filled, "Boek 1", body="Iets nieuws")
    audience = put_secretly(filled, "Boek 2", audience=CIRCLE)
    missing = filled.add("Boek 3")
    IndexTask.objects.all().delete()

    report = verify()

    assert report.differences == {
        Difference.GHOST: (f"book:{ghost}",),
        Difference.CONTENT: (content,),
        Difference.AUDIENCE: (audience,),
        Difference.MISSING: (f"book:{missing}",),
    }
    assert repair(report) == 4
    drain()
    assert verify().is_clean


def test_a_document_in_both_indexes_is_a_difference(filled: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    public_id = next(iter(filled.records))
    filled.records[public_id] = replace(filled.records[public_id], audience=CIRCLE)
    state = IndexState.objects.get()
    engine = get_engine()
    with engine.exclusive(wait=0), engine.writer(state.generation) as writer:
        # What a machine that stops between the commits of the two indexes can leave.
        monkeypatch.setattr(writer, "remove", lambda ids: None)
        writer.put(filled.records[public_id])
        writer.commit(state.stamp + 1)
    IndexState.objects.update(stamp=state.stamp + 1)

    assert verify().differences == {Difference.AUDIENCE: (f"book:{public_id}",)}


def test_what_waits_is_behind_by_definition(filled: Shelf) -> None:
    filled.change(next(iter(filled.records)), title="Boek anders")

    assert verify().is_clean


def test_comparing_more_takes_no_more_memory(shelf: Shelf) -> None:
    def peak() -> int:
        rebuild()
        tracemalloc.start()
        try:
            assert verify().is_clean
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    for number in range(400):
        shelf.add(f"Boek {number}")
    few = peak()
    for number in range(400, 2_400):
        shelf.add(f"Boek {number}")
    IndexTask.objects.all().delete()

    # What it kept of every document was 700 bytes; the list of the shelf itself takes 16.
    assert peak() < few + 2_000 * 100


# --- Commands --------------------------------------------------------------------------------------------------------


def run(command: str, *arguments: str) -> str:
    out = StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue()


def test_verify_fails_when_they_differ_and_repairs_when_asked(filled: Shelf) -> None:
    identifier = put_secretly(filled, "Boek 1", body="Iets nieuws")

    with pytest.raises(CommandError, match="differs from the database"):
        run("search_verify")
    output = run("search_verify", "--repair")

    assert f"1 with other content:\n  {identifier}\n1 records are indexed again." in output
    assert output.endswith("3 documents compared.\n")
    assert run("search_verify") == "3 documents compared.\n"


def test_rebuild_tells_what_it_did_and_drains_what_waits(shelf: Shelf) -> None:
    shelf.add("Boek een")
    shelf.add("Boek twee", audience=CIRCLE)

    output = run("search_rebuild")

    generation = IndexState.objects.get().generation
    assert output == f"book: 2\n2 documents, generation {generation} is live.\n"
    assert IndexTask.objects.count() == 0
    assert run("search_rebuild", "--verbosity=0") == ""


def test_status_tells_what_waits_and_what_failed(filled: Shelf) -> None:
    bad = filled.add("Boek kapot")
    filled.broken.add(bad)
    drain()

    output = run("search_status")

    assert "Documents: 3 public, 0 for some" in output
    assert re.search("Waiting:   1 changes, the first for [0-9]+ seconds; 1 of them failed before", output)
    assert f"book:{bad} failed 1 times: LookupError: The page of Boek kapot is torn." in output


def test_status_fails_when_search_is_down(shelf: Shelf) -> None:
    with pytest.raises(CommandError, match="Search is down: No search index was built yet"):
        run("search_status")


@pytest.mark.parametrize("command", ["search_rebuild", "search_verify"])
def test_commands_say_why_they_can_not_do_their_work(filled: Shelf, monkeypatch, command: str) -> None:
    monkeypatch.setattr("search.indexing.REBUILD_WAIT", 0.0)
    monkeypatch.setattr("search.verify.REBUILD_WAIT", 0.0)

    with get_engine().exclusive(wait=0), pytest.raises(CommandError, match="Another process is writing"):
        run(command)


def test_status_is_told_to_monitors(filled: Shelf) -> None:
    bad = filled.add("Boek kapot")
    filled.broken.add(bad)
    drain()

    told = json.loads(run("search_status", "--format=json"))
    gauges = run("search_status", "--format=prometheus")

    assert (told["is_up"], told["waiting"], told["failing"], told["public_documents"]) == (True, 1, 1, 3)
    assert (told["database_stamp"], told["generation"]) == (told["index_stamp"], IndexState.objects.get().generation)
    assert "\nkennisplatform_search_failing_changes 1\n" in gauges
    assert gauges.count("# TYPE") == gauges.count(" gauge\n") == 6


def test_a_monitor_gets_an_answer_when_search_is_down(shelf: Shelf) -> None:
    out = StringIO()
    with pytest.raises(CommandError, match="Search is down"):
        call_command("search_status", "--format=prometheus", stdout=out)

    assert "\nkennisplatform_search_up 0\n" in out.getvalue()
