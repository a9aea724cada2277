"""What is recorded of meetings."""

from collections.abc import Mapping

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from circles.models import Meeting
from common.activity.services import record

VERBS: Mapping[str, str | Promise] = {
    "meeting.planned": _("Bijeenkomst gepland"),
    "meeting.changed": _("Bijeenkomst gewijzigd"),
    "meeting.moved": _("Bijeenkomst verplaatst"),
    "meeting.cancelled": _("Bijeenkomst geannuleerd"),
    "meeting.held": _("Bijeenkomst is doorgegaan"),
    "meeting.did_not_happen": _("Bijeenkomst is niet doorgegaan"),
    "meeting.answered": _("Geantwoord op een uitnodiging voor een bijeenkomst"),
}


def record_meeting(meeting: Meeting, verb: str, *, actor: models.Model | None, code: str = "") -> None:
    """Write down an act about a meeting."""
    record(verb=f"meeting.{verb}", about=meeting, actor=actor, codes=[code] if code else ())
