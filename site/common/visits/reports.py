"""What editors read about visits."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Sum
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.access import Role, Viewer
from common.visits.models import PageVisits

SHOWN = 200
PERIODS: Mapping[str, tuple[str | Promise, int]] = {
    "7": (_("7 dagen"), 7),
    "30": (_("30 dagen"), 30),
    "90": (_("90 dagen"), 90),
    "365": (_("een jaar"), 365),
}
DEFAULT_PERIOD = "30"
# The chart in the units of its own drawing.
WIDTH, HEIGHT = 720, 160


@dataclass(frozen=True)
class Column:
    """A day in the chart."""

    day: dt.date
    number: int
    x: int
    y: int
    width: int
    height: int


def can_see_visits(viewer: Viewer) -> bool:
    """True for people who decide what is on the site."""
    return viewer.has_role(Role.EDITOR, Role.REVIEWER, Role.ADMINISTRATOR)


def pages(days: int) -> list[tuple[str, int]]:
    """The pages that were opened in the last `days` days, with how often; the most opened first."""
    rows = PageVisits.objects.filter(day__gt=_before(days)).values("path").annotate(total=Sum("number"))
    return list(rows.order_by("-total", "path").values_list("path", "total"))


def by_day(days: int) -> list[tuple[dt.date, int]]:
    """Every one of the last `days` days with how many pages were opened, also when there were none."""
    rows = PageVisits.objects.filter(day__gt=_before(days)).values("day").annotate(total=Sum("number"))
    known = dict(rows.values_list("day", "total"))
    first = _before(days) + dt.timedelta(days=1)
    every = [first + dt.timedelta(days=number) for number in range(days)]
    return [(day, known.get(day, 0)) for day in every]


def chart(numbers: Sequence[tuple[dt.date, int]]) -> list[Column]:
    """The days as columns from zero, the highest as high as the chart."""
    most = max((number for _day, number in numbers), default=0) or 1
    step = WIDTH / max(len(numbers), 1)
    columns = []
    for place, (day, number) in enumerate(numbers):
        left, right = round(place * step), round((place + 1) * step)
        height = round(HEIGHT * number / most)
        gap = 1 if right - left > 2 else 0
        columns.append(Column(day, number, left, HEIGHT - height, right - left - gap, height))
    return columns


def _before(days: int) -> dt.date:
    return timezone.localdate() - dt.timedelta(days=days)
