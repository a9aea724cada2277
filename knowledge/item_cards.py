"""A publication or a lesson as an entry in a list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Site

from common.components import CardItem
from knowledge.wording import day

if TYPE_CHECKING:
    from knowledge.models.lesson import LessonPage
    from knowledge.models.library_item import LibraryItemPage
    from knowledge.models.publication import PublicationPage


def publication_card(page: PublicationPage, request: HttpRequest | None = None) -> CardItem:
    """The card of a publication."""
    return CardItem(
        kind="document",
        kind_label=page.get_type_display(),
        title=page.title,
        url=page.get_url(request) or "",
        summary=page.summary,
        meta=(page.publisher, *_when(page)),
        example=page.is_example,
    )


def lesson_card(page: LessonPage, request: HttpRequest | None = None) -> CardItem:
    """The card of a lesson."""
    return CardItem(
        kind="lesson",
        kind_label=_("Les"),
        title=page.title,
        url=page.get_url(request) or "",
        summary=page.statement,
        meta=tuple(words for words in (page.credit, *_when(page)) if words),
        example=page.is_example,
    )


def item_cards_of(items: Iterable[LibraryItemPage], request: HttpRequest | None = None) -> tuple[CardItem, ...]:
    """The cards of publications and lessons that were read with `for_cards`, without a query per address."""
    roots = None if request else Site.get_site_root_paths()
    cards = []
    for item in items:
        page = item.specific_item
        if roots is not None:
            # Wagtail looks here before it asks its cache, which is a table of the database.
            page._wagtail_cached_site_root_paths = roots
        card: Any = lesson_card if hasattr(item, "lessonpage") else publication_card
        cards.append(card(page, request))
    return tuple(cards)


def _when(page: LibraryItemPage) -> tuple[str, ...]:
    return (day(page.dated_on),) if page.dated_on else ()
