"""Meetings as entries of a calendar."""

import datetime as dt
from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _

from circles.meetings.enums import MeetingState
from circles.models import Meeting
from common.access import Viewer
from common.calendars.entries import CalendarEntry
from common.calendars.registry import Window

NOT_THERE = (MeetingState.CANCELLED, MeetingState.DID_NOT_HAPPEN)


def entry_of(meeting: Meeting, *, sequence: int | None = None, updated_at: dt.datetime | None = None) -> CalendarEntry:
    """The meeting as it stands in a calendar. A sequence and a time of change are those of the mails to one person."""
    return CalendarEntry(
        uid=meeting.public_id,
        title=meeting.title,
        starts=meeting.starts_at,
        ends=meeting.ends_at,
        updated_at=updated_at or meeting.changed_at,
        text=_text_of(meeting),
        place=meeting.place or meeting.video_url,
        url=settings.SITE_URL + meeting.get_absolute_url(),
        sequence=meeting.sequence if sequence is None else sequence,
        is_cancelled=meeting.is_cancelled,
    )


def meetings_of(viewer: Viewer, window: Window) -> Iterator[CalendarEntry]:
    """What an account has in these days: the meetings that it may see now and that take place."""
    meetings = Meeting.objects.visible_to(viewer).filter(starts_at__lt=window.ends, ends_at__gt=window.begins)
    for meeting in meetings.exclude(state__in=NOT_THERE).select_related("circle"):
        yield entry_of(meeting)


def _text_of(meeting: Meeting) -> str:
    lines = [_("Leerkring: %(circle)s") % {"circle": meeting.circle.title}]
    if meeting.video_url:
        lines.append(_("Videolink: %(url)s") % {"url": meeting.video_url})
    lines.append(_("Zeg of u komt: %(url)s") % {"url": settings.SITE_URL + meeting.get_absolute_url()})
    return "\n".join(lines)
