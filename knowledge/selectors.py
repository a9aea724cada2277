"""Reads of the library for other apps: what a viewer may see, as cards and links."""

from collections.abc import Collection, Mapping

from common.access import Viewer
from common.components import CardItem
from knowledge.cards import method_cards_of
from knowledge.models import MethodPage


def count_methods(viewer: Viewer) -> int:
    """How many methods a viewer may see."""
    return int(MethodPage.objects.visible_to(viewer).count())


def method_cards(viewer: Viewer, ids: Collection[int]) -> Mapping[int, CardItem]:
    """The cards of the methods with these primary keys that a viewer may see, in a fixed number of queries."""
    pages = list(MethodPage.objects.visible_to(viewer).filter(pk__in=ids).for_cards())
    return dict(zip((page.pk for page in pages), method_cards_of(pages), strict=True))


def methods_by_slug(slugs: Collection[str]) -> Mapping[str, int]:
    """The primary keys of the methods with these slugs, published or not: for relations, never for showing."""
    return dict(MethodPage.objects.filter(slug__in=slugs).values_list("slug", "pk"))


def newest_methods(viewer: Viewer, number: int) -> tuple[CardItem, ...]:
    """The methods that were published last."""
    return method_cards_of(MethodPage.objects.visible_to(viewer).newest_first().for_cards()[:number])
