"""Where Django's own way of mailing ends: every mail that a library sends becomes a row too.

Wagtail tells people of work that waits for them in the request of somebody else; without this a mail server that is
down would make that request wait.
"""

import uuid
from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from common.mail.services import queue

CMS_NOTICE = "cms.notice"


class OutboxBackend(BaseEmailBackend):
    """Puts messages in the queue, one row per recipient. Of a message its subject and its text are taken."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Queue the messages; return how many.

        Raises ValueError for a message with attachments, or without a plain text: those would be lost.
        """
        for message in email_messages:
            if message.attachments or message.content_subtype != "plain":
                raise ValueError("Only mail with a plain text and without attachments goes through the outbox.")
            for recipient in message.recipients():
                queue(
                    purpose=CMS_NOTICE,
                    recipient=recipient,
                    subject=str(message.subject),
                    text=str(message.body),
                    version=str(uuid.uuid4()),
                )
        return len(email_messages)
