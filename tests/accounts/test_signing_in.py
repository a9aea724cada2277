"""Signing in and out: password, code, where one ends up, and how often one may try."""

import re

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.http import HttpResponse
from django.test import Client, override_settings

from tests.accounts.conftest import Later
from tests.accounts.helpers import (
    EMAIL,
    LOGIN,
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

ASK_CODE = "/account/login/code/"
GIVE_CODE = "/account/login/code/confirm/"
WRONG = ["Het e-mailadres en het wachtwoord horen niet bij elkaar. Controleer allebei."]
TOO_OFTEN = ["Dit ging te vaak mis. Probeer het om TIJD uur opnieuw. Uw account is niet geblokkeerd."]
ENDED = ["Dit ging te vaak mis. Wacht een paar minuten en begin dan opnieuw."]


def anonymised(response: HttpResponse, address: str) -> str:
    html = re.sub(r'(csrfmiddlewaretoken" value="|nonce=")[^"]*', r"\1", response.content.decode())
    return html.replace(address, "ADRES")


# --- Password --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", [EMAIL, "NIENKE@Example.ORG", f"  {EMAIL} "])
def test_address_and_password_sign_in_whatever_the_capitals(client: Client, address: str) -> None:
    make_account()

    response = sign_in(client, address)

    assert (response.status_code, response.headers["Location"]) == (302, "/mijn/")
    assert is_signed_in(client)


@pytest.mark.parametrize("password", ["", PASSWORD.upper(), f" {PASSWORD}", "iets anders dan dat"])
def test_another_password_does_not(client: Client, password: str) -> None:
    make_account()

    assert errors(sign_in(client, password=password)) != []
    assert not is_signed_in(client)


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client: Client) -> None:
    make_account()

    known = sign_in(client, EMAIL, "iets anders dan dat")
    unknown = sign_in(Client(), "niemand@example.org", "iets anders dan dat")

    assert errors(known) == errors(unknown) == WRONG
    assert anonymised(known, EMAIL) == anonymised(unknown, "niemand@example.org")


def test_a_closed_account_does_not_open(client: Client) -> None:
    user = make_account()
    user.is_active = False
    user.save()

    response = sign_in(client)

    assert response.headers["Location"] == "/account/inactive/"
    assert "Dit account is gesloten" in client.get("/account/inactive/").content.decode()
    assert not is_signed_in(client)


def test_closing_an_account_ends_what_is_open(client: Client) -> None:
    user = make_account()
    sign_in(client)
    user.is_active = False
    user.save()

    assert not is_signed_in(client)


def test_the_password_is_not_in_the_page_that_comes_back(client: Client) -> None:
    make_account()

    html = sign_in(client, password="verkeerd wachtwoord").content.decode()

    assert "verkeerd wachtwoord" not in html
    assert f'value="{EMAIL}"' in html


def test_browsers_are_told_what_to_fill_in(client: Client) -> None:
    html = client.get(LOGIN).content.decode()

    assert re.search(r'<input type="email" name="login" autocomplete="username"[^>]*id="id_login">', html)
    assert re.search(r'<input type="password" name="password" autocomplete="current-password"[^>]*>', html)
    assert "placeholder" not in html.split("<main")[1].split("</main>")[0]


# --- Where one ends up -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "reached"),
    [
        ("/methoden/?thema=wijk&pagina=2", "/methoden/?thema=wijk&pagina=2"),
        ("/mijn/naam/", "/mijn/naam/"),
        ("", "/mijn/"),
        ("https://kwaad.example/", "/mijn/"),
        ("//kwaad.example/", "/mijn/"),
        ("http:///kwaad.example/", "/mijn/"),
        ("\\\\kwaad.example", "/mijn/"),
        ("/\\kwaad.example", "/mijn/"),
        ("javascript:alert(1)", "/mijn/"),
        # Another name in ALLOWED_HOSTS is another place.
        ("http://localhost/", "/mijn/"),
        ("http://testserver/agenda/", "http://testserver/agenda/"),
    ],
)
def test_after_signing_in_one_stays_on_this_host(client: Client, asked: str, reached: str) -> None:
    make_account()

    response = client.post(LOGIN, {"login": EMAIL, "password": PASSWORD, "next": asked})

    assert response.headers["Location"] == reached


def test_a_page_that_asks_to_sign_in_is_where_one_comes_back(client: Client) -> None:
    make_account()

    door = client.get("/mijn/naam/")

    assert door.headers["Location"] == "/account/login/?next=/mijn/naam/"
    assert (
        '<input type="hidden" name="next" value="/mijn/naam/">' in client.get(door.headers["Location"]).content.decode()
    )


@pytest.mark.parametrize("path", [LOGIN, "/account/signup/", ASK_CODE])
def test_who_is_signed_in_needs_no_door(client: Client, path: str) -> None:
    make_account()
    sign_in(client)

    assert client.get(path).headers["Location"] == "/mijn/"


# --- Signing out -----------------------------------------------------------------------------------------------------


def test_looking_at_the_page_for_signing_out_changes_nothing(client: Client) -> None:
    make_account()
    sign_in(client)

    page = client.get("/account/logout/")

    assert "Wilt u op dit apparaat uitloggen?" in page.content.decode()
    assert is_signed_in(client)


def test_the_button_signs_out(client: Client) -> None:
    make_account()
    sign_in(client)

    response = client.post("/account/logout/")

    assert response.headers["Location"] == "/"
    assert not is_signed_in(client)


def test_another_site_cannot_sign_somebody_out() -> None:
    make_account()
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_account())

    response = client.post("/account/logout/")

    assert response.status_code == 403
    assert "Dit formulier is verlopen" in response.content.decode()
    assert is_signed_in(client)


# --- A code by mail --------------------------------------------------------------------------------------------------


def test_a_code_signs_in(client: Client, mailoutbox: list[EmailMessage]) -> None:
    make_account()

    asked = client.post(ASK_CODE, {"email": EMAIL.upper(), "next": "/methoden/"})
    [mail] = mailoutbox
    given = client.post(asked.headers["Location"], {"code": code_in(mail), "next": "/methoden/"})

    assert asked.headers["Location"] == f"{GIVE_CODE}?next=%2Fmethoden%2F"
    assert (mail.to, mail.subject) == ([EMAIL], "Kennisplatform V&WS: uw inlogcode")
    assert given.headers["Location"] == "/methoden/"
    assert is_signed_in(client)


@pytest.mark.parametrize("spelling", [str.lower, lambda code: code.replace("-", ""), lambda code: f" {code} "])
def test_a_code_is_read_the_way_people_type(client: Client, mailoutbox: list[EmailMessage], spelling: object) -> None:
    make_account()
    client.post(ASK_CODE, {"email": EMAIL})

    client.post(GIVE_CODE, {"code": spelling(code_in(mailoutbox[0]))})  # type: ignore[operator]

    assert is_signed_in(client)


@pytest.mark.parametrize("code", ["BBBB-BBBB", "", "é", "x" * 5000, "\x00", "BBBB‐BBBB"])
def test_a_wrong_code_does_not(client: Client, code: str) -> None:
    make_account()
    client.post(ASK_CODE, {"email": EMAIL})

    response = client.post(GIVE_CODE, {"code": code})

    assert response.status_code == 200
    assert errors(response)[0].startswith("Code: ")
    assert not is_signed_in(client)


def test_a_code_works_once(client: Client, mailoutbox: list[EmailMessage]) -> None:
    make_account()
    client.post(ASK_CODE, {"email": EMAIL})
    code = code_in(mailoutbox[0])
    client.post(GIVE_CODE, {"code": code})
    client.post("/account/logout/")

    client.post(GIVE_CODE, {"code": code})

    assert not is_signed_in(client)


def test_three_wrong_codes_end_the_attempt(client: Client, mailoutbox: list[EmailMessage]) -> None:
    make_account()
    client.post(ASK_CODE, {"email": EMAIL})
    for _ in range(3):
        response = client.post(GIVE_CODE, {"code": "BBBB-BBBB"})

    assert response.headers["Location"] == ASK_CODE
    assert notices(client.get(ASK_CODE))[-1:] == ENDED
    client.post(GIVE_CODE, {"code": code_in(mailoutbox[0])})
    assert not is_signed_in(client)


@pytest.mark.parametrize(("minutes", "works"), [(14, True), (16, False)])
def test_a_code_is_valid_for_a_quarter_of_an_hour(
    client: Client, mailoutbox: list[EmailMessage], later: Later, minutes: int, works: bool
) -> None:
    make_account()
    client.post(ASK_CODE, {"email": EMAIL})
    code = code_in(mailoutbox[0])
    later(minutes=minutes)

    client.post(GIVE_CODE, {"code": code})

    assert is_signed_in(client) is works


def test_the_mail_says_how_long_a_code_is_valid(
    client: Client, mailoutbox: list[EmailMessage], settings: object
) -> None:
    make_account()
    client.post(ASK_CODE, {"email": EMAIL})

    seconds = {
        settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT,  # type: ignore[attr-defined]
        settings.ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT,  # type: ignore[attr-defined]
    }
    assert seconds == {15 * 60}
    assert "De code is 15 minuten geldig." in mailoutbox[0].body
    assert "De code is 15 minuten geldig." in client.get(GIVE_CODE).content.decode()


def test_an_unknown_address_gets_the_same_answer_and_another_mail(mailoutbox: list[EmailMessage]) -> None:
    make_account()
    known, unknown = Client(), Client()

    answers = [
        known.post(ASK_CODE, {"email": EMAIL}),
        unknown.post(ASK_CODE, {"email": "niemand@example.org"}),
    ]
    pages = [
        anonymised(known.get(GIVE_CODE), EMAIL),
        anonymised(unknown.get(GIVE_CODE), "niemand@example.org"),
    ]
    wrong = [
        anonymised(known.post(GIVE_CODE, {"code": "BBBB-BBBB"}), EMAIL),
        anonymised(unknown.post(GIVE_CODE, {"code": "BBBB-BBBB"}), "niemand@example.org"),
    ]

    assert [answer.headers["Location"] for answer in answers] == [GIVE_CODE, GIVE_CODE]
    assert pages[0] == pages[1]
    assert wrong[0] == wrong[1]
    assert [mail.subject for mail in mailoutbox] == [
        "Kennisplatform V&WS: uw inlogcode",
        "Kennisplatform V&WS: u hebt nog geen account",
    ]
    assert "http://testserver/account/signup/" in mailoutbox[1].body


def test_a_closed_account_gets_no_code(client: Client, mailoutbox: list[EmailMessage]) -> None:
    user = make_account()
    user.is_active = False
    user.save()

    client.post(ASK_CODE, {"email": EMAIL})

    assert [mail.subject for mail in mailoutbox] == ["Kennisplatform V&WS: u hebt nog geen account"]


# --- How often -------------------------------------------------------------------------------------------------------


def fail(times: int, address: str = EMAIL) -> None:
    for _ in range(times):
        sign_in(Client(), address, "iets anders dan dat")


def test_after_five_wrong_passwords_the_right_one_has_to_wait(client: Client, later: Later) -> None:
    make_account()
    fail(5)

    assert errors(sign_in(client)) == [TOO_OFTEN[0].replace("TIJD", "10:06")]
    later(minutes=6)
    assert sign_in(client).headers["Location"] == "/mijn/"


def test_nobody_keeps_somebody_else_out(client: Client, mailoutbox: list[EmailMessage]) -> None:
    make_account()
    attacker = {"REMOTE_ADDR": "192.0.2.66"}
    for _ in range(30):
        sign_in(Client(), EMAIL, "iets anders dan dat", **attacker)
        Client().post(ASK_CODE, {"email": EMAIL}, **attacker)
        Client().post("/account/password/reset/", {"email": EMAIL}, **attacker)
        names = {"first_name": "X", "last_name": "X", "email": EMAIL, "password1": PASSWORD, "password2": PASSWORD}
        Client().post("/account/signup/", names, **attacker)
    mailoutbox.clear()

    assert sign_in(Client()).headers["Location"] == "/mijn/"
    client.post(ASK_CODE, {"email": EMAIL})
    assert client.post(GIVE_CODE, {"code": code_in(mailoutbox[0])}).headers["Location"] == "/mijn/"
    assert Client().post("/account/password/reset/", {"email": EMAIL}).status_code == 302
    assert len(mailoutbox) == 2


def test_thirty_times_a_minute_from_one_place_is_enough_and_keeps_the_address(client: Client) -> None:
    for number in range(30):
        client.post(LOGIN, {"login": f"nummer{number}@example.org", "password": ""})

    response = client.post(LOGIN, {"login": EMAIL, "password": PASSWORD})

    assert untimed(errors(response)) == TOO_OFTEN
    assert f'value="{EMAIL}"' in response.content.decode()


def test_waiting_is_the_same_for_an_address_that_nobody_has(client: Client) -> None:
    make_account()
    fail(5, "niemand@example.org")

    assert untimed(errors(sign_in(client, "niemand@example.org"))) == TOO_OFTEN


def test_other_accounts_do_not_have_to_wait(client: Client) -> None:
    make_account()
    fail(5, "niemand@example.org")

    assert sign_in(client).headers["Location"] == "/mijn/"


def test_ten_wrong_passwords_from_one_place_are_enough(client: Client) -> None:
    make_account()
    for number in range(10):
        fail(1, f"nummer{number}@example.org")

    assert untimed(errors(sign_in(client))) == TOO_OFTEN
    assert sign_in(client, REMOTE_ADDR="192.0.2.7").headers["Location"] == "/mijn/"


def test_a_limit_cannot_be_pushed_out_of_the_cache(client: Client) -> None:
    make_account()
    fail(5)
    for number in range(1000):
        cache.set(f"zz-vulling-{number}", "x")
        cache.set(f"aa-vulling-{number}", "x")

    assert untimed(errors(sign_in(client))) == TOO_OFTEN


def test_a_header_does_not_make_somebody_another(client: Client) -> None:
    make_account()
    for number in range(10):
        sign_in(Client(), f"nummer{number}@example.org", "iets anders", HTTP_X_FORWARDED_FOR=f"192.0.2.{number}")

    assert untimed(errors(sign_in(client, HTTP_X_FORWARDED_FOR="192.0.2.99"))) == TOO_OFTEN


@override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1)
def test_behind_a_proxy_the_address_that_the_proxy_adds_counts(client: Client) -> None:
    make_account()
    for number in range(10):
        forged = f"198.51.100.{number}, 192.0.2.7"
        sign_in(Client(), f"nummer{number}@example.org", "iets anders", HTTP_X_FORWARDED_FOR=forged)

    assert untimed(errors(sign_in(client, HTTP_X_FORWARDED_FOR="198.51.100.99, 192.0.2.7"))) == TOO_OFTEN
    assert sign_in(client, HTTP_X_FORWARDED_FOR="192.0.2.8").headers["Location"] == "/mijn/"


def test_three_codes_a_minute_are_enough(client: Client, mailoutbox: list[EmailMessage]) -> None:
    make_account()
    for _ in range(3):
        Client().post(ASK_CODE, {"email": EMAIL})

    response = client.post(ASK_CODE, {"email": EMAIL})

    assert untimed(errors(response)) == TOO_OFTEN
    assert f'value="{EMAIL}"' in response.content.decode()
    assert len(mailoutbox) == 3


def test_limits_are_in_the_cache_that_all_processes_share() -> None:
    assert settings.CACHES["default"]["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"


def test_a_form_that_was_open_too_long_says_so() -> None:
    response = Client(enforce_csrf_checks=True).post(LOGIN, {"login": EMAIL, "password": PASSWORD})

    assert response.status_code == 403
    assert "Wij hebben niets opgeslagen." in response.content.decode()
