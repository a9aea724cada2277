"""Comparing the index with the database, in both directions and down to who may find what."""

import json
import sqlite3
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from search.contracts import SearchDocument
from search.engines import get_engine
from search.engines.base import IndexEntry
from search.guard import open_live
from search.indexing import REBUILD_WAIT, enqueue
from search.models import IndexTask
from search.registry import sources

# So many documents are compared at once.
BATCH = 200


class Difference(StrEnum):
    """How an entry of the index can differ from the database."""

    MISSING = "in the database, not in the index"
    GHOST = "in the index, not in the database"
    AUDIENCE = "for another audience, or in the wrong index"
    CONTENT = "with other content"


@dataclass(frozen=True)
class VerifyReport:
    """How many documents were compared, and the identifiers that differ."""

    compared: int
    differences: Mapping[Difference, tuple[str, ...]]

    @property
    def is_clean(self) -> bool:
        """True when index and database agree."""
        return not self.differences


def verify() -> VerifyReport:
    """Compare every document. Records of which a change waits are behind by definition and are left out.

    Writing waits meanwhile, so that a change during the comparison still has its row at the end of it. Raises
    WriterBusyError when another process keeps writing, SearchUnavailableError when there is no index to compare.
    """
    with get_engine().exclusive(wait=REBUILD_WAIT), closing(_Entries(open_live().entries())) as entries:
        found: dict[str, Difference] = {}
        compared = 0
        for source in sources().values():
            documents = source.documents(None)
            while some := list(islice(documents, BATCH)):
                compared += len(some)
                taken = entries.take([document.id for document in some])
                for document in some:
                    difference = _compare(document, taken[document.id])
                    if difference:
                        found[document.id] = difference
        found |= dict.fromkeys(entries.left(), Difference.GHOST)
        waiting = IndexTask.objects.documents()
    differences: dict[Difference, list[str]] = defaultdict(list)
    for identifier, difference in sorted(found.items()):
        if identifier not in waiting:
            differences[difference].append(identifier)
    return VerifyReport(compared, {difference: tuple(ids) for difference, ids in differences.items()})


class _Entries:
    """What the index holds, in a table on disk: a million documents take no more memory than a thousand."""

    def __init__(self, entries: Iterable[IndexEntry]) -> None:
        # A file without a name, that SQLite deletes by itself.
        self._table = sqlite3.connect("")
        self._table.execute("CREATE TABLE entry (id TEXT, audience TEXT, digest TEXT, in_public_index INT, taken INT)")
        self._table.executemany(
            "INSERT INTO entry VALUES (?, ?, ?, ?, 0)",
            ((each.id, json.dumps(sorted(each.audience)), each.digest, each.in_public_index) for each in entries),
        )
        self._table.execute("CREATE INDEX entry_id ON entry (id)")

    def take(self, ids: Collection[str]) -> Mapping[str, list[IndexEntry]]:
        """The entries of these documents, which are not left after this."""
        found: dict[str, list[IndexEntry]] = {identifier: [] for identifier in ids}
        for identifier in ids:
            rows = self._table.execute("SELECT audience, digest, in_public_index FROM entry WHERE id = ?", [identifier])
            for audience, digest, in_public_index in rows:
                entry = IndexEntry(identifier, frozenset(json.loads(audience)), digest, bool(in_public_index))
                found[identifier].append(entry)
        self._table.executemany("UPDATE entry SET taken = 1 WHERE id = ?", [[identifier] for identifier in ids])
        return found

    def left(self) -> Iterator[str]:
        """The identifiers of entries that no document took."""
        for (identifier,) in self._table.execute("SELECT DISTINCT id FROM entry WHERE taken = 0"):
            yield identifier

    def close(self) -> None:
        """Delete the table."""
        self._table.close()


def repair(report: VerifyReport) -> int:
    """Put every record that differs on the list of the worker; return how many."""
    wanted: dict[str, list[uuid.UUID]] = defaultdict(list)
    for identifiers in report.differences.values():
        for identifier in identifiers:
            kind, _, public_id = identifier.partition(":")
            wanted[kind].append(uuid.UUID(public_id))
    for kind, public_ids in wanted.items():
        enqueue(kind, public_ids)
    return sum(len(public_ids) for public_ids in wanted.values())


def _compare(document: SearchDocument, entries: list[IndexEntry]) -> Difference | None:
    if not entries:
        return Difference.MISSING
    if any(entry.audience != document.audience or entry.in_public_index != document.is_public for entry in entries):
        return Difference.AUDIENCE
    if any(entry.digest != document.digest for entry in entries):
        return Difference.CONTENT
    return None
