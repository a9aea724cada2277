"""Planning, changing, moving and cancelling a meeting, and saying what became of it."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from circles.enums import CircleRole, CircleStatus
from circles.errors import CircleStateError
from circles.meetings.activity import record_meeting
from circles.meetings.enums import MeetingState
from circles.meetings.services.invitations import tell
from circles.meetings.services.locking import lock_meeting
from circles.models import Circle, CircleMembership, Meeting

# A change of one of these is news for who has the meeting in a calendar; of the agenda it is not.
TOLD = frozenset({"title", "place", "video_url"})
ENDED = (CircleStatus.CLOSED, CircleStatus.ARCHIVED)


@transaction.atomic
def plan_meeting(
    *,
    circle: Circle,
    actor: User,
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    guests: Iterable[CircleMembership] = (),
    **fields: Any,
) -> Meeting:
    """Plan a meeting, and invite everybody who belongs there.

    Raises CircleStateError when the circle ended, and ValueError for an end before the start.
    """
    if circle.status in ENDED:
        raise CircleStateError(_("Deze leerkring is afgesloten. U kunt er geen bijeenkomst meer plannen."))
    _check_times(starts_at, ends_at)
    meeting = Meeting.objects.create(circle=circle, created_by=actor, starts_at=starts_at, ends_at=ends_at, **fields)
    _invite_guests(meeting, guests)
    record_meeting(meeting, "planned", actor=actor)
    tell(meeting)
    return meeting


@transaction.atomic
def change_meeting(
    *, meeting: Meeting, actor: User, guests: Iterable[CircleMembership] | None = None, **fields: Any
) -> Meeting:
    """Change anything but the time. Who has it in a calendar is told when that would show something else now.

    Raises CircleStateError when it is over or cancelled.
    """
    locked = _lock_changeable(meeting)
    changed = {name for name, value in fields.items() if getattr(locked, name) != value}
    for name in changed:
        setattr(locked, name, fields[name])
    if changed & TOLD:
        _count_change(locked)
    locked.save()
    if guests is not None:
        _invite_guests(locked, guests)
    record_meeting(locked, "changed", actor=actor)
    tell(locked)
    return locked


@transaction.atomic
def move_meeting(*, meeting: Meeting, actor: User, starts_at: dt.datetime, ends_at: dt.datetime) -> Meeting:
    """Give it another time. Answers stay, and are asked for again; the same time changes nothing.

    Raises CircleStateError when it is over or cancelled, and ValueError for an end before the start.
    """
    locked = _lock_changeable(meeting)
    _check_times(starts_at, ends_at)
    if (locked.starts_at, locked.ends_at) == (starts_at, ends_at):
        return locked
    locked.starts_at, locked.ends_at, locked.state = starts_at, ends_at, MeetingState.MOVED
    _count_change(locked)
    locked.save()
    record_meeting(locked, "moved", actor=actor)
    tell(locked)
    return locked


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, actor: User, reason: str = "") -> Meeting:
    """Call it off, and take it out of the calendars that it stands in; once more changes nothing.

    Raises CircleStateError when it has begun.
    """
    locked = lock_meeting(meeting)
    if locked.is_cancelled:
        return locked
    _refuse_unchangeable(locked)
    locked.state, locked.cancel_reason = MeetingState.CANCELLED, reason
    _count_change(locked)
    locked.save()
    record_meeting(locked, "cancelled", actor=actor)
    tell(locked)
    return locked


def mark_held(*, meeting: Meeting, actor: User) -> Meeting:
    """Say that it took place.

    Raises CircleStateError when it is not over, or was cancelled.
    """
    return _conclude(meeting, actor, MeetingState.HELD, "held")


def mark_did_not_happen(*, meeting: Meeting, actor: User) -> Meeting:
    """Say that it did not take place after all: nobody called it off in time.

    Raises CircleStateError when it is not over, or was cancelled.
    """
    return _conclude(meeting, actor, MeetingState.DID_NOT_HAPPEN, "did_not_happen")


@transaction.atomic
def _conclude(meeting: Meeting, actor: User, state: MeetingState, verb: str) -> Meeting:
    locked = lock_meeting(meeting)
    if not locked.is_over or locked.state in {MeetingState.CANCELLED, MeetingState.CLOSED}:
        raise CircleStateError(_("Dit kan pas na de bijeenkomst, en niet als zij is geannuleerd."))
    if locked.state == state:
        return locked
    locked.state = state
    locked.save(update_fields=["state"])
    record_meeting(locked, verb, actor=actor)
    return locked


def _lock_changeable(meeting: Meeting) -> Meeting:
    locked = lock_meeting(meeting)
    _refuse_unchangeable(locked)
    return locked


def _refuse_unchangeable(meeting: Meeting) -> None:
    if not meeting.can_change:
        raise CircleStateError(_("Deze bijeenkomst is al begonnen of gaat niet door. U kunt haar niet meer wijzigen."))


def _check_times(starts_at: dt.datetime, ends_at: dt.datetime) -> None:
    if ends_at <= starts_at:
        raise ValueError("A meeting ends after it begins.")


def _count_change(meeting: Meeting) -> None:
    """A change before anybody was told is no change in a calendar."""
    if meeting.told_at is not None:
        meeting.sequence += 1
        meeting.changed_at = timezone.now()


def _invite_guests(meeting: Meeting, guests: Iterable[CircleMembership]) -> None:
    """Only guests of this circle: members belong there anyway, and nobody else is let in like this."""
    asked = [guest.pk for guest in guests]
    known = CircleMembership.objects.active().filter(circle=meeting.circle_id, role=CircleRole.GUEST)
    meeting.guests.set(known.filter(pk__in=asked))
