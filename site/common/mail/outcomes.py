"""What an answer of a mail server means for a mail, and for those behind it."""

import re
import smtplib
from dataclasses import dataclass
from enum import StrEnum

from common.mail.text import one_line

ADDRESS = re.compile(r"[^\s<>\"'()]+@[^\s<>\"'()]+")
# The server closes the connection (RFC 5321, 3.8), or has too many of ours (Microsoft's 432).
SERVER_CODES = frozenset({421, 432})
PERMANENT = 500


class Verdict(StrEnum):
    """How to go on after an attempt."""

    SENT = "sent"
    # This mail later, the next one now.
    LATER = "later"
    # The server takes no mail now: everything later.
    SERVER_AWAY = "server away"
    # Never: trying again gives the same answer.
    REFUSED = "refused"
    # It was not tried, because it may not or need not be sent.
    WITHHELD = "withheld"


@dataclass(frozen=True)
class Outcome:
    """The result of one attempt. `reason` holds no address."""

    verdict: Verdict
    code: int | None = None
    reason: str = ""


def outcome_of(error: OSError) -> Outcome:
    """Return what an error of the network or the mail server means.

    Who sends, and with which password, is the same for every mail. When the server refuses that, no mail can go, and
    failing all of them would be wrong.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, answer = next(iter(error.recipients.values()))
        return _by_code(code, _readable(answer))
    if isinstance(error, smtplib.SMTPDataError):
        return _by_code(error.smtp_code, _readable(error.smtp_error))
    if isinstance(error, smtplib.SMTPResponseException):
        return Outcome(Verdict.SERVER_AWAY, error.smtp_code, _readable(error.smtp_error))
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return Outcome(Verdict.REFUSED, None, _readable(str(error)))
    return Outcome(Verdict.SERVER_AWAY, None, _readable(f"{type(error).__name__}: {error}"))


def _by_code(code: int, reason: str) -> Outcome:
    if code in SERVER_CODES:
        return Outcome(Verdict.SERVER_AWAY, code, reason)
    return Outcome(Verdict.REFUSED if code >= PERMANENT else Verdict.LATER, code, reason)


def _readable(answer: bytes | str) -> str:
    """Return an answer as one line without addresses: the row has the one that matters."""
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return one_line(ADDRESS.sub("…", text))
