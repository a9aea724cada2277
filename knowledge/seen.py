"""One thing that was seen of a method, as its page tells it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.text import Truncator
from wagtail.models import Page

from common.components import Link
from knowledge.wording import example_title

TOLD_WORDS = 40


@dataclass(frozen=True)
class Seen:
    """One evaluation, use case, lesson or publication, with no more than a row of a table needs.

    `view` is its kind; `slug` is the last part of its address, of a page the path in the tree. `answer` is the
    direction or whether they would do it again, `why` a study in short or their reason, `what` the type, the
    organisation or the lesson in one sentence, and `amount` the participants or the hours. The rest is the context of
    an evaluation or a use case.
    """

    view: str
    title: str
    slug: str
    is_example: bool
    answer: str
    why: str
    what: str
    municipality: str
    period_from: dt.date
    period_to: dt.date | None
    amount: int | None
    size_class: str
    urbanity: str
    delivered_by: str
    adaptations: str
    worked_for: str
    not_for: str

    @property
    def link(self) -> Link:
        """The name and the address of an evaluation or a use case."""
        return Link(example_title(self), reverse(self.view, args=[self.slug]))

    def page_link(self, roots: Any) -> Link:
        """The name and the address of a lesson or a publication, from Wagtail's table of site addresses."""
        page = Page(url_path=self.slug)
        # Wagtail looks here before it asks its cache, which is a table of the database.
        page._wagtail_cached_site_root_paths = roots
        return Link(example_title(self), page.get_url() or "")


@dataclass(frozen=True)
class Told:
    """What one organisation or study told, the beginning of it; `where` may say which kind of study it was."""

    text: str
    where: str
    link: Link


@dataclass(frozen=True)
class ToldGroup:
    """What was told under one heading; empty when nobody did. `total` counts also what is not among them."""

    title: str
    told: tuple[Told, ...]
    total: int


def beginning(text: str) -> str:
    """As much of a text as stands among others."""
    return str(Truncator(text).words(TOLD_WORDS))
