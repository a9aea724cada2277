"""An overview of anything in the library: what a visitor asked for in the address, and what is found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from common.components import CardItem, Chip, FacetGroup, Link, OrderLink, Pager
from common.facets import FacetSelection, build_chips, build_group, build_list_pager, join_words, read_selection
from knowledge.counting import count_rows
from knowledge.facets import Choice, Rows, filter_rows, follow_merged

PER_PAGE = 20
ORDER_PARAMETER = "volgorde"

Sort = Callable[[Rows], Rows]


@dataclass(frozen=True)
class Listing:
    """What is listed and how: `rows` are those that the viewer may see, the first of `orders` is the usual one.

    `sentence` tells the number of results in words; `cards` makes the cards of one page of sorted rows. `files` is the
    address of the whole list as a file, without its ending; empty where there is none.
    """

    rows: Rows
    facets: tuple[Choice, ...]
    orders: Mapping[str, tuple[str | Promise, Sort]]
    sentence: Callable[[int, tuple[Choice, ...], FacetSelection], str]
    cards: Callable[[Rows, slice], Iterable[CardItem]]
    files: str = ""

    @property
    def usual_order(self) -> str:
        """The order of a list that nobody sorted."""
        return next(iter(self.orders))


@dataclass(frozen=True)
class Overview:
    """Everything that the page shows."""

    sentence: str
    notice: str
    groups: tuple[FacetGroup, ...]
    chips: tuple[Chip, ...]
    clear_url: str
    keep: tuple[tuple[str, str], ...]
    orders: tuple[OrderLink, ...]
    cards: tuple[CardItem, ...]
    pager: Pager
    downloads: tuple[Link, ...]
    is_empty_library: bool


def rows_of(listing: Listing, query: QueryDict) -> Rows:
    """Everything that the address asks for, in its order: what the pages of the list show together."""
    order, selection = _asked(listing, query, path="")
    _label, sort = listing.orders[order]
    return sort(filter_rows(listing.rows, listing.facets, selection.chosen))


def unknown_filters(listing: Listing, query: QueryDict) -> str:
    """The sentence that names the filters of an address that do not exist; empty when all of them do."""
    _order, selection = _asked(listing, query, path="")
    return _unknown(selection)


def _unknown(selection: FacetSelection) -> str:
    if not selection.ignored:
        return ""
    quoted = join_words([f"‘{value}’" for value in selection.ignored], _("en"))
    return _("We kennen dit filter niet: %(values)s.") % {"values": quoted}


def _asked(listing: Listing, query: QueryDict, *, path: str) -> tuple[str, FacetSelection]:
    """The order and the choices that an address asks for."""
    asked = query.get(ORDER_PARAMETER, listing.usual_order)
    order = asked if asked in listing.orders else listing.usual_order
    selection = read_selection(
        follow_merged(query, listing.facets),
        path=path,
        known={facet.name: facet.labels for facet in listing.facets},
        keep={ORDER_PARAMETER: order if order != listing.usual_order else ""},
    )
    return order, selection


def build_overview(listing: Listing, query: QueryDict, *, path: str) -> Overview:
    """Find, count and sort."""
    facets = listing.facets
    order, selection = _asked(listing, query, path=path)
    counts = count_rows(listing.rows, facets, selection.chosen)
    found = filter_rows(listing.rows, facets, selection.chosen)
    pager, rows = build_list_pager(selection, total=counts.total, per_page=PER_PAGE)
    groups = tuple(
        build_group(facet.name, facet.label, labels=facet.labels, counts=counts.values[facet.name], selection=selection)
        for facet in facets
    )
    _label, sort = listing.orders[order]
    return Overview(
        sentence=listing.sentence(pager.total, facets, selection),
        notice=_notice(selection, pager, listing, query.get(ORDER_PARAMETER, order)),
        groups=tuple(group for group in groups if group.options),
        chips=build_chips(groups, selection),
        clear_url=selection.cleared_url(),
        keep=selection.keep,
        orders=_orders(listing, selection, order),
        cards=tuple(listing.cards(sort(_only(listing.rows, sort(found), rows)), slice(PER_PAGE))),
        pager=pager,
        downloads=_downloads(listing, selection) if pager.total else (),
        is_empty_library=not (pager.total or selection.count),
    )


def _downloads(listing: Listing, selection: FacetSelection) -> tuple[Link, ...]:
    """The whole list as a file, with the same filters and order."""
    if not listing.files:
        return ()
    kinds = ((_("CSV, voor een spreadsheet"), "csv"), (_("JSON, voor een programma"), "json"))
    return tuple(Link(label, replace(selection, path=f"{listing.files}.{ending}").url()) for label, ending in kinds)


def _only(rows: Rows, found: Rows, page: slice) -> Rows:
    """The rows of one page. The database sorts keys alone, and reads the texts of what is shown."""
    return rows.filter(pk__in=found.values("pk")[page])


def _notice(selection: FacetSelection, pager: Pager, listing: Listing, order: str) -> str:
    """What of the address could not be followed; empty when everything was."""
    notices = []
    if selection.ignored:
        notices.append(f"{_unknown(selection)} {_('U ziet de lijst zonder dit filter.')}")
    if order not in listing.orders:
        usual, _sort = listing.orders[listing.usual_order]
        notices.append(_("We kennen deze volgorde niet. De lijst staat op %(order)s.") % {"order": str(usual).lower()})
    if selection.page > pager.pages:
        notices.append(_("Deze pagina bestaat niet. U ziet de laatste pagina van de lijst."))
    return " ".join(notices)


def _orders(listing: Listing, selection: FacetSelection, current: str) -> tuple[OrderLink, ...]:
    return tuple(
        OrderLink(
            label=str(label),
            url=selection.url_with_kept(ORDER_PARAMETER, name if name != listing.usual_order else ""),
            current=name == current,
        )
        for name, (label, _sort) in listing.orders.items()
    )
