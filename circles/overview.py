"""The overview at /leerkringen/: which circles, counted by facet in the database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db.models import Case, CharField, F, Q, Value, When
from django.db.models.functions import Lower
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from circles.card import cards_of
from circles.enums import LIVING, Joining, Place, Region
from circles.models import Circle, CirclePage
from circles.querysets import CircleQuerySet
from common.access import Viewer
from common.facets import FacetSelection, join_words
from knowledge.list_selectors import Choice, Listing, Overview, build_overview, fixed, theme_facet

SOON = dt.timedelta(weeks=6)
FREE, STARTS = "vrij", "binnenkort"

_ORDERS: Mapping[str, tuple[str | Promise, Any]] = {
    "begin": (
        gettext_lazy("Begint het eerst"),
        lambda rows: rows.order_by(F("starts_on").asc(nulls_last=True), "pk"),
    ),
    "nieuwste": (gettext_lazy("Nieuwste eerst"), lambda rows: rows.order_by("-created_at", "-pk")),
    "titel": (gettext_lazy("Naam"), lambda rows: rows.order_by(Lower("title"), "pk")),
}


def visible_circles(viewer: Viewer) -> CircleQuerySet:
    """The circles with a page that the viewer may find."""
    return Circle.objects.filter(pk__in=CirclePage.objects.visible_to(viewer).values("circle"))


def count_circles(viewer: Viewer) -> int:
    """How many circles a viewer may find."""
    return visible_circles(viewer).count()


def circle_overview(query: QueryDict, *, path: str, viewer: Viewer, request: HttpRequest) -> Overview:
    """Find, count and sort the circles that a visitor asks for; `request` remembers the addresses of sites."""
    listing = Listing(
        rows=_with_facets(visible_circles(viewer)),
        facets=(
            theme_facet(),
            fixed("regio", _("Regio"), "region", Region),
            Choice("meedoen", _("Meedoen"), "joining", _first_words(Joining)),
            fixed("waar", _("Waar"), "meets", Place),
            Choice("plek", _("Plek"), "has_place", {FREE: _("Vrije plekken")}),
            Choice("begint", _("Begint"), "starts", {STARTS: _("Binnen zes weken")}),
        ),
        orders=_ORDERS,
        sentence=_sentence,
        cards=lambda circles, page: cards_of(circles[page], viewer, request),
    )
    return build_overview(listing, query, path=path)


def _with_facets(circles: CircleQuerySet) -> CircleQuerySet:
    """Add `has_place` and `starts`, each with one value or none."""
    today = timezone.localdate()
    free = Q(status__in=LIVING, max_members__gt=F("seated") + F("offered") + F("waiting"))
    soon = Q(starts_on__gte=today, starts_on__lte=today + SOON)
    return circles.with_places().annotate(has_place=_value(free, FREE), starts=_value(soon, STARTS))


def _value(rule: Q, value: str) -> Case:
    return Case(When(rule, then=Value(value)), default=Value(""), output_field=CharField())


def _first_words(values: type[Joining]) -> dict[str, str]:
    """The labels up to their colon: what comes after it explains them in forms."""
    return {value: str(label).partition(":")[0] for value, label in values.choices}


def _sentence(total: int, facets: tuple[Choice, ...], selection: FacetSelection) -> str:
    """The number of results in words: "3 leerkringen, polarisatie, Utrecht"."""
    number = ngettext("%(total)d leerkring", "%(total)d leerkringen", total) % {"total": total}
    words = [join_words([facet.labels[value] for value in selection.values(facet.name)], _("of")) for facet in facets]
    return ", ".join([number, *filter(None, words)])
