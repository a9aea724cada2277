"""Writing to a generation on the cluster."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.helpers import streaming_bulk

from search.contracts import SearchDocument
from search.engines.base import Writer
from search.engines.elastic_edge import edge
from search.engines.elastic_names import Generation
from search.engines.elastic_schema import build_document
from search.engines.elastic_stamp import write_stamp
from search.errors import DocumentRefusedError

Action = dict[str, Any]

# One request holds no more than this, whichever comes first.
CHUNK_ACTIONS = 500
CHUNK_BYTES = 5_000_000
# A cluster that has too much to do says so (429); the same documents are then offered again, ever later.
BACK_OFF_SECONDS = 0.5
MAX_BACK_OFF_SECONDS = 30.0
MAX_OFFERS = 8


class ElasticWriter(Writer):
    """Writes to both indexes of a generation.

    Changes to a live generation are kept until `commit`, because the cluster has no way to take them back. A new
    generation is sent in chunks: nobody reads it yet, and nobody ever will when it is not finished.
    """

    def __init__(self, client: Elasticsearch, generation: Generation, *, new: bool) -> None:
        self._client = client
        self._generation = generation
        self._new = new
        self._actions: list[Action] = []

    def put(self, document: SearchDocument) -> None:
        """See `Writer.put`."""
        try:
            built = build_document(document)
        except (TypeError, ValueError, AttributeError) as error:
            raise DocumentRefusedError(f"The document {document.id} can not be read: {error}") from error
        here, there = self._generation.public, self._generation.private
        if not document.is_public:
            here, there = there, here
        self._actions += [
            {"_op_type": "index", "_index": here, "_id": document.id, "_source": built},
            _deletion(there, document.id),
        ]
        if self._new and len(self._actions) >= 2 * CHUNK_ACTIONS:
            self._send()

    def remove(self, ids: Collection[str]) -> None:
        """See `Writer.remove`."""
        self._actions += [_deletion(index, each) for each in ids for index in self._generation.indexes]

    def commit(self, stamp: int) -> None:
        """See `Writer.commit`."""
        self._send()
        with edge("committing"):
            self._client.indices.refresh(index=list(self._generation.indexes))
            write_stamp(self._client, self._generation, stamp)

    def _send(self) -> None:
        with edge("writing documents"):
            for _ in self._sent(self._actions):
                pass
        self._actions = []

    def _sent(self, actions: Iterable[Action]) -> Iterator[Any]:
        answers = streaming_bulk(
            self._client,
            actions,
            chunk_size=CHUNK_ACTIONS,
            max_chunk_bytes=CHUNK_BYTES,
            initial_backoff=BACK_OFF_SECONDS,
            max_backoff=MAX_BACK_OFF_SECONDS,
            max_retries=MAX_OFFERS,
            # Deleting what is not there is fine.
            ignore_status=(404,),
        )
        return iter(answers)


def _deletion(index: str, identifier: str) -> Action:
    return {"_op_type": "delete", "_index": index, "_id": identifier}
