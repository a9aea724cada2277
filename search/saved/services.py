"""Keeping questions: save, rename, delete and take back, look, follow with a feed. Source of the rules: decision 88."""

import datetime as dt
import secrets
from collections.abc import Collection
from urllib.parse import urlencode

from django.core.cache import cache
from django.db import transaction
from django.http import QueryDict
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from common.privacy.contracts import RetentionRule
from search.addresses import MAX_VALUES
from search.enums import Order
from search.errors import SearchError
from search.models import SavedSearch
from search.query import MAX_LENGTH, parse
from search.registry import facets
from search.text import clean_text

MAX_SAVED = 20
# With what was deleted today: so many can be made in a day, whatever is deleted in between.
MAX_MADE = 60
MAX_NAME = 100
MAX_VALUE_LENGTH = 100
UNDO = dt.timedelta(days=1)
# Readers of feeds ask every quarter of an hour or less often; several of them may follow the same feed.
FEED_SECONDS = 600
MAX_FEEDS = 12


class CannotSaveError(SearchError):
    """Nothing to save, or no room for more."""


class NothingToSaveError(CannotSaveError):
    """The address asks for nothing."""


class TooManySavedError(CannotSaveError):
    """The account has as many as it may have."""


def clean_query(text: str) -> str:
    """What an address asks for: its question, filters that exist and order; empty when that is nothing."""
    asked = QueryDict(text[:10_000].encode("utf-8", "replace"))
    question = " ".join(clean_text(asked.get("q", "")).split())[:MAX_LENGTH]
    pairs = [("q", question)] if question and not parse(question).is_empty else []
    for name in facets():
        values = dict.fromkeys(value for value in asked.getlist(name) if 0 < len(value) <= MAX_VALUE_LENGTH)
        pairs += [(name, value) for value in list(values)[:MAX_VALUES] if clean_text(value) == value]
    if pairs and asked.get("volgorde") == Order.NEWEST:
        pairs.append(("volgorde", Order.NEWEST.value))
    return urlencode(pairs)


def save_search(*, user_id: int, query: str, seen: Collection[str] = ()) -> SavedSearch:
    """Keep a question for an account; one that it keeps already is given back as it is.

    Raises NothingToSaveError and TooManySavedError.
    """
    wanted = clean_query(query)
    if not wanted:
        raise NothingToSaveError("The address asks for nothing.")
    with transaction.atomic():
        mine = SavedSearch.objects.select_for_update().filter(owner_id=user_id)
        rows = list(mine)
        kept = [row for row in rows if row.deleted_at is None]
        for row in kept:
            if row.query == wanted:
                return row
        if len(kept) >= MAX_SAVED or len(rows) >= MAX_MADE:
            raise TooManySavedError("The account has as many as it may have.")
        return SavedSearch.objects.create(owner_id=user_id, query=wanted, name=_name_of(wanted), seen=list(seen))


def rename(saved: SavedSearch, *, name: str) -> None:
    """Give it another name."""
    saved.name = name
    saved.save(update_fields=["name"])


def delete(saved: SavedSearch) -> None:
    """Delete it, and end its feed at once; for a day it can be taken back, without the feed."""
    saved.deleted_at = timezone.now()
    saved.feed_key = ""
    saved.save(update_fields=["deleted_at", "feed_key"])


def take_back(saved: SavedSearch) -> None:
    """Undo `delete`. Raises TooManySavedError when others took its place."""
    if SavedSearch.objects.filter(owner_id=saved.owner_id, deleted_at=None).count() >= MAX_SAVED:
        raise TooManySavedError("The account has as many as it may have.")
    saved.deleted_at = None
    saved.save(update_fields=["deleted_at"])


def remember_seen(saved: SavedSearch, identifiers: Collection[str]) -> None:
    """The owner looks now."""
    saved.seen = list(identifiers)
    saved.save(update_fields=["seen"])


def start_feed(saved: SavedSearch) -> None:
    """Give it a feed with a new address; an older address ends."""
    saved.feed_key = secrets.token_urlsafe(32)
    saved.save(update_fields=["feed_key"])


def stop_feed(saved: SavedSearch) -> None:
    """End its feed."""
    saved.feed_key = ""
    saved.save(update_fields=["feed_key"])


def feed_token(saved: SavedSearch) -> str:
    """The secret part of the address of the feed: not to be made from a copy of the database alone."""
    return salted_hmac("search.saved", f"{saved.pk} {saved.feed_key}", algorithm="sha256").hexdigest()


def is_feed_token(saved: SavedSearch, token: str) -> bool:
    """True when this is the address of its feed now."""
    return bool(saved.feed_key) and constant_time_compare(feed_token(saved), token)


def rule() -> RetentionRule:
    """How long a deleted one can be taken back."""
    return RetentionRule(
        "search.deleted",
        "search.SavedSearch",
        _("nadat iemand hem verwijderde"),
        UNDO.days,
        since="deleted_at",
        rows=lambda: SavedSearch.objects.exclude(deleted_at=None),
    )


def may_make_feed(saved: SavedSearch) -> bool:
    """Count one more making of its feed; False when there were too many in these ten minutes.

    It holds back a reader that asks all the time. Two that ask at once may count as one.
    """
    key = f"search.feed.{saved.pk}.{int(timezone.now().timestamp()) // FEED_SECONDS}"
    made = cache.get(key, 0)
    cache.set(key, made + 1, FEED_SECONDS)
    return bool(made < MAX_FEEDS)


def _name_of(query: str) -> str:
    """A name to begin with: what was asked, or the words of the filters."""
    asked = QueryDict(query)
    if asked.get("q"):
        return str(asked["q"])[:MAX_NAME]
    words = [label for name, facet in facets().items() for label in facet.labels(asked.getlist(name)).values()]
    return ", ".join(words)[:MAX_NAME] or query[:MAX_NAME]
