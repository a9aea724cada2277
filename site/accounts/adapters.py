"""Where our site differs from what allauth does by itself."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.utils.http import url_has_allowed_host_and_scheme


class AccountAdapter(DefaultAccountAdapter):
    """Mail under the name of the site; after signing in only to addresses of this very host."""

    def is_safe_url(self, url: str | None) -> bool:
        """True for an address on the host that was asked for, not on another one in ALLOWED_HOSTS."""
        request = allauth_context.request
        return url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a mail that can say whose it is and where the site is, in its subject too."""
        site = {"site_name": settings.WAGTAIL_SITE_NAME, "site_url": settings.SITE_URL}
        super().send_mail(template_prefix, email, site | context)


class MfaAdapter(DefaultMFAAdapter):
    """Passkeys are kept under the name of the site, because that is what a phone shows when it asks for one."""

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The host a passkey is bound to, and its name for people."""
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return entity | {"name": settings.WAGTAIL_SITE_NAME}
