"""Cutting compounds: "wijkteamaanpak" is wijk, team and aanpak."""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from search.dutch.lexicon import Lexicon, lexicon

MAX_PARTS = 4
# Shorter words are no compounds of two words that may be parts.
_MIN_WORD = 7
# Longer words are not cut: the work grows with the square of the length.
_MAX_WORD = 48
_MIN_PIECE = 3
# What the parts must be worth together, for every one of them.
_MIN_WORTH = 2.0
# What a link between parts costs; other links are forms of the part itself.
_LINKS = {"s": 0.5, "e": 2.5}

_Cut = tuple[float, tuple[str, ...]]


class Splitter:
    """Cuts words into the words of a lexicon."""

    def __init__(self, words: Lexicon) -> None:
        self._first = words.first
        self._last = words.last
        self._lengths = _lengths_by_beginning(words.first)

    def best(self, word: str) -> tuple[str, ...]:
        """The parts as they are written, links included; empty when the word is no compound.

        Fewest parts first, then those that are most often parts.
        """
        size = len(word)
        if not _MIN_WORD <= size <= _MAX_WORD or not word.isalpha():
            return ()
        # reached[i] holds, for every number of parts, the best way to cover the first i letters.
        reached: list[dict[int, _Cut]] = [{} for _ in range(size + 1)]
        reached[0][0] = (0.0, ())
        for start in range(size - _MIN_PIECE + 1):
            if reached[start]:
                self._extend(word, start, reached)
        for count in range(2, MAX_PARTS + 1):
            worth, parts = reached[size].get(count, (0.0, ()))
            if worth >= _MIN_WORTH * count:
                return parts
        return ()

    def _extend(self, word: str, start: int, reached: list[dict[int, _Cut]]) -> None:
        size = len(word)
        first = self._first
        # An index meets tens of thousands of new words, so that this loop calls nothing that it can do without.
        for length in self._lengths.get(word[start : start + _MIN_PIECE], ()):
            end = start + length
            if end > size - _MIN_PIECE:
                break
            piece = word[start:end]
            worth: float = first.get(piece, -1)
            cost = _LINKS.get(piece[-1])
            if cost is not None and length > _MIN_PIECE:
                worth = max(worth, first.get(piece[:-1], -1) - cost)
            if worth >= 0:
                self._reach(word, start, end, worth, reached)
        if start:
            worth = self._last.get(word[start:], -1)
            if worth >= 0:
                self._reach(word, start, size, worth, reached)

    @staticmethod
    def _reach(word: str, start: int, end: int, worth: float, reached: list[dict[int, _Cut]]) -> None:
        for count, (total, parts) in reached[start].items():
            if count < MAX_PARTS and worth + total > reached[end].get(count + 1, (-1.0, ()))[0]:
                reached[end][count + 1] = (worth + total, (*parts, word[start:end]))


def _lengths_by_beginning(words: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """How long a piece can be, link included, that begins with these letters; shortest first."""
    lengths: dict[str, set[int]] = defaultdict(set)
    for word in words:
        if len(word) >= _MIN_PIECE:
            lengths[word[:_MIN_PIECE]].update((len(word), len(word) + 1))
    return {beginning: tuple(sorted(found)) for beginning, found in lengths.items()}


@lru_cache(maxsize=1)
def _splitter() -> Splitter:
    return Splitter(lexicon())


@lru_cache(maxsize=65_536)
def split(word: str) -> tuple[str, ...]:
    """The parts of a folded word as they are written, links included; empty when it stays whole.

    A word of the lexicon always stays whole, and so do its forms.
    """
    if word in lexicon().forms:
        return ()
    return _splitter().best(word)


def base(piece: str) -> str:
    """A part without its link, as the word that it is a form of: vrouwen is vrouw, huwelijks is huwelijk."""
    words = lexicon()
    bare = piece[:-1]
    entry = words.entries.get(piece)
    if piece[-1:] in ("s", "e") and bare in words.first and (entry is None or not entry.noun):
        return words.forms.get(bare, bare)
    return words.forms.get(piece, piece)


def parts(word: str) -> tuple[str, ...]:
    """The words that a folded word is made of, each as its base; empty when it stays whole."""
    *begin, last = split(word) or ("",)
    return (*map(base, begin), lexicon().forms.get(last, last)) if begin else ()
