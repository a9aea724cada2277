"""Writing words in one way: small letters, no accents, no apostrophes, no hyphens.

The same rules cut documents and queries into words, so that "coördinatie" is found by "coordinatie" and "e-mail" by
"email". What was written is kept as offsets into the text.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# Longer runs of letters and digits are not words but encoded data.
MAX_WORD = 80
# "a-b-c-d-..." is one run; a word has no more pieces than this.
MAX_PIECES = 8

_APOSTROPHES = "'’‘`´ʼ＇"
_HYPHENS = "-‐‑‒−"
# One run: letters and digits, held together by single apostrophes, hyphens, dots and soft hyphens. Every character is
# looked at once, whatever the text.
JOINERS = frozenset(_APOSTROPHES + _HYPHENS + ".\u00ad")
RUN = re.compile(rf"[^\W_]+(?:[{re.escape(''.join(sorted(JOINERS)))}][^\W_]+)*")
_PIECE = re.compile(rf"[^\W_]+(?:[{_APOSTROPHES}\u00ad][^\W_]+)*")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_GROUPED_NUMBER = re.compile(r"\d{1,3}(?:\.\d{3})+")
_NOT_LETTERS = re.compile(r"[\W_]+")

# Letters that do not come apart into a letter and an accent.
_LETTERS = str.maketrans(
    {"ĳ": "ij", "æ": "ae", "œ": "oe", "ø": "o", "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
_JOINERS = {ord(mark): None for mark in _APOSTROPHES + _HYPHENS + "\u00ad"}


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: as it is searched, and where it stands."""

    text: str
    start: int
    end: int


def fold(text: str) -> str:
    """Return `text` in small letters and without accents, apostrophes and hyphens; other characters stay.

    Folding twice is folding once.
    """
    if text.isascii():
        folded = text.lower()
    else:
        # Small letters first and last: some capitals become small only after they came apart.
        spread = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS)).lower().translate(_LETTERS)
        folded = "".join(letter for letter in spread if not unicodedata.combining(letter))
    return folded.translate(_JOINERS)


@lru_cache(maxsize=65_536)
def fold_word(word: str) -> str:
    """Fold one word; everything but letters and digits goes."""
    return _NOT_LETTERS.sub("", fold(word))


def pieces(run: str) -> tuple[tuple[str, int, int], ...]:
    """The words in a run, folded, with their place in it.

    A hyphen separates ("NPLV-gebied"), an apostrophe does not ("foto's"), nor does a dot between single letters
    ("m.b.t.") or thousands ("1.500").
    """
    if run.isascii() and run.isalnum():
        return ((run.lower(), 0, len(run)),) if len(run) <= MAX_WORD else ()
    if run.isalnum() or _INITIALS.fullmatch(run) or _GROUPED_NUMBER.fullmatch(run):
        folded = _NOT_LETTERS.sub("", fold(run[: MAX_WORD * 4]))
        return ((folded, 0, len(run)),) if 0 < len(folded) <= MAX_WORD else ()
    found = []
    for piece in _PIECE.finditer(run):
        folded = _NOT_LETTERS.sub("", fold(piece[0][: MAX_WORD * 4]))
        if 0 < len(folded) <= MAX_WORD:
            found.append((folded, piece.start(), piece.end()))
    return tuple(found)


def joined(words: tuple[tuple[str, int, int], ...], run: str) -> str:
    """The run written as one word ("e-mail" as "email"), or nothing when it is no hyphenated word."""
    if not 2 <= len(words) <= MAX_PIECES or "." in run:
        return ""
    whole = "".join(word for word, _, _ in words)
    return whole if len(whole) <= MAX_WORD and not whole.isdigit() else ""


def words(text: str) -> list[Word]:
    """Cut a text into words, in order."""
    return [
        Word(word, run.start() + start, run.start() + end)
        for run in RUN.finditer(text)
        for word, start, end in pieces(run[0])
    ]
