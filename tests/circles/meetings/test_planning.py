"""Planning, moving, changing, cancelling and concluding."""

import datetime as dt

import pytest
import time_machine

from circles import services as circles
from circles.enums import CircleRole, CircleStatus
from circles.meetings import services
from circles.meetings.enums import MeetingState
from circles.models import Meeting
from common.activity.models import Activity
from tests.circles.factories import bring_in, facilitator_of, make_circle
from tests.circles.meetings.helpers import mails_to, moment, plan

pytestmark = pytest.mark.django_db


def test_an_ended_circle_plans_nothing() -> None:
    circle = make_circle(status=CircleStatus.CLOSED)

    with pytest.raises(circles.CircleStateError, match="afgesloten"):
        plan(circle)
    assert not Meeting.objects.exists()


def test_an_end_before_the_start_is_refused() -> None:
    circle = make_circle()

    with pytest.raises(ValueError, match="ends after"):
        plan(circle, hours=-1)


def test_a_move_counts_once_and_the_same_time_changes_nothing() -> None:
    circle = make_circle()
    leader, meeting = facilitator_of(circle), plan(circle)
    later = {"starts_at": moment(12), "ends_at": moment(12, 16)}

    services.move_meeting(meeting=meeting, actor=leader, **later)
    services.move_meeting(meeting=meeting, actor=leader, **later)

    meeting.refresh_from_db()
    assert (meeting.state, meeting.sequence, meeting.starts_at) == (MeetingState.MOVED, 1, moment(12))


def test_only_what_stands_in_calendars_is_news() -> None:
    circle = make_circle()
    member, leader, meeting = bring_in(circle), facilitator_of(circle), plan(circle)

    services.change_meeting(meeting=meeting, actor=leader, agenda="Kennismaken", capacity=10)
    assert (Meeting.objects.get().sequence, mails_to(member)) == (0, ["invited"])

    services.change_meeting(meeting=meeting, actor=leader, place="Wijkhuis")
    assert (Meeting.objects.get().sequence, mails_to(member)) == (1, ["invited", "changed"])


def test_what_has_begun_is_not_changed_moved_or_cancelled() -> None:
    circle = make_circle()
    leader, meeting = facilitator_of(circle), plan(circle)

    with time_machine.travel(meeting.starts_at + dt.timedelta(minutes=1)):
        for verb, extra in (
            (services.change_meeting, {"title": "Anders"}),
            (services.move_meeting, {"starts_at": moment(20), "ends_at": moment(20, 16)}),
            (services.cancel_meeting, {}),
        ):
            with pytest.raises(circles.CircleStateError, match="al begonnen"):
                verb(meeting=meeting, actor=leader, **extra)


def test_what_became_of_it_is_said_afterwards() -> None:
    circle = make_circle()
    leader, meeting = facilitator_of(circle), plan(circle)

    with pytest.raises(circles.CircleStateError, match="na de bijeenkomst"):
        services.mark_held(meeting=meeting, actor=leader)
    with time_machine.travel(meeting.ends_at):
        services.mark_did_not_happen(meeting=meeting, actor=leader)
        assert Meeting.objects.get().state == MeetingState.DID_NOT_HAPPEN
        services.mark_held(meeting=meeting, actor=leader)
        services.mark_held(meeting=meeting, actor=leader)

    assert Meeting.objects.get().state == MeetingState.HELD
    verbs = Activity.objects.filter(about_type="circles.meeting").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["meeting.planned", "meeting.did_not_happen", "meeting.held"]


def test_only_guests_of_the_circle_are_guests_of_a_meeting() -> None:
    circle = make_circle()
    guest, member = bring_in(circle, role=CircleRole.GUEST), bring_in(circle)
    elsewhere = bring_in(make_circle(), role=CircleRole.GUEST)

    meeting = plan(circle, guests=[guest, member, elsewhere])

    assert list(meeting.guests.all()) == [guest]
