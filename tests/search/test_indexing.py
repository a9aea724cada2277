"""The outbox and the index: no change is lost, none is done twice with effect, and a failure stays with its record."""

import datetime as dt
import json
import threading
import uuid
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from common.access import ANONYMOUS
from search import engines, indexing
from search.dutch.version import ANALYSIS_VERSION
from search.engines import get_engine
from search.engines.base import Writer
from search.errors import RebuildFailedError, SearchUnavailableError, WriterBusyError
from search.indexing import DrainReport, drain, enqueue, has_work, needs_rebuild, rebuild
from search.models import IndexState, IndexTask
from search.service import search
from search.tasks import drain_index
from tests.search.shelf import Shelf


def found(text: str = "boek ") -> list[str]:
    """The titles that a visitor finds."""
    return sorted(result.card.title for result in search(ANONYMOUS, text=text, filters={}).results)


def indexed() -> list[str]:
    """The titles in the index, whatever may be shown."""
    state = IndexState.objects.get()
    return sorted(entry.id for entry in get_engine().open(state.generation, stamp=state.stamp).entries())


def test_a_change_is_found_after_the_drain(shelf: Shelf) -> None:
    rebuild()
    shelf.add("Boek een")

    assert found() == []
    assert drain() == DrainReport(processed=1, failed=0)
    assert found() == ["Boek een"]
    assert IndexTask.objects.count() == 0


def test_a_changed_record_is_left_out_until_it_is_read_again(shelf: Shelf) -> None:
    book = shelf.add("Boek over vroeger")
    rebuild()
    drain()

    shelf.change(book, title="Boek over later")

    assert found() == []
    drain()
    assert found() == ["Boek over later"]
    assert found("vroeger ") == []


def test_a_record_that_went_is_removed(shelf: Shelf) -> None:
    book = shelf.add("Boek een")
    rebuild()
    drain()

    shelf.remove(book)
    drain()

    assert found() == []
    assert indexed() == []


def test_draining_twice_changes_nothing(shelf: Shelf) -> None:
    rebuild()
    shelf.add("Boek een")

    drain()
    stamp = IndexState.objects.get().stamp

    assert drain() == DrainReport(processed=0, failed=0)
    assert IndexState.objects.get().stamp == stamp


def test_several_changes_of_one_record_are_one_document(shelf: Shelf) -> None:
    rebuild()
    book = shelf.add("Boek een")
    shelf.change(book, title="Boek twee")
    shelf.change(book, title="Boek drie")

    assert drain().processed == 3
    assert found() == ["Boek drie"]


def test_records_of_a_kind_that_nobody_knows_are_removed(shelf: Shelf) -> None:
    rebuild()
    enqueue("film", [uuid.uuid4()])

    assert drain() == DrainReport(processed=1, failed=0)


def test_works_through_many_batches(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "BATCH_SIZE", 3)
    rebuild()
    for number in range(10):
        shelf.add(f"Boek {number}")

    assert drain() == DrainReport(processed=10, failed=0)
    assert len(indexed()) == 10


def test_a_change_and_its_row_are_one_transaction(shelf: Shelf) -> None:
    def fail_halfway() -> None:
        with transaction.atomic():
            shelf.add("Boek een")
            raise KeyError

    with pytest.raises(KeyError):
        fail_halfway()

    assert IndexTask.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_change_during_a_drain_is_not_lost(shelf: Shelf) -> None:
    rebuild()
    book = shelf.add("Boek een")
    documents = shelf.documents

    def change_after_reading(public_ids):
        read = list(documents(public_ids))
        shelf.documents = documents
        shelf.change(book, title="Boek twee")
        return iter(read)

    shelf.documents = change_after_reading
    report = drain()

    # The second change has a row of its own, which the same drain finds in its next batch.
    assert report == DrainReport(processed=2, failed=0)
    assert found() == ["Boek twee"]


# --- Failures --------------------------------------------------------------------------------------------------------


def test_a_record_that_can_not_be_read_holds_up_no_other(shelf: Shelf) -> None:
    rebuild()
    bad, good = shelf.add("Boek fout"), shelf.add("Boek goed")
    shelf.broken.add(bad)

    with time_machine.travel(dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC), tick=False):
        IndexTask.objects.update(due_at=timezone.now())
        assert drain() == DrainReport(processed=1, failed=1)
        task = IndexTask.objects.get()

    assert found() == ["Boek goed"]
    assert (task.public_id, task.attempts) == (bad, 1)
    assert task.last_error == "LookupError: The page of Boek fout is torn."
    assert task.due_at == dt.datetime(2026, 11, 24, 12, 0, 10, tzinfo=dt.UTC)
    assert good in shelf.records


def test_a_record_that_can_not_be_written_holds_up_no_other(shelf: Shelf) -> None:
    rebuild()
    bad = shelf.add("Boek fout", body=None)
    shelf.add("Boek goed")

    assert drain() == DrainReport(processed=1, failed=1)
    assert found() == ["Boek goed"]
    assert IndexTask.objects.get().public_id == bad
    assert "Tantivy failed while reading book:" in IndexTask.objects.get().last_error


def test_what_fails_is_gone_from_the_index_and_stays_hidden(shelf: Shelf) -> None:
    book = shelf.add("Boek geheim nieuws")
    rebuild()
    drain()
    shelf.broken.add(book)
    shelf.change(book, title="Boek ander nieuws")

    assert drain() == DrainReport(processed=0, failed=1)
    assert indexed() == []
    assert found() == []


def test_waits_longer_after_every_failure_and_recovers(shelf: Shelf) -> None:
    rebuild()
    book = shelf.add("Boek fout")
    shelf.broken.add(book)
    pauses = []
    with time_machine.travel(dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC), tick=False) as clock:
        IndexTask.objects.update(due_at=timezone.now())
        for _ in range(12):
            drain()
            assert not has_work()
            pause = IndexTask.objects.get().due_at - timezone.now()
            pauses.append(pause.total_seconds())
            clock.shift(pause)
            assert has_work()
        shelf.broken.clear()
        drain()

        assert pauses == [10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600, 3600]
        assert found() == ["Boek fout"]
        assert IndexTask.objects.count() == 0


def test_an_engine_that_fails_on_one_record_takes_the_others(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine's writer itself breaks on one document, which spoils everything that was written with it."""
    rebuild()
    for number in range(5):
        shelf.add(f"Boek {number}")
    bad = shelf.add("Boek fout")
    engine_writer = type(get_engine()).writer

    def spoiling(self, generation, **options):
        return _Spoiled(engine_writer(self, generation, **options), f"book:{bad}")

    monkeypatch.setattr(type(get_engine()), "writer", spoiling)

    assert drain() == DrainReport(processed=5, failed=1)
    assert found() == [f"Boek {number}" for number in range(5)]
    assert IndexTask.objects.get().last_error == "The disk is full."


class _Spoiled:
    """A writer that can not commit once a certain document was put in."""

    def __init__(self, opened, bad: str) -> None:
        self._opened = opened
        self._bad = bad
        self._spoiled = False

    def __enter__(self) -> "_Spoiled":
        self._writer: Writer = self._opened.__enter__()
        return self

    def __exit__(self, *error) -> None:
        self._opened.__exit__(*error)

    def put(self, document) -> None:
        self._spoiled = self._spoiled or document.id == self._bad
        self._writer.put(document)

    def remove(self, ids) -> None:
        self._writer.remove(ids)

    def commit(self, stamp: int) -> None:
        if self._spoiled:
            raise SearchUnavailableError("The disk is full.")
        self._writer.commit(stamp)


def test_a_busy_writer_loses_nothing(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "DRAIN_WAIT", 0.0)
    rebuild()
    shelf.add("Boek een")
    with get_engine().exclusive(wait=0):
        with pytest.raises(WriterBusyError):
            drain()
        assert drain_index.func() == 0
    task = IndexTask.objects.get()

    assert (task.attempts, task.last_error) == (0, "")
    assert drain_index.func() == 1
    assert found() == ["Boek een"]


# --- Only into an index that is served -------------------------------------------------------------------------------


def test_without_an_index_changes_wait(shelf: Shelf) -> None:
    shelf.add("Boek een")

    assert needs_rebuild()
    assert not has_work()
    with pytest.raises(SearchUnavailableError):
        drain()
    assert IndexTask.objects.count() == 1


def test_a_lost_index_is_not_made_up_again_from_what_changed(shelf: Shelf) -> None:
    shelf.add("Boek een")
    state = rebuild()
    drain()
    get_engine().drop(state.generation)
    IndexState.objects.update(stamp=5)
    shelf.add("Boek twee")

    with pytest.raises(SearchUnavailableError):
        drain()
    assert needs_rebuild()
    assert list(get_engine().generations()) == []


def test_an_index_from_a_backup_is_not_brought_up_to_date_by_halves(shelf: Shelf) -> None:
    rebuild()
    shelf.add("Boek een")
    IndexState.objects.update(stamp=7)

    with pytest.raises(SearchUnavailableError, match="at 1 and the database at 7"):
        drain()
    with pytest.raises(SearchUnavailableError):
        found()
    rebuild()
    assert not needs_rebuild()


@pytest.mark.parametrize("field", ["schema", "analysis"])
def test_the_worker_builds_an_index_of_another_version_again(shelf: Shelf, field: str) -> None:
    shelf.add("Boek een")
    older = rebuild()
    drain()
    stamp = Path(settings.SEARCH_INDEX_DIR) / older.generation / "stamp.json"
    stamp.write_text(json.dumps(json.loads(stamp.read_text()) | {field: "older"}))
    IndexState.objects.update(**{field: "older"})
    engines._engine.cache_clear()
    shelf.add("Boek twee")

    assert has_work()
    assert drain_index.func() == 1

    assert found() == ["Boek een", "Boek twee"]
    assert IndexState.objects.get().generation != older.generation
    assert not has_work()


def test_only_one_process_builds_an_index_of_another_version_again(shelf: Shelf) -> None:
    state = rebuild()
    IndexState.objects.update(analysis="older")

    with get_engine().exclusive(wait=0):
        assert drain_index.func() == 0
    assert IndexState.objects.get().generation == state.generation


# --- Rebuild ---------------------------------------------------------------------------------------------------------


def test_a_rebuild_swaps_and_deletes_the_old_index(shelf: Shelf) -> None:
    shelf.add("Boek een")
    first = rebuild()
    second = rebuild()
    drain()

    assert first.generation != second.generation
    assert list(get_engine().generations()) == [second.generation]
    assert (second.schema, second.analysis) == (get_engine().schema, ANALYSIS_VERSION)
    assert found() == ["Boek een"]


def test_a_rebuild_tells_how_far_it_is(shelf: Shelf) -> None:
    for number in range(3):
        shelf.add(f"Boek {number}")
    told: list[tuple[str, int]] = []

    rebuild(lambda kind, count: told.append((kind, count)))

    assert told == [("book", 1), ("book", 2), ("book", 3)]


def test_a_failed_rebuild_leaves_the_old_index_serving(shelf: Shelf) -> None:
    book = shelf.add("Boek een")
    live = rebuild()
    drain()
    shelf.broken.add(book)

    with pytest.raises(LookupError):
        rebuild()

    assert list(get_engine().generations()) == [live.generation]
    assert IndexState.objects.get().generation == live.generation
    assert found() == ["Boek een"]


def test_a_rebuild_that_misses_documents_is_not_used(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    live = rebuild()
    lost = shelf.add("Boek een")
    shelf.add("Boek twee")
    engine_writer = type(get_engine()).writer

    def losing(self, generation, **options):
        return _Losing(engine_writer(self, generation, **options), f"book:{lost}")

    monkeypatch.setattr(type(get_engine()), "writer", losing)

    with pytest.raises(RebuildFailedError, match="holds 1 documents instead of 2"):
        rebuild()
    assert list(get_engine().generations()) == [live.generation]


class _Losing(_Spoiled):
    """A writer that silently loses one document."""

    def put(self, document) -> None:
        if document.id != self._bad:
            self._writer.put(document)

    def commit(self, stamp: int) -> None:
        self._writer.commit(stamp)


def test_a_rebuild_clears_away_what_an_earlier_one_left(shelf: Shelf) -> None:
    engine = get_engine()
    with engine.exclusive(wait=0), engine.writer("20260101-000000-dead00", new=True):
        pass

    state = rebuild()

    assert list(engine.generations()) == [state.generation]


@pytest.mark.django_db(transaction=True)
def test_a_change_during_a_rebuild_is_done_by_the_next_drain(shelf: Shelf) -> None:
    book = shelf.add("Boek een")
    rebuild()
    drain()

    rebuild(lambda kind, count: shelf.change(book, title="Boek twee"))

    assert found() == []
    assert IndexTask.objects.count() == 1
    drain()
    assert found() == ["Boek twee"]


# --- Several at once -------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_searching_while_changes_are_drained_never_shows_what_is_gone(shelf: Shelf) -> None:
    rebuild()
    kept = [shelf.add(f"Boek blijft {number}") for number in range(5)]
    drain()
    errors: list[BaseException] = []
    stop = threading.Event()

    def keep_draining() -> None:
        try:
            while not stop.is_set():
                drain()
        except BaseException as error:  # noqa: BLE001 - the test reports whatever it was.
            errors.append(error)
        finally:
            connection.close()

    worker = threading.Thread(target=keep_draining)
    worker.start()
    try:
        for _ in range(30):
            secret = shelf.add("Boek geheim", facets={"thema": ("wonen",)})
            search(ANONYMOUS, text="boek ", filters={})
            shelf.remove(secret)
            page = search(ANONYMOUS, text="boek ", filters={})
            titles = [result.card.title for result in page.results]
            assert "Boek geheim" not in titles
            assert page.total == len(kept)
            assert [facet.counts for facet in page.facets if facet.name == "thema"] == [{}]
    finally:
        stop.set()
        worker.join()

    assert errors == []
    drain()
    assert len(indexed()) == len(kept)


@pytest.mark.django_db(transaction=True)
def test_two_drains_at_once_do_everything_once(shelf: Shelf) -> None:
    rebuild()
    for number in range(40):
        shelf.add(f"Boek {number}")
    reports: list[DrainReport] = []

    def work() -> None:
        try:
            reports.append(drain())
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(report.processed for report in reports) == 40
    assert len(indexed()) == 40
    assert IndexTask.objects.count() == 0
