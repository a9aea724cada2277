"""Words of the accounts app."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ResetReason(TextChoices):
    """Why a beheerder takes away somebody's second factor."""

    LOST = "lost", _("Telefoon of sleutel kwijt")
    REPLACED = "replaced", _("Nieuwe telefoon, de app is niet meegekomen")
    BROKEN = "broken", _("De app, passkey of herstelcodes werken niet")
    ABUSED = "abused", _("Vermoeden van misbruik")
