"""The words of a learning circle that have a fixed list."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Visibility(TextChoices):
    """Who can find a circle. What happens inside is for its members, whatever this says."""

    OPEN = "open", _("open: iedereen ziet de kring, de begeleiders en de data")
    CLOSED = "gesloten", _("gesloten: iedereen ziet waar de kring over gaat, en verder niets")
    HIDDEN = "verborgen", _("verborgen: alleen wie is uitgenodigd weet dat de kring er is")


class Joining(TextChoices):
    """How somebody gets in."""

    OPEN = "vrij", _("Vrij: wie wil, doet mee")
    REQUEST = "op-aanvraag", _("Op aanvraag: een begeleider beslist")
    INVITATION = "op-uitnodiging", _("Alleen op uitnodiging")


class CircleStatus(TextChoices):
    """From the first draft to the archive."""

    DRAFT = "concept", _("concept")
    RECRUITING = "werving", _("zoekt deelnemers")
    RUNNING = "lopend", _("is bezig")
    CLOSED = "afgesloten", _("afgesloten")
    ARCHIVED = "archief", _("gearchiveerd")


class Place(TextChoices):
    """Where the circle meets."""

    ONLINE = "online", _("Online")
    ON_SITE = "op-locatie", _("Op locatie")
    BOTH = "online-en-locatie", _("Online en op locatie")


class Region(TextChoices):
    """Where the members come from: a province, or everywhere."""

    NATIONAL = "landelijk", _("Landelijk")
    DRENTHE = "drenthe", _("Drenthe")
    FLEVOLAND = "flevoland", _("Flevoland")
    FRYSLAN = "fryslan", _("Fryslân")
    GELDERLAND = "gelderland", _("Gelderland")
    GRONINGEN = "groningen", _("Groningen")
    LIMBURG = "limburg", _("Limburg")
    NOORD_BRABANT = "noord-brabant", _("Noord-Brabant")
    NOORD_HOLLAND = "noord-holland", _("Noord-Holland")
    OVERIJSSEL = "overijssel", _("Overijssel")
    UTRECHT = "utrecht", _("Utrecht")
    ZEELAND = "zeeland", _("Zeeland")
    ZUID_HOLLAND = "zuid-holland", _("Zuid-Holland")


class CircleRole(TextChoices):
    """What somebody does in a circle. A guest expert sees only the meetings and cases they were asked for."""

    FACILITATOR = "begeleider", _("Begeleider")
    CO_FACILITATOR = "medebegeleider", _("Medebegeleider")
    MEMBER = "deelnemer", _("Deelnemer")
    GUEST = "gast", _("Gast")


class MembershipState(TextChoices):
    """Where somebody stands. An invitation is a row of its own: it may be for who has no account yet."""

    REQUESTED = "aangevraagd", _("aangevraagd")
    WAITING = "wachtlijst", _("op de wachtlijst")
    ACTIVE = "actief", _("doet mee")
    LEFT = "vertrokken", _("vertrokken")
    REMOVED = "verwijderd", _("verwijderd")


class RequestState(TextChoices):
    """Where a request to join stands."""

    OPEN = "open", _("wacht op een begeleider")
    ASKED = "vraag", _("wacht op een antwoord van de aanvrager")
    ACCEPTED = "toegelaten", _("toegelaten")
    DECLINED = "afgewezen", _("afgewezen")
    WITHDRAWN = "ingetrokken", _("ingetrokken")


class OfferState(TextChoices):
    """What became of an offered place."""

    PENDING = "open", _("aangeboden")
    ACCEPTED = "aangenomen", _("aangenomen")
    DECLINED = "afgeslagen", _("afgeslagen")
    EXPIRED = "verlopen", _("verlopen")
    REVOKED = "ingetrokken", _("ingetrokken")


# Who sits at the table: these roles take a place and see everything inside.
SEATED = (CircleRole.FACILITATOR, CircleRole.CO_FACILITATOR, CircleRole.MEMBER)
LEADING = (CircleRole.FACILITATOR, CircleRole.CO_FACILITATOR)
# While a circle is one of these, people can come in and things can change.
LIVING = (CircleStatus.RECRUITING, CircleStatus.RUNNING)
# Somebody with one of these is known to the circle now.
KNOWN = (MembershipState.REQUESTED, MembershipState.WAITING, MembershipState.ACTIVE)
UNDECIDED = (RequestState.OPEN, RequestState.ASKED)
