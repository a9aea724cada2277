"""The words of a meeting that have a fixed list."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MeetingState(TextChoices):
    """From the plan to what became of it."""

    PLANNED = "gepland", _("gepland")
    MOVED = "verplaatst", _("verplaatst")
    CANCELLED = "geannuleerd", _("gaat niet door")
    HELD = "gehouden", _("is geweest")
    CLOSED = "afgerond", _("is afgerond")
    DID_NOT_HAPPEN = "niet-gehouden", _("is niet doorgegaan")


class ResponseAnswer(TextChoices):
    """What somebody said to an invitation."""

    YES = "ja", _("Ja, ik kom")
    NO = "nee", _("Nee, ik kom niet")
    MAYBE = "misschien", _("Misschien")


class InviteState(TextChoices):
    """Whether a meeting stands in the calendar of somebody, as far as mails went."""

    INVITED = "uitgenodigd", _("uitgenodigd")
    WITHDRAWN = "ingetrokken", _("ingetrokken")


# A meeting that people are expected at.
AHEAD = (MeetingState.PLANNED, MeetingState.MOVED)
# One that took place.
TOOK_PLACE = (MeetingState.HELD, MeetingState.CLOSED)
