"""The overviews of evaluations and of use cases."""

from collections.abc import Mapping
from typing import Any

from django.db.models import F
from django.db.models.functions import Lower
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common.access import Viewer
from common.facets import FacetSelection, join_words
from common.territory import SizeClass, Urbanity
from knowledge.enums import Again, Design, Direction, EvaluationType
from knowledge.facets import Choice, Rows, fixed, subject_facets
from knowledge.listing import Listing, Overview, build_overview
from knowledge.models.evaluation import Evaluation
from knowledge.models.method import MethodPage
from knowledge.models.use_case import UseCase
from knowledge.overview import WITH_EFFECT
from knowledge.record_cards import evaluation_card, use_case_card
from knowledge.wording import lower_first

METHOD_PARAMETER = "methode"
# More methods than anybody compares in one list.
MOST_METHODS = 20


def _newest_first(rows: Any) -> Rows:
    found: Rows = rows.newest_first()
    return found


def _by_title(rows: Rows) -> Rows:
    return rows.order_by(Lower("title"), "pk")


def _largest_first(rows: Rows) -> Rows:
    return rows.order_by(F("participants").desc(nulls_last=True), "pk")


_WITH_ANSWER: Mapping[str, str | Promise] = {
    Again.YES: gettext_lazy("van wie het opnieuw zou doen"),
    Again.YES_IF: gettext_lazy("van wie het onder voorwaarden opnieuw zou doen"),
    Again.NO: gettext_lazy("van wie het niet opnieuw zou doen"),
}

_USE_CASE_ORDERS: Mapping[str, tuple[str | Promise, Any]] = {
    "nieuwste": (gettext_lazy("Nieuwste eerst"), _newest_first),
    "titel": (gettext_lazy("Titel"), _by_title),
}
_EVALUATION_ORDERS: Mapping[str, tuple[str | Promise, Any]] = {
    **_USE_CASE_ORDERS,
    "deelnemers": (gettext_lazy("Meeste deelnemers eerst"), _largest_first),
}


def evaluation_overview(query: QueryDict, *, path: str, viewer: Viewer) -> Overview:
    """Find, count and sort the evaluations that the viewer may see."""
    return build_overview(evaluation_listing(query, viewer), query, path=path)


def evaluation_listing(query: QueryDict, viewer: Viewer) -> Listing:
    """The evaluations that the viewer may see."""
    theme, group, place = subject_facets()
    return Listing(
        rows=Evaluation.objects.visible_to(viewer).with_direction(),
        facets=(
            fixed("richting", _("Richting"), "direction_now", Direction),
            fixed("type", _("Soort onderzoek"), "type", EvaluationType),
            theme,
            group,
            *_place_facets(),
            place,
            fixed("opzet", _("Opzet"), "design", Design),
            *_method_facet(query, viewer),
        ),
        orders=_EVALUATION_ORDERS,
        sentence=lambda total, facets, selection: sentence(
            ngettext("%(total)d evaluatie", "%(total)d evaluaties", total) % {"total": total}, facets, selection
        ),
        cards=lambda rows, page: map(evaluation_card, rows[page]),
        files="/evaluaties/lijst",
    )


def use_case_overview(query: QueryDict, *, path: str, viewer: Viewer) -> Overview:
    """Find, count and sort the use cases that the viewer may see."""
    return build_overview(use_case_listing(query, viewer), query, path=path)


def use_case_listing(query: QueryDict, viewer: Viewer) -> Listing:
    """The use cases that the viewer may see."""
    theme, group, place = subject_facets()
    return Listing(
        rows=UseCase.objects.visible_to(viewer),
        facets=(
            theme,
            group,
            *_place_facets(),
            place,
            fixed("opnieuw", _("Opnieuw doen?"), "again", Again),
            *_method_facet(query, viewer),
        ),
        orders=_USE_CASE_ORDERS,
        sentence=lambda total, facets, selection: sentence(
            ngettext("%(total)d toepassing", "%(total)d toepassingen", total) % {"total": total}, facets, selection
        ),
        cards=lambda rows, page: map(use_case_card, rows[page]),
        files="/toepassingen/lijst",
    )


def _place_facets() -> tuple[Choice, Choice]:
    return (
        fixed("gemeentegrootte", _("Grootte van de gemeente"), "size_class", SizeClass),
        fixed("stedelijkheid", _("Stedelijkheid"), "urbanity", Urbanity),
    )


def _method_facet(query: QueryDict, viewer: Viewer) -> tuple[Choice, ...]:
    """The methods that the address names. All methods together would be no list to choose from."""
    asked = query.getlist(METHOD_PARAMETER)[:MOST_METHODS]
    if not asked:
        return ()
    methods = MethodPage.objects.visible_to(viewer).filter(slug__in=asked).by_title()
    return (Choice(METHOD_PARAMETER, _("Methode"), "method__slug", dict(methods.values_list("slug", "title"))),)


def sentence(number: str, facets: tuple[Choice, ...], selection: FacetSelection) -> str:
    """The number of results in words: "3 evaluaties over polarisatie, zonder effect, plek: school".

    What is chosen of a facet that is not among `facets` the number says already.
    """
    words = {
        facet.name: join_words([_in_sentence(facet, value) for value in selection.values(facet.name)], _("of"))
        for facet in facets
    }
    parts = [number]
    if words["thema"]:
        parts.append(_("over %(themes)s") % {"themes": words.pop("thema")})
    if words["doelgroep"]:
        parts.append(_("bij %(groups)s") % {"groups": words.pop("doelgroep")})
    return ", ".join(
        [" ".join(parts), *(_named(facet, words[facet.name]) for facet in facets if words.get(facet.name))]
    )


def _named(facet: Choice, words: str) -> str:
    if facet.name == "jaar":
        return _("uit %(years)s") % {"years": words}
    # A value such as "anders" says nothing without the name of its facet.
    return words if facet.name in ("richting", "opnieuw") else f"{lower_first(facet.label)}: {words}"


def _in_sentence(facet: Choice, value: str) -> str:
    if facet.name == "richting":
        return str(WITH_EFFECT[value])
    if facet.name == "opnieuw":
        return str(_WITH_ANSWER[value])
    return facet.labels[value] if facet.name == METHOD_PARAMETER else lower_first(facet.labels[value])
