"""The mail with reminders. Everything about sending stands here, so that it can move to a table of outgoing mail."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from knowledge.services.reminders import Reminder


def send_digest(recipients: Sequence[str], reminders: Sequence[Reminder]) -> None:
    """Send one mail about all reminders to all recipients, who do not see each other's address.

    It is one message to the mail server: either all get it or nobody does. Raises OSError when it could not be sent.
    """
    count = len(reminders)
    context = {
        "reminders": reminders,
        "site_url": settings.SITE_URL,
        "backlog_url": reverse("knowledge_backlog"),
    }
    message = EmailMultiAlternatives(
        subject=ngettext(
            "Kennisplatform V&WS: %(count)d onderwerp om opnieuw te bekijken",
            "Kennisplatform V&WS: %(count)d onderwerpen om opnieuw te bekijken",
            count,
        )
        % {"count": count},
        body=render_to_string("knowledge/email/reminders.txt", context),
        bcc=list(recipients),
        headers={"To": "undisclosed-recipients:;", "Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(render_to_string("knowledge/email/reminders.html", context), "text/html")
    message.send()
