"""What is in somebody's calendar."""

from dataclasses import replace

from django.utils import timezone

from accounts.calendar_feed.services import hash_of
from accounts.models import CalendarFeed, User
from common.access import Viewer
from common.calendars.entries import CalendarEntry
from common.calendars.registry import entries_for, window_around

# Longer than any secret of ours; what is longer is not looked up.
TOKEN_LENGTH = 64


def feed_with(token: str) -> CalendarFeed | None:
    """The calendar at a secret address; None when there is none, or its owner may not sign in any more."""
    if not 0 < len(token) <= TOKEN_LENGTH:
        return None
    feeds = CalendarFeed.objects.select_related("user").filter(token_hash=hash_of(token), user__is_active=True)
    return feeds.first()


def feed_of(user: User) -> CalendarFeed:
    """The calendar of somebody; a new one, not stored, for who changed nothing yet."""
    return CalendarFeed.objects.filter(user=user).first() or CalendarFeed(user=user)


def entries_of(feed: CalendarFeed, viewer: Viewer) -> list[CalendarEntry]:
    """What is in a calendar, as a program gets it that can show no second factor: without the roles of its owner."""
    plain = replace(viewer, roles=frozenset())
    return entries_for(plain, window_around(timezone.localdate()), without=feed.left_out)
