"""The engines that search can run on. Each is a class behind `search.engines.base.SearchEngine`."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db import connection

from search.engines.base import SearchEngine
from search.engines.lock import LOCK_FILE, DatabaseLock, FileLock, Lock

ENGINES = ("tantivy", "elastic")


def get_engine() -> SearchEngine:
    """The engine of this installation, one object per process.

    Raises ValueError for an engine that does not exist; `config.env` refuses that at start.
    """
    return _engine(settings.SEARCH_ENGINE, Path(settings.SEARCH_INDEX_DIR))


def make_engine(name: str, folder: Path) -> SearchEngine:
    """An engine by its name; one that keeps files keeps them in `folder`.

    Raises ValueError for an engine that does not exist.
    """
    # An engine that is not used is not loaded.
    if name == "tantivy":
        from search.engines.tantivy import TantivyEngine

        return TantivyEngine(folder)
    if name == "elastic":
        from search.engines.elastic import ElasticEngine
        from search.engines.elastic_client import Connection

        return ElasticEngine(Connection(**settings.SEARCH_CLUSTER), _shared_lock(folder))
    raise ValueError(f"There is no search engine {name!r}.")


_engine = lru_cache(make_engine)


def _shared_lock(folder: Path) -> Lock:
    """A lock for everybody who shares the database: an SQLite file has one machine, PostgreSQL may have several."""
    if connection.vendor == "postgresql":
        return DatabaseLock("search index")
    return FileLock(folder / LOCK_FILE)
