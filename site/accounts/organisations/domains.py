"""The part of an e-mail address that tells where somebody works, and the ones that tell nothing."""

import re
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

DOMAIN = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+")

# Where anybody can get an address: large providers, and those that Dutch households have their connection from.
PUBLIC_DOMAINS = frozenset(  # A list of literals would take sixty lines.
    """
    aol.com caiway.nl casema.nl chello.nl duck.com fastmail.com fastmail.nl freedom.nl gmail.com gmx.com gmx.de gmx.net
    googlemail.com hccnet.nl hetnet.nl home.nl hotmail.be hotmail.com hotmail.nl icloud.com kpnmail.nl kpnplanet.nl
    live.com live.nl mac.com mail.com me.com msn.com onsbrabantnet.nl outlook.com outlook.nl planet.nl proton.me
    protonmail.com quicknet.nl solcon.nl soverin.net startmail.com t-online.de tele2.nl telfort.nl tiscali.nl
    tutanota.com upcmail.nl versatel.nl web.de wxs.nl xs4all.nl yahoo.com yahoo.nl ymail.com zeelandnet.nl ziggo.nl
    ziggomail.com zonnet.nl
    """.split()  # noqa: SIM905
)


def domain_of(email: str) -> str:
    """The domain of an address, in small letters; empty for what is no address."""
    return email.strip().lower().rpartition("@")[2] if "@" in email else ""


def is_public(domain: str) -> bool:
    """True for a domain, or one below it, where anybody can get an address."""
    return not PUBLIC_DOMAINS.isdisjoint(with_parents(domain))


def with_parents(domain: str) -> Sequence[str]:
    """The domain and those above it, the longest first and without the last: "jeugd.stad.nl" and "stad.nl"."""
    labels = domain.split(".")
    return [".".join(labels[start:]) for start in range(len(labels) - 1)]


def check_domain(domain: str) -> None:
    """Raise ValidationError for what is no domain of one organisation."""
    if not DOMAIN.fullmatch(domain):
        raise ValidationError(_("Vul een domein in zoals voorbeeldstad.nl, zonder @ ervoor."), code="no_domain")
    if is_public(domain):
        raise ValidationError(
            _("Bij dit domein kan iedereen een adres krijgen. Het zegt niet waar iemand werkt."), code="public_domain"
        )
