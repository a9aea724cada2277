"""A mail transport of Django that answers by a script, with the errors that smtplib raises."""

import smtplib
from collections.abc import Callable, Sequence
from typing import ClassVar

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

Answer = Exception | None


def data_refused(code: int, text: str = "no") -> Exception:
    """The server does not take the message."""
    return smtplib.SMTPDataError(code, text.encode())


def recipient_refused(code: int, text: str = "no") -> Exception:
    """The server does not take the address."""
    return smtplib.SMTPRecipientsRefused({"a@example.org": (code, text.encode())})


class ScriptedTransport(BaseEmailBackend):
    """Accepts everything unless `answer` or `greeting` says otherwise; `accepted` is what came through."""

    accepted: ClassVar[list[EmailMessage]] = []
    tried: ClassVar[list[str]] = []
    connections: ClassVar[list[str]] = []
    answer: ClassVar[Callable[[EmailMessage], Answer]]
    greeting: ClassVar[Answer]

    @classmethod
    def reset(cls) -> None:
        """Forget everything, and accept everything."""
        for seen in (cls.accepted, cls.tried, cls.connections):
            seen.clear()  # type: ignore[attr-defined]
        cls.answer = staticmethod(lambda message: None)  # type: ignore[assignment]
        cls.greeting = None

    def open(self) -> bool:
        if self.greeting is not None:
            raise self.greeting
        self.connections.append("open")
        return True

    def close(self) -> None:
        self.connections.append("close")

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            self.tried.append(message.to[0])
            error = type(self).answer(message)
            if error is not None:
                raise error
            self.accepted.append(message)
        return len(email_messages)
