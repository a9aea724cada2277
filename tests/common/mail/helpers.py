"""What several mail tests do."""

from typing import Any

from common.mail.models import OutgoingMail
from common.mail.services import queue


def queued(recipient: str = "aan@example.org", **fields: Any) -> OutgoingMail:
    """A mail that waits."""
    given = {"purpose": "test", "subject": "Onderwerp", "text": "Goedendag,", "version": recipient}
    return queue(recipient=recipient, **given | fields)


def state_of(mail: OutgoingMail) -> str:
    """The state of a mail in the database."""
    mail.refresh_from_db()
    return mail.state
