"""A new password: forgotten, changed, or chosen for the first time."""

import pytest
from django.core.mail import EmailMessage
from django.test import Client

from accounts.models import User
from accounts.services import drop_password
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

ASK = "/account/password/reset/"
GIVE_CODE = "/account/password/reset/confirm/"
CHOOSE = "/account/password/reset/complete/"
CHANGE = "/account/password/change/"
SET = "/account/password/set/"
NEW = "vijf gele bussen"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0"


def both(password: str) -> dict[str, str]:
    return {"password1": password, "password2": password}


def test_a_code_by_mail_gives_a_new_password(client: Client, mailoutbox: list[EmailMessage]) -> None:
    make_account()
    other = Client()
    sign_in(other)

    assert client.post(ASK, {"email": EMAIL.upper()}).headers["Location"] == GIVE_CODE
    [mail] = mailoutbox
    assert client.post(GIVE_CODE, {"code": code_in(mail)}).headers["Location"] == CHOOSE
    done = client.post(CHOOSE, both(NEW))

    assert (mail.to, mail.subject) == ([EMAIL], "Kennisplatform V&WS: code voor een nieuw wachtwoord")
    assert done.headers["Location"] == "/account/password/reset/done/"
    assert 'href="/account/login/"' in client.get(done.headers["Location"]).content.decode().split("<main")[1]
    assert not is_signed_in(client)
    assert not is_signed_in(other)
    assert errors(sign_in(client, password=PASSWORD)) != []
    assert sign_in(client, password=NEW).headers["Location"] == "/mijn/"
    assert mailoutbox[1].subject == "Kennisplatform V&WS: u hebt een nieuw wachtwoord"


@pytest.mark.parametrize("path", [GIVE_CODE, CHOOSE])
def test_without_a_code_there_is_nothing_to_choose(client: Client, path: str) -> None:
    make_account()
    client.post(ASK, {"email": EMAIL})

    client.post(CHOOSE, both(NEW))

    assert User.objects.get().check_password(PASSWORD)
    assert Client().get(path).status_code == 302


def test_three_wrong_codes_end_the_attempt(client: Client, mailoutbox: list[EmailMessage]) -> None:
    make_account()
    client.post(ASK, {"email": EMAIL})
    for _ in range(3):
        response = client.post(GIVE_CODE, {"code": "BBBB-BBBB"})

    assert response.headers["Location"] == "/account/login/"
    assert client.post(GIVE_CODE, {"code": code_in(mailoutbox[0])}).headers["Location"] == "/account/login/"
    assert client.post(CHOOSE, both(NEW)).headers["Location"] == ASK


def test_a_code_is_valid_for_a_quarter_of_an_hour(client: Client, mailoutbox: list[EmailMessage], later: Later) -> None:
    make_account()
    client.post(ASK, {"email": EMAIL})
    code = code_in(mailoutbox[0])
    later(minutes=16)

    assert client.post(GIVE_CODE, {"code": code}).headers["Location"] == "/account/login/"


def test_a_new_password_that_is_too_weak_is_refused(client: Client, mailoutbox: list[EmailMessage]) -> None:
    make_account()
    client.post(ASK, {"email": EMAIL})
    client.post(GIVE_CODE, {"code": code_in(mailoutbox[0])})

    response = client.post(CHOOSE, both("kort"))

    assert errors(response) == ["Nieuw wachtwoord: Dit wachtwoord is te kort. Gebruik minstens 12 tekens."]
    assert User.objects.get().check_password(PASSWORD)


def test_an_unknown_address_gets_the_same_answer_and_another_mail(mailoutbox: list[EmailMessage]) -> None:
    make_account()
    known, unknown = Client(), Client()

    answers = [known.post(ASK, {"email": EMAIL}), unknown.post(ASK, {"email": "niemand@example.org"})]
    pages = [known.get(GIVE_CODE), unknown.get(GIVE_CODE)]

    assert [answer.headers["Location"] for answer in answers] == [GIVE_CODE, GIVE_CODE]
    assert [page.status_code for page in pages] == [200, 200]
    assert [mail.subject for mail in mailoutbox] == [
        "Kennisplatform V&WS: code voor een nieuw wachtwoord",
        "Kennisplatform V&WS: u hebt nog geen account",
    ]
    assert errors(unknown.post(GIVE_CODE, {"code": ""})) == ["Code: Dit is een verplicht veld."]


def test_five_requests_a_minute_for_one_address_are_enough(client: Client, mailoutbox: list[EmailMessage]) -> None:
    make_account()
    for _ in range(5):
        Client().post(ASK, {"email": EMAIL})

    response = client.post(ASK, {"email": EMAIL})

    assert untimed(errors(response)) == [
        "Dit ging te vaak mis. Probeer het om TIJD uur opnieuw. Uw account is niet geblokkeerd."
    ]
    assert f'value="{EMAIL}"' in response.content.decode()
    assert len(mailoutbox) == 5


# --- With an account that is open ------------------------------------------------------------------------------------


def test_changing_the_password_ends_all_other_sessions_and_tells_the_owner(
    client: Client, mailoutbox: list[EmailMessage]
) -> None:
    make_account()
    other = Client()
    sign_in(client)
    sign_in(other)

    response = client.post(CHANGE, {"oldpassword": PASSWORD, **both(NEW)}, HTTP_USER_AGENT=FIREFOX)

    assert response.headers["Location"] == CHANGE
    assert notices(client.get(CHANGE)) == ["Uw wachtwoord is gewijzigd."]
    assert is_signed_in(client)
    assert not is_signed_in(other)
    [mail] = mailoutbox
    assert mail.subject == "Kennisplatform V&WS: uw wachtwoord is gewijzigd"
    assert "op dit apparaat: Firefox op Linux, met IP-adres 127.0.0.1." in mail.body
    assert "http://testserver/account/sessions/" in mail.body


def test_changing_the_password_takes_the_old_one(client: Client) -> None:
    make_account()
    sign_in(client)

    response = client.post(CHANGE, {"oldpassword": "iets anders dan dat", **both(NEW)})

    assert errors(response) == ["Huidig wachtwoord: Dit is niet uw huidige wachtwoord."]
    assert User.objects.get().check_password(PASSWORD)


def test_five_attempts_a_minute_are_enough(client: Client) -> None:
    make_account()
    sign_in(client)
    for _ in range(5):
        client.post(CHANGE, {"oldpassword": "iets anders dan dat", **both(NEW)})

    assert client.post(CHANGE, {"oldpassword": PASSWORD, **both(NEW)}).status_code == 429
    assert User.objects.get().check_password(PASSWORD)


def test_an_account_without_a_password_chooses_one(client: Client, mailoutbox: list[EmailMessage]) -> None:
    user = make_account()
    drop_password(user=user)
    client.force_login(user)

    assert client.get(CHANGE).headers["Location"] == SET
    response = client.post(SET, both(NEW))

    assert response.headers["Location"] == CHANGE
    assert is_signed_in(client)
    assert User.objects.get().check_password(NEW)
    assert mailoutbox[0].subject == "Kennisplatform V&WS: uw account heeft nu een wachtwoord"


@pytest.mark.parametrize("path", [CHANGE, SET, "/account/email/", "/account/2fa/", "/account/sessions/", "/mijn/naam/"])
def test_a_visitor_is_asked_to_sign_in_first(client: Client, path: str) -> None:
    assert client.get(path).headers["Location"] == f"/account/login/?next={path}"
