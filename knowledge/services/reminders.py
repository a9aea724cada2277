"""Reminding the editors, once of every moment, in one mail a day."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from accounts.selectors import addresses_of
from common.access import Role
from knowledge.backlog import parts
from knowledge.backlog.parts import COLUMNS
from knowledge.backlog.reading import Item, make_item
from knowledge.enums import ReminderReason, ReminderState
from knowledge.models import ReminderRound, ReviewReminder
from knowledge.services.references import refresh_references
from knowledge.services.reminder_mail import send_digest

AHEAD = dt.timedelta(days=30)
# Nobody reads a mail at midnight.
FIRST_HOUR = 7
ROLES = (Role.EDITOR, Role.REVIEWER)

# What a reminder is about: a content type, an object, a reason and a day.
Key = tuple[int, int, str, dt.date]


@dataclass(frozen=True)
class Reminder:
    """Why the editors are told of something."""

    reason: ReminderReason
    item: Item


def has_work() -> bool:
    """True when nobody looked today, from seven in the morning on."""
    now = timezone.localtime()
    return now.hour >= FIRST_HOUR and not ReminderRound.objects.filter(day=now.date()).exists()


def remind() -> int:
    """Look for what is due, once a day, and tell the editors of what they were not told yet; return how much.

    The day, the rows and the mail are written in one transaction: all of it happens or nothing, and whoever comes
    second on a day does nothing.
    """
    today = timezone.localdate()
    if ReminderRound.objects.filter(day=today).exists():
        return 0
    refresh_references()
    with transaction.atomic():
        _round, is_first = ReminderRound.objects.get_or_create(day=today)
        return _tell(_due(today), today) if is_first else 0


def _tell(due: Mapping[Key, Reminder], today: dt.date) -> int:
    """Mail everybody who edits what is due and was not told; without editors the rows wait for one."""
    _add_rows(due)
    waiting = {_key(row): row.pk for row in ReviewReminder.objects.filter(state=ReminderState.WAITING)}
    lapsed = [pk for key, pk in waiting.items() if key not in due]
    ReviewReminder.objects.filter(pk__in=lapsed).update(state=ReminderState.LAPSED)
    news = [reminder for key, reminder in due.items() if key in waiting]
    recipients = addresses_of(*ROLES)
    if not news or not recipients:
        return 0
    send_digest(recipients, news, day=today)
    told = [pk for key, pk in waiting.items() if key in due]
    return ReviewReminder.objects.filter(pk__in=told).update(state=ReminderState.SENT, sent_at=timezone.now())


def _add_rows(due: Iterable[Key]) -> None:
    """Add the rows that are not there yet; what had lapsed and is due after all waits again."""
    wanted = set(due)
    rows = (
        ReviewReminder(content_type_id=kind, object_id=pk, reason=reason, due_on=day)
        for kind, pk, reason, day in wanted
    )
    ReviewReminder.objects.bulk_create(rows, ignore_conflicts=True)
    lapsed = ReviewReminder.objects.filter(state=ReminderState.LAPSED)
    again = [row.pk for row in lapsed if _key(row) in wanted]
    ReviewReminder.objects.filter(pk__in=again).update(state=ReminderState.WAITING)


def _due(today: dt.date) -> Mapping[Key, Reminder]:
    """Everything that is due within a month or was due before, as it is now, the earliest first."""
    soon = today + AHEAD
    reminders = {
        **dict(_read(ReminderReason.REVIEW, parts.review_between(None, soon), today)),
        **dict(_read(ReminderReason.RECOGNITION, parts.recognition_ending(None, soon), today)),
    }
    return dict(sorted(reminders.items(), key=lambda pair: (pair[0][3], pair[1].item.title)))


def _read(reason: ReminderReason, found: Iterable[parts.Part], today: dt.date) -> Iterator[tuple[Key, Reminder]]:
    for part in found:
        for row in part.values_list(*COLUMNS):
            model_id, object_id, _title, moment, _note = row
            yield (model_id, object_id, reason.value, moment), Reminder(reason, make_item(*row, today=today))


def _key(row: ReviewReminder) -> Key:
    return row.content_type_id, row.object_id, row.reason, row.due_on
