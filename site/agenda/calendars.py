"""Moments of the Agenda in the calendars of people."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db.models import Q
from wagtail.models import Page, Site

from agenda.enums import DatePrecision
from agenda.models import ActivityPage, Milestone, TimelineEvent, TimelinePage
from common.access import Viewer
from common.calendars.entries import CalendarEntry, lasting_uid
from common.calendars.registry import Window


def moments(viewer: Viewer, window: Window) -> Iterator[CalendarEntry]:
    """Events and milestones of the current edition of which the day is known, for who may see their page."""
    days = Q(until__gte=window.first) | Q(until=None, date__gte=window.first)
    known = Q(precision=DatePrecision.DAY, date__lte=window.last) & days
    roots = Site.get_site_root_paths()
    timelines = TimelinePage.objects.of_current_edition(viewer)
    for event in TimelineEvent.objects.filter(known, page__in=timelines).select_related("page"):
        yield _entry("agenda.event", event, event.page, roots)
    activities = ActivityPage.objects.of_current_edition(viewer)
    for milestone in Milestone.objects.filter(known, activity__in=activities).select_related("activity"):
        yield _entry("agenda.milestone", milestone, milestone.activity, roots)


def _entry(kind: str, fact: Any, page: Page, roots: Any) -> CalendarEntry:
    """The fact as it is published; what a page says of when it changed holds for all that stands on it."""
    page._wagtail_cached_site_root_paths = roots
    return CalendarEntry(
        uid=lasting_uid(kind, fact.pk),
        title=fact.title,
        starts=fact.date,
        ends=fact.until or fact.date,
        updated_at=page.last_published_at or page.latest_revision_created_at,
        text=fact.text,
        url=settings.SITE_URL + (page.get_url() or ""),
    )
