"""Mail that is kept no longer: the text 30 days after it was sent, the row after a year.

A text that was only valid for a while, such as one with a code, goes as soon as that is over. The terms are those of
the retention schedule in docs/mail.md.
"""

from common.mail.models import OutgoingMail


def has_old() -> bool:
    """True when something is to be erased."""
    return OutgoingMail.objects.with_old_text().exists() or OutgoingMail.objects.too_old().exists()


def erase_old() -> int:
    """Erase texts and rows whose time is over; return how many. What still waits to be sent is left alone."""
    rows, _by_model = OutgoingMail.objects.too_old().delete()
    return rows + OutgoingMail.objects.with_old_text().update(text="", calendar="", erase_at=None)
