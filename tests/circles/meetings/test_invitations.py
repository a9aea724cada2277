"""Who is told what, and what their calendar makes of it."""

import datetime as dt

import pytest

from circles import services as circles
from circles.enums import CircleRole
from circles.meetings import services
from circles.meetings.enums import ResponseAnswer
from circles.meetings.services.invitations import meetings_with_news
from circles.meetings.tasks import has_invitations_to_send, look_after_invitations
from circles.models import Circle, CircleMembership, Meeting
from common.mail.models import OutgoingMail
from tests.circles.factories import bring_in, facilitator_of, make_circle
from tests.circles.meetings.helpers import DUTCH, LINK, invitation_to, mails_to, moment, plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def circle() -> Circle:
    return make_circle()


@pytest.fixture
def member(circle: Circle) -> CircleMembership:
    return bring_in(circle)


@pytest.fixture
def meeting(circle: Circle, member: CircleMembership) -> Meeting:
    return plan(circle)


def test_everybody_at_the_table_gets_an_invitation_of_their_own(meeting: Meeting, member: CircleMembership) -> None:
    event = invitation_to(member)

    assert (event.method, str(event["UID"]), int(event["SEQUENCE"])) == ("REQUEST", str(meeting.public_id), 0)
    assert str(event["ATTENDEE"]) == f"mailto:{member.person.email}"
    assert event["ATTENDEE"].params["PARTSTAT"] == "NEEDS-ACTION"
    assert event["DTSTART"].dt == meeting.starts_at.astimezone(DUTCH)
    assert str(event["LOCATION"]) == "Stadhuis"
    assert OutgoingMail.objects.filter(purpose="circles.meeting_invited").count() == 2
    mail = OutgoingMail.objects.get(recipient=member.person.email, purpose="circles.meeting_invited")
    assert LINK in mail.text
    assert "/kring/antwoord/" in mail.text


def test_a_move_keeps_the_uid_raises_the_sequence_and_asks_again(meeting: Meeting, member: CircleMembership) -> None:
    services.respond(meeting=meeting, membership=member, answer=ResponseAnswer.YES)
    actor = facilitator_of(meeting.circle)

    services.change_meeting(meeting=meeting, actor=actor, place="Wijkhuis")
    changed = invitation_to(member)
    services.move_meeting(meeting=meeting, actor=actor, starts_at=moment(11), ends_at=moment(11, 16))
    moved = invitation_to(member)

    assert str(changed["UID"]) == str(moved["UID"]) == str(meeting.public_id)
    assert (int(changed["SEQUENCE"]), int(moved["SEQUENCE"])) == (1, 2)
    assert (moved.method, moved["DTSTART"].dt) == ("REQUEST", moment(11))
    assert changed["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"
    assert moved["ATTENDEE"].params["PARTSTAT"] == "NEEDS-ACTION"
    assert meeting.responses.get().answer == ResponseAnswer.YES
    assert mails_to(member) == ["invited", "changed", "changed"]


def test_a_cancelled_meeting_leaves_the_calendars(meeting: Meeting, member: CircleMembership) -> None:
    actor = facilitator_of(meeting.circle)
    services.cancel_meeting(meeting=meeting, actor=actor, reason="De zaal is dicht.")
    services.cancel_meeting(meeting=meeting, actor=actor)

    event = invitation_to(member)
    assert (event.method, str(event["STATUS"]), int(event["SEQUENCE"])) == ("CANCEL", "CANCELLED", 1)
    assert mails_to(member) == ["invited", "cancelled"]
    assert "De zaal is dicht." in OutgoingMail.objects.latest("pk").text
    assert not has_invitations_to_send()


def test_who_joins_later_gets_what_is_still_ahead(circle: Circle, meeting: Meeting) -> None:
    cancelled = plan(circle, starts_at=moment(20))
    services.cancel_meeting(meeting=cancelled, actor=facilitator_of(circle))
    assert not has_invitations_to_send()

    late = bring_in(circle)

    assert has_invitations_to_send()
    assert look_after_invitations.call() == 1
    assert (mails_to(late), str(invitation_to(late)["UID"])) == (["invited"], str(meeting.public_id))
    assert look_after_invitations.call() == 0


def test_who_leaves_has_it_taken_out_and_who_comes_back_has_it_put_back(
    circle: Circle, meeting: Meeting, member: CircleMembership
) -> None:
    circles.leave_circle(circle=circle, person=member.person)
    look_after_invitations.call()
    gone = invitation_to(member)
    assert (gone.method, int(gone["SEQUENCE"])) == ("CANCEL", 1)
    assert "LOCATION" not in gone
    assert LINK not in gone.to_ical().decode()

    bring_in(circle, member.person)
    look_after_invitations.call()
    back = invitation_to(member)

    assert (back.method, int(back["SEQUENCE"]), str(back["UID"])) == ("REQUEST", 2, str(meeting.public_id))
    assert mails_to(member) == ["invited", "withdrawn", "invited"]
    assert not has_invitations_to_send()


def test_a_guest_is_told_only_of_the_meetings_they_are_asked_for(circle: Circle, meeting: Meeting) -> None:
    guest = bring_in(circle, role=CircleRole.GUEST)
    assert not has_invitations_to_send()
    actor = facilitator_of(circle)

    services.change_meeting(meeting=meeting, actor=actor, guests=[guest])
    assert mails_to(guest) == ["invited"]
    services.change_meeting(meeting=meeting, actor=actor, guests=[])

    assert mails_to(guest) == ["invited", "withdrawn"]
    assert not has_invitations_to_send()


def test_a_member_who_becomes_a_guest_is_taken_out(circle: Circle, meeting: Meeting, member: CircleMembership) -> None:
    circles.change_role(membership=member, role=CircleRole.GUEST, actor=facilitator_of(circle))

    assert [found.pk for found in meetings_with_news()] == [meeting.pk]
    look_after_invitations.call()

    assert mails_to(member) == ["invited", "withdrawn"]


def test_of_what_was_is_told_nothing(circle: Circle, meeting: Meeting) -> None:
    Meeting.objects.update(starts_at=moment(-1), ends_at=moment(-1, 16))

    late = bring_in(circle)

    assert not has_invitations_to_send()
    assert services.tell(meeting) == 0
    assert mails_to(late) == []


@pytest.mark.parametrize(
    ("day", "offset"), [("2027-03-27", 1), ("2027-03-28", 2), ("2027-10-30", 2), ("2027-10-31", 1)]
)
def test_two_in_the_afternoon_is_two_on_both_sides_of_a_change_of_the_clock(
    circle: Circle, member: CircleMembership, day: str, offset: int
) -> None:
    starts = dt.datetime.combine(dt.date.fromisoformat(day), dt.time(14), DUTCH)

    plan(circle, starts_at=starts)
    event = invitation_to(member)

    assert (event["DTSTART"].dt.time(), event["DTSTART"].dt.utcoffset()) == (dt.time(14), dt.timedelta(hours=offset))
    assert event["DTSTART"].params["TZID"] == "Europe/Amsterdam"
