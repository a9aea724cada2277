"""The second step: an app, recovery codes, and what they guard. Passkeys are tested in a browser."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from django.core.mail import EmailMessage
from django.http import HttpResponse
from django.test import Client

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
    totp,
    untimed,
)

pytestmark = pytest.mark.django_db

ACTIVATE = "/account/2fa/totp/activate/"
DEACTIVATE = "/account/2fa/totp/deactivate/"
SECOND = "/account/2fa/authenticate/"
AGAIN = "/account/reauthenticate/"
CODES = "/account/2fa/recovery-codes/"


def confirm_password(client: Client, back_to: str) -> HttpResponse:
    return client.post(f"{AGAIN}?next={back_to}", {"password": PASSWORD, "next": back_to})


def secret_on(page: HttpResponse) -> str:
    found = re.search(r"<code>([A-Z2-7]{32})</code>", page.content.decode())
    assert found
    return found.group(1)


def with_app(client: Client, later: Later) -> str:
    """An account with an app, signed in; returns the secret. The clock is past the code that was used."""
    make_account()
    sign_in(client)
    confirm_password(client, ACTIVATE)
    secret = secret_on(client.get(ACTIVATE))
    client.post(ACTIVATE, {"code": totp(secret)})
    later(minutes=2)
    return secret


def recovery_codes(client: Client) -> list[str]:
    confirm_password(client, CODES)
    return re.findall(r"<li><code>(\d+)</code></li>", client.get(CODES).content.decode())


def test_an_app_is_set_up_after_the_password_and_with_a_code_that_works(client: Client, later: Later) -> None:
    make_account()
    sign_in(client)

    assert client.get(ACTIVATE).headers["Location"] == f"{AGAIN}?next=%2Faccount%2F2fa%2Ftotp%2Factivate%2F"
    assert confirm_password(client, ACTIVATE).headers["Location"] == ACTIVATE
    page = client.get(ACTIVATE)
    secret = secret_on(page)
    wrong = client.post(ACTIVATE, {"code": "000000"})
    assert errors(wrong) == ["Code: Deze code klopt niet. Controleer wat u hebt ingevuld."]
    assert secret_on(wrong) == secret
    done = client.post(ACTIVATE, {"code": totp(secret)})

    assert done.headers["Location"] == CODES


# allauth tells people when the transaction is over, so this test has real ones.
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_every_change_is_told_on_the_page_and_by_mail(
    client: Client, mailoutbox: list[EmailMessage], later: Later
) -> None:
    make_account()
    sign_in(client)
    confirm_password(client, ACTIVATE)

    client.post(ACTIVATE, {"code": totp(secret_on(client.get(ACTIVATE)))})
    switched_on = notices(client.get(CODES))
    client.post(f"{CODES}generate/")
    new_codes = notices(client.get(CODES))
    client.post(DEACTIVATE)
    switched_off = notices(client.get("/account/2fa/"))

    assert switched_on == [
        "De app voor inlogcodes staat aan.",
        "Uw herstelcodes staan klaar. Bewaar ze op een veilige plek.",
    ]
    assert new_codes == ["Uw herstelcodes staan klaar. Bewaar ze op een veilige plek."]
    assert switched_off == ["De app voor inlogcodes staat uit."]
    assert [mail.subject for mail in mailoutbox] == [
        "Kennisplatform V&WS: De app voor inlogcodes staat aan",
        "Kennisplatform V&WS: Nieuwe herstelcodes",
        "Kennisplatform V&WS: De app voor inlogcodes staat uit",
    ]
    assert "Dit gebeurde op 24 november 2026, 10:00" in mailoutbox[0].body


def test_the_qr_code_is_part_of_the_page(client: Client, later: Later) -> None:
    make_account()
    sign_in(client)
    confirm_password(client, ACTIVATE)

    page = client.get(ACTIVATE)

    html = page.content.decode()
    assert "data:image" not in html
    assert re.search(r'<div role="img" aria-label="QR-code[^"]*"><svg ', html)
    assert "img-src 'self'" in page.headers["Content-Security-Policy"].split("; ")
    assert "otpauth://totp/nienke%40example.org?secret=" in page.context["totp_url"]
    assert "issuer=Kennisplatform%20V%26WS" in page.context["totp_url"]


def test_with_an_app_a_password_alone_does_not_open_the_account(client: Client, later: Later) -> None:
    secret = with_app(client, later)
    other = Client()

    assert sign_in(other).headers["Location"] == SECOND
    assert not is_signed_in(other)
    wrong = other.post(SECOND, {"code": "000000"})
    assert errors(wrong) == ["Code: Deze code klopt niet. Controleer wat u hebt ingevuld."]
    assert not is_signed_in(other)
    assert other.post(SECOND, {"code": totp(secret)}).headers["Location"] == "/mijn/"
    assert is_signed_in(other)


def test_a_mailed_code_alone_does_not_open_it_either(
    client: Client, mailoutbox: list[EmailMessage], later: Later
) -> None:
    with_app(client, later)
    other = Client()
    other.post("/account/login/code/", {"email": EMAIL})

    response = other.post("/account/login/code/confirm/", {"code": code_in(mailoutbox[-1])})

    assert response.headers["Location"] == SECOND
    assert not is_signed_in(other)


def test_a_code_of_the_app_works_once(client: Client, later: Later) -> None:
    secret = with_app(client, later)
    code = totp(secret)
    first, second = Client(), Client()
    sign_in(first)
    first.post(SECOND, {"code": code})
    sign_in(second)

    second.post(SECOND, {"code": code})

    assert is_signed_in(first)
    assert not is_signed_in(second)


@pytest.mark.parametrize(("seconds", "works"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_a_clock_may_be_half_a_minute_off(client: Client, later: Later, seconds: int, works: bool) -> None:
    secret = with_app(client, later)
    other = Client()
    sign_in(other)

    other.post(SECOND, {"code": totp(secret, time.time() + seconds)})

    assert is_signed_in(other) is works


def test_guessing_the_second_step_has_an_end(client: Client, later: Later) -> None:
    secret = with_app(client, later)
    for _ in range(5):
        attacker = Client()
        sign_in(attacker)
        attacker.post(SECOND, {"code": "000000"})
    other = Client()
    sign_in(other)

    response = other.post(SECOND, {"code": totp(secret)})

    assert untimed(errors(response)) == [
        "Code: Dit ging te vaak mis. Probeer het om TIJD uur opnieuw. Uw account is niet geblokkeerd."
    ]
    assert not is_signed_in(other)


def test_a_passkey_is_offered_to_who_has_one_only(client: Client, later: Later) -> None:
    with_app(client, later)
    other = Client()
    sign_in(other)

    assert "Gebruik uw passkey" not in other.get(SECOND).content.decode()


def test_stopping_forgets_the_password_that_was_right(client: Client, later: Later) -> None:
    with_app(client, later)
    other = Client()
    sign_in(other)

    response = other.post("/account/logout/", {"next": "/account/login/"})

    assert response.headers["Location"] == "/account/login/"
    assert other.get(SECOND).headers["Location"] == "/account/login/"


def test_every_recovery_code_opens_the_account_once(client: Client, later: Later) -> None:
    with_app(client, later)
    codes = recovery_codes(client)
    assert len(set(codes)) == 10
    first, second = Client(), Client()
    sign_in(first)
    sign_in(second)

    first.post(SECOND, {"code": codes[0]})
    second.post(SECOND, {"code": codes[0]})

    assert is_signed_in(first)
    assert not is_signed_in(second)
    assert len(recovery_codes(client)) == 9


def test_new_recovery_codes_take_the_place_of_the_old(client: Client, later: Later) -> None:
    with_app(client, later)
    old = recovery_codes(client)

    response = client.post(f"{CODES}generate/")

    assert response.headers["Location"] == CODES
    assert set(recovery_codes(client)).isdisjoint(old)


def test_recovery_codes_can_be_kept_as_a_file(client: Client, later: Later) -> None:
    with_app(client, later)
    codes = recovery_codes(client)

    response = client.get(f"{CODES}download/")

    assert response.headers["Content-Type"] == "text/plain"
    assert response.headers["Content-Disposition"] == 'attachment; filename="recovery-codes.txt"'
    assert response.content.decode().split() == codes


@pytest.mark.parametrize("path", [DEACTIVATE, CODES, f"{CODES}generate/", "/account/2fa/webauthn/add/"])
def test_what_guards_the_account_asks_again_who_is_there(client: Client, later: Later, path: str) -> None:
    with_app(client, later)
    later(minutes=10)

    response = client.get(path)

    assert response.status_code == 302
    assert response.headers["Location"].startswith(AGAIN)


def test_the_app_is_switched_off_with_a_button(client: Client, later: Later) -> None:
    with_app(client, later)
    confirm_password(client, DEACTIVATE)

    page = client.get(DEACTIVATE)
    assert "Wilt u de app uitzetten?" in page.content.decode()
    assert errors(page) == []
    client.post(DEACTIVATE)

    assert not Authenticator.objects.filter(user=User.objects.get()).exists()
    assert sign_in(Client()).headers["Location"] == "/mijn/"


def test_no_second_step_without_a_confirmed_address(client: Client) -> None:
    user = User.objects.create_user(EMAIL, PASSWORD)
    user.emailaddress_set.create(email=EMAIL, primary=True, verified=False)
    client.force_login(user)

    response = client.get(ACTIVATE)

    assert response.headers["Location"] == "/account/2fa/"
    assert notices(client.get("/account/2fa/")) == [
        "Bevestig eerst uw e-mailadres. Daarna kunt u de tweestapscontrole aanzetten."
    ]
