"""A meeting is there for the members of its circle and its invited guests, and for nobody else, anywhere."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from circles import services as circles
from circles.enums import CircleRole, Joining, MembershipState, Visibility
from circles.meetings.calendars import meetings_of
from circles.meetings.permissions import can_lead_meeting, can_view_meeting
from circles.models import Circle, CircleMembership, Meeting
from common.access import ANONYMOUS, Role, Viewer, resolve_viewer
from common.calendars.registry import entries_for, window_around
from common.mail.models import OutgoingMail
from tests.accounts.helpers import sign_in_as
from tests.circles.factories import ask, bring_in, facilitator_of, make_circle, make_person
from tests.circles.meetings.helpers import LINK, plan

pytestmark = pytest.mark.django_db

TITLE = "Geheime bijeenkomst"
INSIDE = {"begeleider", "deelnemer", "gast hierbij"}
GETS = ("", "bijeenkomst.ics", "wijzigen/", "verplaatsen/", "annuleren/", "herinnering/")


@pytest.fixture
def meeting() -> Meeting:
    circle = make_circle(joining=Joining.REQUEST)
    return plan(circle, title=TITLE)


@pytest.fixture
def people(meeting: Meeting) -> dict[str, Any]:
    """Everything that somebody can be to a meeting."""
    circle = meeting.circle
    gone, removed = bring_in(circle), bring_in(circle)
    circles.leave_circle(circle=circle, person=gone.person)
    circles.remove_member(membership=removed, actor=facilitator_of(circle))
    here, elsewhere = (bring_in(circle, role=CircleRole.GUEST) for _ in range(2))
    meeting.guests.add(here)
    plan(circle, title="Andere bijeenkomst", guests=[elsewhere], starts_at=meeting.ends_at)
    other = make_circle()
    people = {
        "begeleider": facilitator_of(circle),
        "deelnemer": bring_in(circle).person,
        "gast hierbij": here.person,
        "gast elders": elsewhere.person,
        "oud-deelnemer": gone.person,
        "verwijderd": removed.person,
        "aanvrager": ask(circle).membership.person,
        "begeleider elders": facilitator_of(other),
        "deelnemer elders": bring_in(other).person,
        "vreemde": make_person(),
        "redacteur": make_person("redacteur", Role.EDITOR),
        "beheerder": make_person("beheerder", Role.ADMINISTRATOR),
    }
    circles.change_circle(circle=circle, actor=people["begeleider"], max_members=3)
    bring_in(circle)
    waiting = bring_in(circle)
    assert waiting.state == MembershipState.WAITING
    return people | {"wachtende": waiting.person}


@pytest.fixture
def viewers(people: dict[str, Any]) -> dict[str, Viewer]:
    return {"bezoeker": ANONYMOUS} | {name: resolve_viewer(person) for name, person in people.items()}


def test_a_rule_and_its_query_select_the_same_meetings(viewers: dict[str, Viewer]) -> None:
    for viewer in viewers.values():
        for rule, selected in (
            (can_view_meeting, Meeting.objects.visible_to(viewer)),
            (can_lead_meeting, Meeting.objects.led_by(viewer)),
        ):
            assert set(selected) == {meeting for meeting in Meeting.objects.all() if rule(viewer, meeting)}


def test_only_who_belongs_there_sees_it(meeting: Meeting, viewers: dict[str, Viewer]) -> None:
    assert {name for name, viewer in viewers.items() if can_view_meeting(viewer, meeting)} == INSIDE
    assert {name for name, viewer in viewers.items() if can_lead_meeting(viewer, meeting)} == {"begeleider"}


def test_calendars_and_feeds_hold_it_for_nobody_else(meeting: Meeting, viewers: dict[str, Viewer]) -> None:
    window = window_around(timezone.localdate())
    held = {
        name
        for name, viewer in viewers.items()
        if meeting.public_id in {entry.uid for entry in entries_for(viewer, window)}
    }
    assert held == INSIDE

    Meeting.objects.filter(pk=meeting.pk).update(state="geannuleerd")
    assert meeting.public_id not in {entry.uid for entry in meetings_of(viewers["deelnemer"], window)}


def test_no_page_file_or_list_of_it_is_there_for_others(meeting: Meeting, people: dict[str, Any]) -> None:
    place = f"/kring/{meeting.circle.public_id}/bijeenkomsten/"
    for name, person in people.items():
        client = sign_in_as(Client(), person)
        answers = {path: client.get(meeting.get_absolute_url() + path) for path in GETS}
        seen = {path for path, answer in answers.items() if answer.status_code == 200}
        if name == "begeleider":
            assert seen == set(GETS)
        elif name in INSIDE:
            assert seen == {"", "bijeenkomst.ics"}
        else:
            assert {answer.status_code for answer in answers.values()} == {404}, name
            assert client.post(f"{meeting.get_absolute_url()}antwoord/", {"antwoord": "ja"}).status_code == 404
            assert TITLE not in client.get(place).text
        for path in ("/mijn/", "/leerkringen/", f"/zoeken/suggesties/?q={TITLE}", f"/id/{meeting.public_id}"):
            assert name in INSIDE or TITLE not in client.get(path, follow=True).text


def test_an_invited_guest_sees_no_names_of_others(meeting: Meeting, people: dict[str, Any]) -> None:
    client = Client()
    client.force_login(people["gast hierbij"])

    page = client.get(meeting.get_absolute_url())

    assert LINK in page.text
    assert people["deelnemer"].email not in page.text
    assert page.context["groups"] == ()


def test_visitors_are_asked_to_sign_in_and_the_api_knows_no_meetings(meeting: Meeting, client: Client) -> None:
    one = meeting.get_absolute_url()
    for path in (*(one + part for part in GETS), f"/kring/{meeting.circle.public_id}/bijeenkomsten/"):
        answer = client.get(path, headers={"accept": "application/json"})
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/account/login/")


def test_mail_goes_to_nobody_else(meeting: Meeting, people: dict[str, Any]) -> None:
    outside = {person.email for name, person in people.items() if name not in INSIDE}
    told = OutgoingMail.objects.filter(text__contains=TITLE).exclude(purpose="circles.meeting_withdrawn")

    assert set(told.values_list("recipient", flat=True)) & outside == set()


def test_a_hidden_circle_shows_no_meeting_outside(people: dict[str, Any]) -> None:
    hidden = make_circle(visibility=Visibility.HIDDEN)
    meeting = plan(hidden)

    assert not any(can_view_meeting(resolve_viewer(person), meeting) for person in people.values())
    assert Circle.objects.get(pk=hidden.pk).meetings.count() == 1


def test_access_ends_at_once(meeting: Meeting, people: dict[str, Any]) -> None:
    client = Client()
    client.force_login(people["deelnemer"])
    assert client.get(meeting.get_absolute_url()).status_code == 200

    circles.leave_circle(circle=meeting.circle, person=people["deelnemer"])

    assert client.get(meeting.get_absolute_url()).status_code == 404
    assert not CircleMembership.objects.expected_at(meeting).filter(person=people["deelnemer"]).exists()
