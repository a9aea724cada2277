"""Apps register what stands in the calendars of people."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine

from common.access import Viewer
from common.calendars import registry
from common.calendars.entries import CalendarEntry, lasting_uid
from common.calendars.registry import Window, calendar_kinds, entries_for, register_calendar, window_around

VIEWER = Viewer(user_id=1)
DAY = dt.date(2026, 10, 26)
WINDOW = window_around(DAY)


@pytest.fixture(autouse=True)
def nothing_registered() -> Iterator[None]:
    kinds = dict(registry._kinds)
    registry._kinds.clear()
    yield
    registry._kinds.clear()
    registry._kinds.update(kinds)


def on(day: dt.date, name: str = "x") -> CalendarEntry:
    updated = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    return CalendarEntry(lasting_uid(name, day), f"{name} {day}", day, day, updated)


def test_every_kind_adds_its_entries_for_who_asks_and_for_the_days() -> None:
    asked = []

    def source(viewer: Viewer, window: Window) -> list[CalendarEntry]:
        asked.append((viewer, window))
        return [on(DAY, "b")]

    register_calendar("circles.meetings", "Bijeenkomsten", source)
    register_calendar("agenda.moments", "Momenten", lambda viewer, window: [on(DAY - dt.timedelta(days=1), "a")])

    assert [kind.name for kind in calendar_kinds()] == ["circles.meetings", "agenda.moments"]
    assert [entry.title for entry in entries_for(VIEWER, WINDOW)] == ["a 2026-10-25", "b 2026-10-26"]
    assert [entry.title for entry in entries_for(VIEWER, WINDOW, without=["agenda.moments"])] == ["b 2026-10-26"]
    assert asked == [(VIEWER, WINDOW)] * 2


def test_a_name_is_taken_once() -> None:
    register_calendar("circles.meetings", "Bijeenkomsten", lambda viewer, window: [])
    with pytest.raises(ValueError, match=r"circles\.meetings"):
        register_calendar("circles.meetings", "Anders", lambda viewer, window: [])


def test_the_days_hold_every_moment_of_them() -> None:
    window = Window(dt.date(2027, 3, 28), dt.date(2027, 3, 28))

    assert window.begins.isoformat() == "2027-03-28T00:00:00+01:00"
    assert window.ends.isoformat() == "2027-03-29T00:00:00+02:00"
    assert (WINDOW.first, WINDOW.last) == (dt.date(2026, 7, 28), dt.date(2028, 4, 28))


@time_machine.travel(dt.datetime(2026, 10, 26, 12, tzinfo=dt.UTC), tick=False)
def test_of_too_much_what_is_coming_goes_before_what_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "MAX_ENTRIES", 3)
    days = [DAY + dt.timedelta(days=number) for number in (-3, -2, -1, 0, 1)]
    register_calendar("some", "x", lambda viewer, window: [on(day) for day in days])
    assert [entry.starts for entry in entries_for(VIEWER, WINDOW)] == days[2:]

    register_calendar("more", "y", lambda viewer, window: [on(DAY + dt.timedelta(days=9), "y")] * 2)
    assert [entry.starts for entry in entries_for(VIEWER, WINDOW)] == [DAY, days[4], DAY + dt.timedelta(days=9)]
