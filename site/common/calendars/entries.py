"""What stands in a calendar."""

import datetime as dt
import uuid
from dataclasses import dataclass
from enum import StrEnum

from django.utils import timezone

# Fixed for ever: another value would make every entry a new one in the calendars of people.
_NAMESPACE = uuid.UUID("6f2b3c5e-7a57-4a0c-9c0d-2f6d5b1f9a10")


class Method(StrEnum):
    """What a receiver is to do with the entries (RFC 5546, 1.4)."""

    PUBLISH = "PUBLISH"
    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


class Answer(StrEnum):
    """What the person who is invited said (RFC 5545, 3.2.12)."""

    NONE = "NEEDS-ACTION"
    YES = "ACCEPTED"
    NO = "DECLINED"
    MAYBE = "TENTATIVE"


@dataclass(frozen=True)
class CalendarEntry:
    """Something that happens at a moment, or on one or more whole days.

    With days `ends` is the last of them. `uid` never changes, also not when the entry moves; `sequence` grows with
    every change that people have to know of, and `updated_at` tells when that was. Raises ValueError for a moment
    without a time zone, for a mix of days and moments, and for an end before the beginning.
    """

    uid: uuid.UUID
    title: str
    starts: dt.datetime | dt.date
    ends: dt.datetime | dt.date
    updated_at: dt.datetime
    text: str = ""
    place: str = ""
    url: str = ""
    sequence: int = 0
    is_cancelled: bool = False

    def __post_init__(self) -> None:
        moments = [moment for moment in (self.starts, self.ends) if isinstance(moment, dt.datetime)]
        if len(moments) == 1:
            raise ValueError("An entry lasts from moment to moment, or from day to day.")
        if any(moment.tzinfo is None for moment in (*moments, self.updated_at)):
            raise ValueError("A moment in a calendar needs a time zone.")
        if self.ends < self.starts:
            raise ValueError("An entry cannot end before it begins.")

    @property
    def is_whole_days(self) -> bool:
        """True for an entry without a time of day."""
        return not isinstance(self.starts, dt.datetime)


@dataclass(frozen=True)
class Party:
    """Who invites, or is invited."""

    name: str
    email: str


@dataclass(frozen=True)
class CalendarFile:
    """An iCalendar text with its method, ready to go along with a mail."""

    text: str
    method: Method


def lasting_uid(kind: str, key: object) -> uuid.UUID:
    """An identifier for what has none of its own: the same for the same kind and key, for ever."""
    return uuid.uuid5(_NAMESPACE, f"{kind}:{key}")


def moment_of(entry: CalendarEntry) -> tuple[dt.datetime, str]:
    """When an entry begins, in Dutch time; a whole day begins at midnight. To sort by: no two entries have the same."""
    zone = timezone.get_default_timezone()
    if isinstance(entry.starts, dt.datetime):
        return entry.starts.astimezone(zone), str(entry.uid)
    return dt.datetime.combine(entry.starts, dt.time.min, zone), str(entry.uid)
