"""Counting and listing the work, in one query each."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, QuerySet, Value
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import slugify
from wagtail.models import Page

from knowledge.backlog.parts import COLUMNS
from knowledge.backlog.rules import RULES, Rule
from knowledge.wording import upper_first


@dataclass(frozen=True)
class Item:
    """One thing to do. `days` counts from today: below zero is past."""

    kind: str
    title: str
    edit_url: str
    moment: dt.date | None
    days: int | None
    note: str

    @property
    def days_ago(self) -> int:
        """How many days it is past."""
        return -self.days if self.days is not None else 0


@dataclass(frozen=True)
class CountedRule:
    """A rule and how much there is to do."""

    rule: Rule
    count: int


@dataclass(frozen=True)
class Section:
    """Rules that belong together."""

    title: str | Promise
    rules: tuple[CountedRule, ...]

    @property
    def anchor(self) -> str:
        """Its place on the board."""
        return slugify(str(self.title))

    @property
    def count(self) -> int:
        """All work together; something may be in it for more than one reason."""
        return sum(counted.count for counted in self.rules)


def count_work(today: dt.date) -> Mapping[str, int]:
    """How much there is of every rule, by its key."""
    counts = [
        part.annotate(rule=Value(rule.key)).values("rule").annotate(number=Count("pk")).values_list("rule", "number")
        for rule in RULES
        for part in rule.parts(today)
    ]
    found: Counter[str] = Counter()
    for key, number in _joined(counts):
        found[key] += number
    return found


def sections(counts: Mapping[str, int], rules: Iterable[Rule] = RULES) -> tuple[Section, ...]:
    """These rules with their counts, in sections."""
    return tuple(
        Section(title, tuple(CountedRule(rule, counts[rule.key]) for rule in together))
        for title, together in groupby(rules, key=lambda rule: rule.section)
    )


class Work:
    """What a rule found on a day: the longest overdue first. A paginator takes slices of it."""

    def __init__(self, rule: Rule, *, today: dt.date, count: int) -> None:
        self._rule = rule
        self._today = today
        self._count = count

    def count(self) -> int:
        """How much there is, as it was counted together with the others."""
        return self._count

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, wanted: slice, /) -> list[Item]:
        return [make_item(*row, today=self._today) for row in self._rows()[wanted]]

    def __iter__(self) -> Iterator[Item]:
        return (make_item(*row, today=self._today) for row in self._rows())

    def _rows(self) -> QuerySet[Any, Any]:
        parts = [part.values_list(*COLUMNS) for part in self._rule.parts(self._today)]
        return _joined(parts).order_by("moment", "title_now", "model_id", "object_id")


def make_item(
    model_id: int, object_id: int, title: str, moment: dt.date | None, note: str | None, *, today: dt.date
) -> Item:
    """A row of a part, with its address in the CMS and how many days it is from today."""
    model = ContentType.objects.get_for_id(model_id).model_class()
    return Item(
        kind=upper_first(str(model._meta.verbose_name)) if model else "",
        title=title,
        edit_url=_edit_url(model, object_id),
        moment=moment,
        days=(moment - today).days if moment else None,
        note=note or "",
    )


def _joined(parts: Iterable[QuerySet[Any, Any]]) -> QuerySet[Any, Any]:
    first, *others = parts
    return first.union(*others, all=True) if others else first


def _edit_url(model: Any, object_id: int) -> str:
    if model is None or issubclass(model, Page):
        return reverse("wagtailadmin_pages:edit", args=[object_id])
    return reverse(model.snippet_viewset.get_url_name("edit"), args=[object_id])
