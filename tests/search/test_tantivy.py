"""The embedded engine: the contract, and what is its own."""

import json
from pathlib import Path

import pytest

from search.engines import get_engine, tantivy_writer
from search.engines.base import EngineQuery, SearchEngine
from search.engines.tantivy import TantivyEngine
from search.engines.tantivy_edge import edge, log_failure
from search.errors import DocumentRefusedError, SearchUnavailableError
from search.query import parse
from tests.search.asking import GENERATION, ask, build
from tests.search.contract import EngineContract
from tests.search.shelf import PUBLIC, document


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "tantivy"


class TestTantivy(EngineContract):
    @pytest.fixture
    def engine(self, folder: Path) -> SearchEngine:
        return TantivyEngine(folder)


@pytest.fixture
def engine(folder: Path) -> TantivyEngine:
    return TantivyEngine(folder)


@pytest.mark.parametrize("key", ["schema", "analysis"])
def test_an_index_made_in_another_way_is_not_served(engine: TantivyEngine, folder: Path, key: str) -> None:
    build(engine, document("Eerste"))
    stamp = folder / GENERATION / "stamp.json"
    stamp.write_text(json.dumps(json.loads(stamp.read_text()) | {key: "older"}))

    with pytest.raises(SearchUnavailableError, match="Run search_rebuild"):
        TantivyEngine(folder).open(GENERATION, stamp=1)


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"stamp": "x", "schema": "", "analysis": ""}'])
def test_an_unreadable_stamp_is_no_stamp(engine: TantivyEngine, folder: Path, content: str) -> None:
    build(engine, document("Eerste"))
    (folder / GENERATION / "stamp.json").write_text(content)

    assert engine.stamp(GENERATION) == 0
    with pytest.raises(SearchUnavailableError):
        TantivyEngine(folder).open(GENERATION, stamp=1)


def test_damaged_files_make_search_unavailable_and_nothing_worse(engine: TantivyEngine, folder: Path) -> None:
    build(engine, document("Eerste", "woord " * 500))
    for file in (folder / GENERATION / "public").iterdir():
        file.write_bytes(b"\xff" * 64)

    with pytest.raises(SearchUnavailableError):
        ask(TantivyEngine(folder).open(GENERATION, stamp=1), "woord ")
    with pytest.raises(SearchUnavailableError), engine.exclusive(wait=0), engine.writer(GENERATION) as writer:
        writer.commit(2)


def test_a_new_generation_that_is_committed_on_the_way_is_whole_or_not_there(
    engine: TantivyEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tantivy_writer, "BULK_DOCUMENTS", 2)
    first, *others = [document(f"Boek {number}") for number in range(5)]

    with engine.exclusive(wait=0), engine.writer(GENERATION, new=True) as writer:
        for each in (first, *others, first):
            writer.put(each)
        with pytest.raises(SearchUnavailableError, match="no complete search index"):
            engine.open(GENERATION, stamp=0)
        writer.commit(1)

    assert engine.open(GENERATION, stamp=1).counts() == (5, 0)
    assert ask(engine.open(GENERATION, stamp=1), "boek ").total == 5


def test_a_panic_of_the_library_becomes_our_own_error(engine: TantivyEngine) -> None:
    snapshot = build(engine, document("Eerste"))

    # Tantivy panics when it is asked for no hits at all; a panic is no Exception.
    with pytest.raises(SearchUnavailableError, match="panicked while searching"):
        snapshot.search(EngineQuery(query=snapshot.understand(parse("eerste")), audience=PUBLIC, limit=0))

    assert ask(snapshot, "eerste").total == 1


def test_an_interrupt_passes_the_edge() -> None:
    with pytest.raises(KeyboardInterrupt), edge("testing"):
        raise KeyboardInterrupt


def test_a_document_that_can_not_be_read_is_refused_and_the_rest_is_not(engine: TantivyEngine) -> None:
    with engine.exclusive(wait=0), engine.writer(GENERATION, new=True) as writer:
        writer.put(document("Goed"))
        with pytest.raises(DocumentRefusedError):
            writer.put(document("Fout", body=None))
        writer.commit(1)

    assert ask(engine.open(GENERATION, stamp=1), "").total == 1


@pytest.mark.parametrize("name", ["..", "a/b", "", "-x", "A"])
def test_only_plain_names_are_generations(engine: TantivyEngine, name: str) -> None:
    with pytest.raises(ValueError, match="not the name of a generation"):
        engine.drop(name)


def test_other_files_in_the_folder_are_left_alone(engine: TantivyEngine, folder: Path) -> None:
    build(engine, document("Eerste"))
    (folder / "LEESMIJ").mkdir()

    assert list(engine.generations()) == [GENERATION]


def test_two_processes_see_each_others_commits(engine: TantivyEngine, folder: Path) -> None:
    build(engine, document("Eerste"))
    other = TantivyEngine(folder)
    assert ask(other.open(GENERATION, stamp=1), "").total == 1

    with engine.exclusive(wait=0), engine.writer(GENERATION) as writer:
        writer.put(document("Tweede"))
        writer.commit(2)

    assert ask(other.open(GENERATION, stamp=2), "").total == 2


def test_our_own_errors_pass_the_edge_as_they_are() -> None:
    with pytest.raises(DocumentRefusedError, match="as it is"), edge("testing"):
        raise DocumentRefusedError("as it is")


def test_untidiness_is_logged_and_no_reason_to_fail(caplog: pytest.LogCaptureFixture) -> None:
    with log_failure("merging"):
        raise OSError("The disk is full.")

    assert "Tantivy failed while merging: The disk is full." in caplog.text


def test_an_engine_that_does_not_exist_is_a_mistake(settings) -> None:
    settings.SEARCH_ENGINE = "onzin"

    with pytest.raises(ValueError, match="no search engine 'onzin'"):
        get_engine()
