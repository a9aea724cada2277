"""Moments in the history of the Agenda as a timeline."""

import datetime as dt
from collections.abc import Iterable
from typing import Protocol

from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from common.components import TimelineItem


class Moment(Protocol):
    """Something with a date, a title and perhaps a source; see `models.parts.DatedFact`."""

    date: dt.date
    until: dt.date | None
    title: str
    text: str
    source: "SourceLike | None"

    @property
    def written(self) -> str:
        """The date in words."""
        ...


class SourceLike(Protocol):
    """A source with its label and, when it can be read on line, its address."""

    url: str

    @property
    def label(self) -> str:
        """The source as it stands under a fact."""
        ...


def timeline_items(moments: Iterable[Moment]) -> tuple[TimelineItem, ...]:
    """The moments in order of time, each with its source and whether it is past, going on or still to come."""
    today = timezone.localdate()
    ordered = sorted(moments, key=lambda moment: (moment.date, moment.until or moment.date, moment.title))
    return tuple(
        TimelineItem(
            date_label=moment.written,
            title=moment.title,
            text=_with_source(moment),
            state=_state(moment, today),
        )
        for moment in ordered
    )


def _with_source(moment: Moment) -> str:
    """The text, and its source in small print on a line of its own."""
    if moment.source is None:
        return moment.text
    label, url = moment.source.label, moment.source.url
    source = format_html('<a href="{}" rel="external">{}</a>', url, label) if url else label
    return format_html('{} <span class="kp-meta"><span>{} {}</span></span>', moment.text, _("Bron:"), source)


def _state(moment: Moment, today: dt.date) -> str:
    if moment.date > today:
        return "future"
    return "now" if moment.until and moment.until >= today else "done"
