"""Showing where the words of a query stand in a text: as positions, never as HTML."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from search.dutch.folding import JOINERS, RUN
from search.dutch.tokens import MAX_RUN

SNIPPET_LENGTH = 220
# Room before the first word that is found, so that it is read in its sentence.
LEAD = 60
MAX_MATCHES = 500

# The runs of letters that were found in a text, each with the word of the query that it stands for.
Runs = Mapping[str, str]


@dataclass(frozen=True)
class Part:
    """A piece of text that is marked or not."""

    text: str
    marked: bool


@dataclass(frozen=True)
class Highlight:
    """A text with the places of the words that were found.

    `before` and `after` say that it was cut there; `start` is where it begins in the whole text.
    """

    text: str
    spans: tuple[tuple[int, int], ...]
    before: bool = False
    after: bool = False
    start: int = 0

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


def highlight(text: str, runs: Runs) -> Highlight:
    """Mark the words that were found in a short text, such as a title."""
    return Highlight(text=text, spans=tuple((match.start, match.stop) for match in _find(text, runs)))


def snippet(text: str, runs: Runs, borders: Sequence[int] = ()) -> Highlight | None:
    """Return the passage with the most different words of the query, or None when the text holds none.

    `borders` are the places, in order, where a line begins that no passage runs into: those of pages.
    """
    found = _find(text, runs)
    if not found:
        return None
    best = found[_best_start(found, borders)]
    part = bisect_right(borders, best.start)
    first = borders[part - 1] if part else 0
    last = borders[part] - 1 if part < len(borders) else len(text)
    start = min(_word_start(text, max(first, best.start - LEAD)), best.start)
    stop = max(_word_stop(text, min(last, start + SNIPPET_LENGTH)), best.stop)
    spans = tuple(
        (match.start - start, match.stop - start) for match in found if start <= match.start and match.stop <= stop
    )
    return Highlight(text=text[start:stop], spans=spans, before=start > first, after=stop < last, start=start)


def _find(text: str, runs: Runs) -> list[_Match]:
    found = [
        _Match(start, start + len(run), word)
        for run, word in runs.items()
        for start in islice(_places(text, run), MAX_MATCHES)
    ]
    found.sort(key=lambda match: match.start)
    return found[:MAX_MATCHES]


def _places(text: str, run: str) -> Iterator[int]:
    start = text.find(run)
    while start >= 0:
        stop = start + len(run)
        if _stands_alone(text, start, stop):
            yield start
        start = text.find(run, stop)


def _stands_alone(text: str, start: int, stop: int) -> bool:
    """Whether a piece of a text is a whole run of letters, or a whole word of a run that is too long to be marked."""
    if text[start - 1 : start].isalnum() or text[stop : stop + 1].isalnum():
        return False
    if not (_is_held(text, start - 1) or _is_held(text, stop)):
        return True
    return text[start:stop].isalnum() and _is_long_around(text, start, stop)


def _is_held(text: str, place: int) -> bool:
    """Whether a mark stands here that holds the letters around it together."""
    return (
        0 < place < len(text) - 1 and text[place] in JOINERS and text[place - 1].isalnum() and text[place + 1].isalnum()
    )


def _is_long_around(text: str, start: int, stop: int) -> bool:
    begin = start
    while begin > 0 and start - begin <= MAX_RUN and (text[begin - 1].isalnum() or _is_held(text, begin - 1)):
        begin -= 1
    run = RUN.match(text, begin, stop + MAX_RUN + 1)
    return run is None or run.end() - begin > MAX_RUN


def _best_start(found: list[_Match], borders: Sequence[int]) -> int:
    """The match from which a passage holds the most different words; the first of equals."""
    room = SNIPPET_LENGTH - LEAD
    best, most = 0, 0
    for index, first in enumerate(found):
        words = set()
        part = bisect_right(borders, first.start)
        end = min(first.start + room, borders[part]) if part < len(borders) else first.start + room
        for match in found[index:]:
            if match.stop > end:
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
