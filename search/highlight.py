"""Showing where the words of a query stand in a text: as positions, never as HTML."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from search.dutch.folding import RUN

SNIPPET_LENGTH = 220
# Reading further than this costs more than a better passage is worth.
READ_LENGTH = 20_000
# Room before the first word that is found, so that it is read in its sentence.
LEAD = 60
MAX_MATCHES = 500
# A longer run is an address or a list without spaces: of that only the piece is marked, never the whole.
MAX_RUN = 48

_PIECE = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Part:
    """A piece of text that is marked or not."""

    text: str
    marked: bool


@dataclass(frozen=True)
class Highlight:
    """A text with the places of the words that were found; `before` and `after` say that it was cut there."""

    text: str
    spans: tuple[tuple[int, int], ...]
    before: bool = False
    after: bool = False

    @property
    def parts(self) -> Iterator[Part]:
        """The text in pieces, for a template to escape and mark."""
        end = 0
        for start, stop in self.spans:
            if start > end:
                yield Part(self.text[end:start], marked=False)
            yield Part(self.text[start:stop], marked=True)
            end = stop
        if end < len(self.text):
            yield Part(self.text[end:], marked=False)


@dataclass(frozen=True)
class _Match:
    start: int
    stop: int
    word: str


# Says which word of the query a word of the text stands for; empty when for none.
Matcher = Callable[[str], str]


def highlight(text: str, matches: Matcher) -> Highlight:
    """Mark the words that were found in a short text, such as a title."""
    return Highlight(text=text, spans=tuple((match.start, match.stop) for match in _find(text, matches)))


def snippet(text: str, matches: Matcher) -> Highlight | None:
    """Return the passage with the most different words of the query, or None when the text holds none."""
    found = list(_find(text[:READ_LENGTH], matches))
    if not found:
        return None
    best = found[_best_start(found)]
    start = min(_word_start(text, max(0, best.start - LEAD)), best.start)
    stop = max(_word_stop(text, min(len(text), start + SNIPPET_LENGTH)), best.stop)
    spans = tuple(
        (match.start - start, match.stop - start) for match in found if start <= match.start and match.stop <= stop
    )
    return Highlight(text=text[start:stop], spans=spans, before=start > 0, after=stop < len(text))


def _find(text: str, matches: Matcher) -> Iterator[_Match]:
    return islice(_find_all(text, matches), MAX_MATCHES)


def _find_all(text: str, matches: Matcher) -> Iterator[_Match]:
    # Most of the time of a search goes here: a thousand words for every question.
    for run in RUN.finditer(text):
        found = run[0]
        if len(found) > MAX_RUN:
            pieces = (piece.span() for piece in _PIECE.finditer(text, *run.span()))
            yield from (_Match(start, stop, word) for start, stop in pieces if (word := matches(text[start:stop])))
        elif word := matches(found):
            yield _Match(run.start(), run.end(), word)


def _best_start(found: list[_Match]) -> int:
    """The match from which a passage holds the most different words; the first of equals."""
    room = SNIPPET_LENGTH - LEAD
    best, most = 0, 0
    for index, first in enumerate(found):
        words = set()
        for match in found[index:]:
            if match.stop - first.start > room:
                break
            words.add(match.word)
        if len(words) > most:
            best, most = index, len(words)
    return best


def _word_start(text: str, position: int) -> int:
    """Move to the start of the next word, unless the text starts here."""
    if position == 0 or text[position - 1].isspace():
        return position
    while position < len(text) and not text[position].isspace():
        position += 1
    while position < len(text) and text[position].isspace():
        position += 1
    return position


def _word_stop(text: str, position: int) -> int:
    """Move back to the end of the last whole word, unless there is none."""
    if position == len(text) or text[position].isspace():
        return position
    space = max(text.rfind(mark, 0, position) for mark in (" ", "\n"))
    return position if space < position - 2 * LEAD else space
