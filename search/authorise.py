"""The second guard: only the database makes a hit something to show.

A `Hit` is what the index offers; a `SearchResult` is what a viewer may see. Nothing but `authorise` turns one into
the other, and it does so by asking the source for a card. A hit without a card leaves no trace.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from common.access import Viewer
from common.components import CardItem
from search.contracts import FileKey, FileLink, FileSource, document_id
from search.engines.base import Hit
from search.highlight import Highlight
from search.pages import PageSource, page_cards
from search.registry import sources

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class SearchResult:
    """A record that the viewer may see now, with the passage in which it was found.

    `id` is its identifier in the index. `title` is the title of the card, with the words that were found when the
    index knew it by this very title. `file` is the file that `snippet` comes from, with the number of the page.
    """

    id: str
    card: CardItem
    title: Highlight
    snippet: Highlight | None
    file: tuple[FileLink, int] | None = None


def authorise(viewer: Viewer, hits: Iterable[Hit]) -> tuple[SearchResult, ...]:
    """Return results for the hits that the viewer may see according to the database, in the same order."""
    offered = tuple(hits)
    cards = _cards(viewer, offered)
    refused = [hit.id for hit in offered if hit.id not in cards]
    if refused:
        logger.warning("The database refused %d hits of the index: %s", len(refused), ", ".join(refused))
    files = _files(viewer, [hit for hit in offered if hit.place and hit.id in cards])
    return tuple(_result(hit, cards[hit.id], files) for hit in offered if hit.id in cards)


def _cards(viewer: Viewer, hits: Iterable[Hit]) -> Mapping[str, CardItem]:
    """The cards by the identifiers of their hits; pages of all types are asked for together."""
    known = sources()
    wanted: dict[str, list[UUID]] = defaultdict(list)
    for hit in hits:
        wanted[hit.kind].append(hit.public_id)
    pages: dict[PageSource, list[UUID]] = {}
    found: dict[str, Mapping[UUID, CardItem]] = {}
    for kind in wanted.keys() & known.keys():
        source = known[kind]
        if isinstance(source, PageSource):
            pages[source] = wanted[kind]
        else:
            found[kind] = source.cards(viewer, wanted[kind])
    found |= {source.kind: cards for source, cards in page_cards(viewer, pages).items()}
    return {document_id(kind, public_id): card for kind, cards in found.items() for public_id, card in cards.items()}


def _files(viewer: Viewer, hits: Iterable[Hit]) -> Mapping[FileKey, FileLink]:
    """The files that passages come from and that the viewer may open now."""
    wanted: dict[str, list[FileKey]] = defaultdict(list)
    for hit in hits:
        if hit.place:
            wanted[hit.kind].append((hit.public_id, hit.place.file))
    files: dict[FileKey, FileLink] = {}
    for kind, keys in wanted.items():
        source = sources()[kind]
        if isinstance(source, FileSource):
            files |= source.files(viewer, keys)
    return files


def _result(hit: Hit, card: CardItem, files: Mapping[FileKey, FileLink]) -> SearchResult:
    same_title = hit.title.text == card.title
    file = files.get((hit.public_id, hit.place.file)) if hit.place else None
    return SearchResult(
        id=hit.id,
        card=card,
        title=hit.title if same_title else Highlight(text=card.title, spans=()),
        # What stands in a file that may not be opened is shown to nobody.
        snippet=hit.snippet if file or not hit.place else None,
        file=(file, hit.place.number) if file and hit.place else None,
    )
