"""How a text becomes the words that are indexed, and how a query becomes the words that are looked for.

Both go through `forms`, so that every engine takes the same decisions on both sides.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from search.dutch.abbreviations import known
from search.dutch.compounds import parts
from search.dutch.folding import RUN, fold_word, joined, pieces
from search.dutch.stemming import stem
from search.dutch.stopwords import STOP_WORDS

# Longer runs are not kept in the cache: they are addresses and codes that do not come back.
_MAX_CACHED = 48
# Cutting a word that was not seen before takes a hundred times as long as finding it here; a large index has about so
# many words, of some 200 bytes each.
_MANY_WORDS = 262_144


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


@dataclass(frozen=True, slots=True)
class Form:
    """One word of a run with all that is indexed for it. `stem` is empty for a stop word."""

    word: str
    stem: str
    parts: tuple[str, ...]
    start: int
    end: int


def _form(word: str, start: int, end: int) -> Form:
    if word in STOP_WORDS:
        return Form(word, "", (), start, end)
    return Form(word, stem(word), tuple(dict.fromkeys(stem(part) for part in parts(word))), start, end)


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
    return _cached_forms(run) if len(run) <= _MAX_CACHED else _forms(run)


@lru_cache(maxsize=_MANY_WORDS)
def stems(run: str) -> tuple[str, ...]:
    """All stems that are indexed for a run, those of parts included."""
    return tuple(found for form in forms(run) if form.stem for found in (form.stem, *form.parts))


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
    """A text for two fields that an engine cuts at spaces, without further analysis.

    `ranking` holds the stems, each followed by the stems of its compound's parts, and no stop words: for the field that
    ranks. `words` holds every word as it stands, folded: for phrases and beginnings of words.
    """

    ranking: str
    words: str


def index_fields(text: str) -> Fields:
    """The text for an index; what `analyse_document` gives, faster and without places."""
    runs = RUN.findall(text)
    if not runs:
        return Fields("", "")
    # A rebuild spends most of its time here, so that nothing is done for each run but looking it up.
    read = _cached_fields if max(map(len, runs)) <= _MAX_CACHED else _read_fields
    ranking, words = zip(*map(read, runs), strict=True)
    return Fields(" ".join(filter(None, ranking)), " ".join(filter(None, words)))


def _read_fields(run: str) -> tuple[str, str]:
    return _cached_fields(run) if len(run) <= _MAX_CACHED else _fields(run)


def _fields(run: str) -> tuple[str, str]:
    found = forms(run)
    ranking = " ".join(token for form in found if form.stem for token in (form.stem, *form.parts))
    return ranking, " ".join(form.word for form in (found[:-1] if _ends_joined(found) else found))


_cached_fields = lru_cache(maxsize=_MANY_WORDS)(_fields)


def _ends_joined(found: tuple[Form, ...]) -> bool:
    """Whether the last form is the whole run written as one word."""
    return len(found) > 1 and found[-1].start == found[0].start
