"""Signing in through an organisation: who somebody is there, and which account that is here.

A person of an organisation is its issuer together with the subject it gives (OpenID Connect Core 1.0, 5.7). An address
can be given to somebody else, or be claimed by anybody whom an organisation lets choose one: it never opens an account.
"""

import hashlib
from typing import Any

from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.http import HttpRequest
from django.shortcuts import render

from accounts.models import User

Data = dict[str, Any]


class IssuerProvider(OpenIDConnectProvider):
    """A provider whose people are known by issuer and subject, and of whom nothing else is kept."""

    def serialize(self) -> dict[str, str]:
        """What finds this provider again: its id, where allauth takes the client, which organisations may share."""
        return {"id": self.sub_id, "app.client_id": self.app.client_id}

    def extract_uid(self, data: Data) -> str:
        """What tells a person from every other, of every organisation.

        Raises OAuth2Error when the answer is of another issuer than the one that was configured, or when its two parts
        are about different people (OpenID Connect Core 1.0, 3.1.3.7 and 5.3.2).
        """
        person = self.extract_extra_data(data)
        if person["iss"].rstrip("/") != self.app.settings["server_url"]:
            raise OAuth2Error("The answer comes from another issuer.")
        if not person["sub"] or data.get("userinfo", person).get("sub") != person["sub"]:
            raise OAuth2Error("The answer is not about one person.")
        return hashlib.sha256(f"{person['iss']}\n{person['sub']}".encode()).hexdigest()

    def extract_extra_data(self, data: Data) -> Data:
        """What is kept of the answer."""
        token = data.get("id_token") or {}
        return {"iss": str(token.get("iss", "")), "sub": str(token.get("sub", ""))}

    def extract_email_addresses(self, data: Data) -> list[EmailAddress]:
        """The address. Only an organisation that is trusted in this says that it is verified."""
        addresses: list[EmailAddress] = super().extract_email_addresses(data)
        for address in addresses:
            address.email = User.objects.normalize_email(address.email)
            address.verified = address.verified is True and self.app.settings["trust_email"]
        return addresses


class SocialAdapter(DefaultSocialAccountAdapter):
    """Providers of ours, and no account by address."""

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> Any:
        """The provider with this id."""
        found = super().get_provider(request, provider, client_id=client_id)
        return IssuerProvider(request, app=found.app) if isinstance(found, OpenIDConnectProvider) else found

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Stop at an address that has an account already, proven or not, and tell what to do.

        Raises ImmediateHttpResponse.
        """
        if sociallogin.is_existing or sociallogin.state.get("process") == AuthProcess.CONNECT:
            return
        for address in sociallogin.email_addresses:
            if _has_account(address.email):
                context = {"email": address.email, "organisation": sociallogin.account.get_provider(request).name}
                raise ImmediateHttpResponse(render(request, "accounts/address_taken.html", context, status=409))


def _has_account(email: str) -> bool:
    return bool(
        User.objects.filter(email__iexact=email).exists() or EmailAddress.objects.filter(email__iexact=email).exists()
    )
