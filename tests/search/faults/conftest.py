"""Fixtures of the fault tests: records that processes share, and each engine in turn."""

import secrets
import uuid
from collections.abc import Iterator

import pytest
from django.conf import LazySettings

from search import engines
from search.engines import get_engine
from search.indexing import drain, rebuild
from search.registry import register_source
from tests.search.faults.processes import Processes
from tests.search.faults.records import Records

NUMBER = 30


@pytest.fixture(scope="session")
def processes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Processes]:
    started = Processes(tmp_path_factory.mktemp("forks") / "log")
    yield started
    started.stop()


@pytest.fixture(params=["tantivy", pytest.param("elastic", marks=pytest.mark.opensearch)])
def any_engine(request: pytest.FixtureRequest, settings: LazySettings) -> Iterator[str]:
    """Search runs on this engine; on a cluster under a name of its own, of which nothing is left."""
    if request.param == "elastic":
        urls = request.getfixturevalue("cluster").urls
        settings.SEARCH_CLUSTER = {"urls": urls, "prefix": f"test-{secrets.token_hex(4)}"}
    settings.SEARCH_ENGINE = request.param
    engines._engine.cache_clear()
    yield request.param
    for generation in get_engine().generations():
        get_engine().drop(generation)
    engines._engine.cache_clear()


@pytest.fixture
def filled(any_engine: str, records: Records) -> list[uuid.UUID]:
    """An index of thirty records that is up to date."""
    public_ids = records.add(*(f"Dossier{number} oud" for number in range(NUMBER)))
    rebuild()
    drain()
    return public_ids


@pytest.fixture
def records(transactional_db: None, own_registry: None) -> Iterator[Records]:
    """A source of which the records are in the database itself."""
    source = Records()
    source.create_table()
    register_source(source)
    yield source
    source.drop_table()
