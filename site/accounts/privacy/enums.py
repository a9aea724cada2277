"""Why a person is erased, and how far that is."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ErasureReason(TextChoices):
    """Whose wish it is."""

    ASKED = "asked", _("op verzoek")
    INACTIVE = "inactive", _("account lang niet gebruikt")


class ErasureState(TextChoices):
    """How far it is."""

    WAITING = "waiting", _("wacht")
    CANCELLED = "cancelled", _("ingetrokken")
    DONE = "done", _("gewist")
