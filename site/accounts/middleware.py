"""Middleware of the accounts app."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from common.middleware import GetResponse, View, is_admin_path

PRIVATE_PREFIXES = ("/account/", "/mijn/")


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
    """Keeps pages of an account out of every cache: on a shared computer, "back" after signing out shows nothing."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with headers that forbid keeping the page."""
        response = self.get_response(request)
        if request.path.startswith(PRIVATE_PREFIXES):
            add_never_cache_headers(response)
        return response
