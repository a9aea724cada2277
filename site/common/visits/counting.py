"""Counting without holding up the one who looks: in memory first, and in the database after the answer.

What is still in memory when a process ends is lost. That is the price of never being in the way, and these are counts.
"""

import datetime as dt
import logging
import threading
import time
from collections import Counter
from typing import Any

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import F
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.middleware import GetResponse
from common.privacy.contracts import RetentionRule
from common.privacy.registry import days_of
from common.visits.models import PATH_LENGTH, PageVisits
from common.visits.people import is_person

logger = logging.getLogger(__name__)

# More different pages than this are not kept between two writes.
MAX_KEPT = 5_000
# The rule of how long numbers are kept: a year and a month, to compare a season with the one before.
RULE = "visits.day"
# Rooms of their own: what somebody does there is nobody's number.
_PRIVATE = ("/beheer/", "/mijn/", "/account/", "/kring/", "/demo/")
# Parts of an address that name something public; any other part could be a secret.
_PUBLIC_PARTS = {"slug"}


class VisitCounter:
    """Counts in memory and writes now and then. One object per process, shared between its threads."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[dt.date, str]] = Counter()
        self._lock = threading.Lock()
        self._written_at = time.monotonic()

    def add(self, path: str) -> None:
        """Somebody opened a page."""
        key = timezone.localdate(), path
        with self._lock:
            if key in self._counts or len(self._counts) < MAX_KEPT:
                self._counts[key] += 1

    def write_when_due(self) -> None:
        """Write what was counted when the last time is long enough ago; never raises."""
        if time.monotonic() - self._written_at >= settings.VISIT_COUNT_SECONDS:
            self.write()

    def write(self) -> None:
        """Write what was counted. When the database does not take it, it is gone: counting is never in the way."""
        with self._lock:
            self._written_at = time.monotonic()
            counts, self._counts = self._counts, Counter()
        try:
            with transaction.atomic():
                # In one order for every process, so that two never wait for each other.
                for (day, path), number in sorted(counts.items()):
                    row, _made = PageVisits.objects.get_or_create(day=day, path=path)
                    PageVisits.objects.filter(pk=row.pk).update(number=F("number") + number)
        except DatabaseError:
            logger.warning("Visits could not be counted.", exc_info=True)


counter = VisitCounter()


class VisitMiddleware:
    """Counts every page that was shown to a person."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer first, then count."""
        response = self.get_response(request)
        if is_visit(request, response):
            counter.add(request.path)
        return response


def is_visit(request: HttpRequest, response: HttpResponseBase) -> bool:
    """True when a person was shown a public page whose address holds no secret and names nobody."""
    is_page = response.status_code == 200 and response.headers.get("Content-Type", "").startswith("text/html")
    if request.method != "GET" or not is_page or "HX-Request" in request.headers:
        return False
    if request.path.startswith(_PRIVATE) or len(request.path) > PATH_LENGTH:
        return False
    match = request.resolver_match
    if match is None or not (match.url_name == "wagtail_serve" or match.kwargs.keys() <= _PUBLIC_PARTS):
        return False
    return is_person(request)


def write_when_due(sender: Any, **kwargs: Any) -> None:
    """An answer went out; nobody waits now."""
    counter.write_when_due()


def rule() -> RetentionRule:
    """How long the numbers of a day are kept."""
    return RetentionRule(RULE, "common.PageVisits", _("de aantallen"), 396, since="day")


def has_old() -> bool:
    """True when there are numbers to forget."""
    return PageVisits.objects.filter(day__lt=_oldest()).exists()


def forget_old() -> int:
    """Delete what is older than is kept; return how many rows."""
    return PageVisits.objects.filter(day__lt=_oldest()).delete()[0]


def _oldest() -> dt.date:
    return timezone.localdate() - dt.timedelta(days=days_of(RULE))
