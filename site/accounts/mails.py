"""The mails about accounts, as the outbox names them."""

import datetime as dt
from collections.abc import Mapping

from allauth.account import app_settings
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.mail.placeholders import Placeholder
from common.mail.purposes import Purpose

ACCOUNT_MADE = "accounts.account_made"
EXPORT_READY = "accounts.export_ready"
FACTOR_RESET = "accounts.factor_reset"
ROLE_GIVEN = "accounts.role_given"
ORGANISATION_CONFIRMED = "accounts.organisation_confirmed"
ORGANISATION_DECLINED = "accounts.organisation_declined"
ERASURE_ASKED = "accounts.erasure_asked"
ERASURE_SOON = "accounts.erasure_soon"
ERASURE_CANCELLED = "accounts.erasure_cancelled"
INACTIVE_WARNED = "accounts.inactive_warned"

# By the path of the templates, as allauth gives it.
LABELS: Mapping[str, str | Promise] = {
    "account/email/account_already_exists": _("Er is al een account"),
    "account/email/email_changed": _("E-mailadres gewijzigd"),
    "account/email/email_confirm": _("E-mailadres bevestigd"),
    "account/email/email_confirmation": _("Code om een e-mailadres te bevestigen"),
    "account/email/email_confirmation_signup": _("Code voor een nieuw account"),
    "account/email/email_deleted": _("E-mailadres verwijderd"),
    "account/email/login_code": _("Inlogcode"),
    "account/email/password_changed": _("Wachtwoord gewijzigd"),
    "account/email/password_reset": _("Nieuw wachtwoord gekozen"),
    "account/email/password_reset_code": _("Code voor een nieuw wachtwoord"),
    "account/email/password_set": _("Eerste wachtwoord gekozen"),
    "account/email/unknown_account": _("Er is nog geen account"),
    "accounts/email/account_made": _("Account gemaakt door een beheerder"),
    "accounts/email/export_ready": _("Gegevens om mee te nemen staan klaar"),
    "accounts/email/factor_reset": _("Tweede stap weggehaald door een beheerder"),
    "accounts/email/erasure_asked": _("Gevraagd om gegevens te wissen"),
    "accounts/email/erasure_cancelled": _("Gegevens worden niet gewist"),
    "accounts/email/erasure_soon": _("Gegevens worden binnenkort gewist"),
    "accounts/email/inactive_warned": _("Account lang niet gebruikt"),
    "accounts/email/organisation_confirmed": _("Organisatie bevestigd"),
    "accounts/email/organisation_declined": _("Organisatie niet bevestigd"),
    "accounts/email/role_given": _("Rol gekregen"),
    "mfa/email/recovery_codes_generated": _("Nieuwe herstelcodes"),
    "mfa/email/totp_activated": _("App voor de tweede stap toegevoegd"),
    "mfa/email/totp_deactivated": _("App voor de tweede stap verwijderd"),
    "mfa/email/webauthn_added": _("Passkey toegevoegd"),
    "mfa/email/webauthn_removed": _("Passkey verwijderd"),
    "socialaccount/email/account_connected": _("Account gekoppeld"),
    "socialaccount/email/account_disconnected": _("Koppeling verwijderd"),
}


EMAIL = Placeholder("email", _("het e-mailadres"), "naam@example.org")
CODE = Placeholder("code", _("de code"), "BCDF-GHJK", is_required=True)
# What editors can fill in; the other mails are about the safety of an account, and say what happened where.
PLACEHOLDERS: Mapping[str, tuple[Placeholder, ...]] = {
    "account/email/account_already_exists": (EMAIL,),
    "account/email/email_confirmation": (CODE,),
    "account/email/email_confirmation_signup": (CODE,),
    "account/email/login_code": (CODE,),
    "account/email/password_reset_code": (CODE,),
    "account/email/unknown_account": (EMAIL,),
    "accounts/email/account_made": (EMAIL,),
}


def purpose_name(template: str) -> str:
    """Return the purpose of the mail with these templates."""
    return template.replace("/email/", ".")


def purposes() -> tuple[Purpose, ...]:
    """Every purpose of this app."""
    return tuple(
        Purpose(purpose_name(template), label, template, placeholders=PLACEHOLDERS.get(template, ()))
        for template, label in LABELS.items()
    )


def expiry(template: str) -> dt.datetime | None:
    """Until when the code in a mail works; None for a mail without one.

    A second code in one attempt works no longer than the first would have. Only allauth knows when that was, so such a
    mail may be sent when its code has just expired.
    """
    seconds = {
        "account/email/email_confirmation": app_settings.EMAIL_VERIFICATION_BY_CODE_TIMEOUT,
        "account/email/email_confirmation_signup": app_settings.EMAIL_VERIFICATION_BY_CODE_TIMEOUT,
        "account/email/login_code": app_settings.LOGIN_BY_CODE_TIMEOUT,
        "account/email/password_reset_code": app_settings.PASSWORD_RESET_BY_CODE_TIMEOUT,
    }.get(template)
    return None if seconds is None else timezone.now() + dt.timedelta(seconds=seconds)
