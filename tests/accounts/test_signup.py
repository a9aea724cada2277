"""A new account: name, address, password, and a code that proves the address."""

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings as django_settings
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.mail import EmailMessage
from django.http import HttpResponse
from django.test import Client

from accounts.forms import PASSWORD_HINT
from accounts.models import User
from tests.accounts.conftest import Later
from tests.accounts.helpers import (
    EMAIL,
    PASSWORD,
    code_in,
    errors,
    is_signed_in,
    make_account,
    notices,
    sign_in,
    untimed,
)

pytestmark = pytest.mark.django_db

SIGNUP = "/account/signup/"
CONFIRM = "/account/confirm-email/"


def sign_up(client: Client, **changes: str) -> HttpResponse:
    data = {"first_name": "Nienke", "last_name": "van Dam", "email": EMAIL}
    data |= {"password1": PASSWORD, "password2": PASSWORD}
    return client.post(SIGNUP, data | changes)


def seen(response: HttpResponse, *hide: str) -> str:
    """A page without what differs for everybody: tokens, and the words in `hide`."""
    html = re.sub(r'(csrfmiddlewaretoken" value="|nonce=")[^"]*', r"\1", response.content.decode())
    for word in hide:
        html = html.replace(word, "ADRES")
    return html


def test_signing_up_takes_a_code_and_ends_on_the_page_of_the_account(
    client: Client, mailoutbox: list[EmailMessage]
) -> None:
    response = sign_up(client, email="Nienke@Example.org")

    assert (response.status_code, response.headers["Location"]) == (302, CONFIRM)
    assert not is_signed_in(client)
    user = User.objects.get()
    assert (user.get_full_name(), user.email) == ("Nienke van Dam", EMAIL)
    [mail] = mailoutbox
    assert mail.to == [EMAIL]
    assert mail.subject == "Kennisplatform V&WS: bevestig uw e-mailadres"

    response = client.post(CONFIRM, {"code": code_in(mail)})

    assert (response.status_code, response.headers["Location"]) == (302, "/mijn/")
    page = client.get("/mijn/")
    assert "Nienke van Dam" in page.content.decode()
    assert notices(page)[-1] == f"{EMAIL} is bevestigd."
    address = EmailAddress.objects.get()
    assert (address.user, address.email, address.verified, address.primary) == (user, EMAIL, True, True)


def test_after_signing_up_one_goes_on_where_one_was(client: Client, mailoutbox: list[EmailMessage]) -> None:
    assert (
        'name="next" value="/methoden/?thema=wijk"'
        in client.get(f"{SIGNUP}?next=/methoden/%3Fthema%3Dwijk").content.decode()
    )
    sign_up(client, next="/methoden/?thema=wijk")

    response = client.post(CONFIRM, {"code": code_in(mailoutbox[0])})

    assert response.headers["Location"] == "/methoden/?thema=wijk"


def test_the_mail_repeats_no_name_that_a_stranger_may_have_filled_in(
    client: Client, mailoutbox: list[EmailMessage]
) -> None:
    sign_up(client, first_name="Win een reis", last_name="https://kwaad.example")

    assert "Win" not in mailoutbox[0].body
    assert "kwaad" not in mailoutbox[0].subject + mailoutbox[0].body


def test_what_is_missing_is_said_at_the_top_and_at_the_field(client: Client) -> None:
    response = client.post(SIGNUP, {})

    assert response.status_code == 200
    assert errors(response) == [
        f"{field}: Dit is een verplicht veld."
        for field in ("Voornaam", "Achternaam", "E-mailadres", "Wachtwoord", "Wachtwoord, nog een keer")
    ]
    html = response.content.decode()
    assert html.index("Er is een probleem") < html.index("<h1>")
    assert '<a href="#id_email">E-mailadres: Dit is een verplicht veld.</a>' in html
    assert 'aria-describedby="id_email_helptext id_email_error"' in html
    assert re.search(r"<title>\s*Fout:\s", html)


@pytest.mark.parametrize(
    ("password", "again", "expected"),
    [
        ("kort", "kort", ["Wachtwoord: Dit wachtwoord is te kort. Gebruik minstens 12 tekens."]),
        ("wachtwoord!", "wachtwoord!", ["Wachtwoord: Dit wachtwoord is te kort. Gebruik minstens 12 tekens."]),
        ("123456789012", "123456789012", ["Wachtwoord: Dit wachtwoord bevat alleen cijfers."]),
        ("qwertyuiop123", "qwertyuiop123", ["Wachtwoord: Dit wachtwoord gebruiken te veel mensen. Kies iets anders."]),
        ("nienke@example", "nienke@example", ["Wachtwoord: Dit wachtwoord lijkt te veel op uw e-mailadres."]),
        (
            PASSWORD,
            "vier groene fiets",
            ["Wachtwoord, nog een keer: De twee wachtwoorden zijn niet gelijk. Vul ze allebei opnieuw in."],
        ),
    ],
)
def test_a_bad_password_makes_no_account(client: Client, password: str, again: str, expected: list[str]) -> None:
    response = sign_up(client, password1=password, password2=again)

    assert errors(response) == expected
    assert not User.objects.exists()


def test_the_hint_says_the_length_that_is_asked() -> None:
    [rule] = [
        rule for rule in django_settings.AUTH_PASSWORD_VALIDATORS if rule["NAME"].endswith("MinimumLengthValidator")
    ]
    assert f"Minstens {rule['OPTIONS']['min_length']} tekens." in str(PASSWORD_HINT)


@pytest.mark.parametrize("value", ["geen adres", "a@b", "x" * 300 + "@example.org", "a\x00@example.org"])
def test_a_bad_address_makes_no_account(client: Client, value: str) -> None:
    response = sign_up(client, email=value)

    assert response.status_code == 200
    assert errors(response)[0].startswith("E-mailadres: ")
    assert not User.objects.exists()


def test_a_name_that_is_too_long_makes_no_account(client: Client) -> None:
    response = sign_up(client, first_name="n" * 151)

    assert [error.split(":")[0] for error in errors(response)] == ["Voornaam"]
    assert not User.objects.exists()


# --- The code --------------------------------------------------------------------------------------------------------


def test_a_wrong_code_is_refused_and_the_right_one_still_works(client: Client, mailoutbox: list[EmailMessage]) -> None:
    sign_up(client)

    response = client.post(CONFIRM, {"code": "BBBB-BBBB"})

    assert errors(response) == ["Code: Deze code klopt niet. Controleer wat u hebt ingevuld."]
    assert not is_signed_in(client)
    assert client.post(CONFIRM, {"code": code_in(mailoutbox[0])}).headers["Location"] == "/mijn/"


def test_after_three_wrong_codes_the_right_one_is_worth_nothing(client: Client, mailoutbox: list[EmailMessage]) -> None:
    sign_up(client)
    for _ in range(3):
        response = client.post(CONFIRM, {"code": "BBBB-BBBB"})

    assert response.headers["Location"] == "/account/login/"
    assert notices(client.get(response.headers["Location"]))[-1] == (
        "Dit ging te vaak mis. Wacht een paar minuten en begin dan opnieuw."
    )
    client.post(CONFIRM, {"code": code_in(mailoutbox[0])})
    assert not is_signed_in(client)
    assert not EmailAddress.objects.get().verified


def test_a_code_is_worth_nothing_after_a_quarter_of_an_hour(
    client: Client, mailoutbox: list[EmailMessage], later: Later
) -> None:
    sign_up(client)
    code = code_in(mailoutbox[0])
    later(minutes=16)

    response = client.post(CONFIRM, {"code": code})

    assert response.headers["Location"] == "/account/login/"
    assert not is_signed_in(client)


def test_a_new_code_takes_the_place_of_the_old_one(
    client: Client, mailoutbox: list[EmailMessage], later: Later
) -> None:
    sign_up(client)
    later(minutes=1)

    client.post(CONFIRM, {"action": "resend"})

    old, new = (code_in(mail) for mail in mailoutbox)
    assert errors(client.post(CONFIRM, {"code": old})) != []
    assert client.post(CONFIRM, {"code": new}).headers["Location"] == "/mijn/"


def test_a_new_code_may_be_asked_right_away_but_not_for_ever(client: Client, mailoutbox: list[EmailMessage]) -> None:
    sign_up(client)

    for _ in range(5):
        client.post(CONFIRM, {"action": "resend"})

    # The first one, and two more; after that the attempt is over.
    assert len(mailoutbox) == 3


def test_the_code_of_one_browser_does_not_work_in_another(client: Client, mailoutbox: list[EmailMessage]) -> None:
    sign_up(client)
    other = Client()

    response = other.post(CONFIRM, {"code": code_in(mailoutbox[0])})

    assert response.headers["Location"] == "/account/login/"
    assert not is_signed_in(other)


def test_who_left_before_the_code_gets_a_new_one_at_the_next_sign_in(
    client: Client, mailoutbox: list[EmailMessage], later: Later
) -> None:
    sign_up(client)
    later(minutes=1)
    other = Client()

    assert sign_in(other).headers["Location"] == CONFIRM
    assert other.post(CONFIRM, {"code": code_in(mailoutbox[1])}).headers["Location"] == "/mijn/"
    assert User.objects.get().check_password(PASSWORD)


# --- What a stranger may learn and do --------------------------------------------------------------------------------


def test_a_known_address_gets_the_same_answer_and_another_mail(mailoutbox: list[EmailMessage]) -> None:
    make_account("bekend@example.org")
    known, unknown = Client(), Client()

    answers = [sign_up(known, email="bekend@example.org"), sign_up(unknown, email="nieuw@example.org")]
    pages = [
        seen(known.get(CONFIRM), "bekend@example.org"),
        seen(unknown.get(CONFIRM), "nieuw@example.org"),
    ]
    after_a_wrong_code = [
        seen(known.post(CONFIRM, {"code": "BBBB-BBBB"}), "bekend@example.org"),
        seen(unknown.post(CONFIRM, {"code": "BBBB-BBBB"}), "nieuw@example.org"),
    ]

    assert [(answer.status_code, answer.headers["Location"]) for answer in answers] == [(302, CONFIRM)] * 2
    assert pages[0] == pages[1]
    assert after_a_wrong_code[0] == after_a_wrong_code[1]
    assert {mail.to[0]: mail.subject for mail in mailoutbox} == {
        "bekend@example.org": "Kennisplatform V&WS: u hebt al een account",
        "nieuw@example.org": "Kennisplatform V&WS: bevestig uw e-mailadres",
    }
    assert User.objects.count() == 2


class CountingHasher(MD5PasswordHasher):
    """Counts how often a password is hashed: the work that takes most of the time of an answer."""

    hashed = 0

    def encode(self, password: str, salt: str) -> str:
        type(self).hashed += 1
        return super().encode(password, salt)


def test_a_known_address_costs_as_much_work_as_a_new_one(settings: Any) -> None:
    make_account("bekend@example.org")
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    work = []
    for email in ("bekend@example.org", "nieuw@example.org"):
        CountingHasher.hashed = 0
        sign_up(Client(), email=email)
        work.append(CountingHasher.hashed)

    assert work[0] == work[1] > 0


@pytest.mark.parametrize("name", ["van Dam\r\nBcc: a@example.org", "van\x00Dam", "van\u2028Dam"])
def test_a_name_stands_on_one_line(client: Client, name: str) -> None:
    response = sign_up(client, last_name=name)

    assert response.status_code == 200
    assert not User.objects.exists()


def test_signing_up_with_a_known_address_changes_nothing_of_that_account(client: Client) -> None:
    user = make_account()

    sign_up(
        client, email=EMAIL.upper(), first_name="Iemand", password1="ander wachtwoord", password2="ander wachtwoord"
    )

    user.refresh_from_db()
    assert user.first_name == "Nienke"
    assert user.check_password(PASSWORD)
    assert User.objects.count() == 1


def test_the_password_of_a_stranger_dies_when_the_owner_of_the_address_comes(
    mailoutbox: list[EmailMessage], later: Later
) -> None:
    stranger, owner = Client(), Client()
    sign_up(stranger, password1="van een vreemde", password2="van een vreemde")
    later(minutes=1)

    owner.post("/account/login/code/", {"email": EMAIL})
    owner.post("/account/login/code/confirm/", {"code": code_in(mailoutbox[1])})

    assert notices(owner.get("/mijn/"))[-2:] == [
        "Kies een nieuw wachtwoord als u ook met een wachtwoord wilt inloggen.",
        f"{EMAIL} is bevestigd.",
    ]
    later(minutes=1)
    assert sign_in(stranger, password="van een vreemde").headers["Location"] == CONFIRM
    assert not is_signed_in(stranger)
    assert errors(sign_in(Client(), password="van een vreemde")) == [
        "Het e-mailadres en het wachtwoord horen niet bij elkaar. Controleer allebei."
    ]


def test_the_password_of_a_stranger_dies_when_the_owner_asks_for_a_new_one(
    mailoutbox: list[EmailMessage], later: Later
) -> None:
    stranger, owner = Client(), Client()
    sign_up(stranger, password1="van een vreemde", password2="van een vreemde")
    later(minutes=1)

    owner.post("/account/password/reset/", {"email": EMAIL})
    owner.post("/account/password/reset/confirm/", {"code": code_in(mailoutbox[1])})

    assert not User.objects.get().has_usable_password()


def test_twenty_accounts_a_minute_from_one_address_is_enough(client: Client) -> None:
    for number in range(20):
        assert sign_up(Client(), email=f"nummer{number}@example.org").status_code == 302

    response = sign_up(Client(), email="nummer21@example.org")

    assert response.status_code == 200
    assert untimed(errors(response)) == [
        "Dit ging te vaak mis. Probeer het om TIJD uur opnieuw. Uw account is niet geblokkeerd."
    ]
    assert 'value="nummer21@example.org"' in response.content.decode()
    assert User.objects.count() == 20
