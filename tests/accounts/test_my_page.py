"""The page of one's own account, one's name and one's address."""

import pytest
from allauth.account.models import EmailAddress
from django.core.mail import EmailMessage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.navigation import account_navigation
from accounts.roles import ROLE_TEXTS, role_texts
from accounts.services import drop_password
from common.access import Role
from tests.accounts.conftest import Later
from tests.accounts.helpers import EMAIL, PASSWORD, code_in, errors, make_account, notices, sign_in, sign_in_as, text

pytestmark = pytest.mark.django_db

ADDRESS = "/account/email/"
CONFIRM = "/account/confirm-email/"
NEW = "nieuw@example.org"


def test_a_visitor_is_sent_to_the_door_and_comes_back(client: Client) -> None:
    response = client.get("/mijn/")

    assert (response.status_code, response.headers["Location"]) == (302, "/account/login/?next=/mijn/")


def test_it_says_who_one_is(client: Client) -> None:
    make_account()
    sign_in(client)

    page = text(client.get("/mijn/").content.decode())

    assert "Naam Nienke van Dam Wijzig uw naam E-mailadres nienke@example.org Wijzig uw e-mailadres" in page
    assert "U hebt een gewoon account, zonder bijzondere rol." in page
    assert "Wachtwoord ingesteld Wijzig uw wachtwoord" in page
    assert "Tweede stap staat uit Bekijk de tweestapscontrole" in page
    assert "ingelogd op 1 apparaat Bekijk uw apparaten" in page


def test_it_says_honestly_what_is_still_to_come(client: Client) -> None:
    make_account()
    sign_in(client)

    assert "Dat is er nu nog niet." in client.get("/mijn/").content.decode()


@pytest.mark.parametrize(
    ("role", "words", "has_cms"),
    [
        (Role.EDITOR, "Redacteur : schrijft en verbetert pagina’s, en biedt ze aan ter beoordeling.", True),
        (Role.REVIEWER, "Beoordelaar : beoordeelt wat redacteuren aanbieden, en publiceert het.", True),
        (Role.FACILITATOR, "Begeleider : begeleidt leerkringen.", False),
        (Role.ORGANISER, "Organisator : organiseert de conferentie.", False),
        (Role.ADMINISTRATOR, "Beheerder : beheert de site, de accounts en de rollen.", True),
    ],
)
def test_it_says_what_one_may_do_and_leads_to_the_cms(client: Client, role: Role, words: str, has_cms: bool) -> None:
    sign_in_as(client, make_account(role=role))

    html = client.get("/mijn/").content.decode()

    assert words in text(html)
    assert ('href="/beheer/"' in html) is has_cms


def test_it_tells_an_account_without_a_password_how_to_get_one(client: Client) -> None:
    user = make_account()
    drop_password(user=user)
    client.force_login(user)

    html = client.get("/mijn/").content.decode()

    assert 'Wachtwoord</dt><dd>geen <a href="/account/password/set/">Kies een wachtwoord</a>' in html


def test_every_role_has_words_and_they_keep_their_order() -> None:
    assert set(ROLE_TEXTS) == set(Role)
    assert [str(item.title) for item in role_texts({Role.ADMINISTRATOR, Role.EDITOR})] == ["Redacteur", "Beheerder"]
    assert role_texts(()) == ()


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_only_answers_to_looking(client: Client, method: str) -> None:
    client.force_login(make_account())

    assert getattr(client, method)("/mijn/").status_code == 405


@pytest.mark.parametrize(
    "path", ["/mijn/", "/mijn/naam/", "/account/email/", "/account/2fa/", "/account/sessions/", "/account/login/"]
)
def test_no_page_of_an_account_is_kept_by_a_cache(client: Client, path: str) -> None:
    client.force_login(make_account())

    assert client.get(path).headers["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


def test_it_takes_as_many_queries_with_thirty_sessions_as_with_one(client: Client) -> None:
    make_account()
    sign_in(client)
    with CaptureQueriesContext(connection) as few:
        client.get("/mijn/")
    for _ in range(29):
        sign_in(Client())
    with CaptureQueriesContext(connection) as many:
        client.get("/mijn/")

    assert len(few) == len(many) <= 15


def test_the_menu_marks_where_one_is() -> None:
    def current(path: str) -> list[tuple[str, str]]:
        return [(item.title, item.current) for item in account_navigation(path) if item.current]

    assert current("/mijn/") == [("Overzicht", "page")]
    assert current("/mijn/naam/") == [("Naam", "page")]
    assert current("/account/password/set/") == [("Wachtwoord", "true")]
    assert current("/account/2fa/totp/activate/") == [("Tweestapscontrole", "true")]
    assert current("/agenda/") == []


def test_the_menu_is_on_every_page_of_the_account(client: Client) -> None:
    make_account()
    sign_in(client)

    for item in account_navigation(""):
        html = client.get(item.url).content.decode()
        assert f'<a class="kp-chip" href="{item.url}" aria-current="page"><strong>{item.title}</strong></a>' in html


# --- Name ------------------------------------------------------------------------------------------------------------


def test_a_name_can_be_changed(client: Client) -> None:
    user = make_account()
    sign_in(client)

    response = client.post("/mijn/naam/", {"first_name": " Nina ", "last_name": "Bakker"})

    assert response.headers["Location"] == "/mijn/"
    assert notices(client.get("/mijn/")) == ["Uw naam is gewijzigd."]
    user.refresh_from_db()
    assert (user.first_name, user.last_name) == ("Nina", "Bakker")


@pytest.mark.parametrize("first_name", ["", "   ", "n" * 151, "a\x00b"])
def test_a_bad_name_changes_nothing(client: Client, first_name: str) -> None:
    user = make_account()
    sign_in(client)

    response = client.post("/mijn/naam/", {"first_name": first_name, "last_name": "Bakker"})

    assert response.status_code == 200
    assert [error.split(":")[0] for error in errors(response)] == ["Voornaam"]
    user.refresh_from_db()
    assert user.last_name == "van Dam"


def test_the_form_starts_with_the_name_there_is(client: Client) -> None:
    make_account()
    sign_in(client)

    html = client.get("/mijn/naam/").content.decode()

    assert 'value="Nienke"' in html
    assert 'autocomplete="given-name"' in html
    assert 'autocomplete="family-name"' in html


# --- Address ---------------------------------------------------------------------------------------------------------


def again(client: Client) -> None:
    client.post(f"/account/reauthenticate/?next={ADDRESS}", {"password": PASSWORD})


def test_a_new_address_counts_when_its_owner_gives_the_code(client: Client, mailoutbox: list[EmailMessage]) -> None:
    user = make_account()
    sign_in(client)
    again(client)

    asked = client.post(ADDRESS, {"action_add": "", "email": NEW.upper()})
    user.refresh_from_db()
    assert (asked.headers["Location"], user.email) == (CONFIRM, EMAIL)
    assert (mailoutbox[0].to, mailoutbox[0].subject) == ([NEW], "Kennisplatform V&WS: bevestig uw e-mailadres")
    client.post(CONFIRM, {"code": code_in(mailoutbox[0])})

    user.refresh_from_db()
    assert user.email == NEW
    assert user.check_password(PASSWORD)
    found = EmailAddress.objects.values_list("email", "primary", "verified")
    assert list(found) == [(NEW, True, True)]
    assert (mailoutbox[1].to, mailoutbox[1].subject) == ([EMAIL], "Kennisplatform V&WS: uw e-mailadres is gewijzigd")
    assert f"was {EMAIL} en is nu {NEW}." in mailoutbox[1].body
    assert sign_in(Client(), NEW).headers["Location"] == "/mijn/"
    assert errors(sign_in(Client(), EMAIL)) != []


def test_a_change_of_address_asks_again_who_is_there(client: Client, mailoutbox: list[EmailMessage]) -> None:
    make_account()
    sign_in(client)

    response = client.post(ADDRESS, {"action_add": "", "email": NEW})

    assert response.headers["Location"] == "/account/reauthenticate/?next=%2Faccount%2Femail%2F"
    assert mailoutbox == []


def test_a_wrong_code_changes_nothing(client: Client) -> None:
    user = make_account()
    sign_in(client)
    again(client)
    client.post(ADDRESS, {"action_add": "", "email": NEW})

    client.post(CONFIRM, {"code": "BBBB-BBBB"})

    user.refresh_from_db()
    assert user.email == EMAIL


@pytest.mark.parametrize(
    ("address", "message"),
    [
        (EMAIL, "Dit is al het adres van uw account."),
        ("geen adres", "Voer een geldig e-mailadres in."),
        ("x" * 250 + "@example.org", "Dit e-mailadres is te lang."),
        ("", "Dit is een verplicht veld."),
    ],
)
def test_a_bad_address_is_refused(client: Client, mailoutbox: list[EmailMessage], address: str, message: str) -> None:
    make_account()
    sign_in(client)
    again(client)

    response = client.post(ADDRESS, {"action_add": "", "email": address})

    assert errors(response) == [f"Nieuw e-mailadres: {message}"]
    assert mailoutbox == []


def test_the_address_of_another_account_is_not_told_and_not_given(
    client: Client, mailoutbox: list[EmailMessage]
) -> None:
    make_account()
    make_account(NEW)
    sign_in(client)
    again(client)

    asked = client.post(ADDRESS, {"action_add": "", "email": NEW})
    given = client.post(CONFIRM, {"code": code_in(mailoutbox[0])})

    assert asked.headers["Location"] == CONFIRM
    assert errors(given) == ["Code: Dit adres hoort al bij een ander account."]
    assert User.objects.filter(email=NEW).count() == 1


def test_the_only_address_cannot_be_taken_away(client: Client, later: Later) -> None:
    user = make_account()
    sign_in(client)
    again(client)

    client.post(ADDRESS, {"action_remove": "", "email": EMAIL})

    assert EmailAddress.objects.filter(user=user, email=EMAIL, verified=True).exists()
    assert notices(client.get(ADDRESS)) == [f"{EMAIL} is het adres van uw account. U kunt het wijzigen, niet weghalen."]
