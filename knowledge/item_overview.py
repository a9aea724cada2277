"""The overview of the knowledge base: publications and lessons, together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common.access import Viewer
from common.facets import FacetSelection
from knowledge.enums import ItemKind, PublicationType
from knowledge.facets import Choice, Rows, fixed, subject_facets
from knowledge.item_cards import item_cards_of
from knowledge.item_querysets import LibraryItemQuerySet
from knowledge.listing import Listing, Overview, build_overview
from knowledge.models.library_item import ItemMethod, LibraryItemPage
from knowledge.models.method import MethodPage
from knowledge.record_overview import METHOD_PARAMETER, MOST_METHODS, sentence

# Nobody asks this library for an older text by its year.
FIRST_YEAR = 1950

_ORDERS: Mapping[str, tuple[str | Promise, Any]] = {
    "nieuwste": (gettext_lazy("Nieuwste eerst"), LibraryItemQuerySet.newest_first),
    "oudste": (gettext_lazy("Oudste eerst"), LibraryItemQuerySet.oldest_first),
    "titel": (gettext_lazy("Titel"), LibraryItemQuerySet.by_title),
}


@dataclass(frozen=True)
class MethodChoice(Choice):
    """The facet of methods: an item is about many, and is listed once."""

    def owners(self, model: Any, values: Iterable[str]) -> Rows:
        """The items that are about one of these methods."""
        return ItemMethod.objects.filter(method__slug__in=list(values)).values("item_id")


def item_overview(query: QueryDict, *, path: str, viewer: Viewer, request: HttpRequest | None = None) -> Overview:
    """Find, count and sort what the viewer may see; `request` remembers the addresses of sites."""
    return build_overview(item_listing(query, viewer, request), query, path=path)


def item_listing(query: QueryDict, viewer: Viewer, request: HttpRequest | None = None) -> Listing:
    """The publications and lessons that the viewer may see; `request` remembers the addresses of sites."""
    theme, group, place = subject_facets()
    return Listing(
        rows=LibraryItemPage.objects.visible_to(viewer).with_facets(),
        facets=(
            fixed("soort", _("Soort"), "item_kind", ItemKind),
            theme,
            group,
            fixed("type", _("Soort publicatie"), "publicationpage__type", PublicationType),
            Choice("jaar", _("Jaar"), "year", _years()),
            place,
            *_method_facet(query, viewer),
        ),
        orders=_ORDERS,
        sentence=_sentence,
        cards=lambda items, page: item_cards_of(items.for_cards()[page], request),  # type: ignore[attr-defined]
        files="/kennisbank/lijst",
    )


def _years() -> dict[str, str]:
    """The years that a date may lie in, the latest first; without a query, because only those with a count show."""
    return {str(year): str(year) for year in range(timezone.localdate().year + 1, FIRST_YEAR - 1, -1)}


def _method_facet(query: QueryDict, viewer: Viewer) -> tuple[Choice, ...]:
    """The methods that the address names. All methods together would be no list to choose from."""
    asked = query.getlist(METHOD_PARAMETER)[:MOST_METHODS]
    if not asked:
        return ()
    methods = MethodPage.objects.visible_to(viewer).filter(slug__in=asked).by_title()
    labels = dict(methods.values_list("slug", "title"))
    return (MethodChoice(METHOD_PARAMETER, _("Methode"), "method_links__method__slug", labels, is_many=True),)


def _sentence(total: int, facets: tuple[Choice, ...], selection: FacetSelection) -> str:
    """The number of results in words: "3 lessen over polarisatie, uit 2025"."""
    others = tuple(facet for facet in facets if facet.name != "soort")
    return sentence(_number(total, selection.values("soort")), others, selection)


def _number(total: int, kinds: tuple[str, ...]) -> str:
    if kinds == (ItemKind.LESSON,):
        return ngettext("%(total)d les", "%(total)d lessen", total) % {"total": total}
    if kinds == (ItemKind.PUBLICATION,):
        return ngettext("%(total)d publicatie", "%(total)d publicaties", total) % {"total": total}
    return ngettext("%(total)d publicatie of les", "%(total)d publicaties en lessen", total) % {"total": total}
