"""Retention: the text goes after 30 days, the row after a year, and what still waits stays."""

import datetime as dt

import pytest
from django.utils import timezone

from common.mail.enums import MailState
from common.mail.models import OutgoingMail
from common.mail.services import cancel
from common.mail.worker import drain
from common.privacy.retention import apply
from tests.common.mail.conftest import Later
from tests.common.mail.helpers import queued, state_of
from tests.common.mail.transport import ScriptedTransport, recipient_refused

pytestmark = pytest.mark.django_db

Server = type[ScriptedTransport]


def text_of(mail: OutgoingMail) -> str:
    mail.refresh_from_db()
    return mail.text


def test_the_text_goes_thirty_days_after_the_mail(server: Server, later: Later) -> None:
    mail = queued(text="Goedendag, Nienke")
    drain()

    later(days=29, hours=23)
    assert apply("mail.text") == 0
    later(hours=1)
    assert apply("mail.text") == 1

    assert text_of(mail) == ""
    assert mail.is_erased
    assert (mail.state, mail.recipient, mail.subject) == (MailState.SENT, "aan@example.org", "Onderwerp")
    assert apply("mail.text") == 0


@pytest.mark.parametrize("how", ["failed", "cancelled"])
def test_a_mail_that_was_never_sent_loses_its_text_as_well(server: Server, later: Later, how: str) -> None:
    mail = queued()
    if how == "cancelled":
        cancel(mail=mail)
    else:
        server.answer = lambda message: recipient_refused(550)  # type: ignore[assignment]
        drain()

    later(days=30)
    apply("mail.text")

    assert text_of(mail) == ""


def test_a_code_goes_as_soon_as_it_is_worth_nothing(server: Server, later: Later) -> None:
    sent = queued("op-tijd@example.org", text="BCDF-GHJK", expires_at=timezone.now() + dt.timedelta(minutes=15))
    drain()
    late = queued("te-laat@example.org", text="BCDF-GHJK", expires_at=timezone.now() + dt.timedelta(minutes=15))
    later(minutes=14)
    assert apply("mail.text") == 0

    later(minutes=1)
    drain()
    assert state_of(late) == MailState.WITHHELD
    assert apply("mail.text") == 2

    assert (text_of(sent), text_of(late)) == ("", "")


def test_the_row_goes_after_a_year(server: Server, later: Later) -> None:
    queued()
    drain()

    later(days=364, hours=23)
    assert apply("mail.row") == 0
    assert OutgoingMail.objects.count() == 1
    later(hours=1)
    assert apply("mail.row") == 1

    assert OutgoingMail.objects.count() == 0


def test_what_waits_is_never_erased(later: Later) -> None:
    mail = queued()
    later(days=400)

    assert (apply("mail.text"), apply("mail.row")) == (0, 0)

    assert text_of(mail) == "Goedendag,"
