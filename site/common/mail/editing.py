"""Which subject and text a mail gets: those of editors, or else the standard ones."""

import logging
from typing import Any

from common.mail.own_texts import MailText
from common.mail.purposes import Purpose
from common.mail.text import render_subject, render_text

logger = logging.getLogger(__name__)


def subject_and_text(purpose: Purpose, context: dict[str, Any]) -> tuple[str, str]:
    """Return the subject and the text of a mail.

    A text of editors that cannot be used stops no mail: the standard text goes, and the reason stands at their text.
    """
    own = MailText.objects.filter(purpose=purpose.name).first() if purpose.placeholders else None
    if own is not None and own.is_used:
        try:
            return own.rendered(context)
        except Exception as error:  # Whatever is wrong with it, somebody waits for this mail.
            logger.exception("The text of editors for %s cannot be used.", purpose.name)
            reason = " ".join(own.problems()) or type(error).__name__
            MailText.objects.filter(pk=own.pk).update(problem=reason[:500])
    return render_subject(purpose.template, context), render_text(purpose.template, context)
