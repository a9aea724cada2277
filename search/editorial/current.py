"""The editors' decisions as they are now, kept by every process until one of them changes.

A question costs one row: its version. What was kept under another version is read again, so that a change counts at
once in all processes. The version is read first: what is read after it is as new or newer, never older.
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from wagtail.models import Page

from search.contracts import document_id
from search.dutch.expansion import NO_OTHER_WORDS, OtherWords
from search.editorial.promoted import Promoted
from search.editorial.words import other_words
from search.models import EditorialState, Promotion, SynonymGroup
from search.pages import source_of


@dataclass(frozen=True)
class Editorial:
    """What editors decided; an object stays the same until that changes."""

    words: OtherWords = NO_OTHER_WORDS
    promoted: tuple[Promoted, ...] = ()


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
    return Editorial(
        words=other_words(group.group for group in SynonymGroup.objects.in_use()),
        promoted=tuple(_read_promoted()),
    )


def _read_promoted() -> Iterator[Promoted]:
    """The pages that come first now or later; of a type that is not searched none does."""
    promotions = list(Promotion.objects.not_over())
    pages = Page.objects.filter(pk__in=[promotion.page_id for promotion in promotions]).specific()
    found = {page.pk: page for page in pages}
    for promotion in promotions:
        page = found[promotion.page_id]
        source = source_of(type(page))
        if source is not None:
            yield Promoted(
                document_id(source.kind, page.public_id), promotion.keys, promotion.starts_on, promotion.ends_on
            )
