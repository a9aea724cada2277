"""The mail with reminders."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from common.mail.placeholders import Placeholder
from common.mail.purposes import Purpose
from common.mail.services import send

if TYPE_CHECKING:
    from knowledge.services.reminders import Reminder

LIST = "knowledge/email/reminders_list.txt"
REMINDERS = Purpose(
    "knowledge.reminders",
    _("Herinnering aan de redactie"),
    "knowledge/email/reminders",
    can_stop=True,
    placeholders=(
        Placeholder("aantal", _("hoeveel onderwerpen het zijn"), 2),
        Placeholder(
            "lijst",
            _("de onderwerpen, met hun adres"),
            "Wijktafel (methode). Opnieuw bekijken: 1 juni",
            is_required=True,
        ),
    ),
)


def send_digest(recipients: Sequence[str], reminders: Sequence[Reminder], *, day: dt.date) -> None:
    """Ask for one mail about all reminders to each of the recipients, once a day."""
    context = {
        "aantal": len(reminders),
        "lijst": render_to_string(LIST, {"reminders": reminders, "site_url": settings.SITE_URL}),
    }
    for recipient in recipients:
        send(purpose=REMINDERS.name, recipient=recipient, context=context, version=day.isoformat())
