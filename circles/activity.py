"""What is recorded of circles. Whom an act is about stands in its codes, as the number of an account."""

from collections.abc import Mapping

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from circles.models import Circle
from common.activity.services import record

VERBS: Mapping[str, str | Promise] = {
    "circle.created": _("Leerkring gemaakt"),
    "circle.changed": _("Leerkring gewijzigd"),
    "circle.published": _("Leerkring gepubliceerd"),
    "circle.started": _("Leerkring begonnen"),
    "circle.closed": _("Leerkring afgesloten"),
    "circle.archived": _("Leerkring gearchiveerd"),
    "circle.agreements_changed": _("Kringafspraken gewijzigd"),
    "circle.agreements_accepted": _("Akkoord met kringafspraken"),
    "circle.joined": _("Deelname aan leerkring begonnen"),
    "circle.waiting": _("Op de wachtlijst van een leerkring gekomen"),
    "circle.requested": _("Deelname aan leerkring aangevraagd"),
    "circle.request_accepted": _("Aanvraag voor leerkring toegelaten"),
    "circle.request_declined": _("Aanvraag voor leerkring afgewezen"),
    "circle.request_asked": _("Vraag gesteld over een aanvraag"),
    "circle.request_answered": _("Vraag over een aanvraag beantwoord"),
    "circle.invited": _("Uitnodiging voor leerkring gemaakt"),
    "circle.invitation_revoked": _("Uitnodiging voor leerkring ingetrokken"),
    "circle.place_offered": _("Plek in leerkring aangeboden"),
    "circle.place_accepted": _("Plek in leerkring aangenomen"),
    "circle.place_declined": _("Plek in leerkring afgeslagen"),
    "circle.place_expired": _("Aanbod van plek in leerkring verlopen"),
    "circle.left": _("Leerkring verlaten"),
    "circle.removed": _("Deelnemer uit leerkring verwijderd"),
    "circle.role_changed": _("Rol in leerkring gewijzigd"),
}


def record_about(circle: Circle, verb: str, *, actor: models.Model | None, person_id: int = 0, code: str = "") -> None:
    """Write down an act in a circle, and which account it was about when that is another than who did it."""
    codes = [f"account:{person_id}"] if person_id and (actor is None or actor.pk != person_id) else []
    record(verb=f"circle.{verb}", about=circle, actor=actor, codes=[*codes, code] if code else codes)
