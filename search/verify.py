"""Comparing the index with the database, in both directions and down to who may find what."""

import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from search.contracts import SearchDocument
from search.engines import get_engine
from search.engines.base import IndexEntry
from search.guard import open_live
from search.indexing import REBUILD_WAIT, enqueue
from search.models import IndexTask
from search.registry import sources


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
    with get_engine().exclusive(wait=REBUILD_WAIT):
        entries: dict[str, list[IndexEntry]] = defaultdict(list)
        for entry in open_live().entries():
            entries[entry.id].append(entry)
        found: dict[str, Difference] = {}
        compared = 0
        for source in sources().values():
            for document in source.documents(None):
                compared += 1
                difference = _compare(document, entries.pop(document.id, []))
                if difference:
                    found[document.id] = difference
        found |= dict.fromkeys(entries, Difference.GHOST)
        waiting = IndexTask.objects.documents()
    differences: dict[Difference, list[str]] = defaultdict(list)
    for identifier, difference in sorted(found.items()):
        if identifier not in waiting:
            differences[difference].append(identifier)
    return VerifyReport(compared, {difference: tuple(ids) for difference, ids in differences.items()})


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
