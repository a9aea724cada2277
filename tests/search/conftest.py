"""Fixtures of search: an index folder for each test, and a registry that holds only what the test puts in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from search import registry
from search.registry import register_facet, register_source
from tests.search.shelf import THEME, Shelf
from tests.services.opensearch import Cluster, opensearch

pytest.register_assert_rewrite(
    *(f"tests.search.contract_{part}" for part in ("words", "answers", "editorial", "writing"))
)


@pytest.fixture(autouse=True)
def _own_index(settings, tmp_path: Path) -> None:
    settings.SEARCH_INDEX_DIR = tmp_path / "search"


@pytest.fixture
def own_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    """No sources and facets but those that the test registers."""
    monkeypatch.setattr(registry, "_sources", {})
    monkeypatch.setattr(registry, "_facets", {})
    monkeypatch.setattr(registry, "_groups", {})
    monkeypatch.setattr(registry, "_related", {})


@pytest.fixture
def shelf(db: None, own_registry: None) -> Shelf:
    """A registered source with the facet theme."""
    source = Shelf()
    register_source(source)
    register_facet(THEME)
    return source


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """One cluster for all tests; who kills a node starts it again."""
    with opensearch(tmp_path_factory.mktemp("opensearch")) as running:
        yield running
