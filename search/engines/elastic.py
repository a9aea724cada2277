"""The engine on a cluster: Elasticsearch 8 and 9, or OpenSearch 2 and 3, through elasticsearch-dsl.

A generation is two indexes, `<prefix>_<generation>_public` and `<prefix>_<generation>_private`. Which one is live
says the database, so there is no alias that could say something else.
"""

import threading
from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager, contextmanager

from search.dutch.version import ANALYSIS_VERSION
from search.engines.base import SearchEngine, Snapshot, Writer
from search.engines.elastic_client import BULK, VISIT, Connection, connect
from search.engines.elastic_edge import edge
from search.engines.elastic_names import Generation, generations_in, pattern
from search.engines.elastic_reader import ElasticSnapshot
from search.engines.elastic_schema import SCHEMA_VERSION, build_mapping, build_settings
from search.engines.elastic_stamp import read_stamp
from search.engines.elastic_writer import ElasticWriter
from search.engines.lock import Lock
from search.engines.stamp import require
from search.errors import SearchUnavailableError
from search.language import LanguageKeeper


class ElasticEngine(SearchEngine):
    """Generations of indexes on one cluster."""

    schema = SCHEMA_VERSION

    def __init__(self, connection: Connection, lock: Lock) -> None:
        self._prefix = connection.prefix
        self._visits = connect(connection, VISIT)
        self._bulk = connect(connection, BULK)
        self._lock = lock
        self._language = LanguageKeeper()
        self._snapshot: ElasticSnapshot | None = None
        self._opening = threading.Lock()

    def open(self, generation: str, *, stamp: int) -> Snapshot:
        """See `SearchEngine.open`. The cluster is asked for its stamp only when that of the database has moved."""
        with self._opening:
            known = self._snapshot
            if known is None or known.generation != generation or known.stamp < stamp:
                known = self._open(Generation(self._prefix, generation), stamp)
                self._snapshot = known
            return known

    def exclusive(self, *, wait: float) -> AbstractContextManager[None]:
        """See `SearchEngine.exclusive`."""
        return self._lock.held(wait=wait)

    @contextmanager
    def writer(self, generation: str, *, new: bool = False) -> Iterator[Writer]:
        """See `SearchEngine.writer`."""
        names = Generation(self._prefix, generation)
        with edge("opening the index for writing"):
            there = bool(self._bulk.indices.exists(index=list(names.indexes)))
            if there == new:
                # Never make up an empty index under the name of one that was lost: it would be served.
                raise SearchUnavailableError(f"The search index {generation} is {'already' if new else 'not'} there.")
            if new:
                self._create(names)
        yield ElasticWriter(self._bulk, names, new=new)

    def stamp(self, generation: str) -> int:
        """See `SearchEngine.stamp`."""
        with edge("reading the stamp"):
            found = read_stamp(self._bulk, Generation(self._prefix, generation))
        return found.stamp if found else 0

    def generations(self) -> Collection[str]:
        """See `SearchEngine.generations`."""
        with edge("listing the indexes"):
            found = self._bulk.indices.get_settings(index=pattern(self._prefix), allow_no_indices=True)
        return generations_in(self._prefix, found.body)

    def drop(self, generation: str) -> None:
        """See `SearchEngine.drop`."""
        names = Generation(self._prefix, generation)
        with edge("deleting an index"):
            self._bulk.indices.delete(index=list(names.indexes), ignore_unavailable=True)

    def _open(self, names: Generation, required: int) -> ElasticSnapshot:
        with edge("opening the index"):
            found = read_stamp(self._visits, names)
        stamp = require(found, names.name, schema=SCHEMA_VERSION, analysis=ANALYSIS_VERSION, least=required)
        return ElasticSnapshot(self._visits, self._bulk, names, stamp, self._language)

    def _create(self, names: Generation) -> None:
        mapping = build_mapping()
        settings = build_settings(mapping)
        self._bulk.indices.put_index_template(
            name=self._prefix,
            index_patterns=[pattern(self._prefix)],
            template={"settings": settings, "mappings": mapping.to_dict()},
        )
        for index in names.indexes:
            self._bulk.indices.create(index=index, wait_for_active_shards="1")
