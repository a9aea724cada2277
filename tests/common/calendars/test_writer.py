"""What is written is iCalendar that programs of others read as it was meant, on both sides of a change of the clock."""

import datetime as dt
import io
import uuid
from zoneinfo import ZoneInfo

import pytest
from dateutil import tz
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from common.calendars.entries import Answer, CalendarEntry, Method, Party, lasting_uid
from common.calendars.writer import write_copy, write_feed, write_invitation

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
UPDATED = dt.datetime(2026, 9, 1, 10, 0, tzinfo=dt.UTC)
UID = uuid.UUID("5a0dd2d4-1d3c-4d0e-9a39-58f6a3c5b0d1")
ORGANISER = Party("Leerkring Noord", "kennisplatform@example.org")
ATTENDEE = Party("Nienke van Dam", "nienke@example.org")


def entry(**fields: object) -> CalendarEntry:
    given = {
        "uid": UID,
        "title": "Derde bijeenkomst",
        "starts": dt.datetime(2026, 10, 26, 14, 0, tzinfo=AMSTERDAM),
        "ends": dt.datetime(2026, 10, 26, 16, 0, tzinfo=AMSTERDAM),
        "updated_at": UPDATED,
    }
    return CalendarEntry(**given | fields)  # type: ignore[arg-type]


def lines(written: bytes | str) -> list[str]:
    """The lines as they were before they were folded."""
    text = written if isinstance(written, str) else written.decode()
    return text.replace("\r\n ", "").split("\r\n")


def event_lines(written: bytes | str) -> list[str]:
    found = lines(written)
    return found[found.index("BEGIN:VEVENT") + 1 : found.index("END:VEVENT")]


def test_an_invitation_is_for_one_person_and_has_all_that_programs_need() -> None:
    file = write_invitation(
        entry(sequence=2, place="Stadhuis", text="Neem uw casus mee.", url="https://example.org/kring/1/"),
        organiser=ORGANISER,
        attendee=ATTENDEE,
        answer=Answer.YES,
    )

    assert file.method is Method.REQUEST
    assert lines(file.text)[:5] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Kennisplatform VWS//NL",
        "CALSCALE:GREGORIAN",
        "METHOD:REQUEST",
    ]
    assert sorted(event_lines(file.text)) == [
        'ATTENDEE;CN="Nienke van Dam";PARTSTAT=ACCEPTED;ROLE=REQ-PARTICIPANT;RSVP=FALSE:mailto:nienke@example.org',
        "DESCRIPTION:Neem uw casus mee.",
        "DTEND;TZID=Europe/Amsterdam:20261026T160000",
        "DTSTAMP:20260901T100000Z",
        "DTSTART;TZID=Europe/Amsterdam:20261026T140000",
        "LAST-MODIFIED:20260901T100000Z",
        "LOCATION:Stadhuis",
        'ORGANIZER;CN="Leerkring Noord":mailto:kennisplatform@example.org',
        "SEQUENCE:2",
        "STATUS:CONFIRMED",
        "SUMMARY:Derde bijeenkomst",
        f"UID:{UID}",
        "URL:https://example.org/kring/1/",
    ]


def test_what_is_cancelled_leaves_the_calendar_of_who_was_invited() -> None:
    file = write_invitation(entry(is_cancelled=True, sequence=3), organiser=ORGANISER, attendee=ATTENDEE)

    assert file.method is Method.CANCEL
    assert {"METHOD:CANCEL", "STATUS:CANCELLED", "SEQUENCE:3", f"UID:{UID}"} <= set(lines(file.text))


def test_a_copy_asks_nothing_and_names_nobody() -> None:
    file = write_copy(entry())

    assert file.method is Method.PUBLISH
    assert "METHOD:PUBLISH" in lines(file.text)
    assert not [line for line in lines(file.text) if line.startswith(("ATTENDEE", "ORGANIZER"))]


def test_a_feed_has_a_name_and_the_earliest_first() -> None:
    later = entry(uid=lasting_uid("test", 2), title="Later")
    day = entry(uid=lasting_uid("test", 1), title="Dag", starts=dt.date(2026, 10, 26), ends=dt.date(2026, 10, 27))

    found = lines(write_feed([later, day], name="Mijn kalender"))

    assert {"METHOD:PUBLISH", "NAME:Mijn kalender", "X-WR-CALNAME:Mijn kalender"} <= set(found)
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H" in found
    assert [line for line in found if line.startswith("SUMMARY")] == ["SUMMARY:Dag", "SUMMARY:Later"]
    # The end of whole days is the first day after them.
    assert {"DTSTART;VALUE=DATE:20261026", "DTEND;VALUE=DATE:20261028", "TRANSP:TRANSPARENT"} <= set(found)


def test_an_identifier_is_the_same_for_ever_and_for_each_thing_its_own() -> None:
    assert str(lasting_uid("agenda.event", 12)) == "9bd0e56f-c4c8-5c5e-b857-69646f77479a"
    assert lasting_uid("agenda.event", 12) != lasting_uid("agenda.event", 13)


@pytest.mark.parametrize(
    ("day", "utc"),
    [
        ((2026, 10, 24), 12),  # summer time
        ((2026, 10, 25), 13),  # the day on which it ends
        ((2027, 3, 27), 13),
        ((2027, 3, 28), 12),  # the day on which it begins
    ],
)
def test_two_o_clock_stays_two_o_clock_when_the_clock_changes(day: tuple[int, int, int], utc: int) -> None:
    starts = dt.datetime(*day, 14, 0, tzinfo=AMSTERDAM)

    written = write_feed([entry(starts=starts.astimezone(dt.UTC), ends=starts + dt.timedelta(hours=2))], name="x")

    assert f"DTSTART;TZID=Europe/Amsterdam:{starts:%Y%m%d}T140000" in lines(written)
    parsed = Calendar.from_ical(written).walk("VEVENT")[0].start
    assert parsed.astimezone(dt.UTC) == dt.datetime(*day, utc, 0, tzinfo=dt.UTC)


def test_the_rules_of_the_time_zone_give_the_hours_of_the_real_one() -> None:
    """Read by another library, which knows only the rules that stand in the file."""
    found = lines(write_copy(entry()).text)
    rules = found[found.index("BEGIN:VTIMEZONE") : found.index("END:VTIMEZONE") + 1]
    zone = tz.tzical(io.StringIO("\r\n".join(rules))).get("Europe/Amsterdam")

    for begins in ((2026, 10, 24), (2027, 3, 27), (2031, 3, 29)):
        for half_hours in range(2 * 48):
            moment = dt.datetime(*begins, tzinfo=dt.UTC) + dt.timedelta(minutes=30 * half_hours)
            assert f"{moment.astimezone(zone):%c}" == f"{moment.astimezone(AMSTERDAM):%c}"


@given(st.text(max_size=300), st.text(max_size=300))
def test_whatever_people_type_stays_text(title: str, name: str) -> None:
    """No text ends its line, adds a property, or keeps a program from reading the rest."""
    file = write_invitation(
        entry(title=title, text=title, place=title), organiser=Party(name, "a@example.org"), attendee=ATTENDEE
    )

    assert all(len(line.encode()) <= 75 for line in file.text.split("\r\n"))
    (event,) = Calendar.from_ical(file.text).walk("VEVENT")
    clean = "".join(
        character
        for character in title.replace("\r\n", "\n").replace("\r", "\n")
        if character == "\n" or character == "\t" or (ord(character) >= 32 and ord(character) != 127)
    )
    assert str(event["summary"]) == clean
    assert str(event.get("location", "")) == clean
    assert str(event["organizer"]) == "mailto:a@example.org"
    assert str(event["uid"]) == str(UID)
    always = {"ATTENDEE", "DTEND", "DTSTAMP", "DTSTART", "LAST-MODIFIED", "ORGANIZER", "SEQUENCE", "STATUS"}
    assert set(event) == always | {"SUMMARY", "UID"} | ({"DESCRIPTION", "LOCATION"} if title else set())


@pytest.mark.parametrize(
    "fields",
    [
        {"starts": dt.datetime(2026, 10, 26, 14, 0)},  # noqa: DTZ001
        {"updated_at": dt.datetime(2026, 10, 26, 14, 0)},  # noqa: DTZ001
        {"ends": dt.date(2026, 10, 26)},
        {"ends": dt.datetime(2026, 10, 26, 13, 0, tzinfo=AMSTERDAM)},
        {"starts": dt.date(2026, 10, 26), "ends": dt.date(2026, 10, 25)},
    ],
)
def test_an_entry_that_cannot_be_is_refused(fields: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"entry|calendar"):
        entry(**fields)
