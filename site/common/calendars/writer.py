"""The only place that writes iCalendar (RFC 5545).

Moments stand there in Dutch time with the rules of that time beside them, so that a calendar program shows 14.00 uur
on both sides of a change of the clock. The library escapes and folds text; those rules of the time zone are our own,
because what the library derives begins summer time an hour late.
"""

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vCalAddress, vRecur, vText

from common.calendars.entries import Answer, CalendarEntry, CalendarFile, Method, Party, moment_of

PRODUCT = "-//Kennisplatform VWS//NL"
# How often a calendar program may look again.
REFRESH = dt.timedelta(hours=1)
_UNQUOTABLE = str.maketrans({'"': "'", "\\": "/"})
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def write_feed(entries: Iterable[CalendarEntry], *, name: str) -> bytes:
    """Return a calendar to subscribe to: everything that is in it now, the earliest first."""
    calendar = _calendar(Method.PUBLISH)
    calendar.add("name", _clean(name))
    calendar.add("x-wr-calname", _clean(name))
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for entry in sorted(entries, key=moment_of):
        calendar.add_component(_event(entry))
    return _written(calendar)


def write_invitation(
    entry: CalendarEntry, *, organiser: Party, attendee: Party, answer: Answer = Answer.NONE
) -> CalendarFile:
    """Return the invitation of one person to an entry; of a cancelled entry what takes it out of their calendar.

    Who else comes is not told. No answer by mail is asked for: people answer on the site.
    """
    method = Method.CANCEL if entry.is_cancelled else Method.REQUEST
    calendar = _calendar(method)
    event = _event(entry)
    event.add("organizer", _address(organiser))
    invited = _address(attendee)
    invited.params |= {"ROLE": "REQ-PARTICIPANT", "PARTSTAT": answer.value, "RSVP": "FALSE"}
    event.add("attendee", invited)
    calendar.add_component(event)
    return CalendarFile(_written(calendar).decode(), method)


def write_copy(entry: CalendarEntry) -> CalendarFile:
    """Return an entry that somebody may put in a calendar by themselves, without an invitation."""
    calendar = _calendar(Method.PUBLISH)
    calendar.add_component(_event(entry))
    return CalendarFile(_written(calendar).decode(), Method.PUBLISH)


def _calendar(method: Method) -> Any:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method.value)
    calendar.add_component(_dutch_time())
    return calendar


def _dutch_time() -> Any:
    """The rules of `TIME_ZONE` as they have been in the whole European Union since 1996 (directive 2000/84/EC)."""
    zone = Timezone()
    zone.add("tzid", settings.TIME_ZONE)
    for part, name, month, hour, before, after in (
        (TimezoneDaylight(), "CEST", 3, 2, 1, 2),
        (TimezoneStandard(), "CET", 10, 3, 2, 1),
    ):
        part.add("tzname", name)
        part.add("tzoffsetfrom", dt.timedelta(hours=before))
        part.add("tzoffsetto", dt.timedelta(hours=after))
        # The last Sunday of the month in 1996, told in the time that ends then.
        part.add("dtstart", dt.datetime(1996, month, 31 if month == 3 else 27, hour))  # noqa: DTZ001
        part.add("rrule", vRecur({"FREQ": "YEARLY", "BYMONTH": month, "BYDAY": "-1SU"}))
        zone.add_component(part)
    return zone


def _event(entry: CalendarEntry) -> Any:
    event = Event()
    event.add("uid", str(entry.uid))
    event.add("dtstamp", entry.updated_at)
    event.add("last-modified", entry.updated_at)
    event.add("sequence", entry.sequence)
    event.add("summary", _clean(entry.title))
    if entry.is_whole_days:
        event.add("dtstart", entry.starts)
        # The first day after it (RFC 5545, 3.6.1).
        event.add("dtend", entry.ends + dt.timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    else:
        event.add("dtstart", timezone.localtime(entry.starts, timezone.get_default_timezone()))  # type: ignore[arg-type]
        event.add("dtend", timezone.localtime(entry.ends, timezone.get_default_timezone()))  # type: ignore[arg-type]
    for name, value in (("description", entry.text), ("location", entry.place)):
        if value:
            event.add(name, _clean(value))
    if entry.url:
        event.add("url", entry.url)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    return event


def _address(party: Party) -> Any:
    address = vCalAddress(f"mailto:{party.email}")
    # A parameter has no way to write a quotation mark, and programs take a backslash for one.
    name = " ".join(_clean(party.name).translate(_UNQUOTABLE).split())
    address.params["CN"] = vText(name or party.email)
    return address


def _clean(text: str) -> str:
    """Text without what no calendar can hold; line breaks are one character each."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _written(calendar: Any) -> bytes:
    written: bytes = calendar.to_ical()
    return written
