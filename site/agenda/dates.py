"""Dates as people in the Netherlands write them, as exact as they are known."""

import datetime as dt

from django.utils.dateformat import format as format_date

from agenda.enums import DatePrecision

_FORMATS = {DatePrecision.DAY: "j F Y", DatePrecision.MONTH: "F Y", DatePrecision.YEAR: "Y"}


def written_date(date: dt.date, precision: str = DatePrecision.DAY) -> str:
    """Write a date as "7 juli 2023", "juli 2023" or "2023"."""
    return format_date(date, _FORMATS[DatePrecision(precision)])


def written_years(first: int, last: int) -> str:
    """Write a range as "2023-2025", or "2026" for a single year."""
    return str(first) if first == last else f"{first}-{last}"
