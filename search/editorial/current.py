"""The editors' decisions as they are now, kept by every process until one of them changes.

A question costs one row: its version. What was kept under another version is read again, so that a change counts at
once in all processes. The version is read first: what is read after it is as new or newer, never older.
"""

import uuid
from dataclasses import dataclass

from search.dutch.expansion import NO_OTHER_WORDS, OtherWords
from search.editorial.words import other_words
from search.models import EditorialState, SynonymGroup


@dataclass(frozen=True)
class Editorial:
    """What editors decided; an object stays the same until that changes."""

    words: OtherWords = NO_OTHER_WORDS


class _Keeper:
    """What this process read last, and under which version."""

    def __init__(self) -> None:
        self._kept: tuple[uuid.UUID, Editorial] | None = None

    def current(self) -> Editorial:
        version = EditorialState.objects.values_list("version", flat=True).first()
        if version is None:
            return NOTHING_DECIDED
        kept = self._kept
        if kept is None or kept[0] != version:
            kept = self._kept = (version, _read())
        return kept[1]


NOTHING_DECIDED = Editorial()
_keeper = _Keeper()


def current_editorial() -> Editorial:
    """What counts now."""
    return _keeper.current()


def _read() -> Editorial:
    return Editorial(words=other_words(group.group for group in SynonymGroup.objects.in_use()))
