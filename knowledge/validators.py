"""Checks on what editors type. Each raises `ValidationError` with a message for the editor."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

SUMMARY_WORDS = 100


def validate_summary_length(text: str) -> None:
    """Refuse a summary of more than 100 words: it is the plain answer, not the description."""
    excess = len(text.split()) - SUMMARY_WORDS
    if excess > 0:
        raise ValidationError(
            ngettext(
                "De samenvatting is %(excess)d woord te lang. Gebruik hoogstens %(limit)d woorden.",
                "De samenvatting is %(excess)d woorden te lang. Gebruik hoogstens %(limit)d woorden.",
                excess,
            )
            % {"excess": excess, "limit": SUMMARY_WORDS}
        )


def validate_range(lowest: int | None, highest: int | None) -> None:
    """Refuse a range that ends before it starts, or that has an end and no start."""
    if highest is None:
        return
    if lowest is None or highest < lowest:
        raise ValidationError(_("Vul eerst het laagste en dan het hoogste getal in."))
