"""What editors read about questions: only texts that enough people asked in the period."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from search.asked.counting import MIN_ASKED
from search.enums import Outcome
from search.models import AskedQuestion

SHOWN = 200
PERIODS: Mapping[str, tuple[str | Promise, int]] = {
    "7": (_("7 dagen"), 7),
    "30": (_("30 dagen"), 30),
    "90": (_("90 dagen"), 90),
    "365": (_("een jaar"), 365),
}
DEFAULT_PERIOD = "30"


class Report(StrEnum):
    """A list of questions; the value stands in the address."""

    MOST = "meest-gesteld"
    NOTHING = "niets-gevonden"
    ABANDONED = "niet-geopend"


@dataclass(frozen=True)
class Line:
    """A question with its numbers in the period."""

    text: str
    asked: int
    nothing: int
    opened: int

    @property
    def unopened(self) -> int:
        """How often there were results and none was opened."""
        return max(0, self.asked - self.nothing - self.opened)


@dataclass(frozen=True)
class Totals:
    """All questions of the period, and those of them whose text is not shown because too few asked it."""

    asked: int
    withheld: int


def lines(report: Report, days: int) -> list[Line]:
    """The questions of a report, the most frequent first."""
    since = _since(days)
    rows = (
        AskedQuestion.objects.filter(day__gte=since)
        .exclude(text="")
        .values("text")
        .annotate(
            total=Sum("asked"),
            nothing=Coalesce(Sum("asked", filter=Q(outcome=Outcome.NOTHING)), 0),
            helped=Sum("opened"),
        )
        .filter(total__gte=MIN_ASKED)
    )
    if report is Report.NOTHING:
        rows = rows.filter(nothing__gt=0).order_by("-nothing", "text")
    elif report is Report.ABANDONED:
        rows = rows.annotate(unopened=F("total") - F("nothing") - F("helped")).filter(unopened__gt=0)
        rows = rows.order_by("-unopened", "text")
    else:
        rows = rows.order_by("-total", "text")
    return [Line(row["text"], row["total"], row["nothing"], row["helped"]) for row in rows[:SHOWN]]


def totals(days: int) -> Totals:
    """How much was asked, and how much of it is not shown."""
    rows = AskedQuestion.objects.filter(day__gte=_since(days))
    shown = rows.exclude(text="").values("text").annotate(total=Sum("asked")).filter(total__gte=MIN_ASKED)
    asked = rows.aggregate(total=Coalesce(Sum("asked"), 0))["total"]
    return Totals(asked=asked, withheld=asked - sum(row["total"] for row in shown))


def _since(days: int) -> dt.date:
    return timezone.localdate() - dt.timedelta(days=days - 1)
