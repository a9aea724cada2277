"""When a meeting is, as people type it."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from hypothesis import example, given
from hypothesis import strategies as st

from circles.meetings.forms import MeetingForm, WhenForm, when_of
from circles.meetings.moments import NoSuchTimeError, in_words, moment_at
from circles.models import Circle
from tests.circles.factories import make_circle
from tests.circles.meetings.helpers import DUTCH, plan

NOW = dt.datetime(2026, 11, 24, 12, tzinfo=DUTCH)


def filled(circle: Circle, **changes: Any) -> WhenForm:
    return WhenForm({"day": "08-12-2026", "begin": "14.00", "end": "16.00"} | changes, circle=circle)


@pytest.fixture
def circle(db: None) -> Circle:
    return make_circle()


@pytest.mark.parametrize(
    ("changes", "field", "error"),
    [
        ({"end": "13.00"}, "end", "De bijeenkomst eindigt voordat zij begint. Kies een latere eindtijd."),
        ({"end": "14.00"}, "end", "De bijeenkomst eindigt voordat zij begint. Kies een latere eindtijd."),
        ({"day": "23-11-2026"}, "day", "Dit moment is al geweest. Kies een moment in de toekomst."),
        ({"day": "08-12-2062"}, "day", "Dit is meer dan drie jaar vooruit. Klopt het jaar?"),
        ({"day": "31-02-2027"}, "day", "Deze datum bestaat niet. Schrijf hem zo: 24-11-2026."),
        ({"day": "morgen"}, "day", "Deze datum bestaat niet. Schrijf hem zo: 24-11-2026."),
        ({"day": ""}, "day", "Vul een datum in."),
        ({"begin": "25.00"}, "begin", "Deze tijd bestaat niet. Schrijf hem zo: 14.00."),
        (
            {"day": "28-03-2027", "begin": "02.30", "end": "04.00"},
            "begin",
            "Deze tijd bestaat op die dag niet: de klok gaat een uur vooruit. Kies een andere tijd.",
        ),
        (
            {"day": "31-10-2027", "begin": "01.00", "end": "02.30"},
            "end",
            "Deze tijd is er op die dag twee keer: de klok gaat een uur terug. Kies een andere tijd.",
        ),
    ],
)
def test_what_cannot_be_is_told_and_what_was_typed_stays(
    circle: Circle, changes: dict[str, str], field: str, error: str
) -> None:
    with time_machine.travel(NOW):
        form = filled(circle, **changes)

        assert form.errors == {field: [error]}
    for name, value in changes.items():
        assert f'value="{value}"' in str(form[name]) or not value


@pytest.mark.parametrize("day", ["8-12-2026", "08/12/2026", "8.12.2026", "2026-12-08", "08-12-26"])
@pytest.mark.parametrize("begin", ["14.00", "14:00", "14"])
def test_dates_and_times_are_read_as_people_write_them(circle: Circle, day: str, begin: str) -> None:
    with time_machine.travel(NOW):
        form = filled(circle, day=day, begin=begin)

        assert form.is_valid(), form.errors
    assert form.cleaned_data["starts_at"] == dt.datetime(2026, 12, 8, 14, tzinfo=DUTCH)


def test_another_meeting_at_that_time_is_a_warning_that_can_be_ticked(circle: Circle) -> None:
    with time_machine.travel(NOW):
        other = plan(circle, starts_at=dt.datetime(2026, 12, 8, 15, tzinfo=DUTCH))
        warned = filled(circle)

        assert list(warned.errors) == ["overlap"]
        assert "Eerste bijeenkomst, dinsdag 8 december 2026, 15.00 tot 17.00 uur" in warned.errors["overlap"][0]
        assert filled(circle, overlap="on").is_valid()
        assert filled(circle, end="15.00").is_valid()
        itself = WhenForm({"day": "08-12-2026", "begin": "14.30", "end": "16.00"}, circle=circle, meeting=other)
        assert itself.is_valid()
        assert "overlap" not in itself.fields
        reversed_times = filled(circle, end="13.00")
        assert not reversed_times.is_valid()
        assert "overlap" not in reversed_times.fields


def test_a_meeting_is_somewhere(circle: Circle) -> None:
    typed = {"title": "Start", "day": "08-12-2026", "begin": "14.00", "end": "16.00", "video_url": "geen adres"}
    with time_machine.travel(NOW):
        nowhere = MeetingForm(typed | {"video_url": ""}, circle=circle)
        wrong = MeetingForm(typed, circle=circle)

        assert nowhere.errors == {"place": ["Vul een plaats in, of een videolink."]}
        assert list(wrong.errors) == ["video_url"]
    assert 'value="geen adres"' in str(wrong["video_url"])


@example(dt.datetime(2026, 3, 29, 2, fold=1))  # noqa: DTZ001
@given(
    st.datetimes(min_value=dt.datetime(2026, 1, 1), max_value=dt.datetime(2030, 1, 1)).map(  # noqa: DTZ001
        lambda moment: moment.replace(second=0, microsecond=0)
    )
)
def test_every_moment_is_the_one_that_the_clock_shows(typed: dt.datetime) -> None:
    """Whatever is accepted comes back as it was typed, and is the only moment at which clocks show it."""
    try:
        moment = moment_at(typed.date(), typed.time())
    except NoSuchTimeError:
        assert typed.weekday() == 6
        assert (typed.month, typed.hour) in {(3, 2), (10, 2)}
        return
    shown = moment.astimezone(dt.UTC).astimezone(DUTCH)
    assert (shown.date(), shown.time()) == (typed.date(), typed.time())
    assert moment.replace(fold=1).utcoffset() == moment.replace(fold=0).utcoffset()


def test_a_moment_in_words_and_back_in_the_form(circle: Circle) -> None:
    starts = dt.datetime(2027, 7, 1, 9, 30, tzinfo=DUTCH)
    meeting = plan(circle, starts_at=starts)

    assert in_words(meeting.starts_at, meeting.ends_at) == "donderdag 1 juli 2027, 09.30 tot 11.30 uur"
    form = WhenForm(initial=when_of(meeting), circle=circle)
    assert 'value="01-07-2027"' in str(form["day"])
    assert 'value="09.30"' in str(form["begin"])
