"""Verbs: ask for a mail, try one again, cancel one. Sending itself is the worker's."""

import datetime as dt
import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.activity.services import record
from common.calendars.entries import CalendarFile
from common.jobs import nudge
from common.mail.editing import subject_and_text
from common.mail.enums import STOPPED, WAITING, MailState
from common.mail.message import new_message_id
from common.mail.models import OutgoingMail, keep_text
from common.mail.purposes import find_purpose
from common.mail.tasks import drain_mail
from common.mail.text import one_line


class MailStateError(Exception):
    """A mail is not in a state in which this can be done. The text is for people."""


def send(
    *,
    purpose: str,
    recipient: str,
    context: dict[str, Any],
    about: models.Model | None = None,
    version: str = "",
    expires_at: dt.datetime | None = None,
    calendar: CalendarFile | None = None,
) -> OutgoingMail:
    """Ask for a mail; it leaves as soon as the transaction of the caller is committed, and never before.

    The same purpose, object, recipient and version give the same mail, which is sent once; with neither object nor
    version every call is a mail of its own. After `expires_at` it is of no use, and is withheld. `calendar` goes along,
    so that an invitation lands in the calendar of who gets it.

    Raises LookupError for a purpose that is not registered, and ValueError for an address that nobody can have.
    """
    found = find_purpose(purpose)
    if found is None:
        raise LookupError(f"The purpose {purpose} is not registered.")
    subject, text = subject_and_text(found, context)
    return queue(
        purpose=purpose,
        recipient=recipient,
        subject=subject,
        text=text,
        about="" if about is None else f"{about._meta.label_lower}:{about.pk}",
        version=version if version or about is not None else str(uuid.uuid4()),
        expires_at=expires_at,
        calendar=calendar,
    )


def queue(
    *,
    purpose: str,
    recipient: str,
    subject: str,
    text: str,
    about: str = "",
    version: str,
    expires_at: dt.datetime | None = None,
    calendar: CalendarFile | None = None,
) -> OutgoingMail:
    """Write the row of a mail whose text is there already.

    Raises ValueError for an address that nobody can have.
    """
    mail, is_new = OutgoingMail.objects.get_or_create(
        purpose=purpose,
        about=about,
        recipient=_address(recipient),
        version=version,
        defaults={
            "subject": one_line(subject),
            # PostgreSQL keeps no NUL.
            "text": text.replace("\x00", "").strip(),
            "message_id": new_message_id(),
            "expires_at": expires_at,
            "calendar": calendar.text if calendar else "",
            "calendar_method": calendar.method.value if calendar else "",
        },
    )
    if is_new:
        _nudge_worker()
    return mail


@transaction.atomic
def retry(*, mail: OutgoingMail) -> None:
    """Bring a mail that failed or was withheld back into the queue.

    Raises MailStateError when it is in another state, or there is nothing left to send.
    """
    if mail.is_erased or mail.is_expired:
        raise MailStateError(_("Deze mail kan niet meer weg: de tekst is gewist of de geldigheid is voorbij."))
    changed = OutgoingMail.objects.filter(pk=mail.pk, state__in=STOPPED).update(
        state=MailState.QUEUED, attempts=0, due_at=timezone.now(), finished_at=None, erase_at=None, reason=""
    )
    if not changed:
        raise MailStateError(_("Deze mail is niet mislukt of tegengehouden."))
    record(verb="mail.retried", about=mail)
    _nudge_worker()


@transaction.atomic
def cancel(*, mail: OutgoingMail) -> None:
    """Withhold a mail that still waits.

    Raises MailStateError when it is being sent, or has its end already.
    """
    now = timezone.now()
    changed = OutgoingMail.objects.filter(pk=mail.pk, state__in=WAITING).update(
        state=MailState.WITHHELD,
        finished_at=now,
        erase_at=now + keep_text(),
        reason=_("Tegengehouden door een beheerder."),
    )
    if not changed:
        raise MailStateError(_("Deze mail wacht niet meer, dus u kunt hem niet tegenhouden."))
    record(verb="mail.cancelled", about=mail)


def _address(recipient: str) -> str:
    address = recipient.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise ValueError("This is not an e-mail address.") from error
    return address


def _nudge_worker() -> None:
    """Have the worker look after the commit. When that fails, its own tick finds the row."""
    transaction.on_commit(lambda: nudge(drain_mail), robust=True)
