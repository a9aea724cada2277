"""Other words that editors give for what is asked: reading them from a form, and what is wrong with them.

It knows neither the database nor an engine, so that a preview can judge what was not saved yet.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from search.dutch.abbreviations import Abbreviation
from search.dutch.expansion import OtherWords, Synonyms, key_of
from search.text import clean_text

MIN_TERMS = 2
MAX_TERMS = 12
MAX_TERM_LENGTH = 80
MAX_TERM_WORDS = 8
# A word that means more than this many others finds everything: what was asked drowns in it.
MAX_OTHERS = 20

Key = tuple[str, ...]
# A word leads to another one: who asks for the first finds the second.
Lead = tuple[Key, Key]


class WordsKind(models.TextChoices):
    """How the words of a group lead to each other."""

    BOTH_WAYS = "beide", gettext_lazy("Synoniemen: elk woord vindt ook de andere")
    ONE_WAY = "een", gettext_lazy("Eén kant op: het eerste woord vindt ook de andere, niet andersom")
    ABBREVIATION = "afkorting", gettext_lazy("Afkorting: eerst de korte vorm, daaronder de volledige naam")


@dataclass(frozen=True)
class WordGroup:
    """Words that belong together; the first one has a place of its own in all kinds but the first."""

    terms: tuple[str, ...]
    kind: WordsKind

    @property
    def name(self) -> str:
        """How the group is called in a message."""
        return ", ".join(self.terms)

    @property
    def leads(self) -> dict[Lead, tuple[str, str]]:
        """Which word leads to which other one, as it is analysed and as it was written."""
        keys = [key_of(term) for term in self.terms]
        pairs = ((one, two) for one in range(len(keys)) for two in range(len(keys)) if one != two)
        return {
            (keys[one], keys[two]): (self.terms[one], self.terms[two]) for one, two in pairs if self._leads(one, two)
        }

    def _leads(self, one: int, two: int) -> bool:
        if self.kind is WordsKind.BOTH_WAYS:
            return True
        return one == 0 or (self.kind is WordsKind.ABBREVIATION and two == 0)


def read_terms(text: str) -> tuple[str, ...]:
    """One term on each line, without empty lines."""
    return tuple(clean_text(text).splitlines())


def other_words(groups: Iterable[WordGroup]) -> OtherWords:
    """The groups as a query is expanded with them."""
    found = tuple(groups)
    return OtherWords(
        synonyms=tuple(
            Synonyms(group.terms, both_ways=group.kind is WordsKind.BOTH_WAYS)
            for group in found
            if group.kind is not WordsKind.ABBREVIATION
        ),
        abbreviations=tuple(
            Abbreviation(group.terms[0], full)
            for group in found
            if group.kind is WordsKind.ABBREVIATION
            for full in group.terms[1:]
        ),
    )


def problems_of(group: WordGroup, others: Collection[WordGroup]) -> list[str]:
    """What is wrong with a group beside the other groups, in sentences; empty when nothing is."""
    problems = [*_problems_of_terms(group.terms)]
    return problems or [*_problems_beside(group, others)]


def _problems_of_terms(terms: tuple[str, ...]) -> Iterator[str]:
    if len(terms) < MIN_TERMS:
        yield _("Vul minstens twee woorden in, elk op een eigen regel.")
    if len(terms) > MAX_TERMS:
        yield _("Vul hoogstens %(most)d woorden in. Met meer vindt een vraag te veel.") % {"most": MAX_TERMS}
        return
    seen: dict[Key, str] = {}
    for term in terms:
        if len(term) > MAX_TERM_LENGTH or len(term.split()) > MAX_TERM_WORDS:
            shown = term if len(term) <= MAX_TERM_LENGTH else f"{term[: MAX_TERM_LENGTH - 1]}…"
            yield _("‘%(term)s’ is te lang. Gebruik hoogstens %(words)d woorden.") % {
                "term": shown,
                "words": MAX_TERM_WORDS,
            }
            continue
        key = key_of(term)
        if not key:
            yield _("Op ‘%(term)s’ zoekt de zoekmachine niet: het zegt te weinig. Kies een ander woord.") % {
                "term": term
            }
        elif key in seen:
            yield _("‘%(one)s’ en ‘%(two)s’ zijn voor de zoekmachine hetzelfde. Laat er één staan.") % {
                "one": seen[key],
                "two": term,
            }
        seen.setdefault(key, term)


def _problems_beside(group: WordGroup, others: Collection[WordGroup]) -> Iterator[str]:
    known = {lead: other for other in others for lead in other.leads}
    leads = group.leads
    for lead, (one, two) in leads.items():
        names = {"one": one, "two": two, "group": known[lead].name if lead in known else ""}
        if lead in known:
            yield _("‘%(one)s’ leidt al naar ‘%(two)s’, in de groep ‘%(group)s’. Vul die groep aan.") % names
            return
        back = (lead[1], lead[0])
        if back in known and back not in leads:
            names["group"] = known[back].name
            advice = _("‘%(two)s’ leidt al naar ‘%(one)s’, in de groep ‘%(group)s’. Maak er één groep synoniemen van.")
            yield advice % names
            return
    counts = Counter(start for start, _end in {*known, *leads})
    for (start, _end), (one, _two) in leads.items():
        if counts[start] > MAX_OTHERS:
            yield _("‘%(one)s’ heeft dan %(count)d andere woorden, verdeeld over groepen. Hoogstens %(most)d.") % {
                "one": one,
                "count": counts[start],
                "most": MAX_OTHERS,
            }
            return
