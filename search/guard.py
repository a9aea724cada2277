"""The first guard: what the index does not know yet is left out of every question.

The order of reading makes it watertight. First the records that wait, then the stamp that the index must have
reached: a row that was gone already had its change in the index at that stamp, and a row that was still there is left
out. There is no setting that opens this.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec, TypeVar

from django.utils import timezone

from search.engines import get_engine
from search.engines.base import Snapshot
from search.errors import SearchUnavailableError
from search.models import IndexState, IndexTask

# Leaving out more than this many records makes a question slow; counts and suggestions are then switched off.
MAX_EXCLUDED = 10_000
# Longer than any question takes.
JUST_NOW = dt.timedelta(seconds=30)

_Asked = ParamSpec("_Asked")
_Answer = TypeVar("_Answer")


@dataclass(frozen=True)
class GuardedSnapshot:
    """An index that may be asked, and the identifiers to leave out.

    When more wait than can be left out, `is_complete` is False: then nothing may be counted or suggested, and hits
    have to be checked one by one.
    """

    snapshot: Snapshot
    excluded: frozenset[str]
    is_complete: bool


def open_guarded() -> GuardedSnapshot:
    """Open the live index for one question.

    Raises SearchUnavailableError when there is none that may be served.
    """
    waiting = IndexTask.objects.documents(limit=MAX_EXCLUDED + 1)
    is_complete = len(waiting) <= MAX_EXCLUDED
    return GuardedSnapshot(
        snapshot=open_live(),
        excluded=waiting if is_complete else frozenset(),
        is_complete=is_complete,
    )


def open_live() -> Snapshot:
    """Open the index that belongs to the database as it is now.

    Raises SearchUnavailableError when there is none that may be served.
    """
    state = _live_state()
    try:
        return get_engine().open(state.generation, stamp=state.stamp)
    except SearchUnavailableError:
        # A rebuild may have swapped the generations between the two steps; then the second look finds the new one.
        again = _live_state()
        if again.generation == state.generation:
            raise
        return get_engine().open(again.generation, stamp=again.stamp)


def again_after_a_rebuild(ask: Callable[_Asked, _Answer]) -> Callable[_Asked, _Answer]:
    """Ask once more what failed while a rebuild took the index away, between opening it and asking it."""

    @wraps(ask)
    def asked(*args: _Asked.args, **options: _Asked.kwargs) -> _Answer:
        try:
            return ask(*args, **options)
        except SearchUnavailableError:
            if not IndexState.objects.filter(built_at__gt=timezone.now() - JUST_NOW).exists():
                raise
            return ask(*args, **options)

    return asked


def _live_state() -> IndexState:
    state = IndexState.objects.first()
    if state is None:
        raise SearchUnavailableError("No search index was built yet. Run search_rebuild.")
    return state
