"""Other words for what is looked for: synonyms and abbreviations, added to the query and never to the index."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from search.dutch.abbreviations import Abbreviation
from search.dutch.abbreviations import known as known_abbreviations
from search.dutch.folding import RUN
from search.dutch.lexicon import lines_of
from search.dutch.tokens import Form, forms
from search.dutch.weights import ABBREVIATION, SYNONYM


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Terms of one or more words. `both_ways` is false when only the first term leads to the others."""

    terms: tuple[str, ...]
    both_ways: bool = True


@dataclass(frozen=True)
class OtherWords:
    """Words that are known beside the lists here, such as those of editors."""

    synonyms: tuple[Synonyms, ...] = ()
    abbreviations: tuple[Abbreviation, ...] = ()


NO_OTHER_WORDS = OtherWords()


@dataclass(frozen=True, slots=True)
class Expansion:
    """Words to look for beside those of the query from `start` up to `end`; several words stand next to each other."""

    start: int
    end: int
    words: tuple[Form, ...]
    weight: float


class Thesaurus:
    """Finds terms in a query, by their stems, and gives the other words for them."""

    def __init__(self, synonyms: Iterable[Synonyms] = (), abbreviations: Iterable[Abbreviation] = ()) -> None:
        self._others: dict[tuple[str, ...], dict[tuple[str, ...], tuple[tuple[Form, ...], float]]] = defaultdict(dict)
        self._longest = 1
        for group in synonyms:
            self._add_group(group)
        for pair in abbreviations:
            short, full = read(pair.short), read(pair.full)
            self._add(short, full, ABBREVIATION)
            self._add(full, short, ABBREVIATION)

    def _add_group(self, group: Synonyms) -> None:
        read_terms = [read(term) for term in group.terms]
        for number, term in enumerate(read_terms):
            for other in read_terms:
                if other is not term and (group.both_ways or number == 0):
                    self._add(term, other, SYNONYM)

    def _add(self, term: tuple[Form, ...], other: tuple[Form, ...], weight: float) -> None:
        key, words = _key(term), _key(other)
        if not key or not words or key == words:
            return
        self._longest = max(self._longest, len(key))
        kept = self._others[key].get(words)
        if kept is None or kept[1] < weight:
            self._others[key][words] = (other, weight)

    def expand(self, query: Sequence[Form]) -> list[Expansion]:
        """The other words for every term that stands in the query; longer terms hide the shorter ones in them."""
        places = [place for place, form in enumerate(query) if form.stem]
        found: list[Expansion] = []
        at = 0
        while at < len(places):
            size = self._longest_at(query, places, at)
            if size:
                start, end = places[at], places[at + size - 1] + 1
                key = tuple(query[place].stem for place in places[at : at + size])
                found += [Expansion(start, end, words, weight) for words, weight in self._others[key].values()]
            at += size or 1
        return found

    def _longest_at(self, query: Sequence[Form], places: list[int], at: int) -> int:
        for size in range(min(self._longest, len(places) - at), 0, -1):
            if tuple(query[place].stem for place in places[at : at + size]) in self._others:
                return size
        return 0


def read(term: str) -> tuple[Form, ...]:
    """A term as the words of a query."""
    return tuple(form for run in RUN.findall(term) for form in forms(run))


def key_of(term: str) -> tuple[str, ...]:
    """What a term is in a thesaurus: its stems; empty when it says nothing to search for."""
    return _key(read(term))


def _key(term: Iterable[Form]) -> tuple[str, ...]:
    return tuple(form.stem for form in term if form.stem)


@lru_cache(maxsize=1)
def known_synonyms() -> tuple[Synonyms, ...]:
    """The general and domain list."""
    found = []
    for line in lines_of("synonyms.tsv"):
        mark = ">" if ">" in line else "="
        found.append(Synonyms(tuple(term.strip() for term in line.split(mark)), both_ways=mark == "="))
    return tuple(found)


def known_thesaurus(mined: Iterable[Abbreviation] = (), others: OtherWords = NO_OTHER_WORDS) -> Thesaurus:
    """The lists here, with abbreviations found in the indexed texts and the words of the editors."""
    return Thesaurus((*known_synonyms(), *others.synonyms), (*known_abbreviations(), *mined, *others.abbreviations))
