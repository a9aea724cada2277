"""How a text becomes the words that are indexed, and how a query becomes the words that are looked for.

Both go through `forms`, so that every engine takes the same decisions on both sides.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from search.dutch.abbreviations import known
from search.dutch.compounds import parts
from search.dutch.folding import RUN, fold_word, joined, pieces
from search.dutch.marking import line
from search.dutch.stemming import stem
from search.dutch.stopwords import STOP_WORDS

# A longer run is an address, a code or a list without spaces: it does not come back, so that no cache keeps it, and of
# it only the piece is marked that was found, never the whole.
MAX_RUN = 48
# Cutting a word that was not met before takes a hundred times as long as finding it here. At most twice as many are
# kept, of some 400 bytes each.
_MANY_WORDS = 65_536
_PIECE = re.compile(r"[^\W_]+")


class Kind(StrEnum):
    """What a token is of the word in the text."""

    WORD = "word"
    STEM = "stem"
    PART = "part"


@dataclass(frozen=True, slots=True)
class Token:
    """A word to index. Tokens of one place in the text share `position`; offsets are those of the whole word."""

    text: str
    kind: Kind
    position: int
    start: int
    end: int


class Form(NamedTuple):
    """One word of a run with all that is indexed for it. `stem` is empty for a stop word."""

    word: str
    stem: str
    parts: tuple[str, ...]
    start: int
    end: int


def _form(word: str, start: int, end: int) -> Form:
    if word in STOP_WORDS:
        return Form(word, "", (), start, end)
    found = parts(word)
    return Form(word, stem(word), tuple(dict.fromkeys(map(stem, found))) if found else (), start, end)


def _forms(run: str) -> tuple[Form, ...]:
    found = pieces(run)
    if run.isupper() and len(found) == 1 and found[0][0] in _capital_words():
        word, start, end = found[0]
        return (Form(word, word, (), start, end),)
    forms = [_form(*piece) for piece in found]
    whole = joined(found, run)
    if whole:
        # "e-mail" is found by "email" too; it stands where the last piece stands.
        forms.append(Form(whole, stem(whole), (), found[0][1], found[-1][2]))
    return tuple(forms)


@lru_cache(maxsize=1)
def _capital_words() -> frozenset[str]:
    """Abbreviations that are stop words when they are written small: OM, not om."""
    return STOP_WORDS.intersection(fold_word(pair.short) for pair in known() if pair.short.isupper())


_cached_forms = lru_cache(maxsize=65_536)(_forms)


def forms(run: str) -> tuple[Form, ...]:
    """The words in a run of letters, digits and the marks that hold them together.

    A run with hyphens ends with the form that is written as one word.
    """
    return _cached_forms(run) if len(run) <= MAX_RUN else _forms(run)


def analyse_document(text: str) -> Iterator[Token]:
    """Every token of a text, in order, with its place."""
    position = 0
    for run in RUN.finditer(text):
        found = forms(run[0])
        count = len(found) - _ends_joined(found)
        for number, form in enumerate(found):
            at = position + min(number, count - 1)
            start, end = run.start() + form.start, run.start() + form.end
            yield Token(form.word, Kind.WORD, at, start, end)
            if form.stem:
                yield Token(form.stem, Kind.STEM, at, start, end)
            for part in form.parts:
                yield Token(part, Kind.PART, at, start, end)
        position += count


class Fields(NamedTuple):
    """A text for two fields that an engine cuts at spaces, without further analysis, and for marking.

    `ranking` holds the stems, each followed by the stems of its compound's parts, and no stop words: for the field that
    ranks. `words` holds every word as it stands, folded: for phrases and beginnings of words. `marking` are the lines
    of `search.dutch.marking`, to be kept beside the text.
    """

    ranking: str
    words: str
    marking: str


class _Remembered(dict[str, Fields]):
    """The fields of pieces of text without spaces. When there are too many, those that were not met again go."""

    def __init__(self) -> None:
        super().__init__()
        self._before: dict[str, Fields] = {}

    def __missing__(self, piece: str) -> Fields:
        found = self._before.get(piece) or self._read(piece)
        if len(piece) <= MAX_RUN:
            if len(self) >= _MANY_WORDS:
                self._before = dict(self)
                self.clear()
            self[piece] = found
        return found

    def _read(self, piece: str) -> Fields:
        runs = RUN.findall(piece)
        return _fields(piece) if runs == [piece] else self.put_together(runs)

    def put_together(self, pieces: list[str]) -> Fields:
        """The fields of pieces that stand after one another."""
        if not pieces:
            return Fields("", "", "")
        # A rebuild spends most of its time here, so that nothing is done for each piece but looking it up.
        ranking, words, marking = zip(*map(self.__getitem__, pieces), strict=True)
        return Fields(" ".join(filter(None, ranking)), " ".join(filter(None, words)), "".join(dict.fromkeys(marking)))


_REMEMBERED = _Remembered()


def index_fields(text: str) -> Fields:
    """The text for an index; what `analyse_document` gives, faster and without places."""
    # No run has a space in it. Most pieces are one word, with or without a comma, and were met before.
    return _REMEMBERED.put_together(text.split())


def _fields(run: str) -> Fields:
    found = _forms(run)
    stems = tuple(_stems(found))
    words = [form.word for form in found]
    if len(run) > MAX_RUN and not run.isalnum():
        lines = _REMEMBERED.put_together(list(dict.fromkeys(_PIECE.findall(run)))).marking
    else:
        lines = line(run, words, stems)
    if _ends_joined(found):
        words.pop()
    return Fields(" ".join(stems), " ".join(words), lines)


def _stems(found: tuple[Form, ...]) -> Iterator[str]:
    return (stem for form in found if form.stem for stem in (form.stem, *form.parts))


def _ends_joined(found: tuple[Form, ...]) -> bool:
    """Whether the last form is the whole run written as one word."""
    return len(found) > 1 and found[-1].start == found[0].start
