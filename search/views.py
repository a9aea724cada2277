"""Pages under /zoeken/. They show; what may be shown is decided in `search.service`."""

import dataclasses
import logging
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from common.access import viewer_of
from common.components import CardItem, Chip, FacetGroup, Link, OrderLink, Pager, Tab, build_pager
from common.facets import PAGE_PARAMETER, FacetSelection, build_chips, build_group, read_page_number, read_selection
from search import service
from search.addresses import MAX_VALUES, follow_replaced
from search.asked.counting import counter
from search.authorise import SearchResult
from search.contracts import KIND_FACET, FileLink
from search.empty import EmptyAnswer, empty_answer
from search.enums import FileUnit, Order
from search.errors import SearchUnavailableError
from search.highlight import Highlight
from search.kinds import total_of
from search.query import MAX_LENGTH, MAX_WORDS, parse
from search.registry import facets

logger = logging.getLogger(__name__)

ORDER_PARAMETER = "volgorde"
RETRY_AFTER_SECONDS = 60

# Where to go on when search does not help; these overviews work without the index.
BROWSE = (
    Link(gettext_lazy("Bekijk alle methoden"), "/methoden/"),  # type: ignore[arg-type]
    Link(gettext_lazy("Lees de Agenda"), "/agenda/"),  # type: ignore[arg-type]
    Link(gettext_lazy("Blader door de kennisbank"), "/kennisbank/"),  # type: ignore[arg-type]
    Link(gettext_lazy("Vraag het collega’s in een leerkring"), "/leerkringen/"),  # type: ignore[arg-type]
)


ORDERS: tuple[tuple[Order, Any], ...] = (
    (Order.RELEVANCE, gettext_lazy("Beste resultaat eerst")),
    (Order.NEWEST, gettext_lazy("Nieuwste eerst")),
)


@dataclass(frozen=True)
class ResultList:
    """A page of results in the shapes of the components."""

    heading: str
    cards: tuple[CardItem, ...]
    tabs: tuple[Tab, ...]
    groups: tuple[FacetGroup, ...]
    chips: tuple[Chip, ...]
    orders: tuple[OrderLink, ...]
    selection: FacetSelection
    pager: Pager
    notices: tuple[str, ...]
    empty: EmptyAnswer | None

    @property
    def query(self) -> str:
        """What the address asks for, without a page."""
        return self.selection.url().partition("?")[2]

    @property
    def limits(self) -> int:
        """How many filters are on beside the tab."""
        return self.selection.count - len(self.selection.values(KIND_FACET))

    @property
    def keep(self) -> tuple[tuple[str, str], ...]:
        """What the form of the filters sends along, the tab among it."""
        return (*self.selection.keep, *((KIND_FACET, kind) for kind in self.selection.values(KIND_FACET)))


@require_safe
@never_cache
def results(request: HttpRequest) -> HttpResponse:
    """Search results; without a question the place to ask one."""
    text = _text_of(request.GET)
    query = follow_replaced(request.GET)
    filters = {name: [value for value in query.getlist(name) if value][:MAX_VALUES] for name in facets()}
    context: dict[str, object] = {"text": text[:MAX_LENGTH], "browse": BROWSE, "list": None}
    if parse(text).is_empty:
        context["unusable"] = text != ""
        if not any(filters.values()):
            return render(request, "search/results.html", context)
        text = ""
    order = _order_of(request.GET)
    page = read_page_number(request.GET.get(PAGE_PARAMETER, ""))
    try:
        found = service.search(viewer_of(request), text=text, filters=filters, page=page, order=order)
    except SearchUnavailableError:
        logger.exception("A visitor could not search.")
        return _unavailable(request, context)
    context["list"] = _result_list(query, request.path, text, order, found)
    if page == 1 and found.total is not None:
        counter.asked(request, text, found=found.total > 0)
    return render(request, "search/results.html", context)


@require_safe
@never_cache
def similar(request: HttpRequest, kind: str, public_id: UUID) -> HttpResponse:
    """What is like one record."""
    try:
        found = service.similar(viewer_of(request), kind, public_id)
    except SearchUnavailableError:
        logger.exception("A visitor could not see what is like a record.")
        return _unavailable(request, {"text": "", "browse": BROWSE})
    if found is None:
        raise Http404
    context = {
        "subject": found.subject.card,
        "related": [result.card for result in found.related],
        "found": [result.card for result in found.found],
        "browse": BROWSE,
    }
    return render(request, "search/similar.html", context)


def _unavailable(request: HttpRequest, context: dict[str, object]) -> HttpResponse:
    response = render(request, "search/unavailable.html", context, status=503)
    response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


@require_safe
@never_cache
def suggestions(request: HttpRequest) -> JsonResponse:
    """Suggestions for the text so far, for the search field."""
    try:
        found = service.suggest(viewer_of(request), _text_of(request.GET))
    except SearchUnavailableError:
        return JsonResponse({"suggestions": []}, status=503)
    return JsonResponse({"suggestions": [dataclasses.asdict(suggestion) for suggestion in found]})


def _text_of(query: QueryDict) -> str:
    return " ".join(query.get("q", "").replace("\0", " ").split())


def _order_of(query: QueryDict) -> Order:
    return Order.NEWEST if query.get(ORDER_PARAMETER) == Order.NEWEST else Order.RELEVANCE


def _result_list(query: QueryDict, path: str, text: str, order: Order, found: service.SearchPage) -> ResultList:
    shown_text = text[:MAX_LENGTH]

    def select(chosen: Order) -> FacetSelection:
        return read_selection(
            query,
            path=path,
            known={facet.name: facet.labels for facet in found.facets},
            keep={"q": shown_text, ORDER_PARAMETER: "" if chosen is Order.RELEVANCE else chosen.value},
        )

    selection = select(order)
    groups = tuple(
        build_group(facet.name, facet.label, labels=facet.labels, counts=facet.counts, selection=selection)
        for facet in found.facets
    )
    total = found.total or 0
    return ResultList(
        heading=_heading(shown_text, found.total),
        tabs=_tabs(found, selection),
        cards=tuple(_card(result, found.promoted) for result in found.results),
        groups=tuple(group for group in groups if group.options and group.name != KIND_FACET)
        if found.total is not None
        else (),
        chips=build_chips(groups, selection),
        orders=tuple(
            OrderLink(label=label, url=select(choice).url(), current=choice is order) for choice, label in ORDERS
        ),
        selection=selection,
        pager=build_pager(
            number=found.number, pages=found.pages, total=total, url_for=lambda number: selection.url(page=number)
        ),
        notices=tuple(_notices(found, selection)),
        empty=empty_answer(found.help, selection, {group.name: group.label for group in groups})
        if found.help
        else None,
    )


def _tabs(found: service.SearchPage, selection: FacetSelection) -> tuple[Tab, ...]:
    """Everything, and each kind of which there is something; nothing when nothing may be counted."""
    kinds = next(facet for facet in found.facets if facet.name == KIND_FACET)
    chosen = selection.values(KIND_FACET)
    if found.total is None or not kinds.counts:
        return ()
    everything = Tab("", _("Alles"), total_of(kinds.counts), selection.url_choosing(KIND_FACET), current=not chosen)
    return (
        everything,
        *(
            Tab(value, label, kinds.counts.get(value, 0), selection.url_choosing(KIND_FACET, value), chosen == (value,))
            for value, label in kinds.labels.items()
        ),
    )


def _heading(text: str, total: int | None) -> str:
    if total is None:
        return _("Resultaten voor “%(text)s”") % {"text": text} if text else _("Resultaten")
    if total == 0:
        return _("Niets gevonden voor “%(text)s”") % {"text": text} if text else _("Niets gevonden")
    count = _("1 resultaat") if total == 1 else _("%(total)d resultaten") % {"total": total}
    return _("%(count)s voor “%(text)s”") % {"count": count, "text": text} if text else count


def _notices(found: service.SearchPage, selection: FacetSelection) -> list[str]:
    """What the visitor has to know about this answer, in sentences."""
    notices = []
    if found.query.shortened:
        notices.append(
            _("Uw zoekvraag was te lang. Wij zochten met de eerste %(words)d woorden en %(length)d tekens.")
            % {"words": MAX_WORDS, "length": MAX_LENGTH}
        )
    notices += [
        _("Wij vonden niets met “%(typed)s”. Wij zochten daarom naar “%(word)s”.") % {"typed": typed, "word": word}
        for typed, word in found.corrected
    ]
    notices += [_("Wij zochten ook naar “%(word)s”.") % {"word": word} for word in found.joined]
    if selection.ignored:
        values = ", ".join(f"“{value}”" for value in selection.ignored)
        notices.append(_("Dit filter bestaat niet en is weggelaten: %(values)s.") % {"values": values})
    if found.total is None:
        notices.append(
            _("De zoekindex wordt bijgewerkt. Er kunnen resultaten ontbreken. Aantallen en filters komen straks terug.")
        )
    if found.goes_on:
        notices.append(_("Er zijn heel veel resultaten. Voeg een woord toe of kies een filter."))
    return notices


def _card(result: SearchResult, promoted: Collection[str]) -> CardItem:
    """The card of a result, with the words that were found marked, and the passage instead of the summary."""
    return dataclasses.replace(
        result.card,
        title=marked(result.title),
        summary=marked(result.snippet) if result.snippet else result.card.summary,
        badge=_("Uitgelicht") if result.id in promoted else "",
        found_in=_found_in(*result.file) if result.file else None,
    )


def _found_in(file: FileLink, number: int) -> Link:
    """The file that a passage comes from. It says where to look: files are downloaded, so no address opens a page."""
    texts = {
        FileUnit.PAGE: _("Gevonden op pagina %(number)d van “%(title)s” (download)"),
        FileUnit.SLIDE: _("Gevonden op dia %(number)d van “%(title)s” (download)"),
        FileUnit.WHOLE: _("Gevonden in “%(title)s” (download)"),
    }
    return Link(texts[file.unit] % {"number": number, "title": file.title}, file.url)


def marked(highlight: Highlight) -> SafeString:
    """A text as HTML with its found words in <mark>; everything in it is escaped."""
    pieces = (
        format_html("<mark>{}</mark>", part.text) if part.marked else format_html("{}", part.text)
        for part in highlight.parts
    )
    text = format_html_join("", "{}", ((piece,) for piece in pieces))
    return format_html("{}{}{}", "… " if highlight.before else "", text, " …" if highlight.after else "")
