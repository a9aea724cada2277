"""What a query asks for, in words of the index: the form that every engine compiles.

`search.query` says what a visitor typed, `search.dutch` what may be meant by it; both come together here. An engine
gets an `Understood`, looks for what it says and decides nothing about language.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from search.dutch import folding
from search.dutch.expansion import Thesaurus
from search.dutch.marking import beginning_needle, stem_needle, word_needle
from search.dutch.query import AnalysedQuery, Concept, Reason, Wanted, analyse_query
from search.dutch.stemming import stem
from search.dutch.tokens import forms
from search.dutch.vocabulary import Vocabulary
from search.query import MIN_PREFIX, Query

Words = tuple[str, ...]

_NOTHING = AnalysedQuery((), ())


@dataclass(frozen=True)
class Understood:
    """A query after analysis; every text in it is a stem or a folded word, as `search.dutch.tokens` indexes them.

    A document holds one of the concepts of `analysed`, or one of `words` when there are none; or a word that begins
    with one of `prefixes`, or a word of its title that begins with `typing`. It holds all `phrases`, word by word
    next to each other, in which case the others only rank, and none of `excluded`.
    """

    analysed: AnalysedQuery = _NOTHING
    phrases: tuple[Words, ...] = ()
    prefixes: Words = ()
    typing: str = ""
    excluded: tuple[Words, ...] = ()
    asks_for_text: bool = False

    @property
    def words(self) -> Words:
        """The words to look for as they stand: those of a query of nothing but stop words, such as "wat te doen"."""
        return () if self.analysed.concepts else self.analysed.words

    @property
    def corrected(self) -> tuple[tuple[str, str], ...]:
        """Words of no public text, with what was looked for beside them."""
        return self.analysed.corrected

    @property
    def joined(self) -> Words:
        """Words that neighbours in the query may be together."""
        concepts = self.analysed.concepts
        return tuple(concept.word for concept in concepts if concept.alternatives[0].reason is Reason.JOINED)

    @property
    def is_empty(self) -> bool:
        """True when the analysis left nothing that a document could hold."""
        return not (self.analysed.concepts or self.words or self.phrases or self.prefixes)

    @cached_property
    def needles(self) -> Mapping[str, str]:
        """What to look for in the marking of a text, each with the word of the query that it stands for."""
        needles = {stem_needle(stem): word for stem, word in self.analysed.word_of.items()}
        needles |= {word_needle(word): word for words in (self.words, *self.phrases) for word in words}
        beginnings = self.prefixes + ((self.typing,) if self.typing else ())
        return needles | {beginning_needle(beginning): beginning for beginning in beginnings}


def understand(query: Query, *, vocabulary: Vocabulary | None = None, thesaurus: Thesaurus | None = None) -> Understood:
    """Analyse a query with the words of the public index and with other words for what it asks.

    Without a vocabulary nothing is corrected or joined, without a thesaurus there are no synonyms and abbreviations.
    """
    typing = _beginning(query.typing)
    return Understood(
        analysed=analyse_query(" ".join(query.words), typing=typing, vocabulary=vocabulary, thesaurus=thesaurus),
        phrases=_phrases(query.phrases),
        prefixes=tuple(dict.fromkeys(words[-1] for words in map(fold, query.prefixes) if words)),
        typing=typing,
        excluded=_phrases(query.excluded),
        asks_for_text=query.asks_for_text,
    )


def just(word: str) -> Understood:
    """One folded word in any of its forms, and nothing that it might mean beside."""
    wanted = Wanted((stem(word),), 1.0, Reason.TYPED)
    return Understood(analysed=AnalysedQuery((word,), (Concept(word, (wanted,)),)), asks_for_text=True)


def fold(text: str) -> Words:
    """The words of a text as they stand in the word fields of an index."""
    return tuple(word.text for word in folding.words(text))


def _phrases(texts: Iterable[str]) -> tuple[Words, ...]:
    return tuple(words for words in map(fold, texts) if words)


def _beginning(typing: str) -> str:
    """The word that may still be growing; nothing for a stop word, which begins too many others."""
    found: Collection[str] = [form.word for run in folding.RUN.findall(typing)[-1:] for form in forms(run) if form.stem]
    last = fold(typing)[-1:]
    return last[0] if last and last[0] in found and len(last[0]) >= MIN_PREFIX else ""
