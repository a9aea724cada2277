"""The pages of meetings, as the people of a circle use them."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client
from icalendar import Calendar
from pytest_django import DjangoAssertNumQueries

from circles.enums import CircleRole
from circles.meetings import services
from circles.meetings.enums import MeetingState, ResponseAnswer
from circles.models import Circle, CircleMembership, Meeting
from tests.accounts.helpers import errors
from tests.circles.factories import bring_in, facilitator_of, make_circle
from tests.circles.meetings.helpers import LINK, mails_to, moment, plan

pytestmark = pytest.mark.django_db

MOST_QUERIES = 15


@pytest.fixture
def circle() -> Circle:
    return make_circle()


@pytest.fixture
def member(circle: Circle) -> CircleMembership:
    return bring_in(circle)


def as_person(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def list_url(circle: Circle) -> str:
    return f"/kring/{circle.public_id}/bijeenkomsten/"


def typed(**changes: str) -> dict[str, str]:
    day = moment().date().strftime("%d-%m-%Y")
    return {"title": "Start", "day": day, "begin": "14.00", "end": "16.00", "place": "Stadhuis"} | changes


def test_a_facilitator_plans_a_meeting(circle: Circle, member: CircleMembership) -> None:
    client = as_person(facilitator_of(circle))

    response = client.post(f"{list_url(circle)}nieuw/", typed(video_url=LINK, agenda="Kennismaken"), follow=True)

    meeting = Meeting.objects.get()
    assert response.redirect_chain == [(meeting.get_absolute_url(), 302)]
    assert (meeting.starts_at, meeting.place, meeting.capacity) == (moment(), "Stadhuis", None)
    assert mails_to(member) == ["invited"]


def test_a_mistake_keeps_what_was_typed(circle: Circle) -> None:
    client = as_person(facilitator_of(circle))

    response = client.post(f"{list_url(circle)}nieuw/", typed(end="13.00", agenda="Kennismaken & vragen"))

    assert errors(response) == ["Eindigt om: De bijeenkomst eindigt voordat zij begint. Kies een latere eindtijd."]
    assert "Kennismaken &amp; vragen" in response.text
    assert 'value="13.00"' in response.text
    assert not Meeting.objects.exists()


def test_a_member_sees_where_and_who_and_answers(circle: Circle, member: CircleMembership) -> None:
    meeting = plan(circle, agenda="Kennismaken\n\n<script>x</script>")
    client = as_person(member.person)

    page = client.post(f"{meeting.get_absolute_url()}antwoord/", {"antwoord": "ja"}, follow=True)

    assert "Uw antwoord is bewaard: Ja, ik kom." in page.text
    assert page.context["groups"] == (
        ("Komt", [member.person.get_full_name()]),
        ("Nog geen antwoord", [facilitator_of(circle).get_full_name()]),
    )
    assert LINK in page.text
    assert "&lt;script&gt;x" in page.text
    assert "Verplaats de bijeenkomst" not in page.text


def test_a_move_asks_again_on_the_page(circle: Circle, member: CircleMembership) -> None:
    meeting = plan(circle)
    services.respond(meeting=meeting, membership=member, answer=ResponseAnswer.YES)
    leader = as_person(facilitator_of(circle))
    day = moment(12).date().strftime("%d-%m-%Y")

    form = leader.get(f"{meeting.get_absolute_url()}verplaatsen/")
    assert f'value="{moment().date():%d-%m-%Y}"' in form.text
    leader.post(f"{meeting.get_absolute_url()}verplaatsen/", {"day": day, "begin": "10.00", "end": "12.00"})
    page = as_person(member.person).get(meeting.get_absolute_url())

    assert "De bijeenkomst is verplaatst nadat u antwoordde." in page.text
    assert "<strong>Ja, ik kom</strong>" in page.text


def test_cancelling_asks_first(circle: Circle, member: CircleMembership) -> None:
    meeting = plan(circle)
    leader, url = as_person(facilitator_of(circle)), f"{meeting.get_absolute_url()}annuleren/"

    assert "U kunt dit niet terugdraaien." in leader.get(url).text
    assert not Meeting.objects.get().is_cancelled
    page = leader.post(url, {"reason": "De zaal is dicht."}, follow=True)

    assert Meeting.objects.get().cancel_reason == "De zaal is dicht."
    assert "Deze bijeenkomst gaat niet door" in page.text
    assert "U kunt haar niet meer wijzigen." in leader.get(url, follow=True).text


def test_details_are_changed_without_touching_the_time(circle: Circle) -> None:
    guest = bring_in(circle, role=CircleRole.GUEST)
    meeting = plan(circle)
    leader = as_person(facilitator_of(circle))

    leader.post(
        f"{meeting.get_absolute_url()}wijzigen/",
        {"title": "Anders", "place": "Wijkhuis", "guests": [guest.pk], "capacity": "5"},
    )

    changed = Meeting.objects.get()
    assert (changed.title, changed.place, changed.video_url, changed.capacity) == ("Anders", "Wijkhuis", "", 5)
    assert (changed.starts_at, list(changed.guests.all())) == (meeting.starts_at, [guest])


def test_afterwards_a_facilitator_says_whether_it_took_place(circle: Circle) -> None:
    meeting = plan(circle)
    leader, url = as_person(facilitator_of(circle)), f"{meeting.get_absolute_url()}afloop/"

    assert "Dit kan pas na de bijeenkomst" in leader.post(url, {"uitkomst": "wel"}, follow=True).text
    with time_machine.travel(meeting.ends_at + dt.timedelta(minutes=1)):
        leader.force_login(facilitator_of(circle))
        assert "Is de bijeenkomst doorgegaan?" in leader.get(meeting.get_absolute_url()).text
        assert "Kies of de bijeenkomst is doorgegaan." in leader.post(url, follow=True).text
        leader.post(url, {"uitkomst": "niet"})

    assert Meeting.objects.get().state == MeetingState.DID_NOT_HAPPEN


@pytest.mark.parametrize("verb", ["wijzigen", "verplaatsen", "annuleren", "afloop"])
def test_a_member_changes_nothing(circle: Circle, member: CircleMembership, verb: str) -> None:
    meeting = plan(circle)
    before = Meeting.objects.values().get()
    client = as_person(member.person)

    assert client.post(f"{meeting.get_absolute_url()}{verb}/", typed()).status_code == 404
    assert client.post(f"{list_url(circle)}nieuw/", typed()).status_code == 404
    assert Meeting.objects.values().get() == before


def test_the_file_is_a_calendar(circle: Circle, member: CircleMembership) -> None:
    meeting = plan(circle)

    response = as_person(member.person).get(f"{meeting.get_absolute_url()}bijeenkomst.ics")

    calendar: Any = Calendar.from_ical(response.content)
    (event,) = calendar.walk("VEVENT")
    assert (str(calendar["METHOD"]), str(event["UID"])) == ("PUBLISH", str(meeting.public_id))
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8; method=PUBLISH"
    assert "ATTENDEE" not in event


def test_a_long_list_has_pages_and_asks_no_more(
    circle: Circle, member: CircleMembership, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client, first = as_person(member.person), plan(circle)
    services.respond(meeting=first, membership=member, answer=ResponseAnswer.YES)
    Meeting.objects.create(circle=circle, title="Voorbij", starts_at=moment(-40), ends_at=moment(-40, 15), place="Hier")
    with django_assert_max_num_queries(MOST_QUERIES) as alone:
        assert "Uw antwoord: Ja, ik kom" in client.get(list_url(circle)).text
    Meeting.objects.bulk_create(
        Meeting(circle=circle, title=f"Nummer {n}", starts_at=moment(day), ends_at=moment(day, 15), place="Hier")
        for n in range(15)
        for day in (n + 11, -n - 1)
    )

    with django_assert_max_num_queries(len(alone)):
        page = client.get(list_url(circle))
    second = client.get(list_url(circle), {"pagina": "2", "eerder": "99"})

    assert [len(page.context[name]) for name in ("coming", "past")] == [10, 10]
    assert [len(second.context[name]) for name in ("coming", "past")] == [6, 6]
    assert second.context["coming"][-1].title == "Nummer 14"
    assert "eerder=99&amp;pagina=1" in second.text or "pagina=1&amp;eerder=99" in second.text


def test_a_meeting_of_many_asks_as_much_as_one_of_few(
    circle: Circle, member: CircleMembership, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client, meeting = as_person(member.person), plan(circle)
    with django_assert_max_num_queries(MOST_QUERIES) as alone:
        client.get(meeting.get_absolute_url())
    for _ in range(5):
        services.respond(meeting=meeting, membership=bring_in(circle), answer=ResponseAnswer.YES)

    with django_assert_max_num_queries(len(alone)):
        page = client.get(meeting.get_absolute_url())

    assert page.context["groups"][0][0] == "Komt"
    assert len(page.context["groups"][0][1]) == 5


def test_a_facilitator_writes_the_reminder(circle: Circle) -> None:
    meeting = plan(circle)
    leader, url = as_person(facilitator_of(circle)), f"{meeting.get_absolute_url()}herinnering/"

    leader.post(url, {"text": "Neem uw casus mee."})

    assert "Neem uw casus mee.</textarea>" in leader.get(url).text


def test_the_page_of_an_account_tells_what_comes(circle: Circle, member: CircleMembership) -> None:
    meeting = plan(circle)
    client = as_person(member.person)
    assert "U hebt nog niet geantwoord." in client.get("/mijn/").text

    services.respond(meeting=meeting, membership=member, answer=ResponseAnswer.NO)
    page = client.get("/mijn/").text

    assert meeting.get_absolute_url() in page
    assert "U hebt nog niet geantwoord." not in page


def test_the_room_leads_to_meetings_and_tells_the_next(circle: Circle, member: CircleMembership) -> None:
    client = as_person(member.person)
    room = f"/kring/{circle.public_id}/"
    assert "Volgende bijeenkomst" not in client.get(room).content.decode()
    meeting, _later = plan(circle, title="Start"), plan(circle, title="Vervolg", starts_at=moment(days=20))

    page = client.get(room).content.decode()

    assert f'href="{list_url(circle)}"' in page
    assert "Volgende bijeenkomst" in page
    assert f'href="{meeting.get_absolute_url()}"' in page
    assert "Vervolg" not in page
    assert f'href="{room}"' in client.get(list_url(circle)).content.decode()


def test_a_guest_is_told_of_no_meeting_without_an_invitation(circle: Circle) -> None:
    guest = bring_in(circle, role=CircleRole.GUEST)
    plan(circle, title="Start")

    page = as_person(guest.person).get(f"/kring/{circle.public_id}/").content.decode()

    assert "Volgende bijeenkomst" not in page
