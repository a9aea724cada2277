"""Which entries an account has: every app registers the kinds that it knows, in `ready()`."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise

from common.access import Viewer
from common.calendars.entries import CalendarEntry, moment_of

# A calendar tells of what is coming, and of what was lately.
BACK = dt.timedelta(days=90)
AHEAD = dt.timedelta(days=550)
MAX_ENTRIES = 500


@dataclass(frozen=True)
class Window:
    """The days that a calendar is asked for, both with."""

    first: dt.date
    last: dt.date

    @property
    def begins(self) -> dt.datetime:
        """The first moment of it."""
        return dt.datetime.combine(self.first, dt.time.min, timezone.get_default_timezone())

    @property
    def ends(self) -> dt.datetime:
        """The first moment after it."""
        return dt.datetime.combine(self.last + dt.timedelta(days=1), dt.time.min, timezone.get_default_timezone())


Source = Callable[[Viewer, Window], Iterable[CalendarEntry]]


@dataclass(frozen=True)
class CalendarKind:
    """A kind of entries: a name that is kept with what people chose, a label for them, and where the entries are."""

    name: str
    label: str | Promise
    source: Source


_kinds: dict[str, CalendarKind] = {}


def register_calendar(name: str, label: str | Promise, source: Source) -> None:
    """Let an app add entries to the calendars of people. Called from `ready()` only.

    `source` gets the account as a viewer, in a feed without its roles, and the days; it asks a fixed number of queries.
    Raises ValueError when the name is taken.
    """
    if name in _kinds:
        raise ValueError(f"The calendar {name} is registered already.")
    _kinds[name] = CalendarKind(name, label, source)


def calendar_kinds() -> tuple[CalendarKind, ...]:
    """Every kind, in the order of registration."""
    return tuple(_kinds.values())


def window_around(day: dt.date) -> Window:
    """The days that a calendar tells of."""
    return Window(day - BACK, day + AHEAD)


def entries_for(viewer: Viewer, window: Window, *, without: Collection[str] = ()) -> list[CalendarEntry]:
    """What an account has in these days, the earliest first; of too much the earliest that is not over."""
    found = [entry for kind in _kinds.values() if kind.name not in without for entry in kind.source(viewer, window)]
    found.sort(key=moment_of)
    if len(found) <= MAX_ENTRIES:
        return found
    today = timezone.localdate()
    coming = [entry for entry in found if moment_of(entry)[0].date() >= today]
    past = found[: len(found) - len(coming)]
    room = MAX_ENTRIES - len(coming)
    return [*past[-room:], *coming] if room > 0 else coming[:MAX_ENTRIES]
