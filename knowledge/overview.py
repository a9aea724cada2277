"""The overview of methods: what a visitor asked for in the address, and what is found."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common.access import Viewer
from common.components import CardItem, Chip, FacetGroup, Pager
from common.facets import (
    FacetSelection,
    build_chips,
    build_group,
    build_list_pager,
    join_words,
    read_selection,
)
from knowledge.cards import method_cards_of
from knowledge.enums import Direction, Kind
from knowledge.facets import Choice, count_methods, filter_methods, method_facets
from knowledge.models.method import MethodPage
from knowledge.querysets import MethodQuerySet
from knowledge.wording import lower_first

PER_PAGE = 20
ORDER_PARAMETER = "volgorde"
DEFAULT_ORDER = "titel"

_ORDERS: Mapping[str, tuple[str | Promise, Callable[[MethodQuerySet], MethodQuerySet]]] = {
    "titel": (gettext_lazy("Titel"), MethodQuerySet.by_title),
    "nieuwste": (gettext_lazy("Nieuwste eerst"), MethodQuerySet.newest_first),
    "fase": (gettext_lazy("Verst gevorderde fase eerst"), MethodQuerySet.by_stage),
}

_PLURAL: Mapping[str, str | Promise] = {
    Kind.INTERVENTION: gettext_lazy("interventies"),
    Kind.METHOD: gettext_lazy("methoden"),
    Kind.INSTRUMENT: gettext_lazy("instrumenten"),
}
_WITH_EFFECT: Mapping[str, str | Promise] = {
    Direction.POSITIVE: gettext_lazy("met een positief effect"),
    Direction.NONE: gettext_lazy("zonder effect"),
    Direction.MIXED: gettext_lazy("met een gemengd effect"),
    Direction.NEGATIVE: gettext_lazy("met een negatief effect"),
    Direction.UNKNOWN: gettext_lazy("met een onbekend effect"),
}


@dataclass(frozen=True)
class Order:
    """A way to sort the list."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True)
class Overview:
    """Everything that the page shows."""

    sentence: str
    notice: str
    groups: tuple[FacetGroup, ...]
    chips: tuple[Chip, ...]
    clear_url: str
    keep: tuple[tuple[str, str], ...]
    orders: tuple[Order, ...]
    cards: tuple[CardItem, ...]
    pager: Pager
    is_empty_library: bool


def method_overview(query: QueryDict, *, path: str, viewer: Viewer, request: HttpRequest | None = None) -> Overview:
    """Find, count and sort the methods that the viewer may see; `request` remembers the addresses of sites."""
    facets = method_facets()
    order = query.get(ORDER_PARAMETER, DEFAULT_ORDER)
    known_order = order if order in _ORDERS else DEFAULT_ORDER
    selection = read_selection(
        query,
        path=path,
        known={facet.name: facet.labels for facet in facets},
        keep={ORDER_PARAMETER: known_order if known_order != DEFAULT_ORDER else ""},
    )
    methods = MethodPage.objects.visible_to(viewer).with_evidence()
    counts = count_methods(methods, facets, selection.chosen)
    found = filter_methods(methods, facets, selection.chosen)
    pager, rows = build_list_pager(selection, total=counts.total, per_page=PER_PAGE)
    groups = tuple(
        build_group(facet.name, facet.label, labels=facet.labels, counts=counts.values[facet.name], selection=selection)
        for facet in facets
    )
    return Overview(
        sentence=count_sentence(pager.total, facets, selection),
        notice=_notice(selection, pager, order),
        groups=tuple(group for group in groups if group.options),
        chips=build_chips(groups, selection),
        clear_url=selection.cleared_url(),
        keep=selection.keep,
        orders=_orders(selection, known_order),
        cards=method_cards_of(_ORDERS[known_order][1](found).for_cards()[rows], request),
        pager=pager,
        is_empty_library=not (pager.total or selection.count),
    )


def count_sentence(total: int, facets: tuple[Choice, ...], selection: FacetSelection) -> str:
    """The number of results in words: "12 methoden voor jongeren, geëvalueerd of bewezen"."""
    words = {
        facet.name: [lower_first(facet.labels[value]) for value in selection.values(facet.name)] for facet in facets
    }
    either = _("of")
    parts = [f"{total} {_noun(total, selection.values('soort'))}"]
    if words["thema"]:
        parts.append(_("over %(themes)s") % {"themes": join_words(words["thema"], either)})
    if words["doelgroep"]:
        parts.append(_("voor %(groups)s") % {"groups": join_words(words["doelgroep"], either)})
    if words["setting"]:
        parts.append(_("(plek: %(settings)s)") % {"settings": join_words(words["setting"], either)})
    qualities = [join_words(words["fase"], either)] if words["fase"] else []
    effects = [str(_WITH_EFFECT[value]) for value in selection.values("richting")]
    if effects:
        qualities.append(join_words(effects, either))
    return ", ".join([" ".join(parts), *qualities])


def _noun(total: int, kinds: tuple[str, ...]) -> str:
    if not kinds:
        return ngettext("methode", "methoden", total)
    labels = [lower_first(str(Kind(kind).label)) if total == 1 else str(_PLURAL[kind]) for kind in kinds]
    return join_words(labels, _("of"))


def _notice(selection: FacetSelection, pager: Pager, order: str) -> str:
    """What of the address could not be followed; empty when everything was."""
    notices = []
    if selection.ignored:
        quoted = join_words([f"‘{value}’" for value in selection.ignored], _("en"))
        notices.append(
            _("We kennen dit filter niet: %(values)s. U ziet de lijst zonder dit filter.") % {"values": quoted}
        )
    if order not in _ORDERS:
        notices.append(_("We kennen deze volgorde niet. De lijst staat op titel."))
    if selection.page > pager.pages:
        notices.append(_("Deze pagina bestaat niet. U ziet de laatste pagina van de lijst."))
    return " ".join(notices)


def _orders(selection: FacetSelection, current: str) -> tuple[Order, ...]:
    return tuple(
        Order(
            label=str(label),
            url=selection.url_with_kept(ORDER_PARAMETER, name if name != DEFAULT_ORDER else ""),
            current=name == current,
        )
        for name, (label, _order) in _ORDERS.items()
    )
