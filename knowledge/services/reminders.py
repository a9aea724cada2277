"""Reminding the editors, once of every moment, in one mail a day."""

import datetime as dt
import logging
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
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

logger = logging.getLogger(__name__)

AHEAD = dt.timedelta(days=30)
# Nobody reads a mail at midnight.
FIRST_HOUR = 7
NEXT_TRY = dt.timedelta(hours=1)
# A mail server gets ten seconds; who is still sending after this has ended.
LONGEST_SENDING = dt.timedelta(hours=1)
ROLES = (Role.EDITOR, Role.REVIEWER)

# What a reminder is about: a content type, an object, a reason and a day.
Key = tuple[int, int, str, dt.date]


@dataclass(frozen=True)
class Reminder:
    """Why the editors are told of something."""

    reason: ReminderReason
    item: Item


def has_work() -> bool:
    """True when nobody looked today, or when a reminder is to be sent or to be given up."""
    now = timezone.localtime()
    if now.hour >= FIRST_HOUR and not ReminderRound.objects.filter(day=now.date()).exists():
        return True
    waiting = ReviewReminder.objects.filter(state=ReminderState.WAITING, try_after__lte=now)
    left = ReviewReminder.objects.filter(state=ReminderState.SENDING, claimed_at__lt=now - LONGEST_SENDING)
    return waiting.exists() or left.exists()


def remind() -> int:
    """Look for what is due, once a day, and tell the editors of what they were not told yet; return how much.

    Rows are claimed before anything is sent and marked after it, each in a transaction of its own: two workers never
    send the same, and what a crash leaves behind is not sent a second time.
    """
    today = timezone.localdate()
    look_around(today)
    give_up_what_was_left()
    claim = claim_waiting()
    wanted = {_key(row): row.pk for row in ReviewReminder.objects.filter(claim=claim)}
    if not wanted:
        return 0
    found = [(key, reminder) for key, reminder in _due(today).items() if key in wanted]
    lapsed = wanted.keys() - {key for key, _reminder in found}
    ReviewReminder.objects.filter(pk__in=[wanted[key] for key in lapsed]).update(state=ReminderState.LAPSED, claim=None)
    return _send(claim, [reminder for _key, reminder in found])


def look_around(today: dt.date) -> None:
    """Add a row for everything that is due within a month or was due before; once a day, whoever asks."""
    if ReminderRound.objects.filter(day=today).exists():
        return
    refresh_references()
    with transaction.atomic():
        _round, is_first = ReminderRound.objects.get_or_create(day=today)
        if is_first:
            _add_rows(_due(today))


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


def give_up_what_was_left() -> int:
    """Mark what a process was sending when it ended: nobody knows whether the mail went."""
    left = ReviewReminder.objects.filter(
        state=ReminderState.SENDING, claimed_at__lt=timezone.now() - LONGEST_SENDING
    ).update(state=ReminderState.UNCERTAIN, claim=None)
    if left:
        logger.warning("Of %d reminders it is not known whether they were sent; they are not sent again.", left)
    return left


def claim_waiting() -> uuid.UUID:
    """Take everything of which it is the turn; return the name of the claim."""
    claim, now = uuid.uuid4(), timezone.now()
    ReviewReminder.objects.filter(state=ReminderState.WAITING, try_after__lte=now).update(
        state=ReminderState.SENDING, claim=claim, claimed_at=now
    )
    return claim


def _send(claim: uuid.UUID, reminders: list[Reminder]) -> int:
    """Send one mail about what was claimed, and write down how that went."""
    rows = ReviewReminder.objects.filter(claim=claim)
    recipients = addresses_of(*ROLES)
    if not reminders:
        return 0
    now = timezone.now()
    if not recipients:
        rows.update(state=ReminderState.WAITING, claim=None, try_after=now + dt.timedelta(days=1))
        return 0
    try:
        send_digest(recipients, reminders)
    except OSError as error:  # The base of everything that smtplib and sockets raise.
        logger.warning("The reminders could not be sent and wait for the next try: %s", error)
        rows.update(
            state=ReminderState.WAITING,
            claim=None,
            try_after=now + NEXT_TRY,
            attempts=F("attempts") + 1,
            last_error=str(error)[:500],
        )
        return 0
    return rows.update(state=ReminderState.SENT, claim=None, sent_at=timezone.now(), last_error="")


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
