"""Nodes of the cluster are killed, or say that their disk is full."""

import uuid
from collections.abc import Collection

import pytest
from django.test import Client
from elasticsearch import Elasticsearch

from common.access import ANONYMOUS
from search.contracts import Facet
from search.engines.elastic_client import BULK, Connection, connect
from search.errors import SearchUnavailableError
from search.indexing import drain, rebuild
from search.models import IndexState, IndexTask, SavedSearch
from search.registry import register_facet
from search.saved.results import newest
from search.tasks import drain_index
from tests.search.faults.processes import Visitors, found, is_healed, visitors
from tests.search.faults.records import Records
from tests.services.opensearch import Cluster

pytestmark = [pytest.mark.opensearch, pytest.mark.parametrize("any_engine", ["elastic"], indirect=True)]

# Two requests of a visitor, each tried at two nodes, on a busy machine; far from what a rebuild would wait.
PATIENCE = 20.0


def test_a_killed_node_costs_nothing_and_killed_nodes_only_time(
    filled: list[uuid.UUID], records: Records, cluster: Cluster
) -> None:
    with visitors("dossier29") as seen:
        cluster.kill([0])
        records.rename(filled[:10], *(f"Dossier{number} nieuw" for number in range(10)))
        assert drain().failed == 0
        assert found("nieuw ") == {f"Dossier{number} nieuw" for number in range(10)}
    assert seen.statuses.keys() == {200}
    assert seen.titles.keys() == {frozenset({"Dossier29 oud"})}
    assert seen.slowest < PATIENCE

    def kill_all(kind: str, count: int) -> None:
        cluster.kill()

    before = IndexState.objects.get().generation
    with pytest.raises(SearchUnavailableError):
        rebuild(kill_all)
    seen = Visitors()
    records.rename(filled[10:20], *(f"Dossier{number} nieuw" for number in range(10, 20)))
    records.delete(filled[20:21])
    seen.look(Client(), "dossier29")
    assert (seen.statuses, seen.slowest < PATIENCE) == ({503: 1}, True)
    with pytest.raises(SearchUnavailableError):
        drain()
    assert drain_index.func() == 0
    assert (IndexTask.objects.count(), IndexTask.objects.filter(attempts__gt=0).count()) == (11, 0)
    assert IndexState.objects.get().generation == before

    cluster.start()
    assert drain().failed == 0
    assert found("nieuw ") == {f"Dossier{number} nieuw" for number in range(20)}
    assert found("dossier20") == set()
    # What the rebuild left is cleared away by the next one.
    rebuild()
    assert is_healed()


def test_a_full_disk_makes_changes_wait(filled: list[uuid.UUID], records: Records, cluster: Cluster, settings) -> None:
    indexes = f"{settings.SEARCH_CLUSTER['prefix']}_*"
    records.rename(filled[:10], *(f"Dossier{number} nieuw" for number in range(10)))
    records.delete(filled[10:11])

    with visitors("dossier29") as seen:
        set_block(cluster, indexes, True)
        for _ in range(2):
            with pytest.raises(SearchUnavailableError):
                drain()
        assert IndexTask.objects.filter(attempts__gt=0).count() == 0
        set_block(cluster, indexes, None)
        assert drain().failed == 0

    assert seen.statuses.keys() == {200}
    assert seen.titles.keys() == {frozenset({"Dossier29 oud"})}
    assert found("nieuw ") == {f"Dossier{number} nieuw" for number in range(10)}
    assert is_healed()


def set_block(cluster: Cluster, indexes: str, blocked: bool | None) -> None:
    """What a node does to its indexes when its disk is nearly full, and takes back when there is room again."""
    client: Elasticsearch = connect(Connection(cluster.urls, "unused"), BULK)
    client.indices.put_settings(index=indexes, settings={"index.blocks.read_only_allow_delete": blocked})
    client.close()


def test_a_rebuild_is_not_noticed(filled: list[uuid.UUID]) -> None:
    with visitors("dossier29") as seen:
        for _ in range(3):
            rebuild()

    assert seen.statuses.keys() == {200}
    assert seen.titles.keys() == {frozenset({"Dossier29 oud"})}


def test_a_kept_question_that_a_rebuild_overtakes_is_asked_again(filled: list[uuid.UUID]) -> None:
    generations = []

    def rebuild_once(values: Collection[str]) -> dict[str, str]:
        """Called between the opening of an index and the question to it, which the rebuild deletes meanwhile."""
        if not generations:
            generations.append(rebuild().generation)
        return dict.fromkeys(values, "")

    register_facet(Facet("thema", "Thema", labels=lambda values: {}, replaced=rebuild_once))

    (found,) = newest(ANONYMOUS, [SavedSearch(query="q=dossier29&thema=oud")])

    assert [result.card.title for result in found.results] == ["Dossier29 oud"]
    assert generations == [IndexState.objects.get().generation]
