"""Addresses that belong to no single app: health, identifiers, machine files."""

import datetime as dt
import uuid
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.static import serve

from common.access import viewer_of
from common.identifiers import resolve


@require_safe
@never_cache
def livez(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when the database answers; an index that is down is no reason to take the site away."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def permanent_link(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Redirect to the record with this identifier; 404 when it does not exist or is not for the viewer."""
    address = resolve(public_id, viewer_of(request))
    if address is None:
        raise Http404
    return HttpResponseRedirect(address)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """robots.txt: everything but the CMS, accounts and search results."""
    lines = [
        "User-agent: *",
        "Disallow: /beheer/",
        "Disallow: /account/",
        "Disallow: /kring/",
        "Disallow: /mail/",
        "Disallow: /mijn/",
        "Disallow: /zoeken/",
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """security.txt (RFC 9116); 404 where no contact address is configured."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    expires = (timezone.now() + dt.timedelta(days=180)).strftime("%Y-%m-%dT00:00:00Z")
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires}",
        "Preferred-Languages: nl, en",
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def image(request: HttpRequest, path: str) -> HttpResponseBase:
    """An image in the size that a page asks for.

    Only these: originals and documents have no address under /media/. A server in front may take this over.
    """
    return serve(request, path, document_root=str(Path(settings.MEDIA_ROOT) / "images"))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was open too long: say so, and how to go on without losing what was typed."""
    return render(request, "403_csrf.html", status=403)
