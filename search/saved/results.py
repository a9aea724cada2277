"""The newest results of kept questions, as their owner may see them now."""

from collections.abc import Sequence
from typing import NamedTuple

from django.http import QueryDict

from common.access import Viewer
from search.addresses import follow_replaced
from search.authorise import SearchResult, authorise
from search.editorial.current import current_editorial
from search.engines.base import EngineQuery
from search.enums import Order
from search.guard import again_after_a_rebuild, open_guarded
from search.models import SavedSearch
from search.query import parse
from search.registry import facets

# What is compared, and what is remembered: more, so that an older result that moves up is no news.
COMPARED = 20
REMEMBERED = 60


class Newest(NamedTuple):
    """A kept question with its newest results."""

    saved: SavedSearch
    results: tuple[SearchResult, ...]

    @property
    def new(self) -> int:
        """How many of the newest were not there when the owner last looked."""
        seen = set(self.saved.seen)
        return sum(result.id not in seen for result in self.results[:COMPARED])


@again_after_a_rebuild
def newest(viewer: Viewer, kept: Sequence[SavedSearch], *, limit: int = COMPARED) -> list[Newest]:
    """The newest results of each, after all guards; as many queries for one as for twenty.

    Raises SearchUnavailableError when there is no index that may be served.
    """
    if not kept:
        return []
    guarded = open_guarded()
    decided = current_editorial()
    # With too many changes waiting the guard leaves nothing out of a question: then nothing is told.
    found = [
        guarded.snapshot.search(
            EngineQuery(
                query=guarded.snapshot.understand(parse(asked.get("q", "") + " "), decided.words),
                audience=viewer.tokens,
                excluded=guarded.excluded,
                filters={name: frozenset(filter(None, asked.getlist(name))) for name in facets()},
                order=Order.NEWEST,
                limit=limit,
            )
        ).hits
        if guarded.is_complete
        else ()
        for asked in (follow_replaced(QueryDict(saved.query)) for saved in kept)
    ]
    visible = {
        result.id: result for result in authorise(viewer, {hit.id: hit for hits in found for hit in hits}.values())
    }
    return [
        Newest(saved, tuple(visible[hit.id] for hit in hits if hit.id in visible))
        for saved, hits in zip(kept, found, strict=True)
    ]
