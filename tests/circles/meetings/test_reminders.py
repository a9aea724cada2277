"""The reminder: once, in time, and in the words of the facilitator."""

import datetime as dt

import pytest
import time_machine

from circles import services as circles
from circles.meetings import services
from circles.meetings.enums import ResponseAnswer
from circles.meetings.tasks import has_reminders_to_send, remind
from circles.models import Circle, CircleMembership, Meeting
from common.mail.models import OutgoingMail
from common.mail.stopping import can_stop
from tests.circles.factories import bring_in, facilitator_of, make_circle
from tests.circles.meetings.helpers import mails_to, moment, plan

pytestmark = pytest.mark.django_db

BEFORE = dt.timedelta(days=2)


@pytest.fixture
def circle() -> Circle:
    return make_circle()


@pytest.fixture
def member(circle: Circle) -> CircleMembership:
    return bring_in(circle)


def test_it_leaves_once_two_days_before(circle: Circle, member: CircleMembership) -> None:
    meeting = plan(circle)
    services.write_reminder(meeting=meeting, actor=facilitator_of(circle), text="Neem uw {casus} mee.")

    with time_machine.travel(meeting.starts_at - BEFORE - dt.timedelta(minutes=1)):
        assert not has_reminders_to_send()
    with time_machine.travel(meeting.starts_at - BEFORE):
        assert has_reminders_to_send()
        assert remind.call() == 2
        assert not has_reminders_to_send()
        assert remind.call() == 0
        with pytest.raises(circles.CircleStateError, match="al verstuurd"):
            services.write_reminder(meeting=meeting, actor=facilitator_of(circle), text="Te laat")

    assert mails_to(member) == ["invited", "reminder"]
    mail = OutgoingMail.objects.get(purpose="circles.meeting_reminder", recipient=member.person.email)
    assert "Neem uw {casus} mee." in mail.text
    assert "U hebt nog niet gezegd of u komt." in mail.text
    assert can_stop(mail)


def test_who_does_not_come_is_not_reminded(circle: Circle, member: CircleMembership) -> None:
    meeting, other = plan(circle), bring_in(circle)
    services.respond(meeting=meeting, membership=member, answer=ResponseAnswer.NO)
    services.respond(meeting=meeting, membership=other, answer=ResponseAnswer.MAYBE)

    with time_machine.travel(meeting.starts_at - BEFORE):
        remind.call()

    assert (mails_to(member), mails_to(other)[-1]) == (["invited"], "reminder")
    assert (
        "Uw antwoord was: Misschien."
        in OutgoingMail.objects.get(recipient=other.person.email, purpose="circles.meeting_reminder").text
    )


def test_the_next_meeting_waits_until_the_one_before_it_is_over(circle: Circle, member: CircleMembership) -> None:
    first, second = plan(circle), plan(circle, starts_at=moment(11))

    with time_machine.travel(second.starts_at - BEFORE):
        remind.call()
        assert mails_to(member).count("reminder") == 1
    with time_machine.travel(first.ends_at):
        remind.call()

    assert mails_to(member).count("reminder") == 2


def test_a_moved_meeting_is_reminded_of_again_and_a_cancelled_one_never(
    circle: Circle, member: CircleMembership
) -> None:
    meeting, actor, later = plan(circle), facilitator_of(circle), moment(20)
    with time_machine.travel(meeting.starts_at - BEFORE):
        remind.call()
        services.move_meeting(meeting=meeting, actor=actor, starts_at=later, ends_at=later + dt.timedelta(hours=2))
        assert not has_reminders_to_send()
    with time_machine.travel(later - BEFORE):
        remind.call()
        assert mails_to(member) == ["invited", "reminder", "changed", "reminder"]
        services.cancel_meeting(meeting=Meeting.objects.get(), actor=actor)
    with time_machine.travel(later - dt.timedelta(days=1)):
        assert not has_reminders_to_send()


def test_what_was_planned_at_short_notice_needs_no_reminder(circle: Circle) -> None:
    plan(circle, starts_at=moment(1))

    assert not has_reminders_to_send()
