"""Erasing what is kept no longer: every night, by the rules that apps registered, with a report of each run."""

import datetime as dt
import logging
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import DateField, DateTimeField, Min, QuerySet
from django.utils import timezone
from django_tasks import task

from common.privacy.contracts import RetentionRule
from common.privacy.models import RetentionRun, seal
from common.privacy.registry import days_of, model_of, rules

logger = logging.getLogger(__name__)

# From this hour on the night is quiet; a worker that was away then does it as soon as it is back.
FROM_HOUR = 2
# So many rows at a time, so that nobody waits long for a lock.
BATCH = 500


@dataclass(frozen=True)
class Line:
    """What one rule did: how many rows went, how many are still held, and when the first of those goes."""

    rule: str
    model: str
    label: str
    days: int
    erased: int
    held: int
    earliest: str
    failed: bool = False


def is_due() -> bool:
    """True when this night has no run yet."""
    now = timezone.localtime()
    return now.hour >= FROM_HOUR and not RetentionRun.objects.filter(night=now.date()).exists()


@task()
def run_nightly() -> int:
    """Apply every rule, once a night; return how many rows went. Another worker that was first is left to it."""
    try:
        with transaction.atomic():
            run = RetentionRun.objects.create(night=timezone.localdate())
    except IntegrityError:
        return 0
    return _fill(run).erased


def run_now() -> RetentionRun:
    """Apply every rule now; return the run with its report."""
    return _fill(RetentionRun.objects.create())


def preview() -> list[Line]:
    """What a run would do now; nothing is erased."""
    return list(_lines(dry_run=True))


def apply(name: str) -> int:
    """Apply one rule now; return how many rows went. Raises LookupError for a rule that is not registered."""
    days_of(name)
    return sum(_erase(rule) for rule in rules() if rule.name == name)


def expired(rule: RetentionRule) -> QuerySet[Any]:
    """The rows whose term is over. A day counts until its end."""
    now = timezone.now()
    limit = now if rule.ends else now - dt.timedelta(days=days_of(rule.name))
    if _is_day(rule):
        return _rows(rule).filter(**{f"{_moment(rule)}__lt": timezone.localdate(limit)})
    return _rows(rule).filter(**{f"{_moment(rule)}__lte": limit})


def _fill(run: RetentionRun) -> RetentionRun:
    run.report = [asdict(line) for line in _lines(dry_run=False)]
    run.finished_at = timezone.now()
    with transaction.atomic():
        seal(run)
        run.save()
    return run


def _lines(*, dry_run: bool) -> Iterator[Line]:
    for rule in rules():
        try:
            number = expired(rule).count() if dry_run else _erase(rule)
            yield _line(rule, number)
        except Exception:
            # A rule of one app keeps no other from being applied; the report says that it failed.
            logger.exception("The retention rule %s could not be applied.", rule.name)
            yield Line(rule.name, rule.model, str(rule.label), days_of(rule.name), 0, 0, "", failed=True)


def _line(rule: RetentionRule, number: int) -> Line:
    held = _rows(rule).exclude(pk__in=expired(rule).values("pk"))
    first = held.aggregate(first=Min(_moment(rule)))["first"]
    if first is not None and not rule.ends:
        first += dt.timedelta(days=days_of(rule.name))
    if isinstance(first, dt.datetime):
        first = timezone.localtime(first).date()
    return Line(
        rule=rule.name,
        model=rule.model,
        label=str(rule.label),
        days=days_of(rule.name),
        erased=number,
        held=held.count(),
        earliest=first.isoformat() if first else "",
    )


def _erase(rule: RetentionRule) -> int:
    """Erase what is expired, a part at a time; each part is a transaction."""
    number = 0
    last: Any = None
    while True:
        rows = expired(rule).order_by("pk")
        keys = list((rows if last is None else rows.filter(pk__gt=last)).values_list("pk", flat=True)[:BATCH])
        if not keys:
            return number
        last = keys[-1]
        part = model_of(rule)._base_manager.filter(pk__in=keys)
        with transaction.atomic():
            if rule.erase is not None:
                number += rule.erase(part)
            else:
                part.delete()
                number += len(keys)


def _rows(rule: RetentionRule) -> QuerySet[Any]:
    return rule.rows() if rule.rows is not None else model_of(rule)._base_manager.all()


def _moment(rule: RetentionRule) -> str:
    return rule.since or rule.ends


def _is_day(rule: RetentionRule) -> bool:
    """True when the moment is a day. An annotation is a moment."""
    model: Any = model_of(rule)
    field: Any = None
    for part in _moment(rule).split("__"):
        names = {each.name: each for each in model._meta.get_fields()}
        field = names.get(part)
        model = getattr(field, "related_model", None) or model
    return isinstance(field, DateField) and not isinstance(field, DateTimeField)
