"""Receivers of allauth's signals; they only call a service."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts import services
from accounts.models import User
from accounts.second_factor import FACTOR_TYPES

CONFIRMATION_VIEW = "account_email_verification_sent"


def forget_unproven_password(request: HttpRequest, email_address: EmailAddress, **kwargs: Any) -> None:
    """Drop password and links when an address is proven by another way than the one on which they were given.

    Anybody can open an account with somebody else's address, and a password or an organisation of their own. It stays
    closed until the address is proven, and the owner may do that much later with a sign-in code; what the stranger
    gave must not be valid from then on. On the page that follows signing up or signing in it is the person who gave
    it who proves the address.
    """
    match = request.resolver_match
    if match is not None and match.url_name == CONFIRMATION_VIEW:
        return
    if services.drop_password(user=email_address.user):
        messages.info(request, _("Kies een nieuw wachtwoord als u ook met een wachtwoord wilt inloggen."))
    if services.drop_links(user=email_address.user):
        messages.info(request, _("Koppel uw organisatie opnieuw als u daarmee wilt inloggen."))


def remember_shown_factor(request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    """Who adds a factor has shown it: the app gave a code that was right, the passkey answered.

    The middleware lets nobody add one to an account that has one, in a session that did not show that one.
    """
    if authenticator.type in FACTOR_TYPES:
        shown = {"id": authenticator.pk, "type": authenticator.type, "reauthenticated": True}
        record_authentication(request, user, "mfa", **shown)
