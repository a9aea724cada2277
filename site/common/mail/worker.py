"""Sending what is in the queue.

A mail is claimed with a lease in a transaction of its own, sent outside of any transaction, and its result written in
a second one. A worker that dies leaves a mail in flight, and when the lease is over another takes it. Only when it died
between the server's acceptance and our commit does the receiver get the mail twice, both times with the same
Message-ID.
"""

import datetime as dt
import logging
import time
import uuid
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.mail.enums import MailState
from common.mail.message import build_message
from common.mail.models import OutgoingMail, keep_text
from common.mail.outcomes import Outcome, Verdict, outcome_of
from common.mail.stopping import is_stopped

logger = logging.getLogger(__name__)

# Twice what sending one mail over an open connection takes when every answer comes just in time.
LEASE = dt.timedelta(minutes=2)
FIRST_RETRY = dt.timedelta(seconds=30)
LAST_RETRY = dt.timedelta(hours=1)
# How long nothing is tried when the server is away, and after how long we give up (RFC 5321, 4.5.4.1: 4-5 days).
PAUSE = dt.timedelta(seconds=30)
GIVE_UP_AFTER = dt.timedelta(days=4)
# Servers close a connection that brings too many mails, and one busy queue must not hold the worker for ever.
MAILS_PER_CONNECTION = 50
DRAIN_SECONDS = 60.0


@dataclass
class DrainReport:
    """What a drain did, in numbers of mails: sent, to be tried again, and stopped for good."""

    sent: int = 0
    later: int = 0
    stopped: int = 0


def has_mail_to_send() -> bool:
    """True when a mail is due, or was left behind by a worker that ended."""
    return OutgoingMail.objects.claimable().exists()


def drain() -> DrainReport:
    """Send every mail that is due, one after the other, until there is none or the server is away."""
    report = DrainReport()
    worker = uuid.uuid4().hex
    ends = time.monotonic() + DRAIN_SECONDS
    while time.monotonic() < ends and has_mail_to_send():
        transport = get_connection(settings.MAIL_TRANSPORT) if settings.MAIL_TRANSPORT else None
        try:
            if not _send_some(report, worker, transport, ends):
                break
        finally:
            _close(transport)
    return report


def _send_some(report: DrainReport, worker: str, transport: BaseEmailBackend | None, ends: float) -> bool:
    """Send over one connection until it fails; returns False when the server is away."""
    # Before claiming: a server that does not answer costs no mail its turn, and no lease runs while we wait.
    if transport is not None and (failure := _open(transport)) is not None:
        _pause(failure)
        return False
    for _number in range(MAILS_PER_CONNECTION):
        mail = _claim(worker) if time.monotonic() < ends else None
        if mail is None:
            return True
        outcome = _attempt(mail, transport)
        _settle(mail, outcome, report)
        if outcome.verdict is Verdict.SERVER_AWAY:
            _pause(outcome)
            return False
        if outcome.verdict in {Verdict.LATER, Verdict.REFUSED}:
            # Nobody knows in what state the connection is now.
            return True
    return True


def _open(transport: BaseEmailBackend) -> Outcome | None:
    """Connect; returns what went wrong, if anything did."""
    try:
        transport.open()
    except OSError as error:
        logger.warning("The mail server cannot be reached: %s", type(error).__name__)
        return outcome_of(error)
    return None


def _close(transport: BaseEmailBackend | None) -> None:
    """Say goodbye; a server that is gone already needs none."""
    try:
        if transport is not None:
            transport.close()
    except OSError:
        logger.info("The mail server had closed the connection.")


@transaction.atomic
def _claim(worker: str) -> OutgoingMail | None:
    """Take the first mail whose turn it is; no other worker gets it as long as the lease runs."""
    mail = OutgoingMail.objects.claimable().select_for_update(skip_locked=True).first()
    if mail is None:
        return None
    mail.state = MailState.IN_FLIGHT
    mail.claimed_by = worker
    mail.claimed_until = timezone.now() + LEASE
    mail.attempts += 1
    mail.save(update_fields=["state", "claimed_by", "claimed_until", "attempts"])
    return mail


def _attempt(mail: OutgoingMail, transport: BaseEmailBackend | None) -> Outcome:
    """Send a mail, if it may be sent, and return how that went."""
    if refusal := _refusal(mail):
        return Outcome(Verdict.WITHHELD, reason=refusal)
    if transport is None:
        return Outcome(Verdict.WITHHELD, reason=_("Op deze installatie staat mail uit."))
    try:
        transport.send_messages([build_message(mail, transport)])
    except OSError as error:
        outcome = outcome_of(error)
        logger.warning("Mail %s was not sent: %s %s", mail.pk, type(error).__name__, outcome.code or "")
        return outcome
    except Exception as error:
        # A mistake of ours in one mail keeps no other from going.
        logger.exception("Mail %s cannot be made into a message.", mail.pk)
        return Outcome(Verdict.LATER, reason=type(error).__name__)
    return Outcome(Verdict.SENT)


def _refusal(mail: OutgoingMail) -> str:
    """Why a mail is not sent at all; empty when it is."""
    if mail.is_expired:
        return _("De mail was niet meer geldig toen hij aan de beurt was.")
    if is_stopped(mail):
        return _("De ontvanger wil deze mails niet meer.")
    domain = mail.recipient.rpartition("@")[2]
    if any(f".{domain}".endswith(f".{closed}") for closed in settings.MAIL_WITHHELD_DOMAINS):
        return _("Naar dit domein sturen wij geen mail: het is een voorbeeld en bestaat niet.")
    return ""


def _settle(mail: OutgoingMail, outcome: Outcome, report: DrainReport) -> None:
    """Write down how an attempt went."""
    mine = OutgoingMail.objects.filter(pk=mail.pk, state=MailState.IN_FLIGHT, claimed_by=mail.claimed_by)
    now = timezone.now()
    result: dict[str, Any] = {"claimed_until": None, "claimed_by": "", "smtp_code": outcome.code}
    if outcome.verdict is Verdict.SENT:
        # What was accepted is sent, whoever else may have taken it after our lease.
        mine = OutgoingMail.objects.filter(pk=mail.pk).exclude(state=MailState.SENT)
        mine.update(**result, **_end(mail, MailState.SENT, now), reason="")
        report.sent += 1
    elif outcome.verdict is Verdict.WITHHELD:
        mine.update(**result, **_end(mail, MailState.WITHHELD, now), reason=outcome.reason)
        report.stopped += 1
    elif outcome.verdict is Verdict.REFUSED or now >= mail.created_at + GIVE_UP_AFTER:
        mine.update(**result, **_end(mail, MailState.FAILED, now), reason=outcome.reason)
        report.stopped += 1
    else:
        mine.update(**result, state=MailState.RETRY, due_at=now + _wait(mail), reason=outcome.reason)
        report.later += 1
    logger.info("Mail %s: %s", mail.pk, outcome.verdict)


def _end(mail: OutgoingMail, state: MailState, now: dt.datetime) -> dict[str, Any]:
    """The fields of a mail that has its end. A text that expires is of no use after that, and goes at once."""
    erase_at = now + keep_text()
    if mail.expires_at is not None:
        erase_at = min(erase_at, max(mail.expires_at, now))
    return {"state": state, "finished_at": now, "erase_at": erase_at}


def _wait(mail: OutgoingMail) -> dt.timedelta:
    """How long until the next attempt: twice as long each time."""
    doublings = min(mail.attempts - 1, 16)
    return min(FIRST_RETRY * (1 << doublings), LAST_RETRY)


def _pause(outcome: Outcome) -> None:
    """Have everything that is due wait: the server is away, and each mail would find that out by itself."""
    OutgoingMail.objects.due().update(due_at=timezone.now() + PAUSE, smtp_code=outcome.code, reason=outcome.reason)
