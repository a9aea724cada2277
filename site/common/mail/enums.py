"""Where a mail is on its way."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MailState(TextChoices):
    """The states of a mail; docs/mail.md draws the steps between them."""

    QUEUED = "queued", _("wacht")
    IN_FLIGHT = "in-flight", _("wordt verstuurd")
    RETRY = "retry", _("wordt opnieuw geprobeerd")
    SENT = "sent", _("verstuurd")
    FAILED = "failed", _("mislukt")
    WITHHELD = "withheld", _("tegengehouden")


WAITING = (MailState.QUEUED, MailState.RETRY)
OPEN = (*WAITING, MailState.IN_FLIGHT)
# From here only a person brings a mail back.
STOPPED = (MailState.FAILED, MailState.WITHHELD)
ENDED = (MailState.SENT, *STOPPED)
