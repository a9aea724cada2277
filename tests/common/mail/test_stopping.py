"""Stopping mail that comes by itself: from the mail program, from a page, and never by looking."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from common.mail.enums import MailState
from common.mail.message import build_message
from common.mail.models import MailStop, OutgoingMail
from common.mail.services import send
from common.mail.stopping import find_by_token, stop, stop_url
from common.mail.worker import drain
from tests.common.mail.helpers import queued, state_of
from tests.common.mail.transport import ScriptedTransport

pytestmark = pytest.mark.django_db

ONE_CLICK = {"List-Unsubscribe": "One-Click"}
NOTICE = "cms.notice"


def wire(mail: OutgoingMail) -> EmailMessage:
    """The message as a receiver reads it."""
    return message_from_bytes(build_message(mail).message().as_bytes(), policy=default)  # type: ignore[return-value]


def path_of(mail: OutgoingMail) -> str:
    return urlsplit(stop_url(mail)).path


@pytest.fixture
def browser() -> Client:
    """A browser without cookies, towards a server that checks forms."""
    return Client(enforce_csrf_checks=True)


def test_a_notice_says_in_three_ways_how_one_stops_it(settings: Any) -> None:
    settings.SITE_URL = "https://kennis.example.org"
    mail = queued(purpose=NOTICE)
    message = wire(mail)
    address = f"https://kennis.example.org{path_of(mail)}"

    assert message["List-Unsubscribe"].strip() == f"<{address}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert (message["Precedence"], message["Auto-Submitted"]) == ("bulk", "auto-generated")
    text, html = (part.get_content() for part in message.iter_parts())
    assert text.endswith(f"-- \nWilt u deze berichten niet meer? Meld u af:\n{address}")
    assert f'href="{address}"' in html
    assert mail.recipient.partition("@")[0] not in address


def test_one_click_is_only_offered_where_nobody_listens_in() -> None:
    message = wire(queued(purpose=NOTICE))

    assert message["List-Unsubscribe"].strip().startswith("<http://testserver/mail/afmelden/")
    assert message["List-Unsubscribe-Post"] is None


def test_mail_that_was_asked_for_can_not_be_stopped() -> None:
    mail = send(purpose="accounts.account_made", recipient="aan@example.org", context={"email": "x"})
    message = wire(mail)

    assert [message[name] for name in ("List-Unsubscribe", "List-Unsubscribe-Post", "Precedence")] == [None] * 3
    assert "afmelden" not in message.as_string()
    assert stop_url(mail) == ""


def test_a_mail_program_stops_it_with_one_request(browser: Client) -> None:
    assert browser.post(path_of(queued(purpose=NOTICE)), ONE_CLICK).status_code == 200

    assert list(MailStop.objects.values_list("purpose", "recipient")) == [(NOTICE, "aan@example.org")]


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_changes_nothing(browser: Client, method: str) -> None:
    response = getattr(browser, method)(path_of(queued(purpose=NOTICE)))

    assert response.status_code == 200
    assert not MailStop.objects.exists()


def test_somebody_stops_it_on_a_page_and_asks_for_it_again(browser: Client) -> None:
    path = path_of(queued(purpose=NOTICE))

    asked = browser.get(path).content.decode()
    assert "Op a…@example.org krijgt u deze berichten: ‘Bericht over werk in het CMS’." in asked
    assert "Meld mij af" in asked
    stopped = browser.post(path).content.decode()
    assert "U bent afgemeld" in stopped
    assert "U bent afgemeld" in browser.post(path).content.decode()
    assert MailStop.objects.count() == 1
    assert "Meld mij af" in browser.post(path, {"again": "1"}).content.decode()
    assert not MailStop.objects.exists()


def test_what_waited_and_what_comes_later_is_withheld(server: type[ScriptedTransport]) -> None:
    waiting, other = queued(purpose=NOTICE, version="1"), queued("anders@example.org", purpose=NOTICE)
    code = queued(purpose="account.login_code", version="1")
    stop(mail=waiting)
    later = queued(purpose=NOTICE, version="2")
    drain()

    assert [state_of(mail) for mail in (waiting, later, other, code)] == [
        MailState.WITHHELD,
        MailState.WITHHELD,
        MailState.SENT,
        MailState.SENT,
    ]
    assert waiting.reason == "De ontvanger wil deze mails niet meer."


def test_a_link_that_is_not_ours_leads_nowhere(browser: Client) -> None:
    mail = queued(purpose=NOTICE)
    number, signature = path_of(mail).strip("/").rpartition("/")[2].split(":")
    code = send(purpose="accounts.account_made", recipient="aan@example.org", context={"email": "x"})

    for token in (
        f"{int(number) + 1}:{signature}",
        f"{number}:{signature[:-1]}",
        f"{code.pk}:{signature}",
        number,
        "x",
    ):
        assert browser.post(f"/mail/afmelden/{token}/", ONE_CLICK).status_code == 404
    mail.delete()
    assert browser.post(f"/mail/afmelden/{number}:{signature}/", ONE_CLICK).status_code == 404
    assert not MailStop.objects.exists()


@given(st.text())
def test_no_text_is_a_link_by_chance(token: str) -> None:
    assert find_by_token(token) is None
