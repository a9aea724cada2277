"""The words that everything else is decided with: simple Dutch words, their forms, and how good a part they are."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from search.dutch import inflection

DATA = Path(__file__).with_name("data")

# A word has a place in this order when a form belongs to several: the noun "leven" is not a form of the verb "leef".
_OWN, _NOUN, _ADJECTIVE, _VERB = 0, 1, 2, 3
MIN_PART = 4


class Entry(NamedTuple):
    """A simple word.

    `noun`, `adjective` and `verb` hold the ways of `inflection` that it follows: empty when it is none, "-" for a noun
    without a plural; `verb` is the way to the infinitive and the letter of the past tense. `first` and `last` say how
    often the word begins or ends a compound of the dictionary: 0 never, 9 hundreds of times, each step twice as often.
    """

    word: str
    noun: str = ""
    adjective: str = ""
    verb: str = ""
    first: int = 0
    last: int = 0

    @property
    def is_known(self) -> bool:
        """Whether it is anything."""
        return bool(self.noun or self.adjective or self.verb)

    @property
    def is_only_verb(self) -> bool:
        """Whether it is nothing but the stem of a verb."""
        return not self.noun and not self.adjective

    def line(self) -> str:
        """The entry as a line of `words.tsv`."""
        kinds = (("N", self.noun), ("A", self.adjective), ("V", self.verb))
        counts = f"{self.first}{self.last}" if self.first or self.last else ""
        return self.word + "\t" + "".join(letter + ways for letter, ways in kinds if ways) + counts

    @classmethod
    def read(cls, line: str) -> "Entry":
        """Read what `line` wrote."""
        word, _, rest = line.partition("\t")
        codes = rest.rstrip("0123456789")
        counts = rest[len(codes) :] or "00"
        codes, _, verb = codes.partition("V")
        codes, _, adjective = codes.partition("A")
        return cls(word, codes[1:], adjective, verb, int(counts[0]), int(counts[1]))


@dataclass(frozen=True, slots=True)
class Affixes:
    """Pieces that may not begin or continue a compound, or not end one, and short words that may be a part."""

    first: frozenset[str]
    last: frozenset[str]
    short: frozenset[str]


@dataclass
class Lexicon:
    """Words with what follows from them, grown by `add`."""

    affixes: Affixes
    entries: dict[str, Entry] = field(default_factory=dict)
    # Every form with the word that it is a form of.
    forms: dict[str, str] = field(default_factory=dict)
    # What may stand before the last part, and as the last part, with its worth.
    first: dict[str, int] = field(default_factory=dict)
    last: dict[str, int] = field(default_factory=dict)
    _ranks: dict[str, float] = field(default_factory=dict)

    def add(self, entry: Entry) -> None:
        """Add a word, its forms, and its use as a part of compounds."""
        self.entries[entry.word] = entry
        plurals, inflected, conjugated = tuple(nouns(entry)), tuple(adjectives(entry)), tuple(verbs(entry))
        # Of two words with the same form the one that is more often a part is the more common word.
        common = (entry.first + entry.last) / 20
        self._add_forms((entry.word,), entry.word, _VERB if entry.is_only_verb else _OWN)
        self._add_forms(plurals, entry.word, _NOUN - common)
        self._add_forms(inflected, entry.word, _ADJECTIVE - common)
        self._add_forms(conjugated, entry.word, _VERB - common)
        if entry.word not in self.affixes.first:
            begins = (entry.word, *(form for form in plurals if form.endswith("en")))
            self._add_parts(self.first, begins, entry.first, self.affixes.first)
        if entry.word not in self.affixes.last:
            # Of a verb only the infinitive: cyberpesten.
            own = () if entry.is_only_verb else (entry.word,)
            self._add_parts(self.last, (*own, *plurals, *inflected, *conjugated[:1]), entry.last, self.affixes.last)

    def add_irregular(self, kind: str, word: str, forms: tuple[str, ...]) -> None:
        """Add forms that no rule makes: kind "a" wins over every other reading, "v" over other verbs."""
        self._add_forms(forms, word, -1 if kind == "a" else _VERB - 1)
        entry = self.entries.get(word)
        if entry is not None and kind == "a":
            self._add_parts(self.first, forms, entry.first, self.affixes.first)
            self._add_parts(self.last, forms, entry.last, self.affixes.last)

    def _add_forms(self, forms: tuple[str, ...], word: str, rank: float) -> None:
        for form in forms:
            if rank < self._ranks.get(form, 9):
                self.forms[form] = word
                self._ranks[form] = rank

    def _add_parts(self, parts: dict[str, int], forms: tuple[str, ...], count: int, excluded: frozenset[str]) -> None:
        for form in forms:
            if self._may_stand(form, excluded):
                # How sure it is that this is a part: long words are not found by chance.
                worth = max(min(count, 6), min(4, len(form) - 5), 0)
                if worth >= parts.get(form, 0):
                    parts[form] = worth

    def _may_stand(self, word: str, excluded: frozenset[str]) -> bool:
        return word not in excluded and (len(word) >= MIN_PART or word in self.affixes.short)


def nouns(entry: Entry) -> Iterator[str]:
    """The plurals."""
    for way in entry.noun.replace("-", ""):
        yield inflection.plural(entry.word, way)


def adjectives(entry: Entry) -> Iterator[str]:
    """The inflected adjective, with its plural as a noun and its degrees of comparison."""
    for way in entry.adjective.replace("c", ""):
        inflected = inflection.stretched(entry.word, way) + "e"
        # As a noun it has a plural: kwetsbaren.
        yield from (inflected, inflected + "n")
        if "c" in entry.adjective:
            yield from inflection.degrees(entry.word, way)


def verbs(entry: Entry) -> Iterator[str]:
    """The forms of the verb."""
    if entry.verb:
        yield from inflection.verb_forms(entry.word, entry.verb[0], entry.verb[1])


def surfaces(entry: Entry) -> Iterator[str]:
    """Every form that differs from the word itself by rule."""
    yield from nouns(entry)
    yield from adjectives(entry)
    yield from verbs(entry)


def lines_of(name: str) -> Iterator[str]:
    """The lines of a data file without its comments."""
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


def irregular() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """The forms that no rule makes: their kind, their word, and the forms."""
    for line in lines_of("irregular.tsv"):
        kind, word, forms = line.split("\t")
        yield kind, word, tuple(forms.split())


def hand_written(name: str) -> frozenset[str]:
    """A data file that is a set of words."""
    return frozenset(word for line in lines_of(name) for word in line.split())


def read_affixes() -> Affixes:
    """The affixes and short parts."""
    sides: dict[str, set[str]] = {"first": set(), "last": set()}
    for line in lines_of("affixes.txt"):
        side, _, words = line.partition("\t")
        sides[side].update(words.split())
    return Affixes(frozenset(sides["first"]), frozenset(sides["last"]), hand_written("short_parts.txt"))


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    words = Lexicon(read_affixes())
    for line in lines_of("words.tsv"):
        words.add(Entry.read(line))
    for kind, word, forms in irregular():
        words.add_irregular(kind, word, forms)
    return words
