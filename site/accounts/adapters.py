"""Where our site differs from what allauth does by itself."""

from typing import Any

import qrcode  # type: ignore[import-untyped]
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from qrcode.image.svg import SvgPathFillImage  # type: ignore[import-untyped]

from accounts.limits import FAILED_MINUTES, here, too_often
from accounts.mails import expiry, purpose_name
from accounts.models import User
from accounts.second_factor import Standing, standing_of
from common.mail.services import send

EMAIL_LENGTH = 254
LIMIT_CODES = {"too_many_login_attempts", "rate_limited"}


class AccountAdapter(DefaultAccountAdapter):
    """Mail through the outbox; after signing in only to this very host; no address that the database would cut off."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue a mail. Signing up and signing in go on whether or not the mail server answers."""
        send(
            purpose=purpose_name(template_prefix),
            recipient=email,
            context={"email": email, **context},
            expires_at=expiry(template_prefix),
        )

    def clean_email(self, email: str) -> str:
        """Return the address.

        Raises ValidationError when it is longer than an address can be (RFC 5321, 4.5.3.1.3).
        """
        if len(email) > EMAIL_LENGTH:
            raise ValidationError(_("Dit e-mailadres is te lang."), code="too_long")
        return email

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        """The error with this code; of a limit with when to try again."""
        if code in LIMIT_CODES:
            return too_often(FAILED_MINUTES)
        error: ValidationError = super().validation_error(code, *args)
        return error

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """What counts wrong passwords. allauth counts by address, with which anybody keeps its owner out."""
        return here(request, str(credentials.get("email", "")))

    def get_reauthentication_methods(self, user: User) -> list[dict[str, str]]:
        """How somebody shows again who is there.

        Where the second factor is what is asked for, a password says nothing, and a passkey is the easiest.
        """
        methods: list[dict[str, str]] = super().get_reauthentication_methods(user)
        if standing_of(allauth_context.request) is not Standing.CHALLENGE:
            return methods
        ways = [method for method in methods if method["id"] != "reauthenticate"]
        return sorted(ways, key=lambda method: method["id"] != "mfa_reauthenticate:webauthn")

    def is_safe_url(self, url: str | None) -> bool:
        """True for an address on the host that was asked for, not on another one in ALLOWED_HOSTS."""
        request = allauth_context.request
        return url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())


class MfaAdapter(DefaultMFAAdapter):
    """Passkeys under the name of the site, which a phone shows when it asks for one; a QR code fit for a dark page."""

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The host a passkey is bound to, and its name for people."""
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return entity | {"name": settings.WAGTAIL_SITE_NAME}

    def build_totp_svg(self, url: str) -> str:
        """The QR code as an element for in the page: black on white, also where the page is dark."""
        image = qrcode.make(url, image_factory=SvgPathFillImage)
        return image.to_string(encoding="unicode")
