"""Counting questions without holding up the one who asks: in memory first, and in the database after the answer.

What is still in memory when a process ends is lost. That is the price of never being in the way, and these are counts.
"""

import datetime as dt
import logging
import threading
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import Count, F, Sum
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.privacy.contracts import RetentionRule
from common.visits.people import is_person
from search.asked.privacy import Askers, digest_of, storable
from search.enums import Outcome
from search.models import AskedQuestion

logger = logging.getLogger(__name__)

# A text is written down when so many have asked it, on so many days; before that there is only a hash of it.
MIN_ASKED = 5
MIN_DAYS = 2
# More different questions than this are not kept between two writes.
MAX_KEPT = 2_000
# A year and a month, so that a season can be compared with the one before.
KEPT_DAYS = 396


@dataclass(frozen=True)
class Asking:
    """A question with its answer: what is one row in the database, together with the day."""

    text: str
    day: dt.date
    outcome: Outcome


class QuestionCounter:
    """Counts in memory and writes now and then. One object per process, shared between its threads."""

    def __init__(self) -> None:
        self._askers = Askers()
        self._asked: Counter[Asking] = Counter()
        self._opened: Counter[Asking] = Counter()
        self._lock = threading.Lock()
        self._written_at = time.monotonic()

    def asked(self, request: HttpRequest, text: str, *, found: bool) -> None:
        """Somebody asked a question and got the first page of an answer."""
        outcome = Outcome.FOUND if found else Outcome.NOTHING
        self._count(self._asked, request, text, outcome)

    def opened(self, request: HttpRequest) -> None:
        """Somebody opened a page; when that was from an answer, the answer helped."""
        text = _question_before(request)
        if text:
            self._count(self._opened, request, text, Outcome.FOUND)

    def write_when_due(self) -> None:
        """Write what was counted when the last time is long enough ago; never raises."""
        if time.monotonic() - self._written_at < settings.SEARCH_COUNT_SECONDS:
            return
        self.write()

    def write(self) -> None:
        """Write what was counted. When the database does not take it, it is gone: counting is never in the way."""
        with self._lock:
            self._written_at = time.monotonic()
            asked, opened = self._asked, self._opened
            self._asked, self._opened = Counter(), Counter()
        try:
            _write(asked, opened)
        except DatabaseError:
            logger.warning("Questions could not be counted.", exc_info=True)

    def _count(self, counts: Counter[Asking], request: HttpRequest, text: str, outcome: Outcome) -> None:
        normal = storable(text)
        if not normal or not is_person(request):
            return
        day = timezone.localdate()
        deed = f"{counts is self._asked}\0{normal}"
        if self._askers.is_first(_asker(request), deed, day):
            with self._lock:
                if len(counts) < MAX_KEPT:
                    counts[Asking(normal, day, outcome)] += 1


counter = QuestionCounter()


def write_when_due(sender: Any, **kwargs: Any) -> None:
    """An answer went out; nobody waits now."""
    counter.write_when_due()


def rule() -> RetentionRule:
    """How long the counts of a day are kept."""
    return RetentionRule("search.question", "search.AskedQuestion", _("de aantallen"), KEPT_DAYS, since="day")


def _asker(request: HttpRequest) -> str:
    """Whatever tells askers apart; it is hashed at once and never leaves the memory."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return f"account {user.pk}"
    return f"{request.META.get('REMOTE_ADDR', '')} {request.headers.get('User-Agent', '')}"


def _question_before(request: HttpRequest) -> str:
    """The question on the page that led here: browsers tell it to the site itself, and to nobody else."""
    before = urlsplit(request.headers.get("Referer", ""))
    if before.netloc != request.get_host() or before.path != "/zoeken/":
        return ""
    return parse_qs(before.query, max_num_fields=100).get("q", [""])[0]


def _write(asked: Mapping[Asking, int], opened: Mapping[Asking, int]) -> None:
    digests = {asking: digest_of(asking.text) for asking in {**asked, **opened}}
    known = dict(
        AskedQuestion.objects.filter(digest__in=digests.values()).exclude(text="").values_list("digest", "text")
    )
    with transaction.atomic():
        for asking, digest in digests.items():
            row, _ = AskedQuestion.objects.get_or_create(
                digest=digest, day=asking.day, outcome=asking.outcome, defaults={"text": known.get(digest, "")}
            )
            AskedQuestion.objects.filter(pk=row.pk).update(
                asked=F("asked") + asked.get(asking, 0), opened=F("opened") + opened.get(asking, 0)
            )
        _write_down({digest: asking.text for asking, digest in digests.items() if digest not in known})


def _write_down(texts: Mapping[str, str]) -> None:
    """Give the questions their texts that enough people have asked by now."""
    enough = (
        AskedQuestion.objects.filter(digest__in=texts)
        .values("digest")
        .annotate(total=Sum("asked"), days=Count("day", distinct=True))
        .filter(total__gte=MIN_ASKED, days__gte=MIN_DAYS)
        .values_list("digest", flat=True)
    )
    for digest in list(enough):
        AskedQuestion.objects.filter(digest=digest).update(text=texts[digest])
