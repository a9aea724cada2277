"""The worker: what it sends, what it tries again and when, and what it gives up."""

import datetime as dt
import smtplib

import pytest
from django.utils import timezone

from common.mail.enums import MailState
from common.mail.models import OutgoingMail
from common.mail.worker import DrainReport, drain, has_mail_to_send
from tests.common.mail.conftest import Later
from tests.common.mail.helpers import queued, state_of
from tests.common.mail.transport import ScriptedTransport, data_refused, recipient_refused

pytestmark = pytest.mark.django_db

Server = type[ScriptedTransport]


def minutes_until_due(mail: OutgoingMail) -> float:
    mail.refresh_from_db()
    return (mail.due_at - timezone.now()).total_seconds() / 60


def test_a_mail_is_sent_once_and_its_row_says_so(server: Server, later: Later) -> None:
    mail = queued("een@example.org")

    assert drain() == DrainReport(sent=1)
    assert drain() == DrainReport()

    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.finished_at) == (MailState.SENT, 1, timezone.now())
    assert (mail.claimed_by, mail.claimed_until, mail.reason) == ("", None, "")
    assert [message.to for message in server.accepted] == [["een@example.org"]]
    assert server.connections == ["open", "close"]


def test_nothing_to_do_opens_no_connection(server: Server) -> None:
    assert drain() == DrainReport()

    assert server.connections == []
    assert not has_mail_to_send()


def test_one_connection_takes_fifty_mails(server: Server) -> None:
    for number in range(51):
        queued(f"{number}@example.org")

    assert drain() == DrainReport(sent=51)

    assert server.connections == ["open", "close", "open", "close"]


@pytest.mark.parametrize("refused", [data_refused(554), recipient_refused(550), smtplib.SMTPNotSupportedError("utf8")])
def test_a_refusal_for_good_fails_one_mail_and_no_other(server: Server, refused: Exception) -> None:
    bad, good = queued("weg@example.org"), queued("goed@example.org")
    server.answer = lambda message: refused if message.to == ["weg@example.org"] else None

    assert drain() == DrainReport(sent=1, stopped=1)

    assert (state_of(bad), state_of(good)) == (MailState.FAILED, MailState.SENT)
    assert bad.finished_at is not None


@pytest.mark.parametrize("busy", [data_refused(451), recipient_refused(450)])
def test_a_refusal_for_now_is_tried_again_and_holds_up_no_other(server: Server, later: Later, busy: Exception) -> None:
    slow, good = queued("vol@example.org"), queued("goed@example.org")
    server.answer = lambda message: busy if message.to == ["vol@example.org"] else None

    assert drain() == DrainReport(sent=1, later=1)

    assert (state_of(slow), state_of(good)) == (MailState.RETRY, MailState.SENT)
    assert minutes_until_due(slow) == 0.5
    later(seconds=29)
    assert drain() == DrainReport()
    server.answer = lambda message: None
    later(seconds=1)
    assert drain() == DrainReport(sent=1)


def test_each_wait_is_twice_as_long_up_to_an_hour_and_after_four_days_we_give_up(server: Server, later: Later) -> None:
    mail = queued()
    server.answer = lambda message: data_refused(452, "disk full")
    started = timezone.now()
    waits = []
    while True:
        drain()
        if state_of(mail) != MailState.RETRY:
            break
        waits.append(minutes_until_due(mail))
        later(minutes=waits[-1])

    assert waits[:8] == [0.5, 1, 2, 4, 8, 16, 32, 60]
    assert set(waits[8:]) == {60}
    assert mail.state == MailState.FAILED
    assert (mail.smtp_code, mail.reason) == (452, "disk full")
    assert dt.timedelta(days=4) <= timezone.now() - started < dt.timedelta(days=4, hours=1)


@pytest.mark.parametrize(
    "away",
    [
        ConnectionRefusedError(),
        TimeoutError(),
        smtplib.SMTPServerDisconnected("gone"),
        smtplib.SMTPConnectError(421, b"busy"),
        smtplib.SMTPAuthenticationError(535, b"wrong password"),
    ],
)
def test_a_server_that_is_away_costs_no_mail_an_attempt(server: Server, later: Later, away: Exception) -> None:
    mails = [queued(f"{number}@example.org") for number in range(3)]
    server.greeting = away

    assert drain() == DrainReport()
    assert [state_of(mail) for mail in mails] == [MailState.QUEUED] * 3
    assert [mail.attempts for mail in mails] == [0, 0, 0]
    assert mails[0].reason
    assert not has_mail_to_send()

    later(seconds=30)
    server.greeting = None
    assert drain() == DrainReport(sent=3)


@pytest.mark.parametrize(
    "away",
    [
        data_refused(421),
        recipient_refused(432),
        TimeoutError(),
        smtplib.SMTPServerDisconnected("gone"),
        smtplib.SMTPSenderRefused(530, b"sign in first", "van@example.org"),
    ],
)
def test_a_server_that_goes_away_halfway_makes_everything_wait(server: Server, later: Later, away: Exception) -> None:
    first, second = queued("een@example.org"), queued("twee@example.org")
    server.answer = lambda message: away

    assert drain() == DrainReport(later=1)

    assert server.tried == ["een@example.org"]
    assert (state_of(first), state_of(second)) == (MailState.RETRY, MailState.QUEUED)
    assert [minutes_until_due(mail) for mail in (first, second)] == [0.5, 0.5]


def test_a_mail_on_which_the_server_hangs_does_not_stay_in_front(server: Server, later: Later) -> None:
    bad = queued("hangt@example.org")
    good = [queued(f"{number}@example.org") for number in range(3)]
    server.answer = lambda message: TimeoutError() if message.to == ["hangt@example.org"] else None
    drain()

    later(seconds=30)
    drain()
    later(seconds=30)
    drain()

    assert state_of(bad) == MailState.RETRY
    assert [state_of(mail) for mail in good] == [MailState.SENT] * 3


def test_a_mistake_of_ours_in_one_mail_keeps_no_other_from_going(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    bad, good = queued("kapot@example.org"), queued("goed@example.org")
    server.answer = lambda message: KeyError("nienke@example.org") if message.to == ["kapot@example.org"] else None

    assert drain() == DrainReport(sent=1, later=1)

    assert (state_of(bad), bad.reason) == (MailState.RETRY, "KeyError")
    assert state_of(good) == MailState.SENT
    assert f"Mail {bad.pk} cannot be made" in caplog.text


def test_a_mail_that_a_worker_left_behind_is_sent_when_the_lease_is_over(server: Server, later: Later) -> None:
    mail = queued()

    class KilledError(BaseException):
        pass

    def die(message: object) -> None:
        raise KilledError

    server.answer = die
    with pytest.raises(KilledError):
        drain()
    assert state_of(mail) == MailState.IN_FLIGHT
    server.answer = lambda message: None

    later(seconds=119)
    assert not has_mail_to_send()
    assert drain() == DrainReport()
    later(seconds=1)
    assert has_mail_to_send()
    assert drain() == DrainReport(sent=1)
    assert (state_of(mail), mail.attempts) == (MailState.SENT, 2)


def test_what_was_accepted_after_the_lease_is_sent_all_the_same(server: Server, later: Later) -> None:
    mail = queued()

    def too_slow(message: object) -> None:
        later(minutes=3)
        # Another worker takes it meanwhile.
        OutgoingMail.objects.filter(pk=mail.pk).update(claimed_by="another")

    server.answer = too_slow

    drain()

    assert state_of(mail) == MailState.SENT


def test_a_refusal_after_the_lease_leaves_the_mail_to_who_has_it_now(server: Server, later: Later) -> None:
    mail = queued()

    def too_slow(message: object) -> Exception:
        OutgoingMail.objects.filter(pk=mail.pk).update(claimed_by="another")
        return data_refused(554)

    server.answer = too_slow

    drain()

    assert (state_of(mail), mail.claimed_by) == (MailState.IN_FLIGHT, "another")


def test_a_mail_that_expired_while_it_waited_is_not_sent(server: Server, later: Later) -> None:
    mail = queued(expires_at=timezone.now() + dt.timedelta(minutes=15))
    later(minutes=15)

    assert drain() == DrainReport(stopped=1)

    assert state_of(mail) == MailState.WITHHELD
    assert mail.reason == "De mail was niet meer geldig toen hij aan de beurt was."
    assert server.tried == []


def test_what_expires_goes_first(server: Server) -> None:
    queued("rustig@example.org")
    queued("later@example.org", expires_at=timezone.now() + dt.timedelta(hours=1))
    queued("haast@example.org", expires_at=timezone.now() + dt.timedelta(minutes=15))

    drain()

    assert server.tried == ["haast@example.org", "later@example.org", "rustig@example.org"]


@pytest.mark.parametrize(
    ("recipient", "state"),
    [
        ("a@example.org", MailState.WITHHELD),
        ("a@onder.example.org", MailState.WITHHELD),
        ("a@gemeente.test", MailState.WITHHELD),
        ("a@geenexample.org", MailState.SENT),
        ("a@example.nl", MailState.SENT),
    ],
)
def test_a_domain_that_may_not_be_mailed_gets_nothing(
    server: Server, settings: object, recipient: str, state: str
) -> None:
    settings.MAIL_WITHHELD_DOMAINS = ("example.org", "test")  # type: ignore[attr-defined]
    mail = queued(recipient)

    drain()

    assert state_of(mail) == state
    assert server.tried == ([recipient] if state == MailState.SENT else [])


def test_where_mail_is_off_everything_is_withheld(settings: object) -> None:
    settings.MAIL_TRANSPORT = ""  # type: ignore[attr-defined]
    mail = queued()

    assert drain() == DrainReport(stopped=1)

    assert (state_of(mail), mail.reason) == (MailState.WITHHELD, "Op deze installatie staat mail uit.")


def test_the_reason_holds_no_address_and_no_control_characters(server: Server) -> None:
    mail = queued("nienke@example.org")
    server.answer = lambda message: recipient_refused(550, "5.1.1 <nienke@example.org>: unknown\r\nBcc: x" + "x" * 300)

    drain()

    mail.refresh_from_db()
    assert mail.reason.startswith("5.1.1 <…>: unknown Bcc: xxx")
    assert len(mail.reason) == 200
