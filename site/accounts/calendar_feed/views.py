"""Pages under /mijn/kalender/, and the calendar itself at its secret address."""

import datetime as dt
from dataclasses import dataclass
from typing import cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.calendar_feed import services
from accounts.calendar_feed.forms import KindsForm
from accounts.calendar_feed.selectors import entries_of, feed_of, feed_with
from accounts.limits import reads_too_often
from accounts.models import CalendarFeed, User
from common.access import resolve_viewer, viewer_of
from common.calendars.entries import CalendarEntry
from common.calendars.writer import write_feed

# How much of what is coming stands on the page; the calendar itself has all.
SHOWN = 20
RETRY_SECONDS = 60


@dataclass(frozen=True)
class Coming:
    """An entry in words."""

    when: str
    title: str
    url: str


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def my_calendar(request: HttpRequest) -> HttpResponse:
    """What is coming, what is in the calendar, and whether it has an address."""
    user = cast("User", request.user)
    feed = feed_of(user)
    form = _form(feed, request.POST if request.method == "POST" else None)
    if form.is_valid():
        services.leave_out(user=user, kinds=form.left_out)
        messages.success(request, _("Uw keuze is bewaard. Uw kalenderprogramma neemt haar binnen een dag over."))
        return redirect("my_calendar")
    return _page(request, feed, form)


@require_POST
@login_required
def renew_address(request: HttpRequest) -> HttpResponse:
    """Make a new address and show it. It is kept nowhere, so this is the only page that can show it."""
    user = cast("User", request.user)
    path = reverse("calendar_feed", args=[services.renew_address(user=user)])
    feed = feed_of(user)
    return _page(request, feed, _form(feed), address=settings.SITE_URL + path)


@require_POST
@login_required
def stop_address(request: HttpRequest) -> HttpResponse:
    """End the address."""
    if services.stop_address(user=cast("User", request.user)):
        messages.success(request, _("Het adres werkt niet meer. Haal de kalender ook weg uit uw kalenderprogramma."))
    return redirect("my_calendar")


@require_safe
@never_cache
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar of whoever has this address, as they may see it at this moment."""
    if reads_too_often(request, action="calendar_feed", key=services.hash_of(token)):
        return HttpResponse(status=429, headers={"Retry-After": str(RETRY_SECONDS)})
    feed = feed_with(token)
    if feed is None:
        raise Http404
    written = write_feed(
        entries_of(feed, resolve_viewer(feed.user)),
        name=_("Mijn kalender van %(site)s") % {"site": settings.WAGTAIL_SITE_NAME},
    )
    headers = {"X-Robots-Tag": "noindex", "Content-Disposition": 'inline; filename="kalender.ics"'}
    return HttpResponse(written, content_type="text/calendar; charset=utf-8", headers=headers)


def _form(feed: CalendarFeed, data: QueryDict | None = None) -> KindsForm:
    """The form with what is chosen now, or with what was sent."""
    form = KindsForm(data)
    form.initial = {"kinds": [name for name in form.names if name not in feed.left_out]}
    return form


def _page(request: HttpRequest, feed: CalendarFeed, form: KindsForm, *, address: str = "") -> HttpResponse:
    today = timezone.localdate()
    entries = entries_of(feed, viewer_of(request))
    coming = [entry for entry in entries if _last_day(entry) >= today and not entry.is_cancelled]
    context = {
        "form": form,
        "feed": feed if feed.token_hash else None,
        "address": address,
        "coming": [Coming(_when(entry), entry.title, entry.url) for entry in coming[:SHOWN]],
        "more": max(len(coming) - SHOWN, 0),
    }
    return render(request, "accounts/calendar/page.html", context)


def _last_day(entry: CalendarEntry) -> dt.date:
    return timezone.localtime(entry.ends).date() if isinstance(entry.ends, dt.datetime) else entry.ends


def _when(entry: CalendarEntry) -> str:
    if isinstance(entry.starts, dt.datetime):
        return date_format(timezone.localtime(entry.starts), "l j F Y, H.i") + _(" uur")
    first = date_format(entry.starts, "j F Y")
    return first if entry.starts == entry.ends else f"{first} – {date_format(entry.ends, 'j F Y')}"
