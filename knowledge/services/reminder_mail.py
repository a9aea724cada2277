"""The mail with reminders."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.mail.purposes import Purpose
from common.mail.services import send

if TYPE_CHECKING:
    from knowledge.services.reminders import Reminder

REMINDERS = Purpose("knowledge.reminders", _("Herinnering aan de redactie"), "knowledge/email/reminders", can_stop=True)


def send_digest(recipients: Sequence[str], reminders: Sequence[Reminder], *, day: dt.date) -> None:
    """Ask for one mail about all reminders to each of the recipients, once a day."""
    context = {"reminders": reminders, "backlog_url": reverse("knowledge_backlog")}
    for recipient in recipients:
        send(purpose=REMINDERS.name, recipient=recipient, context=context, version=day.isoformat())
