"""How an act ended."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Result(TextChoices):
    """Whether what somebody wanted happened."""

    DONE = "done", _("gelukt")
    REFUSED = "refused", _("geweigerd")
