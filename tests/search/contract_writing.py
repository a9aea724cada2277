"""How every engine has to write: nothing half, nothing twice, in generations."""

import threading
import uuid

import pytest

from search.engines.base import SearchEngine
from search.errors import SearchUnavailableError, WriterBusyError
from tests.search.asking import CIRCLE, GENERATION, ask, build, titles
from tests.search.shelf import PUBLIC, document


class WritingContract:
    """See the module."""

    # --- Writing -----------------------------------------------------------------------------------------------------

    def test_a_document_replaces_its_earlier_version_also_in_the_other_index(self, engine: SearchEngine) -> None:
        public_id = uuid.uuid4()
        build(engine, document("Oud", public_id=public_id))

        for stamp, audience in ((2, frozenset({CIRCLE})), (3, PUBLIC)):
            with engine.exclusive(wait=0), engine.writer(GENERATION) as writer:
                writer.put(document("Nieuw", public_id=public_id, audience=audience))
                writer.commit(stamp)
            snapshot = engine.open(GENERATION, stamp=stamp)
            entries = list(snapshot.entries())

            assert [(entry.audience, entry.in_public_index) for entry in entries] == [(audience, audience == PUBLIC)]
            assert snapshot.counts() == ((1, 0) if audience == PUBLIC else (0, 1))

    def test_a_new_generation_keeps_the_last_of_a_document_that_came_twice(self, engine: SearchEngine) -> None:
        public_id = uuid.uuid4()

        snapshot = build(
            engine,
            document("Oud", public_id=public_id, audience=frozenset({CIRCLE})),
            *(document(f"Ander {number}") for number in range(3)),
            document("Nieuw", public_id=public_id),
        )

        assert snapshot.counts() == (4, 0)
        assert "Nieuw" in titles(ask(snapshot, ""))

    def test_removing_twice_is_fine(self, engine: SearchEngine) -> None:
        gone = document("Weg")
        build(engine, gone, document("Blijft"))

        with engine.exclusive(wait=0), engine.writer(GENERATION) as writer:
            writer.remove([gone.id, gone.id, "book:unknown"])
            writer.commit(2)

        assert titles(ask(engine.open(GENERATION, stamp=2), "")) == ["Blijft"]

    def test_nothing_counts_before_the_commit(self, engine: SearchEngine) -> None:
        build(engine, document("Eerste"))

        with engine.exclusive(wait=0), engine.writer(GENERATION) as writer:
            writer.put(document("Tweede"))

        assert engine.stamp(GENERATION) == 1
        assert ask(engine.open(GENERATION, stamp=1), "").total == 1

    def test_an_error_while_writing_gives_the_writer_back(self, engine: SearchEngine) -> None:
        build(engine, document("Eerste"))

        def fail_halfway() -> None:
            with engine.exclusive(wait=0), engine.writer(GENERATION) as writer:
                writer.put(document("Tweede"))
                raise KeyError("iets anders ging mis")

        with pytest.raises(KeyError):
            fail_halfway()
        with engine.exclusive(wait=0), engine.writer(GENERATION) as writer:
            writer.put(document("Derde"))
            writer.commit(2)

        assert sorted(titles(ask(engine.open(GENERATION, stamp=2), ""))) == ["Derde", "Eerste"]

    def test_a_second_writer_is_told_that_it_is_busy(self, engine: SearchEngine) -> None:
        caught: list[BaseException] = []

        def second() -> None:
            try:
                with engine.exclusive(wait=0.1):
                    raise AssertionError("Two writers at once.")
            except WriterBusyError as busy:
                caught.append(busy)

        with engine.exclusive(wait=0):
            thread = threading.Thread(target=second)
            thread.start()
            thread.join()
        with engine.exclusive(wait=0):
            pass

        assert len(caught) == 1

    def test_a_snapshot_stays_as_it_was(self, engine: SearchEngine) -> None:
        before = build(engine, document("Eerste"))

        with engine.exclusive(wait=0), engine.writer(GENERATION) as writer:
            writer.put(document("Tweede"))
            writer.commit(2)

        assert ask(before, "").total == 1
        assert ask(engine.open(GENERATION, stamp=1), "").total == 1
        assert ask(engine.open(GENERATION, stamp=2), "").total == 2

    # --- Generations -------------------------------------------------------------------------------------------------

    def test_a_generation_behind_the_database_is_not_served(self, engine: SearchEngine) -> None:
        build(engine, document("Eerste"))

        with pytest.raises(SearchUnavailableError):
            engine.open(GENERATION, stamp=2)

    def test_a_generation_that_is_not_there_is_not_served_or_made_up(self, engine: SearchEngine) -> None:
        with pytest.raises(SearchUnavailableError):
            engine.open("weg", stamp=0)
        with pytest.raises(SearchUnavailableError), engine.exclusive(wait=0), engine.writer("weg"):
            pass
        assert list(engine.generations()) == []
        assert engine.stamp("weg") == 0

    def test_generations_stand_beside_each_other(self, engine: SearchEngine) -> None:
        build(engine, document("Eerste"))
        with engine.exclusive(wait=0), engine.writer("tweede", new=True) as writer:
            writer.put(document("Tweede"))
            writer.commit(1)

        assert sorted(engine.generations()) == [GENERATION, "tweede"]
        assert titles(ask(engine.open("tweede", stamp=1), "")) == ["Tweede"]
        assert titles(ask(engine.open(GENERATION, stamp=1), "")) == ["Eerste"]

        engine.drop(GENERATION)
        engine.drop(GENERATION)

        assert list(engine.generations()) == ["tweede"]

    def test_entries_tell_audience_and_content(self, engine: SearchEngine) -> None:
        public, private = document("Openbaar"), document("Besloten", audience=frozenset({CIRCLE, "x"}))
        snapshot = build(engine, public, private)

        entries = {entry.id: entry for entry in snapshot.entries()}

        assert entries.keys() == {public.id, private.id}
        assert entries[public.id].digest == public.digest
        assert entries[private.id].audience == {CIRCLE, "x"}
        assert not entries[private.id].in_public_index
