"""Stopping the mails of a purpose, from a link in one of them.

The link is signed and names the row of the mail, so it holds no address, and works as long as the row is kept.
"""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from common.mail.models import MailStop, OutgoingMail
from common.mail.purposes import find_purpose

_signer = Signer(salt="common.mail.stopping")


def can_stop(mail: OutgoingMail) -> bool:
    """True when who gets this mail can stop the ones like it."""
    purpose = find_purpose(mail.purpose)
    return purpose is not None and purpose.can_stop


def is_stopped(mail: OutgoingMail) -> bool:
    """True when who would get this mail does not want it."""
    return can_stop(mail) and MailStop.objects.filter(purpose=mail.purpose, recipient=mail.recipient).exists()


def stop_url(mail: OutgoingMail) -> str:
    """The address where one stops mails like this one; empty for mail that always comes."""
    if not can_stop(mail):
        return ""
    return settings.SITE_URL + reverse("mail_stop", args=[_signer.sign(str(mail.pk))])


def find_by_token(token: str) -> OutgoingMail | None:
    """The mail that a link was in; None when the link is not ours, or when there is nothing to stop."""
    try:
        number = _signer.unsign(token)
    except BadSignature:
        return None
    mail = OutgoingMail.objects.filter(pk=number).first()
    return mail if mail and can_stop(mail) else None


def stop(*, mail: OutgoingMail) -> None:
    """Send no more mails like this one to who got it; those that wait are withheld when it is their turn."""
    MailStop.objects.get_or_create(purpose=mail.purpose, recipient=mail.recipient)


def resume(*, mail: OutgoingMail) -> None:
    """Send mails like this one again."""
    MailStop.objects.filter(purpose=mail.purpose, recipient=mail.recipient).delete()
