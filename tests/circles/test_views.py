"""The pages of circles: joining, asking, inviting, leading, as people do it with forms."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from circles import services
from circles.enums import CircleRole, CircleStatus, Joining, MembershipState, Visibility
from circles.models import Circle, CircleIndexPage, CircleMembership, Invitation, JoinRequest, PlaceOffer
from common.access import Role
from tests.accounts.helpers import errors, notices, sign_in_as
from tests.circles.factories import ask, bring_in, facilitator_of, make_circle, make_person
from tests.services.mailbox import Postbox

pytestmark = pytest.mark.django_db

CIRCLE = {
    "title": "Jongeren online",
    "question": "Hoe bereiken wij wie niet komt?",
    "purpose": "Samen leren.",
    "visibility": Visibility.OPEN,
    "joining": Joining.REQUEST,
    "join_questions": "Waarom u?",
    "max_members": "8",
    "region": "landelijk",
    "meets": "online",
    "agreement": "Wat hier wordt gezegd, blijft hier.",
}


def signed_in(person: Any) -> Client:
    return sign_in_as(Client(), person)


def address(name: str, circle: Circle, *more: Any) -> str:
    return reverse(f"circles:{name}", args=[circle.public_id, *more])


def member(circle: Circle, person: Any) -> CircleMembership:
    return CircleMembership.objects.get(circle=circle, person=person)


def test_from_a_draft_to_a_member(index: CircleIndexPage, mailoutbox: Postbox) -> None:
    leader, person = make_person("begeleider", Role.FACILITATOR), make_person()
    leading, joining = signed_in(leader), signed_in(person)

    leading.post("/kring/nieuw/", CIRCLE)
    circle = Circle.objects.get()
    assert circle.status == CircleStatus.DRAFT
    leading.post(address("step", circle), {"step": "publish"})
    page = joining.get("/leerkringen/jongeren-online/").content.decode()
    assert f'href="{address("join", circle)}"' in page

    answer = joining.post(address("join", circle), {"version": "1", "agree": "on", "answer_0": "Ik wil leren."})
    assert answer.headers["Location"] == address("my_place", circle)
    request = JoinRequest.objects.get()
    asked = leading.get(address("request", circle, request.pk)).content.decode()
    assert ("Waarom u?" in asked, "Ik wil leren." in asked) == (True, True)
    leading.post(address("request", circle, request.pk), {"action": "accept", "text": ""})

    assert member(circle, person).state == MembershipState.ACTIVE
    assert joining.get(address("home", circle)).status_code == 200
    sent = [(mail.to[0], mail.subject) for mail in mailoutbox]
    assert (leader.email, "Kennisplatform V&WS: Iemand wil meedoen aan Jongeren online") in sent
    assert (person.email, "Kennisplatform V&WS: Welkom in Jongeren online") in sent


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"visibility": Visibility.HIDDEN}, "Een verborgen kring vindt niemand."),
        ({"starts_on": "2027-03-02", "ends_on": "2027-03-01"}, "Een leerkring kan niet eindigen voordat die begint."),
        ({"starts_on": "1 maart ooit"}, "Voer een geldige datum in."),
        ({"join_questions": "?\n" * 6}, "Stel hoogstens vijf vragen"),
        ({"max_members": "51"}, "hoogstens 50 is"),
        ({"title": "x" * 121}, "niet meer dan 120 tekens"),
    ],
)
def test_bad_input_says_so_and_keeps_what_was_typed(wrong: dict[str, str], error: str) -> None:
    client = signed_in(make_person("begeleider", Role.FACILITATOR))

    response = client.post("/kring/nieuw/", {**CIRCLE, "purpose": "Dit typte ik.", **wrong})

    assert response.status_code == 200
    assert any(error in text for text in errors(response)), errors(response)
    assert "Dit typte ik." in response.content.decode()
    assert not Circle.objects.exists()


def test_agreements_are_asked_for_and_a_newer_version_is_shown_again() -> None:
    circle, client = make_circle(), signed_in(make_person())
    refused = client.post(address("join", circle), {"version": "1"})
    assert "U kunt alleen meedoen als u akkoord gaat" in errors(refused)[0]

    services.change_agreement(circle=circle, text="Nieuwe tekst.", actor=facilitator_of(circle))
    again = client.post(address("join", circle), {"version": "1", "agree": "on"})

    assert "net veranderd" in errors(again)[0]
    assert '<input type="hidden" name="version" value="2"' in again.content.decode()
    assert client.post(address("join", circle), {"version": "2", "agree": "on"}).status_code == 302


def test_reading_an_invitation_changes_nothing_and_its_button_comes_in(mailoutbox: Postbox) -> None:
    circle = make_circle(visibility=Visibility.HIDDEN)
    guest, stranger = make_person(), make_person()
    leading = signed_in(facilitator_of(circle))
    form = {"email": guest.email, "role": CircleRole.GUEST, "max_uses": "1", "days": "14"}

    made = leading.post(address("invitations", circle), form).content.decode()
    link = re.search(r"/kring/uitnodiging/[\w-]+/", made).group()
    assert link in next(mail.body for mail in mailoutbox if mail.to == [guest.email])
    assert link not in leading.get(address("invitations", circle)).content.decode()

    client = signed_in(guest)
    assert circle.title in client.get(link).content.decode()
    assert not CircleMembership.objects.filter(person=guest).exists()
    refused = signed_in(stranger).get(link).content.decode()
    assert ("een ander e-mailadres" in refused, circle.title in refused) == (True, False)
    client.post(link, {"version": "1", "agree": "on"})
    assert member(circle, guest).role == CircleRole.GUEST
    assert client.get(link).headers["Location"] == address("home", circle)


def test_a_revoked_invitation_does_not_work() -> None:
    circle = make_circle()
    invitation, secret = services.invite(circle=circle, actor=facilitator_of(circle))
    signed_in(facilitator_of(circle)).post(address("revoke_invitation", circle, invitation.pk))

    html = signed_in(make_person()).get(f"/kring/uitnodiging/{secret}/").content.decode()

    assert "niet meer geldig" in html


@pytest.mark.parametrize(
    "wrong", [{"email": "geen adres"}, {"domain": "gmail.com"}, {"email": "a@example.org", "max_uses": "2"}]
)
def test_an_invitation_that_makes_no_sense_is_refused(wrong: dict[str, str]) -> None:
    circle = make_circle()
    form = {"role": CircleRole.MEMBER, "max_uses": "1", "days": "14", **wrong}

    response = signed_in(facilitator_of(circle)).post(address("invitations", circle), form)

    assert errors(response)
    assert not Invitation.objects.exists()


def test_an_offered_place_is_taken_or_passed_on_with_a_button(mailoutbox: Postbox) -> None:
    circle = make_circle(max_members=3)
    leaving = bring_in(circle)
    bring_in(circle)
    first, second = bring_in(circle).person, bring_in(circle).person
    services.leave_circle(circle=circle, person=leaving.person)
    assert any(mail.to == [first.email] and "Er is een plek voor u" in mail.body for mail in mailoutbox)

    client = signed_in(first)
    assert "Neem de plek aan" in client.get(address("my_place", circle)).content.decode()
    assert PlaceOffer.objects.get().stands
    client.post(address("answer_offer", circle), {"answer": "decline"})
    assert client.get(address("my_place", circle)).status_code == 404
    signed_in(second).post(address("answer_offer", circle), {"answer": "accept"})

    assert (member(circle, first).state, member(circle, second).state) == (MembershipState.LEFT, MembershipState.ACTIVE)


def test_who_waits_sees_which_number_they_are() -> None:
    circle = make_circle(max_members=3)
    bring_in(circle), bring_in(circle), bring_in(circle)
    person = bring_in(circle).person

    assert "U bent nummer 2 op de wachtlijst." in signed_in(person).get(address("my_place", circle)).content.decode()


def test_a_facilitator_asks_declines_and_the_applicant_answers(mailoutbox: Postbox) -> None:
    circle = make_circle(joining=Joining.REQUEST)
    request = ask(circle)
    leading, asking = signed_in(facilitator_of(circle)), signed_in(request.membership.person)
    url = address("request", circle, request.pk)

    assert errors(leading.post(url, {"action": "ask", "text": ""})) == [
        "Uw vraag of toelichting: Schrijf hier uw vraag."
    ]
    leading.post(url, {"action": "ask", "text": "In welke gemeente?"})
    assert "In welke gemeente?" in asking.get(address("my_place", circle)).content.decode()
    asking.post(address("my_place", circle), {"text": "Voorbeeldstad."})
    assert "Voorbeeldstad." in leading.get(url).content.decode()
    leading.post(url, {"action": "decline", "text": "De kring gaat over iets anders."})

    declined = [mail.body for mail in mailoutbox if "geen plek geven" in mail.body]
    assert len(declined) == 1
    assert "De kring gaat over iets anders." in declined[0]


def test_the_last_facilitator_is_stopped_in_words() -> None:
    circle = make_circle()

    response = signed_in(facilitator_of(circle)).post(address("leave", circle), follow=True)

    assert "altijd een begeleider" in notices(response)[0]


def test_roles_are_changed_and_people_removed() -> None:
    circle = make_circle()
    row = bring_in(circle)
    leading = signed_in(facilitator_of(circle))

    leading.post(address("change_role", circle, row.pk), {"role": CircleRole.CO_FACILITATOR})
    assert member(circle, row.person).role == CircleRole.CO_FACILITATOR
    wrong = leading.post(address("change_role", circle, row.pk), {"role": "koning"}, follow=True)
    assert notices(wrong)[-1] == "Kies een rol uit de lijst."
    leading.post(address("remove_member", circle, row.pk))
    assert member(circle, row.person).state == MembershipState.REMOVED


def test_people_show_what_they_chose() -> None:
    circle = make_circle()
    row = bring_in(circle)

    html = signed_in(row.person).get(address("people", circle)).content.decode()

    assert "Begeleider Voorbeeld" in html
    assert facilitator_of(circle).email not in html


def test_the_first_page_tells_what_waits_and_who_is_new_until_it_was_read() -> None:
    circle = make_circle(joining=Joining.REQUEST)
    leader = facilitator_of(circle)
    leading = signed_in(leader)
    ask(circle)
    bring_in(circle)

    def told() -> list[str]:
        return [
            item.title for section in leading.get(address("home", circle)).context["sections"] for item in section.items
        ]

    assert told() == ["1 aanvraag om mee te doen", "Persoon Voorbeeld"]
    leading.post(address("mark_read", circle))
    assert told() == ["1 aanvraag om mee te doen"]
    newcomer = bring_in(circle)
    services.change_agreement(circle=circle, text="Nieuw.", actor=leader)
    theirs = signed_in(newcomer.person).get(address("home", circle)).context["sections"]
    assert [item.title for section in theirs for item in section.items] == ["Lees de nieuwe kringafspraken"]
    signed_in(newcomer.person).post(address("agreements", circle), {"version": "2", "agree": "on"})
    assert not signed_in(newcomer.person).get(address("home", circle)).context["sections"]


def test_my_page_tells_of_my_circles_and_of_requests_to_decide() -> None:
    circle = make_circle(joining=Joining.REQUEST, title="Jongeren online")
    request = ask(circle)

    leader = {section.title: section for section in signed_in(facilitator_of(circle)).get("/mijn/").context["sections"]}
    applicant = signed_in(request.membership.person).get("/mijn/").context["sections"]

    assert [(item.title, item.note) for item in leader["Mijn leerkringen"].items] == [("Jongeren online", "begeleider")]
    waiting = leader["Aanvragen voor uw leerkringen"].items
    assert [(item.url, item.note) for item in waiting] == [(address("requests", circle), "1 aanvraag")]
    mine = next(section for section in applicant if section.title == "Mijn leerkringen")
    assert [(item.url, item.note) for item in mine.items] == [(address("my_place", circle), "aangevraagd")]


def test_settings_change_the_circle_and_its_steps_follow_each_other() -> None:
    circle = make_circle()
    leading = signed_in(facilitator_of(circle))
    kept = {name: value for name, value in CIRCLE.items() if name != "agreement"}

    leading.post(address("settings", circle), {**kept, "title": "Andere naam"})
    for step, status in (
        ("archive", CircleStatus.RECRUITING),
        ("start", CircleStatus.RUNNING),
        ("close", CircleStatus.CLOSED),
        ("archive", CircleStatus.ARCHIVED),
    ):
        leading.post(address("step", circle), {"step": step})
        circle.refresh_from_db()
        assert circle.status == status
    assert (circle.title, circle.max_members) == ("Andere naam", 8)
