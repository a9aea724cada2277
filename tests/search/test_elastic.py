"""The engine on a cluster: the contract on a real OpenSearch, and what is its own."""

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from common.access import ANONYMOUS, Viewer
from search import engines
from search.engines.base import SearchEngine
from search.engines.elastic import ElasticEngine
from search.engines.elastic_client import Connection
from search.engines.lock import FileLock
from search.errors import DocumentRefusedError, SearchUnavailableError
from search.indexing import drain, rebuild
from search.models import IndexState, IndexTask
from search.query import parse
from search.service import search, suggest
from search.verify import verify
from tests.search.asking import GENERATION, ask, build, titles
from tests.search.contract import EngineContract
from tests.search.shelf import Shelf, document
from tests.services.network import free_port
from tests.services.opensearch import Cluster

pytestmark = pytest.mark.opensearch


@pytest.fixture
def connection(cluster: Cluster) -> Connection:
    """A name of its own on the cluster."""
    return Connection(urls=cluster.urls, prefix=f"test-{secrets.token_hex(4)}")


@pytest.fixture
def engine(connection: Connection, tmp_path: Path) -> Iterator[ElasticEngine]:
    """An engine of which everything that it made is deleted afterwards."""
    engine = ElasticEngine(connection, FileLock(tmp_path / "writer.lock"))
    yield engine
    for generation in engine.generations():
        engine.drop(generation)


class TestElastic(EngineContract):
    @pytest.fixture
    def engine(self, engine: ElasticEngine) -> SearchEngine:
        return engine

    @pytest.mark.skip(reason="A cluster has no past: a snapshot sees what was committed after it was opened.")
    def test_a_snapshot_stays_as_it_was(self) -> None: ...


@pytest.fixture
def own_cluster(settings, engine: ElasticEngine, connection: Connection) -> None:
    """The whole of search runs on the cluster."""
    settings.SEARCH_ENGINE = "elastic"
    settings.SEARCH_CLUSTER = vars(connection)
    engines._engine.cache_clear()


@pytest.mark.parametrize("key", ["schema", "analysis"])
def test_an_index_made_in_another_way_is_not_served(engine: ElasticEngine, connection: Connection, key: str) -> None:
    build(engine, document("Eerste"))
    index = f"{connection.prefix}_{GENERATION}_public"
    found = engine._bulk.indices.get_mapping(index=index)[index]["mappings"]["_meta"]
    engine._bulk.indices.put_mapping(index=index, meta=found | {key: "older"})

    with pytest.raises(SearchUnavailableError, match="Run search_rebuild"):
        ElasticEngine(connection, engine._lock).open(GENERATION, stamp=1)


def test_two_processes_see_each_others_commits(engine: ElasticEngine, connection: Connection) -> None:
    build(engine, document("Eerste"))
    other = ElasticEngine(connection, engine._lock)
    assert ask(other.open(GENERATION, stamp=1), "").total == 1

    with engine.exclusive(wait=0), engine.writer(GENERATION) as writer:
        writer.put(document("Tweede"))
        writer.commit(2)

    assert ask(other.open(GENERATION, stamp=2), "").total == 2


def test_installations_share_a_cluster_and_nothing_else(engine: ElasticEngine, cluster: Cluster) -> None:
    build(engine, document("Eerste"))
    neighbour = ElasticEngine(Connection(urls=cluster.urls, prefix="test-neighbour"), engine._lock)

    assert list(neighbour.generations()) == []
    neighbour.drop(GENERATION)
    assert list(engine.generations()) == [GENERATION]


def test_a_document_that_can_not_be_read_is_refused_and_the_rest_is_not(engine: ElasticEngine) -> None:
    with engine.exclusive(wait=0), engine.writer(GENERATION, new=True) as writer:
        writer.put(document("Goed"))
        with pytest.raises(DocumentRefusedError):
            writer.put(document("Fout", body=None))
        writer.commit(1)

    assert ask(engine.open(GENERATION, stamp=1), "").total == 1


@pytest.mark.parametrize("name", ["..", "a*", "", "-x", "A", "a,b"])
def test_only_plain_names_are_generations(engine: ElasticEngine, name: str) -> None:
    with pytest.raises(ValueError, match="not the name of a generation"):
        engine.drop(name)


def test_nobody_home_is_search_unavailable(tmp_path: Path) -> None:
    nowhere = Connection(urls=(f"http://127.0.0.1:{free_port()}",), prefix="test-nobody")
    engine = ElasticEngine(nowhere, FileLock(tmp_path / "writer.lock"))

    with pytest.raises(SearchUnavailableError, match="failed while opening the index"):
        engine.open(GENERATION, stamp=1)


def test_a_node_that_is_gone_is_passed_over(engine: ElasticEngine, cluster: Cluster) -> None:
    build(engine, document("Eerste"))
    gone = f"http://127.0.0.1:{free_port()}"
    others = Connection(urls=(gone, *cluster.urls), prefix=engine._prefix)

    found = [titles(ask(ElasticEngine(others, engine._lock).open(GENERATION, stamp=1), "eerste ")) for _ in range(6)]

    assert found == [["Eerste"]] * 6


def test_half_an_index_gives_no_half_answer(engine: ElasticEngine, connection: Connection) -> None:
    snapshot = build(engine, document("Voor iedereen"), document("Voor de kring", audience=frozenset({"circle:1"})))
    private = f"{connection.prefix}_{GENERATION}_private"
    engine._bulk.indices.delete(index=private)
    # Its name is there and no node holds it, as while it is deleted, or after too many nodes were lost.
    nowhere = {"index.routing.allocation.require._name": "nowhere"}
    engine._bulk.indices.create(index=private, settings=nowhere, wait_for_active_shards="0")

    assert titles(ask(snapshot, "voor ")) == ["Voor iedereen"]
    with pytest.raises(SearchUnavailableError, match="failed while searching"):
        ask(snapshot, "voor ", audience=frozenset({"public", "circle:1"}))
    with pytest.raises(SearchUnavailableError, match="failed while reading the index"):
        list(snapshot.entries())


def test_a_large_rebuild_is_sent_in_pieces(engine: ElasticEngine) -> None:
    with engine.exclusive(wait=0), engine.writer(GENERATION, new=True) as writer:
        for number in range(1_100):
            writer.put(document(f"Boek {number}"))
        writer.commit(1)

    assert engine.open(GENERATION, stamp=1).counts() == (1_100, 0)


def test_words_of_the_index_correct_a_query(engine: ElasticEngine) -> None:
    snapshot = build(engine, document("Radicalisering op school"), document("Signalen", "Meer over radicalisering."))

    asked = snapshot.understand(parse("radicalisring "))

    assert asked.corrected == (("radicalisring", "radicalisering"),)
    assert sorted(titles(ask(snapshot, "radicalisring "))) == ["Radicalisering op school", "Signalen"]


def test_the_site_searches_on_a_cluster(own_cluster: None, shelf: Shelf) -> None:
    member = Viewer(user_id=1, tokens=frozenset({"public", "circle:1"}))
    public_id = shelf.add("Boek voor iedereen", facets={"thema": ("wijk",)})
    shelf.add("Boek van de kring", audience=frozenset({"circle:1"}), facets={"thema": ("wonen",)})
    rebuild()
    drain()

    def found(viewer: Viewer) -> list[str]:
        return sorted(result.card.title for result in search(viewer, text="boek ", filters={}).results)

    assert found(ANONYMOUS) == ["Boek voor iedereen"]
    assert found(member) == ["Boek van de kring", "Boek voor iedereen"]
    shelf.change(public_id, title="Boek met een nieuwe naam")
    # What changed is in no answer until the worker has read it again.
    assert found(ANONYMOUS) == []
    drain()
    assert found(ANONYMOUS) == ["Boek met een nieuwe naam"]
    assert [each.title for each in suggest(member, "boek")] == ["Boek met een nieuwe naam"]
    assert not IndexTask.objects.exists()
    assert IndexState.objects.get().schema == ElasticEngine.schema
    report = verify()
    assert (report.compared, report.is_clean) == (2, True)
