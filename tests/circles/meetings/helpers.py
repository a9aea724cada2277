"""Meetings for the tests, planned as people plan them."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from icalendar import Calendar

from circles.meetings import services
from circles.models import Circle, CircleMembership, Meeting
from common.mail.models import OutgoingMail
from tests.circles.factories import facilitator_of

DUTCH = ZoneInfo("Europe/Amsterdam")
LINK = "https://video.example.org/kamer"


def moment(days: int = 10, hour: int = 14) -> dt.datetime:
    """A whole hour on a day from today."""
    return dt.datetime.combine(timezone.localdate() + dt.timedelta(days=days), dt.time(hour), DUTCH)


def plan(circle: Circle, *, starts_at: dt.datetime | None = None, hours: int = 2, **fields: Any) -> Meeting:
    """A meeting of two hours, ten days from now."""
    begin = starts_at or moment()
    defaults: dict[str, Any] = {"title": "Eerste bijeenkomst", "place": "Stadhuis", "video_url": LINK}
    return services.plan_meeting(
        circle=circle,
        actor=facilitator_of(circle),
        starts_at=begin,
        ends_at=begin + dt.timedelta(hours=hours),
        **defaults | fields,
    )


def mails_to(membership: CircleMembership) -> list[str]:
    """What somebody was mailed about meetings, without its prefix, in order."""
    mails = OutgoingMail.objects.filter(recipient=membership.person.email, purpose__startswith="circles.meeting_")
    return [mail.purpose.removeprefix("circles.meeting_") for mail in mails.order_by("pk")]


def invitation_to(membership: CircleMembership) -> Any:
    """The event in the last mail to somebody, read back, with the method of its file as `method`."""
    mail = OutgoingMail.objects.filter(recipient=membership.person.email).exclude(calendar="").latest("pk")
    calendar: Any = Calendar.from_ical(mail.calendar)
    (event,) = calendar.walk("VEVENT")
    event.method = str(calendar["METHOD"])
    return event
