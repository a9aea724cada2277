"""A mail server that is down stops nobody: the pages are the usual ones, and the mail comes later."""

import pytest
from django.core.mail import EmailMessage
from django.test import Client

from common.mail.enums import MailState
from common.mail.models import OutgoingMail
from common.mail.worker import drain
from tests.accounts.conftest import Later
from tests.accounts.helpers import EMAIL, PASSWORD, code_in, is_signed_in, make_account
from tests.services.network import free_port

pytestmark = pytest.mark.django_db

SMTP = "django.core.mail.backends.smtp.EmailBackend"
PERSON = {"email": EMAIL, "first_name": "Nienke", "last_name": "van Dam", "password1": PASSWORD, "password2": PASSWORD}


@pytest.fixture
def _no_server(settings: object) -> None:
    """A mail server at an address where nobody listens."""
    settings.MAIL_TRANSPORT = SMTP  # type: ignore[attr-defined]
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()  # type: ignore[attr-defined]


@pytest.mark.usefixtures("_no_server")
@pytest.mark.parametrize(
    ("path", "data", "leads_to"),
    [
        ("/account/signup/", PERSON | {"email": "nieuw@example.org"}, "/account/confirm-email/"),
        ("/account/signup/", PERSON, "/account/confirm-email/"),
        ("/account/login/code/", {"email": EMAIL}, "/account/login/code/confirm/"),
        ("/account/login/code/", {"email": "onbekend@example.org"}, "/account/login/code/confirm/"),
        ("/account/password/reset/", {"email": EMAIL}, "/account/password/reset/confirm/"),
    ],
)
def test_the_visitor_sees_the_usual_page_and_the_mail_waits(
    client: Client, path: str, data: dict[str, str], leads_to: str
) -> None:
    make_account()

    response = client.post(path, data)
    drain()

    assert (response.status_code, response.headers["Location"]) == (302, leads_to)
    assert client.get(leads_to).status_code == 200
    mail = OutgoingMail.objects.get()
    assert (mail.state, mail.attempts) == (MailState.QUEUED, 0)
    assert mail.reason.startswith("ConnectionRefusedError")


def test_the_code_comes_when_the_server_is_back(
    client: Client, mailoutbox: list[EmailMessage], settings: object, later: Later
) -> None:
    make_account()
    locmem = settings.MAIL_TRANSPORT  # type: ignore[attr-defined]
    settings.MAIL_TRANSPORT = SMTP  # type: ignore[attr-defined]
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()  # type: ignore[attr-defined]
    client.post("/account/login/code/", {"email": EMAIL})
    drain()
    settings.MAIL_TRANSPORT = locmem  # type: ignore[attr-defined]

    later(seconds=30)

    client.post("/account/login/code/confirm/", {"code": code_in(mailoutbox[0])})
    assert is_signed_in(client)


def test_a_code_that_would_come_too_late_does_not_come(
    client: Client, mailoutbox: list[EmailMessage], later: Later
) -> None:
    make_account()
    client.post("/account/login/code/", {"email": EMAIL})

    later(minutes=15)

    assert mailoutbox == []
    assert OutgoingMail.objects.get().state == MailState.WITHHELD


def test_the_row_says_which_mail_it_is_and_until_when_the_code_works(client: Client, later: Later) -> None:
    make_account()
    client.post("/account/login/code/", {"email": EMAIL})

    mail = OutgoingMail.objects.get()

    assert (mail.purpose, mail.recipient) == ("account.login_code", EMAIL)
    assert mail.expires_at is not None
    assert (mail.expires_at - mail.created_at).total_seconds() == 15 * 60
