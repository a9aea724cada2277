"""Middleware of our own: headers that Django does not set, and transactions around the CMS."""

import logging
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, transaction
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from common.cms_scripts import add_nonce
from common.uploads.problems import MAX_DOCUMENT, MEGABYTE

ADMIN_PREFIX = "/beheer/"
POLICY_HEADER = "Content-Security-Policy"
FILE_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
# What the search boxes of the CMS and of its API are called.
SEARCH_PARAMETERS = frozenset({"q", "search"})
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})

# What PostgreSQL says of two changes at once: what one refers to is gone, one of both has to start again, they wait for
# each other. SQLite lets one change wait until the other is done.
COLLISIONS = frozenset({"23503", "40001", "40P01"})

logger = logging.getLogger(__name__)

# The largest file, and what a form sends around it.
MAX_REQUEST = MAX_DOCUMENT + 2 * MEGABYTE

GetResponse = Callable[[HttpRequest], HttpResponseBase]
View = Callable[..., HttpResponseBase]


def is_admin_path(path: str) -> bool:
    """True for an address of the CMS."""
    return path.startswith(ADMIN_PREFIX)


class SecurityHeadersMiddleware:
    """Adds Cross-Origin-Resource-Policy to every answer."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with the extra headers."""
        response = self.get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class PolicyMiddleware(CSPMiddleware):
    """The Content Security Policy, with a policy of its own for the CMS."""

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        """Widen the policy on addresses of the CMS only, and let the scripts of its widgets run.

        A preview is a page of the site, which comes with the policy for visitors; it only may be shown in the CMS. A
        file to download may do nothing at all, should a browser show it after all.
        """
        if response.headers.get("Content-Disposition", "").startswith("attachment"):
            response.headers[POLICY_HEADER] = FILE_POLICY
        elif is_admin_path(request.path) and POLICY_HEADER in response.headers:
            response.headers[POLICY_HEADER] = response.headers[POLICY_HEADER].replace(
                "frame-ancestors 'none'", "frame-ancestors 'self'"
            )
        elif is_admin_path(request.path):
            response._csp_replace = settings.ADMIN_CONTENT_SECURITY_POLICY
            if response.headers.get("Content-Type", "").startswith("text/html") and not response.streaming:
                page = add_nonce(response.content.decode(response.charset), str(request.csp_nonce))  # type: ignore[attr-defined]
                response.content = page.encode(response.charset)
                response.headers["Content-Length"] = str(len(response.content))
        return super().process_response(request, response)


class UploadLimitMiddleware:
    """Refuses a request that says it is larger than anything that is taken, before a byte of it is read.

    What says nothing of its size has no body for Django, and the server cuts off what is longer than it said.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on, or say that it is too large."""
        said = request.META.get("CONTENT_LENGTH") or "0"
        if said.isdigit() and int(said) <= MAX_REQUEST:
            return self.get_response(request)
        if request.headers.get("X-Requested-With") == "XMLHttpRequest":
            message = _("Dit bestand is te groot. Hoogstens %(limit)d MB kan.") % {"limit": MAX_DOCUMENT // MEGABYTE}
            return JsonResponse({"success": False, "error_message": message})
        return render(request, "413.html", {"limit": MAX_DOCUMENT // MEGABYTE}, status=413)


class AdminTransactionMiddleware:
    """Runs every change in the CMS in one transaction, and says why one is refused that no form could show.

    Wagtail publishes in autocommit: without this a page could be public while the row that tells the search index
    was never written. It is not ATOMIC_REQUESTS, which would make every read take SQLite's write lock.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on; the work is in `process_view`, where an exception still reaches the transaction."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Wrap views that change something under the CMS prefix."""
        if request.method in SAFE_METHODS or not is_admin_path(request.path):
            return None
        try:
            with transaction.atomic():
                return view(request, *args, **kwargs)
        except ValidationError as refusal:
            return _refusal(request, refusal)
        except (IntegrityError, OperationalError) as error:
            if getattr(error.__cause__, "sqlstate", "") not in COLLISIONS:
                raise
            logger.warning("A change in the CMS met another one.", exc_info=True)
            advice = _("Iemand anders veranderde op hetzelfde moment iets waar dit bij hoort. Probeer het opnieuw.")
            return _refusal(request, ValidationError(advice))


def _refusal(request: HttpRequest, refusal: ValidationError) -> HttpResponseBase:
    """Back to where the request came from, with the reason; nothing was changed."""
    for message in refusal.messages:
        messages.error(request, message)
    came_from = request.headers.get("Referer", "")
    target = ADMIN_PREFIX
    if url_has_allowed_host_and_scheme(came_from, {request.get_host()}) and is_admin_path(urlsplit(came_from).path):
        target = came_from
    if request.headers.get("X-Requested-With") == "XMLHttpRequest":
        # The windows of the CMS follow a redirect only when they are told to.
        return JsonResponse({"step": "success", "redirect": target})
    return HttpResponseRedirect(target)


class AdminSearchMiddleware:
    """Takes out of the CMS's search boxes what its database search can not read.

    On SQLite a quote without its partner is a syntax error there, and no database stores a NUL.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on with words that can be searched for."""
        if is_admin_path(request.path):
            parameters = request.GET.copy()
            for name in SEARCH_PARAMETERS & parameters.keys():
                parameters.setlist(name, [_searchable(text) for text in parameters.getlist(name)])
            request.GET = parameters  # type: ignore[assignment]  # A copy is what Django hands out for changing.
        return self.get_response(request)


def _searchable(text: str) -> str:
    text = text.replace("\x00", "")
    return (text if text.count('"') % 2 == 0 else text.replace('"', " ")).strip()
