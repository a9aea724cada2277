"""What is told of a circle from outside: its card in lists, and the facts on its page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Site

from circles.eligibility import eligibility
from circles.enums import CircleStatus
from circles.models import Circle, CirclePage
from circles.permissions import can_view_people_and_dates
from circles.places import Places, places_from, places_of
from circles.services.agreements import current_agreement
from common.access import Viewer
from common.components import CardItem, Fact


def card_of(circle: Circle, url: str) -> CardItem:
    """The card of a circle that was read with `with_places`, and with its themes."""
    return CardItem(
        kind="circle",
        kind_label=_("Leerkring"),
        title=circle.title,
        url=url,
        summary=circle.question,
        meta=(
            where(circle),
            free_places(circle, places_from(circle)),
            *(theme.label for theme in circle.themes.all()),
        ),
        example=circle.is_example,
    )


def cards_of(circles: Any, viewer: Viewer, request: HttpRequest | None = None) -> Iterable[CardItem]:
    """The cards of circles, with as many queries for twenty as for one; `request` remembers the addresses of sites."""
    found = list(circles.with_places().select_related("page").prefetch_related("themes"))
    roots = CirclePage._get_site_root_paths(request) if request else Site.get_site_root_paths()
    for circle in found:
        circle.page._wagtail_cached_site_root_paths = roots
        yield card_of(circle, circle.page.get_url(request) or "")


def where(circle: Circle) -> str:
    """Where a circle meets and for whom, in a few words."""
    parts = [str(circle.get_meets_display()), circle.place, str(circle.get_region_display())]
    return ", ".join(part for part in dict.fromkeys(parts) if part)


def free_places(circle: Circle, places: Places) -> str:
    """How many places a newcomer finds, in words."""
    if not circle.is_living:
        return str(circle.get_status_display())
    free = places.free_for_newcomers
    if not free:
        return _("Vol, met wachtlijst")
    return ngettext("%(free)d plek vrij", "%(free)d plekken vrij", free) % {"free": free}


def circle_context(circle: Circle, user: Any, viewer: Viewer) -> dict[str, Any]:
    """What the page of a circle shows: `circle`, `facts`, `agreement`, `eligibility`, and `themes`."""
    places = places_of(circle)
    return {
        "circle": circle,
        "facts": _facts(circle, places, viewer),
        "themes": list(circle.themes.all()),
        "agreement": current_agreement(circle),
        "eligibility": eligibility(circle, user, places=places),
    }


def _facts(circle: Circle, places: Places, viewer: Viewer) -> tuple[Fact, ...]:
    facts = [
        Fact(_("Status"), str(circle.get_status_display())),
        Fact(_("Waar"), where(circle)),
        Fact(_("Meedoen"), str(circle.get_joining_display())),
    ]
    if circle.status != CircleStatus.CLOSED:
        facts.append(Fact(_("Plekken"), free_places(circle, places)))
    if can_view_people_and_dates(viewer, circle):
        facts += _people_and_dates(circle)
    return tuple(facts)


def _people_and_dates(circle: Circle) -> list[Fact]:
    leading = circle.memberships.leading().select_related("person").order_by("joined_at", "pk")
    # An address is never shown in the place of a name that was not given.
    names = [name for name in (membership.person.get_full_name() for membership in leading) if name]
    facts = [Fact(_("Begeleiding"), ", ".join(names))] if names else []
    if circle.starts_on:
        facts.append(Fact(_("Begint op"), date_format(circle.starts_on, "j F Y")))
    if circle.ends_on:
        facts.append(Fact(_("Tot en met"), date_format(circle.ends_on, "j F Y")))
    return facts
