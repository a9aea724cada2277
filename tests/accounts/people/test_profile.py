"""What somebody tells of themselves, and what others see of it: nothing but the name, unless it was chosen."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import Profile, User
from accounts.people.selectors import PersonCard, cards_of
from accounts.people.services import save_profile
from common.activity.models import Activity
from tests.accounts.helpers import errors, make_account, notices, text
from tests.accounts.organisations.helpers import make_organisation

pytestmark = pytest.mark.django_db

PROFILE = "/mijn/profiel/"
FUNCTION = "Adviseur jeugd en veiligheid"


def with_profile(user: User, **shown: bool) -> User:
    choices = {"show_function": False, "show_organisation": False, "show_email": False} | shown
    save_profile(user=user, function=FUNCTION, **choices)
    return user


@pytest.fixture
def user() -> User:
    make_organisation("Voorbeeldstad", "voorbeeldstad.nl")
    return make_account("nienke@voorbeeldstad.nl")


def test_without_a_choice_others_see_the_name_alone(user: User) -> None:
    assert cards_of([user]) == [PersonCard("Nienke van Dam")]
    assert cards_of([with_profile(user)]) == [PersonCard("Nienke van Dam")]


@pytest.mark.parametrize(
    ("choice", "seen"),
    [
        ("show_function", {"function": FUNCTION}),
        ("show_organisation", {"organisation": "Gemeente Voorbeeldstad"}),
        ("show_email", {"email": "nienke@voorbeeldstad.nl"}),
    ],
)
def test_each_choice_shows_one_thing(user: User, choice: str, seen: dict[str, str]) -> None:
    assert cards_of([with_profile(user, **{choice: True})]) == [PersonCard("Nienke van Dam", **seen)]


def test_an_address_never_stands_for_a_name(user: User) -> None:
    user.first_name = user.last_name = ""

    assert cards_of([user]) == [PersonCard("Naamloos")]


def test_thirty_people_take_as_many_queries_as_one(user: User) -> None:
    people = [with_profile(make_account(f"{number}@voorbeeldstad.nl"), show_organisation=True) for number in range(30)]
    with CaptureQueriesContext(connection) as one:
        cards_of(people[:1])
    with CaptureQueriesContext(connection) as thirty:
        assert {card.organisation for card in cards_of(people)} == {"Gemeente Voorbeeldstad"}

    assert len(one) == len(thirty) == 4


def test_a_profile_is_kept_shown_and_written_down_without_what_it_says(client: Client, user: User) -> None:
    client.force_login(user)

    page = client.post(PROFILE, {"function": FUNCTION, "show_function": "on"}, follow=True)

    assert notices(page) == ["Uw profiel is bewaard."]
    shown = text(page.content.decode())
    assert f"Zo zien zij u nu Naam Nienke van Dam Functie {FUNCTION}" in shown
    assert "Gemeente Voorbeeldstad . Dit volgt uit uw e-mailadres." in shown
    row = Activity.objects.get(verb="account.profile_changed")
    assert (row.actor_id, row.about, row.codes) == (user.pk, f"accounts.user:{user.pk}", "")
    client.post(PROFILE, {"function": ""})
    profile = Profile.objects.get()
    assert (profile.function, profile.show_function, profile.user_id) == ("", False, user.pk)


@pytest.mark.parametrize(
    ("function", "message"),
    [
        ("x" * 121, "Functie: Zorg dat deze waarde niet meer dan 120 tekens bevat (het zijn er nu 121)."),
        ("twee\nregels", "Functie: Zet uw functie op één regel."),
    ],
)
def test_a_wrong_function_is_told_and_what_was_typed_stays(
    client: Client, user: User, function: str, message: str
) -> None:
    client.force_login(user)

    page = client.post(PROFILE, {"function": function, "show_email": "on"})

    assert errors(page) == [message]
    assert function.split("\n", maxsplit=1)[0] in page.content.decode()
    assert re.search(r'<input[^>]*name="show_email"[^>]*checked', page.content.decode())
    assert not Profile.objects.exists()


@pytest.mark.parametrize("path", [PROFILE, "/mijn/organisatie/", "/mijn/"])
def test_a_page_takes_few_queries(client: Client, user: User, path: str) -> None:
    client.force_login(with_profile(user))
    client.get(path)

    with CaptureQueriesContext(connection) as queries:
        client.get(path)

    assert len(queries) <= 15


class AnyFunction(TestCase):
    """Whatever somebody types is kept or refused."""

    @given(function=st.text(max_size=200))
    def test_any_text_is_kept_or_refused(self, function: str) -> None:
        self.client.force_login(make_account())

        status = self.client.post(PROFILE, {"function": function}).status_code

        assert status == (302 if Profile.objects.exists() else 200)
