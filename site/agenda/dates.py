"""Dates as people in the Netherlands write them, as exact as they are known."""

import datetime as dt

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _

from agenda.enums import DatePrecision

_FORMATS = {DatePrecision.DAY: "j F Y", DatePrecision.MONTH: "F Y", DatePrecision.YEAR: "Y"}


def written_date(date: dt.date, precision: str = DatePrecision.DAY) -> str:
    """Write a date as "7 juli 2023", "juli 2023" or "2023"."""
    return format_date(date, _FORMATS[DatePrecision(precision)])


def written_period(first: dt.date, last: dt.date | None, precision: str = DatePrecision.DAY) -> str:
    """Write a period as "1 augustus 2023 tot en met 30 september 2023"; without `last` it is one date."""
    if last is None or last == first:
        return written_date(first, precision)
    return _("%(first)s tot en met %(last)s") % {
        "first": written_date(first, precision),
        "last": written_date(last, precision),
    }


def written_years(first: int | None, last: int | None) -> str:
    """Write a range of years as "2023-2025", a single year as "2026", a year without an end as "vanaf 2025"."""
    if first is None:
        return ""
    if last is None:
        return _("vanaf %(year)d") % {"year": first}
    return str(first) if first == last else f"{first}-{last}"
