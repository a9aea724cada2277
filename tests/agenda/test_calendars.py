"""Moments of the Agenda in the calendars of people: with a day, of this edition, and of pages that they may see."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from agenda.calendars import moments
from agenda.enums import DatePrecision
from agenda.models import EditionPage, Milestone, TimelineEvent, TimelinePage
from common.access import ANONYMOUS
from common.calendars.registry import window_around
from tests.agenda.factories import add_activity, add_part, make_edition

DAY = dt.date(2026, 11, 24)


@pytest.fixture
def timeline(edition: EditionPage) -> TimelinePage:
    return add_part(edition, TimelinePage, title="Tijdlijn", slug="tijdlijn")


def add_event(timeline: TimelinePage, title: str, date: dt.date, **fields: object) -> TimelineEvent:
    return TimelineEvent.objects.create(page=timeline, title=title, date=date, **fields)


def titles() -> list[str]:
    return [entry.title for entry in moments(ANONYMOUS, window_around(DAY))]


def test_what_has_a_day_in_these_days_is_an_entry(timeline: TimelinePage) -> None:
    event = add_event(timeline, "Debat", DAY, text="In de Kamer.")
    add_event(timeline, "Ergens in november", DAY, precision=DatePrecision.MONTH)
    add_event(timeline, "Lang geleden", dt.date(2023, 7, 7))
    add_event(timeline, "Nu bezig", dt.date(2023, 7, 7), until=DAY)
    activity = add_activity(timeline.get_parent().specific, title="Monitor")
    Milestone.objects.create(activity=activity, title="Eerste meting", date=dt.date(2027, 3, 28))

    assert titles() == ["Debat", "Nu bezig", "Eerste meting"]
    (first, *_others) = moments(ANONYMOUS, window_around(DAY))
    assert (first.starts, first.ends, first.text) == (DAY, DAY, "In de Kamer.")
    assert first.url.endswith("/agenda/2023-2025/tijdlijn/")
    assert first.updated_at == timeline.last_published_at
    event.date = DAY + dt.timedelta(days=1)
    event.save()
    assert next(iter(moments(ANONYMOUS, window_around(DAY)))).uid == first.uid


def test_what_somebody_may_not_see_or_is_of_before_is_none(timeline: TimelinePage, edition: EditionPage) -> None:
    add_event(timeline, "Debat", DAY)
    restriction = PageViewRestriction.objects.create(page=timeline, restriction_type=PageViewRestriction.LOGIN)
    assert titles() == []

    restriction.delete()
    assert titles() == ["Debat"]
    make_edition(edition.get_parent(), title="Agenda 2026", slug="2026", first_year=2026, last_year=2028)
    assert titles() == []


def test_many_moments_take_as_many_queries_as_one(timeline: TimelinePage) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            titles()
        return len(queries)

    add_event(timeline, "Een", DAY)
    asked()
    few = asked()
    for number in range(30):
        add_event(timeline, str(number), DAY)
    assert asked() == few
