"""Abbreviations with their full names: those everybody in the field knows, and those a text explains itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from search.dutch.compounds import split
from search.dutch.folding import fold_word
from search.dutch.lexicon import lines_of
from search.dutch.stopwords import STOP_WORDS

# A name is looked for in this many characters beside the brackets, and has at most this many words.
_REACH = 120
_MAX_WORDS = 10
_SHORT = r"[^\W\d_][\w&]{1,9}"
_IN_BRACKETS = re.compile(rf"\(({_SHORT})\)")
_BEFORE_BRACKETS = re.compile(rf"(?<![\w(])({_SHORT}) \(([^()]{{5,{_REACH}}})\)")
_NAME_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# A name does not run on over these.
_SENTENCE = re.compile(r"[.;:!?()\n\"“”]")


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short form and its full name, as they are written."""

    short: str
    full: str


@lru_cache(maxsize=1)
def known() -> tuple[Abbreviation, ...]:
    """The general list."""
    return tuple(
        Abbreviation(short, name)
        for short, *names in (line.split("\t") for line in lines_of("abbreviations.tsv"))
        for name in names
    )


def mine(text: str) -> Iterator[Abbreviation]:
    """Find "Volledige Naam (VN)" and "VN (Volledige Naam)" in a text.

    The letters of the short form have to be the first letters of the words, or of the parts of a compound ("ggz" for
    "geestelijke gezondheidszorg"), in order; only little words may be left out.
    """
    if "(" not in text:
        return
    for match in _IN_BRACKETS.finditer(text):
        if _looks_short(match[1]):
            before = _SENTENCE.split(text[max(0, match.start() - _REACH) : match.start()])[-1]
            name = _shortest_name(match[1], before)
            if name:
                yield Abbreviation(match[1], name)
    for match in _BEFORE_BRACKETS.finditer(text):
        if _looks_short(match[1]) and not _SENTENCE.search(match[2]):
            words = _NAME_WORD.findall(match[2])
            if len(words) <= _MAX_WORDS and _spells(_letters(match[1]), words):
                yield Abbreviation(match[1], " ".join(match[2].split()))


def _looks_short(short: str) -> bool:
    """At least two capitals, or small letters without a vowel pattern of a word: ggz, Wmo, NCTV."""
    capitals = sum(letter.isupper() for letter in short)
    return capitals >= 2 or (len(short) in (3, 4) and fold_word(short) not in STOP_WORDS and capitals <= 1)


def _letters(short: str) -> str:
    return "".join(letter for letter in fold_word(short) if letter.isalpha())


def _shortest_name(short: str, before: str) -> str:
    """The fewest words just before the brackets that the short form stands for."""
    words = list(_NAME_WORD.finditer(before))[-_MAX_WORDS:]
    letters = _letters(short)
    for count in range(1, len(words) + 1):
        name = [word[0] for word in words[-count:]]
        if fold_word(name[0]) not in STOP_WORDS and _spells(letters, name):
            return " ".join(before[words[-count].start() :].split())
    return ""


def _spells(letters: str, words: list[str]) -> bool:
    """Whether the letters are the initials of the words, in order; only little words may be skipped."""
    return len(letters) >= 2 and len(words) + len(letters) > 3 and _fits(letters, [_initials(word) for word in words])


def _initials(word: str) -> tuple[str, ...]:
    """What a word may give to its abbreviation; nothing is allowed for little words."""
    folded = fold_word(word)
    pieces = split(folded)
    whole = folded[:1]
    given = [whole]
    if pieces:
        given.insert(0, "".join(piece[0] for piece in pieces))
    if folded in STOP_WORDS or folded in {"tegen", "zonder", "omtrent", "met"}:
        given.append("")
    return tuple(given)


def _fits(letters: str, given: list[tuple[str, ...]]) -> bool:
    # Every word gives one of its readings; the readings together are the short form.
    ends = {0}
    for readings in given:
        ends = {end + len(reading) for end in ends for reading in readings if letters.startswith(reading, end)}
    return len(letters) in ends
