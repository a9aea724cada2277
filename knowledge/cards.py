"""A method as an entry in a list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Site

from common.components import CardItem
from knowledge.evidence import Evidence
from knowledge.wording import enumerate_labels, upper_first

if TYPE_CHECKING:
    from knowledge.models.assessment import Assessment
    from knowledge.models.method import MethodPage


def method_card(page: MethodPage, request: HttpRequest | None = None) -> CardItem:
    """The card of a method that was read with `for_cards`; `request` remembers the addresses of sites."""
    groups = enumerate_labels(concept.label for concept in page.target_groups.all())
    settings = enumerate_labels(concept.label for concept in page.settings.all())
    meta = tuple(words for words in (upper_first(groups), settings) if words)
    return replace(short_card(page, page.latest_assessments, request), meta=meta)


def short_card(page: MethodPage, rows: Iterable[Assessment], request: HttpRequest | None = None) -> CardItem:
    """A card without labels, from a method and its latest assessments."""
    return CardItem(
        kind="method",
        kind_label=page.get_kind_display(),
        title=page.title,
        url=page.get_url(request) or "",
        summary=page.tagline,
        marks=Evidence.of(rows, today=timezone.localdate()).marks(),
        example=page.is_example,
    )


def method_cards_of(pages: Iterable[MethodPage], request: HttpRequest | None = None) -> tuple[CardItem, ...]:
    """The cards of methods that were read with `for_cards`, in their order, without a query per address."""
    if request is not None:
        return tuple(method_card(page, request) for page in pages)
    roots = Site.get_site_root_paths()
    cards = []
    for page in pages:
        # Wagtail looks here before it asks its cache, which is a table of the database.
        page._wagtail_cached_site_root_paths = roots
        cards.append(method_card(page))
    return tuple(cards)
