"""What has arrived: the mail of the test, as the mail server got it."""

from collections.abc import Sequence
from typing import Any, overload

from django.core import mail
from django.core.mail import EmailMessage

from common.mail.worker import drain


class Postbox(Sequence[EmailMessage]):
    """The mails that were sent, the first one first. Whoever looks has the worker send first."""

    @property
    def messages(self) -> list[EmailMessage]:
        drain()
        return mail.outbox

    @overload
    def __getitem__(self, index: int) -> EmailMessage: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[EmailMessage]: ...
    def __getitem__(self, index: Any) -> Any:
        return self.messages[index]

    def __len__(self) -> int:
        return len(self.messages)

    def __eq__(self, other: object) -> bool:
        return self.messages == other

    def clear(self) -> None:
        """Throw away what has arrived."""
        self.messages.clear()
