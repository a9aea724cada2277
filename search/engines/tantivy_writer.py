"""Writing to a Tantivy generation."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

import tantivy

from search.contracts import SearchDocument
from search.engines.base import Writer
from search.engines.tantivy_edge import edge, log_failure
from search.engines.tantivy_schema import build_document
from search.engines.tantivy_stamp import write_stamp
from search.errors import DocumentRefusedError

# Tantivy takes no less than 15 MB for each thread.
SMALL_HEAP = 20_000_000
BULK_HEAP = 200_000_000
# Tantivy remembers every removal until the next commit, so that a new generation is committed now and then.
BULK_DOCUMENTS = 10_000
# Bits that say which identifiers a new generation may hold already: 2 MB, however many documents there are.
_SEEN_BITS = 1 << 24


@contextmanager
def closing_writer(index: tantivy.Index, *, bulk: bool) -> Iterator[tantivy.IndexWriter]:
    """A writer of Tantivy that gives its lock back, also after an error. What was not committed is dropped."""
    # One thread: a document and its earlier version then never race.
    writer = index.writer(BULK_HEAP if bulk else SMALL_HEAP, 1)
    try:
        yield writer
    finally:
        # Merging tidies up what is committed already, so its failure is no reason to doubt the commit.
        with log_failure("merging"):
            writer.wait_merging_threads()


class TantivyWriter(Writer):
    """Writes to both indexes of a generation. Nobody reads a new one before it has a stamp, however much is in it."""

    def __init__(self, folder: Path, public: tantivy.IndexWriter, private: tantivy.IndexWriter, *, new: bool) -> None:
        self._folder = folder
        self._public = public
        self._private = private
        self._new = new
        self._added = 0
        self._seen = bytearray(_SEEN_BITS // 8 if new else 0)

    def put(self, document: SearchDocument) -> None:
        """See `Writer.put`."""
        identifier = document.id
        with edge(f"reading {identifier}", DocumentRefusedError):
            built = build_document(document)
        if not self._new or self._was_put(identifier):
            self.remove([identifier])
        with edge(f"adding {identifier}"):
            (self._public if document.is_public else self._private).add_document(built)
        self._added += 1
        if self._new and self._added % BULK_DOCUMENTS == 0:
            self._commit()

    def remove(self, ids: Collection[str]) -> None:
        """See `Writer.remove`."""
        with edge("removing documents"):
            for identifier in ids:
                self._public.delete_documents_by_term("id", identifier)
                self._private.delete_documents_by_term("id", identifier)

    def commit(self, stamp: int) -> None:
        """See `Writer.commit`."""
        self._commit()
        with edge("writing the stamp"):
            write_stamp(self._folder, stamp)

    def _was_put(self, identifier: str) -> bool:
        """Whether a new generation may hold the document; removing what it does not is work, and does no harm."""
        byte, bit = divmod(hash(identifier) % _SEEN_BITS, 8)
        seen = bool(self._seen[byte] >> bit & 1)
        self._seen[byte] |= 1 << bit
        return seen

    def _commit(self) -> None:
        with edge("committing"):
            self._public.commit()
            self._private.commit()
