"""Answers who asks for a method on one page of paper."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import logging
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date, quote_etag

from common.access import viewer_of
from common.pdf import PdfError, make_pdf
from knowledge.one_page import TEMPLATE, one_page
from knowledge.profile import method_profile

if TYPE_CHECKING:
    from knowledge.models.method import MethodPage

logger = logging.getLogger(__name__)


def method_pdf(method: MethodPage, request: HttpRequest) -> HttpResponseBase:
    """The PDF; 304 to who has it already, and a page in words when it can not be made."""
    # The models of what hangs on a method refer to it.
    from knowledge.experience import method_experience

    viewer = viewer_of(request)
    profile = method_profile(method, viewer=viewer, request=request)
    experience = method_experience(method, viewer, request)
    data = one_page(method, profile, experience)
    addresses = {
        "page": settings.SITE_URL + (method.get_url(request) or ""),
        "permanent": f"{settings.SITE_URL}/id/{method.public_id}",
    }

    # Everything on it counts, also what others published about the method, so the tag is that of its content.
    etag = quote_etag(hashlib.sha256(json.dumps([data, addresses]).encode() + TEMPLATE.read_bytes()).hexdigest()[:32])
    changed = _changed_at(method)
    unchanged = get_conditional_response(request, etag, int(changed.timestamp()))
    if unchanged is not None:
        return unchanged
    try:
        content = make_pdf(TEMPLATE, data, addresses)
    except PdfError:
        logger.exception("The page on paper of %s could not be made", method.slug)
        return _unavailable(method, request)
    response = HttpResponse(
        content,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="{method.slug}-op-een-a4.pdf"',
            "ETag": etag,
            "Last-Modified": http_date(changed.timestamp()),
        },
    )
    # Kept, but asked for again: an unpublished method must not go on from a cache.
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _changed_at(method: MethodPage) -> dt.datetime:
    """When the text or the evidence changed last; the document says its day, so never before today."""
    changed = type(method).objects.filter(pk=method.pk).with_changed_at().values_list("changed_at", flat=True).first()
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return max(today, changed) if changed else today


def _unavailable(method: MethodPage, request: HttpRequest) -> HttpResponse:
    response = render(
        request,
        "knowledge/pdf_unavailable.html",
        {"method": method, "breadcrumb": method.breadcrumb(request)},
        status=503,
    )
    response.headers["Retry-After"] = "300"
    return response
