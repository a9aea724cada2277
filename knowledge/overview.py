"""The overview of methods."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common.access import Viewer
from common.facets import FacetSelection, join_words
from knowledge.cards import method_cards_of
from knowledge.enums import Direction, Kind
from knowledge.facets import Choice, method_facets
from knowledge.listing import Listing, Overview, build_overview
from knowledge.models.method import MethodPage
from knowledge.querysets import MethodQuerySet
from knowledge.wording import lower_first

_ORDERS: Mapping[str, tuple[str | Promise, Any]] = {
    "fase": (gettext_lazy("Verst gevorderde fase eerst"), MethodQuerySet.by_stage),
    "titel": (gettext_lazy("Titel"), MethodQuerySet.by_title),
    "nieuwste": (gettext_lazy("Nieuwste eerst"), MethodQuerySet.newest_first),
}

_PLURAL: Mapping[str, str | Promise] = {
    Kind.INTERVENTION: gettext_lazy("interventies"),
    Kind.METHOD: gettext_lazy("methoden"),
    Kind.INSTRUMENT: gettext_lazy("instrumenten"),
}
WITH_EFFECT: Mapping[str, str | Promise] = {
    Direction.POSITIVE: gettext_lazy("met een positief effect"),
    Direction.NONE: gettext_lazy("zonder effect"),
    Direction.MIXED: gettext_lazy("met een gemengd effect"),
    Direction.NEGATIVE: gettext_lazy("met een negatief effect"),
    Direction.UNKNOWN: gettext_lazy("met een onbekend effect"),
}


def method_listing(query: QueryDict, viewer: Viewer, request: HttpRequest | None = None) -> Listing:
    """The methods that the viewer may see; `request` remembers the addresses of sites."""
    return Listing(
        rows=MethodPage.objects.visible_to(viewer).with_evidence(),
        facets=method_facets(),
        orders=_ORDERS,
        sentence=count_sentence,
        cards=lambda methods, page: method_cards_of(methods.for_cards()[page], request),  # type: ignore[attr-defined]
        files="/methoden/lijst",
    )


def method_overview(query: QueryDict, *, path: str, viewer: Viewer, request: HttpRequest | None = None) -> Overview:
    """Find, count and sort the methods that the viewer may see; `request` remembers the addresses of sites."""
    return build_overview(method_listing(query, viewer, request), query, path=path)


def count_sentence(total: int, facets: tuple[Choice, ...], selection: FacetSelection) -> str:
    """The number of results in words: "12 methoden voor jongeren, fase: geëvalueerd of bewezen"."""
    words = {
        facet.name: [lower_first(facet.labels[value]) for value in selection.values(facet.name)] for facet in facets
    }
    either = _("of")
    parts = [f"{total} {_noun(total, selection.values('soort'))}"]
    if words["thema"]:
        parts.append(_("over %(themes)s") % {"themes": join_words(words["thema"], either)})
    if words["doelgroep"]:
        parts.append(_("voor %(groups)s") % {"groups": join_words(words["doelgroep"], either)})
    details = (
        (_("plek"), words["setting"]),
        (_("vorm"), words["vorm"]),
        (_("pakt aan"), words["risicofactor"]),
        (_("versterkt"), words["beschermende-factor"]),
    )
    told = [f"{name}: {join_words(chosen, either)}" for name, chosen in details if chosen]
    if told:
        parts.append(f"({'; '.join(told)})")
    # "Onbekend" says nothing without what it is that is not known.
    qualities = [_("fase: %(stages)s") % {"stages": join_words(words["fase"], either)}] if words["fase"] else []
    effects = [str(WITH_EFFECT[value]) for value in selection.values("richting")]
    if effects:
        qualities.append(join_words(effects, either))
    return ", ".join([" ".join(parts), *qualities])


def _noun(total: int, kinds: tuple[str, ...]) -> str:
    if not kinds:
        return ngettext("methode", "methoden", total)
    labels = [lower_first(str(Kind(kind).label)) if total == 1 else str(_PLURAL[kind]) for kind in kinds]
    return join_words(labels, _("of"))
