"""What may have been meant by a word that is in no document."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from search.dutch.weights import ONE_MISTAKE, TWO_MISTAKES

# A word of this length may have one mistake, and two. Shorter ones are too near to too many others.
MIN_ONE = 4
MIN_TWO = 7
MAX_WORD = 40

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_THRICE = 1 << 2 * len(_LETTERS)
# Spellings that sound alike in Dutch, longest first.
_SOUNDS = {"sch": "sg", "ch": "g", "ij": "ei", "ou": "au", "ph": "f", "th": "t", "qu": "kw", "dt": "t"}
_SOUND = re.compile("|".join(_SOUNDS))
_LETTER_SOUNDS = str.maketrans({"x": "ks", "c": "k", "z": "s", "v": "f", "y": "i", "q": "k"})
_DOUBLE = re.compile(r"(.)\1+")


@dataclass(frozen=True, slots=True)
class Correction:
    """A word that may have been meant, and how much it counts beside a word that was typed right."""

    word: str
    weight: float


class Speller:
    """Finds the nearest words of a vocabulary: one mistake first, then two, the more frequent word first.

    A mistake is a letter too many, too few, wrong, or two letters in the wrong order. The first letter of a word with
    two mistakes has to be right.
    """

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        """`vocabulary` says in how many documents a word is."""
        self._counts = {word: count for word, count in vocabulary.items() if MIN_ONE - 1 <= len(word) <= MAX_WORD}

    def make_ready(self) -> None:
        """Make what is otherwise made when the first word is not spelt right: most queries are."""
        _made = self._alike, self._near

    @cached_property
    def _alike(self) -> Mapping[str, str]:
        """The words by their sound, with spaces between them; see `Vocabulary` for the reason."""
        found: dict[str, str] = {}
        for word in self._counts:
            if _is_plain(word):
                sound = _sound(word)
                found[sound] = f"{found[sound]} {word}" if sound in found else word
        return found

    @cached_property
    def _near(self) -> Mapping[tuple[str, int], list[tuple[int, str]]]:
        """The words with their letters, by first letter and length."""
        found: dict[tuple[str, int], list[tuple[int, str]]] = defaultdict(list)
        for word in self._counts:
            if _is_plain(word):
                found[word[0], len(word)].append((_letters_of(word), word))
        return found

    def __contains__(self, word: str) -> bool:
        return word in self._counts

    def correct(self, word: str, *, limit: int = 3) -> list[Correction]:
        """The nearest words, best first; none for a word that is in the vocabulary, is short or is no plain word."""
        if word in self._counts or not MIN_ONE <= len(word) <= MAX_WORD or not _is_plain(word):
            return []
        near = {found for found in _one_mistake(word) if found in self._counts and found.isalpha()}
        near.update(self._alike.get(_sound(word), "").split())
        if near:
            return [Correction(found, ONE_MISTAKE) for found in self._best(near)[:limit]]
        if len(word) < MIN_TWO:
            return []
        return [Correction(found, TWO_MISTAKES) for found in self._best(self._two_mistakes(word))[:limit]]

    def _best(self, found: set[str]) -> list[str]:
        return sorted(found, key=lambda word: (-self._counts[word], word))

    def _two_mistakes(self, word: str) -> set[str]:
        letters = _letters_of(word)
        return {
            near
            for length in range(max(MIN_TWO - 1, len(word) - 2), len(word) + 3)
            for other, near in self._near.get((word[0], length), ())
            # A mistake takes away at most one letter and brings in at most one.
            if (letters ^ other).bit_count() <= 4 and distance(word, near, most=2) <= 2
        }


@lru_cache(maxsize=262_144)
def _letters_of(word: str) -> int:
    """The letters of a word as bits, with further bits for a letter that is there twice and thrice."""
    mask = 0
    for letter in word:
        bit = 1 << (ord(letter) - 97)
        while mask & bit and bit < _THRICE:
            bit <<= len(_LETTERS)
        mask |= bit
    return mask


@lru_cache(maxsize=262_144)
def _sound(word: str) -> str:
    sound = _SOUND.sub(lambda spelling: _SOUNDS[spelling[0]], word).translate(_LETTER_SOUNDS)
    sound = _DOUBLE.sub(r"\1", sound)
    return sound[:-1] + "t" if sound[-1] == "d" else sound


def _one_mistake(word: str) -> Iterator[str]:
    for at in range(len(word) + 1):
        begin, end = word[:at], word[at:]
        if end:
            yield begin + end[1:]
        if len(end) > 1:
            yield begin + end[1] + end[0] + end[2:]
        for letter in _LETTERS:
            yield begin + letter + end
            if end:
                yield begin + letter + end[1:]


def distance(one: str, two: str, *, most: int) -> int:
    """The number of mistakes between two words; `most` + 1 when there are more than `most`."""
    while one and two and one[-1] == two[-1]:
        one, two = one[:-1], two[:-1]
    if abs(len(one) - len(two)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(two) + 1))
    for i, letter in enumerate(one, start=1):
        earlier, before, row = before, row, [i]
        for j, other in enumerate(two, start=1):
            value = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == two[j - 2] and one[i - 2] == other:
                value = min(value, earlier[j - 2] + 1)
            row.append(value)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def _is_plain(word: str) -> bool:
    """True for a word of the letters a to z, as folding leaves it; anything else has no place in the vocabulary."""
    return word.isascii() and word.isalpha() and word.islower()
