"""Mail that is kept no longer: the text 30 days after it was sent, the row after a year.

A text that was only valid for a while, such as one with a code, goes as soon as that is over. The terms are those of
the retention schedule in docs/mail.md.
"""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.mail.enums import ENDED
from common.mail.models import OutgoingMail
from common.privacy.contracts import Person, RetentionRule

TEXT_RULE = "mail.text"


def has_old() -> bool:
    """True when something is to be erased."""
    return OutgoingMail.objects.with_old_text().exists() or OutgoingMail.objects.too_old().exists()


def erase_old() -> int:
    """Erase texts and rows whose time is over; return how many. What still waits to be sent is left alone."""
    rows, _by_model = OutgoingMail.objects.too_old().delete()
    return rows + OutgoingMail.objects.with_old_text().update(text="", calendar="", erase_at=None)


def rules() -> tuple[RetentionRule, ...]:
    """How long mail is kept. The end of the term of a text is written down when the mail has its end."""
    return (
        RetentionRule(
            TEXT_RULE,
            "common.OutgoingMail",
            _("de tekst"),
            30,
            ends="erase_at",
            rows=lambda: OutgoingMail.objects.exclude(erase_at=None),
            erase=lambda mails: mails.update(text="", calendar="", erase_at=None),
        ),
        RetentionRule(
            "mail.row",
            "common.OutgoingMail",
            _("dat de mail is verstuurd"),
            365,
            since="created_at",
            rows=lambda: OutgoingMail.objects.filter(state__in=ENDED),
        ),
    )


def erase_mail_of(person: Person) -> int:
    """Erase what was mailed to somebody, also what still waits, and every text to others in which they are named.

    Returns how many mails were erased or changed.
    """
    rows, _by_model = OutgoingMail.objects.filter(recipient__in=person.emails).delete()
    named = Q(pk__in=())
    for word in person.emails | person.names:
        named |= Q(text__icontains=word) | Q(subject__icontains=word)
    mentions = OutgoingMail.objects.filter(named, state__in=ENDED)
    return int(rows + mentions.update(text="", calendar="", subject="", erase_at=None))
