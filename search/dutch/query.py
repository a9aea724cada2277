"""What a query asks for, in stems, with everything that may be meant by it. Engines compile this and decide nothing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

from search.dutch.expansion import Expansion, Thesaurus
from search.dutch.folding import RUN
from search.dutch.lexicon import lexicon
from search.dutch.spelling import Correction
from search.dutch.stemming import stem
from search.dutch.tokens import Form, forms
from search.dutch.vocabulary import Vocabulary
from search.dutch.weights import ABBREVIATION, COMPLETED, JOINED, ONE_MISTAKE, PART, RELATIVE, SEVERAL_WORDS

MAX_WORDS = 32


class Reason(StrEnum):
    """Why something is looked for."""

    TYPED = "typed"
    PART = "part"
    JOINED = "joined"
    CORRECTED = "corrected"
    COMPLETED = "completed"
    RELATIVE = "relative"
    SYNONYM = "synonym"
    ABBREVIATION = "abbreviation"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Stems that a document holds, all of them, and how much that counts."""

    stems: tuple[str, ...]
    weight: float
    reason: Reason


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that is looked for: of its alternatives the best counts. Concepts add up."""

    word: str
    alternatives: tuple[Wanted, ...]


@dataclass(frozen=True)
class AnalysedQuery:
    """A query after analysis.

    `words` are all its words as they stand; when there are no `concepts`, because all are stop words, those are looked
    for. `corrected` says what was made of words that no document holds.
    """

    words: tuple[str, ...]
    concepts: tuple[Concept, ...]
    corrected: tuple[tuple[str, str], ...] = ()

    @cached_property
    def word_of(self) -> dict[str, str]:
        """The word of the query that a stem stands for, of all stems that are looked for."""
        words: dict[str, str] = {}
        for concept in self.concepts:
            for wanted in concept.alternatives:
                for found in wanted.stems:
                    words.setdefault(found, concept.word)
        return words


def analyse_query(
    text: str, *, typing: str = "", vocabulary: Vocabulary | None = None, thesaurus: Thesaurus | None = None
) -> AnalysedQuery:
    """Analyse the words of a query (operators and quotation marks taken out before).

    `typing` is the folded word that may still be growing: when it is no word of the texts, longer ones count too.
    Without a vocabulary nothing is corrected, joined or taken from a family; without a thesaurus there are no synonyms
    and abbreviations.
    """
    found = [form for run in RUN.findall(text)[:MAX_WORDS] for form in forms(run)][:MAX_WORDS]
    expansions = thesaurus.expand(found) if thesaurus else []
    concepts: list[Concept] = []
    corrected: list[tuple[str, str]] = []
    seen: set[str] = set()
    for place, form in enumerate(found):
        if not form.stem or form.stem in seen:
            continue
        seen.add(form.stem)
        corrections = _corrections(form, vocabulary)
        completions = _completions(form, typing, vocabulary)
        # What may be the beginning of a word is not called wrong.
        corrected += [(form.word, correction.word) for correction in corrections[:1] if not completions]
        single = [expansion for expansion in expansions if (expansion.start, expansion.end) == (place, place + 1)]
        concepts.append(Concept(form.word, _alternatives(form, _meant(corrections, completions), single, vocabulary)))
        concepts += [
            Concept(form.word, (Wanted((part,), PART, Reason.PART),)) for part in form.parts if part not in seen
        ]
    concepts += [
        Concept(found[expansion.start].word, (_expanded(expansion),))
        for expansion in expansions
        if expansion.end - expansion.start > 1
    ]
    concepts += [concept for concept in _joined(found, vocabulary) if concept.alternatives[0].stems[0] not in seen]
    return AnalysedQuery(tuple(form.word for form in found), tuple(concepts), tuple(corrected))


def _corrections(form: Form, vocabulary: Vocabulary | None) -> list[Correction]:
    # A word of the dictionary is right, though no text has it.
    if vocabulary is None or form.word in lexicon().forms:
        return []
    # A compound of known words is new rather than wrong; two mistakes would make any word of it.
    least = ONE_MISTAKE if form.parts else 0.0
    return [correction for correction in vocabulary.corrections(form.word) if correction.weight >= least]


def _completions(form: Form, typing: str, vocabulary: Vocabulary | None) -> list[str]:
    if vocabulary is None or form.word != typing or form.word in vocabulary:
        return []
    return vocabulary.completions(typing)


def _meant(corrections: Iterable[Correction], completions: Iterable[str]) -> Iterator[Wanted]:
    """What may have been meant by a word that is in no text."""
    for near in corrections:
        yield Wanted((stem(near.word),), near.weight, Reason.CORRECTED)
    for longer in completions:
        yield Wanted((stem(longer),), COMPLETED, Reason.COMPLETED)


def _alternatives(
    form: Form, meant: Iterable[Wanted], expansions: Sequence[Expansion], vocabulary: Vocabulary | None
) -> tuple[Wanted, ...]:
    wanted = [Wanted((form.stem,), 1.0, Reason.TYPED), *meant]
    wanted += map(_expanded, expansions)
    if vocabulary is not None:
        wanted += [Wanted((near,), RELATIVE, Reason.RELATIVE) for near in vocabulary.relatives(form.stem)]
    best: dict[tuple[str, ...], Wanted] = {}
    for one in wanted:
        if one.stems not in best or one.weight > best[one.stems].weight:
            best[one.stems] = one
    return tuple(best.values())


def _expanded(expansion: Expansion) -> Wanted:
    found = tuple(form.stem for form in expansion.words if form.stem)
    reason = Reason.ABBREVIATION if expansion.weight == ABBREVIATION else Reason.SYNONYM
    return Wanted(found, expansion.weight * (SEVERAL_WORDS if len(found) > 1 else 1.0), reason)


def _joined(found: Sequence[Form], vocabulary: Vocabulary | None) -> Iterator[Concept]:
    if vocabulary is None:
        return
    for one, two in pairwise(found):
        if one.stem and two.stem:
            for word in vocabulary.joins(one.word, two.word):
                yield Concept(word, (Wanted((stem(word),), JOINED, Reason.JOINED),))
