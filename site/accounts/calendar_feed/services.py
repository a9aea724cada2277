"""Verbs: give a calendar a new address, take it away, choose what is in it."""

import hashlib
import secrets
from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from accounts.models import CalendarFeed, User
from common.activity.services import record


@transaction.atomic
def renew_address(*, user: User) -> str:
    """Give the calendar a new address and return its secret, which is kept nowhere; the old address ends at once."""
    token = secrets.token_urlsafe(32)
    CalendarFeed.objects.update_or_create(user=user, defaults={"token_hash": hash_of(token), "made_at": timezone.now()})
    record(verb="account.calendar_shared", about=user)
    return token


@transaction.atomic
def stop_address(*, user: User) -> bool:
    """End the address; returns False when there was none."""
    ended = CalendarFeed.objects.filter(user=user).exclude(token_hash="").update(token_hash="")
    if ended:
        record(verb="account.calendar_closed", about=user)
    return bool(ended)


def leave_out(*, user: User, kinds: Collection[str]) -> None:
    """Have these kinds of entries not in the calendar, and all others in it."""
    CalendarFeed.objects.update_or_create(user=user, defaults={"left_out": sorted(kinds)})


def hash_of(token: str) -> str:
    """What recognises a secret. It is long and random, so nobody finds it back by trying."""
    return hashlib.sha256(token.encode()).hexdigest()
