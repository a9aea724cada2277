"""The mails about circles, as the outbox names them, and what editors can fill in."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.mail.placeholders import Placeholder
from common.mail.purposes import Purpose

WELCOME = "welcome"
REQUEST = "request"
QUESTION = "question"
DECLINED = "declined"
WAITING = "waiting"
OFFER = "offer"
INVITATION = "invitation"
REMOVED = "removed"
AGREEMENTS = "agreements"

_NAME = Placeholder("kring", _("de naam van de leerkring"), "Jongeren online")
_ADDRESS = Placeholder(
    "adres", _("het adres van de pagina waar het verder gaat"), "https://example.org/", is_required=True
)
_UNTIL = Placeholder("tot", _("tot wanneer het kan"), "3 december 2026, 12.00 uur")
_TEXT = Placeholder("toelichting", _("wat de begeleider schreef"), "De kring gaat over het onderwijs.")

LABELS: Mapping[str, tuple[str | Promise, tuple[Placeholder, ...]]] = {
    WELCOME: (_("Welkom in een leerkring"), (_NAME, _ADDRESS)),
    REQUEST: (_("Een aanvraag voor een leerkring wacht op u"), (_NAME, _ADDRESS)),
    QUESTION: (_("Vraag over uw aanvraag voor een leerkring"), (_NAME, _TEXT, _ADDRESS)),
    DECLINED: (_("Aanvraag voor een leerkring afgewezen"), (_NAME, _TEXT)),
    WAITING: (_("Op de wachtlijst van een leerkring"), (_NAME, _ADDRESS)),
    OFFER: (_("Plek in een leerkring"), (_NAME, _UNTIL, _ADDRESS)),
    INVITATION: (_("Uitnodiging voor een leerkring"), (_NAME, _UNTIL, _ADDRESS)),
    REMOVED: (_("Geen deelnemer meer van een leerkring"), (_NAME,)),
    AGREEMENTS: (_("Nieuwe kringafspraken"), (_NAME, _ADDRESS)),
}


def purpose_name(mail: str) -> str:
    """The purpose of a mail of this app."""
    return f"circles.{mail}"


def purposes() -> tuple[Purpose, ...]:
    """Every purpose of this app."""
    return tuple(
        Purpose(purpose_name(mail), label, f"circles/email/{mail}", placeholders=placeholders)
        for mail, (label, placeholders) in LABELS.items()
    )
