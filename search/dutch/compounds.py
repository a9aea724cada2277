"""Cutting compounds: "wijkteamaanpak" is wijk, team and aanpak."""

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
_LINK_COST = 0.5

_Cut = tuple[float, tuple[str, ...]]


class Splitter:
    """Cuts words into the words of a lexicon."""

    def __init__(self, words: Lexicon) -> None:
        self._words = words

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
        for end in range(start + _MIN_PIECE, size + 1):
            piece = word[start:end]
            worth = self._as_last(piece) if end == size and start else self._as_first(piece) if end < size else -1.0
            if worth < 0:
                continue
            for count, (total, parts) in reached[start].items():
                if count < MAX_PARTS and worth + total > reached[end].get(count + 1, (-1.0, ()))[0]:
                    reached[end][count + 1] = (worth + total, (*parts, piece))

    def _as_last(self, piece: str) -> float:
        return self._words.last.get(piece, -1)

    def _as_first(self, piece: str) -> float:
        worth = float(self._words.first.get(piece, -1))
        if piece[-1] in "se" and len(piece) > _MIN_PIECE:
            linked = self._words.first.get(piece[:-1], -1) - _LINK_COST
            worth = max(worth, linked if piece[-1] == "s" else linked - 2.0)
        return worth


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
