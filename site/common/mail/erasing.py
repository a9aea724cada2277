"""Mail that is kept no longer: the text 30 days after it was sent, the row after a year.

A text that was only valid for a while, such as one with a code, goes in the night after that is over. What still waits
to be sent is left alone.
"""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.mail.enums import ENDED
from common.mail.models import TEXT_RULE, OutgoingMail
from common.privacy.contracts import Person, RetentionRule


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
