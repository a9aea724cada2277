"""Where an affiliation stands."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AffiliationState(TextChoices):
    """From asking to the end."""

    ASKED = "asked", _("aangevraagd")
    CONFIRMED = "confirmed", _("bevestigd")
    DECLINED = "declined", _("afgewezen")
    ENDED = "ended", _("beëindigd")
