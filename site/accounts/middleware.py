"""Middleware of the accounts app."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from accounts.second_factor import Standing, standing_of
from common.access import ANONYMOUS
from common.middleware import ADMIN_PREFIX, GetResponse, View, is_admin_path

PRIVATE_PREFIXES = ("/account/", "/kring/", "/mijn/")

# Where somebody shows or sets up a factor, and the way out. What adds a factor is not for who already has one.
SHOW_FACTOR = (
    "second_factor",
    "account_logout",
    "account_reauthenticate",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
)
OPEN_NAMES = {
    Standing.SETUP: (*SHOW_FACTOR, "mfa_activate_totp", "mfa_add_webauthn"),
    Standing.CHALLENGE: SHOW_FACTOR,
}


class SecondFactorMiddleware:
    """Holds back a session that needs a second factor and has not shown one.

    To every view such a session is a visitor who did not sign in, so no view and no address can forget to check; a
    few pages about the factor itself excepted. Where a visitor would be asked to sign in, it is led to the factor.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer as to a visitor, or lead to the factor, as long as that has to be shown."""
        # Without a session nobody is signed in, and a page for visitors does not have to look for one.
        if not request.session.session_key:
            return self.get_response(request)
        standing = standing_of(request)
        if standing is Standing.FREE or request.path in _addresses(OPEN_NAMES[standing]):
            return self.get_response(request)
        if request.path.startswith((ADMIN_PREFIX, *PRIVATE_PREFIXES)):
            return _to_factor(request.get_full_path() if request.method in {"GET", "HEAD"} else "")
        request.user = AnonymousUser()
        request._viewer = ANONYMOUS  # type: ignore[attr-defined]
        response = self.get_response(request)
        sign_in = urlsplit(response.headers.get("Location", ""))
        if sign_in.path == resolve_url("account_login"):
            return _to_factor(QueryDict(sign_in.query).get("next", ""))
        return response


def _addresses(names: Iterable[str]) -> set[str]:
    return {reverse(name) for name in names}


def _to_factor(back_to: str) -> HttpResponseRedirect:
    query = QueryDict(mutable=True)
    if back_to:
        query["next"] = back_to
    address = reverse("second_factor")
    response = HttpResponseRedirect(f"{address}?{query.urlencode(safe='/')}" if query else address)
    add_never_cache_headers(response)
    return response


class CmsAccessMiddleware:
    """Tells somebody who is signed in but has no role in the CMS so, with status 403.

    Wagtail sends such a person to the sign-in page, which sends everybody who is signed in straight back: without
    this the browser would go round in circles.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on; the work is in `process_view`, where the account is known."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Answer in place of the view when the account has no access."""
        if not is_admin_path(request.path) or request.user.is_anonymous:
            return None
        if request.user.has_perm("wagtailadmin.access_admin"):
            return None
        return render(request, "accounts/cms_denied.html", status=403)


class PrivatePagesMiddleware:
    """Keeps pages of an account, and of its circles, out of every cache.

    On a shared computer, "back" after signing out shows nothing.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with headers that forbid keeping the page."""
        response = self.get_response(request)
        if request.path.startswith(PRIVATE_PREFIXES):
            add_never_cache_headers(response)
        return response
