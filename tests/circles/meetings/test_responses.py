"""Answering, on the page and from a mail."""

import re

import pytest
import time_machine
from django.test import Client

from circles import services as circles
from circles.enums import CircleRole
from circles.meetings import services
from circles.meetings.enums import ResponseAnswer
from circles.meetings.links import answer_url
from circles.models import Circle, CircleMembership, Meeting, MeetingResponse
from common.mail.models import OutgoingMail
from tests.circles.factories import bring_in, facilitator_of, make_circle
from tests.circles.meetings.helpers import LINK, moment, plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def circle() -> Circle:
    return make_circle()


@pytest.fixture
def member(circle: Circle) -> CircleMembership:
    return bring_in(circle)


@pytest.fixture
def link(circle: Circle, member: CircleMembership) -> str:
    """The path of the link in the invitation."""
    plan(circle)
    mail = OutgoingMail.objects.get(recipient=member.person.email, purpose="circles.meeting_invited")
    return re.findall(r"^https?://[^/]+(/kring/antwoord/\S+)$", mail.text, re.MULTILINE)[0]


def test_an_answer_can_be_changed_and_is_one_row(circle: Circle, member: CircleMembership) -> None:
    meeting = plan(circle)

    for answer in (ResponseAnswer.YES, ResponseAnswer.MAYBE, ResponseAnswer.NO):
        services.respond(meeting=meeting, membership=member, answer=answer)

    assert MeetingResponse.objects.get().answer == ResponseAnswer.NO


def test_a_yes_more_than_there_are_places_is_refused(circle: Circle, member: CircleMembership) -> None:
    meeting = plan(circle, capacity=1)
    second = bring_in(circle)
    services.respond(meeting=meeting, membership=member, answer=ResponseAnswer.YES)
    services.respond(meeting=meeting, membership=member, answer=ResponseAnswer.YES)

    with pytest.raises(circles.CircleStateError, match="bezet"):
        services.respond(meeting=meeting, membership=second, answer=ResponseAnswer.YES)
    services.respond(meeting=meeting, membership=second, answer=ResponseAnswer.MAYBE)
    circles.leave_circle(circle=circle, person=member.person)

    assert services.respond(meeting=meeting, membership=second, answer=ResponseAnswer.YES).answer == ResponseAnswer.YES


def test_who_is_not_expected_does_not_answer(circle: Circle) -> None:
    meeting, guest = plan(circle), bring_in(circle, role=CircleRole.GUEST)

    for membership in (guest, bring_in(make_circle())):
        with pytest.raises(circles.CircleStateError, match="niet uitgenodigd"):
            services.respond(meeting=meeting, membership=membership, answer=ResponseAnswer.YES)


def test_looking_at_the_link_changes_nothing_and_its_buttons_do(client: Client, link: str) -> None:
    page = client.get(link)

    assert page.status_code == 200
    assert "Komt u?" in page.text
    assert LINK not in page.text
    assert "Stadhuis" not in page.text
    assert not MeetingResponse.objects.exists()
    assert client.post(link, {"antwoord": "ja"}, follow=True).status_code == 200
    assert MeetingResponse.objects.get().answer == ResponseAnswer.YES


def test_the_link_outlives_a_move_and_ends_with_the_membership(
    client: Client, link: str, circle: Circle, member: CircleMembership
) -> None:
    meeting = Meeting.objects.get()
    services.move_meeting(meeting=meeting, actor=facilitator_of(circle), starts_at=moment(15), ends_at=moment(15, 16))
    client.post(link, {"antwoord": "misschien"})
    assert MeetingResponse.objects.get().for_start == moment(15)

    circles.leave_circle(circle=circle, person=member.person)

    assert client.get(link).status_code == 404
    assert client.post(link, {"antwoord": "ja"}).status_code == 404
    assert MeetingResponse.objects.get().answer == ResponseAnswer.MAYBE


def test_a_link_with_another_name_on_it_is_not_ours(client: Client, link: str, circle: Circle) -> None:
    other = bring_in(circle)
    signature = link.rstrip("/").rsplit(":", 1)[1]
    forged = answer_url(Meeting.objects.get(), other).rsplit(":", 1)[0] + f":{signature}/"

    assert client.get(forged.removeprefix("http://testserver")).status_code == 404


def test_an_answer_that_does_not_exist_and_one_that_is_late_are_told(client: Client, link: str) -> None:
    assert "Kies een van de antwoorden." in client.post(link, {"antwoord": "x"}, follow=True).text
    with time_machine.travel(Meeting.objects.get().ends_at):
        assert "Antwoorden kan niet meer" in client.post(link, {"antwoord": "ja"}, follow=True).text
    assert not MeetingResponse.objects.exists()
