"""The organisations that people sign in with (OpenID Connect), as an operator writes them in `OIDC_PROVIDERS`."""

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

TEXTS = ("id", "name", "issuer", "client_id", "client_secret")
LOOPBACK = {"localhost", "127.0.0.1"}


@dataclass(frozen=True)
class OidcProvider:
    """One organisation: what it is called here, who it is (`issuer`), and as whom we ask.

    `trust_email` says that what it tells of an address being verified is believed.
    """

    id: str
    name: str
    issuer: str
    client_id: str
    client_secret: str
    trust_email: bool = False

    def as_app(self) -> dict[str, Any]:
        """The provider as allauth wants it, with PKCE."""
        return {
            "provider_id": self.id,
            "name": self.name,
            "client_id": self.client_id,
            "secret": self.client_secret,
            "settings": {
                "server_url": self.issuer,
                "oauth_pkce_enabled": True,
                "trust_email": self.trust_email,
            },
        }


def read_providers(text: str) -> tuple[OidcProvider, ...]:
    """Check and type the setting. Raises ImproperlyConfigured, without showing a secret, when it cannot be used."""
    try:
        entries = json.loads(text)
    except ValueError as error:
        raise ImproperlyConfigured("OIDC_PROVIDERS must be a JSON list, see docs/sign-in.md.") from error
    if not isinstance(entries, list):
        raise ImproperlyConfigured("OIDC_PROVIDERS must be a JSON list, see docs/sign-in.md.")
    providers = tuple(_provider(entry, number) for number, entry in enumerate(entries, start=1))
    for what in ("id", "issuer"):
        if len({getattr(provider, what) for provider in providers}) < len(providers):
            raise ImproperlyConfigured(f"OIDC_PROVIDERS must not name the same {what} twice.")
    return providers


def _provider(entry: Any, number: int) -> OidcProvider:
    where = f"OIDC_PROVIDERS, number {number}"
    if not isinstance(entry, dict) or not set(TEXTS) <= set(entry) <= {*TEXTS, "trust_email"}:
        raise ImproperlyConfigured(f"{where}: give {', '.join(TEXTS)}, and trust_email where that is wanted.")
    if not all(isinstance(entry[name], str) and entry[name].strip() for name in TEXTS):
        raise ImproperlyConfigured(f"{where}: {', '.join(TEXTS)} must be texts that are not empty.")
    if not isinstance(entry.get("trust_email", False), bool):
        raise ImproperlyConfigured(f"{where}: trust_email must be true or false.")
    if not re.fullmatch(r"[a-z][a-z0-9-]{1,30}", entry["id"]):
        raise ImproperlyConfigured(f"{where}: id must be small letters, digits and hyphens, such as surfconext.")
    if not _is_issuer(entry["issuer"]):
        raise ImproperlyConfigured(f"{where}: issuer must be the https:// address that it publishes.")
    return OidcProvider(**entry | {"issuer": entry["issuer"].rstrip("/")})


def _is_issuer(value: str) -> bool:
    try:
        parts = urlsplit(value)
        secure = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    except ValueError:
        return False
    return secure and bool(parts.hostname) and not (parts.query or parts.fragment or parts.username)
