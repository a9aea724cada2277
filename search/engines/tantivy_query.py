"""An `Understood` in Tantivy's terms. Nothing a visitor typed reaches Tantivy's own query parser."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from tantivy import Occur
from tantivy import Query as Clause

from search.dutch import weights
from search.dutch.query import Concept, Wanted
from search.engines.base import EngineQuery
from search.engines.prepared import facet_term
from search.engines.tantivy_schema import SCHEMA
from search.understanding import Understood

# What a document is worth that is found by nothing but filters.
FILTER_SCORE = 0.0

Clauses = list[tuple[Occur, Clause]]


def compile_text(asked: Understood) -> Clauses:
    """What a document must hold, may hold and must not hold."""
    wanted = [
        *map(_concept, asked.analysed.concepts),
        *_word_clauses(asked.words),
        *_prefix_clauses(asked),
    ]
    clauses: Clauses = [(Occur.Must, _phrase(words)) for words in asked.phrases]
    if wanted:
        # A phrase already says which documents count; words beside it only rank them.
        occur = Occur.Should if asked.phrases else Occur.Must
        clauses.append((occur, Clause.boolean_query([(Occur.Should, clause) for clause in wanted])))
    if asked.is_empty:
        clauses.append((Occur.Must, Clause.empty_query() if asked.asks_for_text else _silent(Clause.all_query())))
    clauses.extend((Occur.MustNot, _phrase(words)) for words in asked.excluded)
    return clauses


def compile_guard(audience: Collection[str], excluded: Collection[str]) -> Clauses:
    """Only documents for the audience, and none of those that are left out."""
    clauses: Clauses = [(Occur.Must, _silent(Clause.term_set_query(SCHEMA, "audience", sorted(audience))))]
    if excluded:
        clauses.append((Occur.MustNot, Clause.term_set_query(SCHEMA, "id", list(excluded))))
    return clauses


def compile_filters(filters: Mapping[str, Collection[str]]) -> Clauses:
    """One of the values of every facet."""
    return [
        (Occur.Must, _silent(Clause.term_set_query(SCHEMA, "facet", [facet_term(name, value) for value in values])))
        for name, values in filters.items()
        if values
    ]


def only(identifier: str) -> tuple[Occur, Clause]:
    """No other document than this one; it says nothing about how much that counts."""
    return Occur.Must, _silent(Clause.term_query(SCHEMA, "id", identifier))


class CompiledQuestion:
    """A question in Tantivy's terms; its parts are compiled once, though counting asks it several times."""

    def __init__(self, question: EngineQuery) -> None:
        self._fixed = [
            *_with_promoted(compile_text(question.query), question.promoted),
            *compile_guard(question.audience, question.excluded),
        ]
        self._filters = question.filters

    def clause(self, *, without: str = "") -> Clause:
        """The whole question; `without` leaves out the filter of one facet, to count that facet."""
        filters = {name: values for name, values in self._filters.items() if name != without}
        return Clause.boolean_query([*self._fixed, *compile_filters(filters)])


def compile_suggestion(words: Iterable[str]) -> Clauses:
    """Titles that hold all words, the last one as a beginning; best when the words stand together."""
    *complete, begun = words
    clauses: Clauses = [(Occur.Must, Clause.term_query(SCHEMA, "title_words", word)) for word in complete]
    clauses.append((Occur.Must, _prefix("title_words", begun, 1.0)))
    if complete:
        together = Clause.phrase_prefix_query(SCHEMA, "title_words", [*complete, begun])
        clauses.append((Occur.Should, Clause.const_score_query(together, weights.TITLE_BEGINNING)))
    return clauses


def _with_promoted(text: Clauses, promoted: Sequence[str]) -> Clauses:
    """What the text asks, or one of the documents that come first."""
    if not promoted:
        return text
    first = [
        (Occur.Should, Clause.const_score_query(Clause.term_query(SCHEMA, "id", identifier), score))
        for identifier, score in zip(promoted, weights.promoted_scores(len(promoted)), strict=True)
    ]
    return [(Occur.Must, Clause.boolean_query([(Occur.Should, Clause.boolean_query(text)), *first]))]


def _concept(concept: Concept) -> Clause:
    """The best of what may be meant: a document that lists many synonyms is no better for it."""
    alternatives = [_wanted(wanted) for wanted in concept.alternatives]
    return alternatives[0] if len(alternatives) == 1 else Clause.disjunction_max_query(alternatives)


def _wanted(wanted: Wanted) -> Clause:
    """All stems, in the field that ranks; the title counts more."""
    clauses: Clauses = []
    for stem in wanted.stems:
        clauses.append((Occur.Must, Clause.term_query(SCHEMA, "content", stem, "freq")))
        in_title = Clause.term_query(SCHEMA, "title", stem, "freq")
        clauses.append((Occur.Should, Clause.boost_query(in_title, weights.TITLE)))
    return Clause.boost_query(Clause.boolean_query(clauses), wanted.weight)


def _word_clauses(words: Iterable[str]) -> Iterable[Clause]:
    for word in words:
        yield from (Clause.term_query(SCHEMA, field, word, "freq") for field in ("title_words", "text_words"))


def _prefix_clauses(asked: Understood) -> Iterable[Clause]:
    if asked.typing:
        yield _prefix("title_words", asked.typing, weights.TITLE_BEGINNING)
    for prefix in asked.prefixes:
        yield _prefix("title_words", prefix, weights.TITLE_BEGINNING)
        yield _prefix("text_words", prefix, weights.TEXT_BEGINNING)


def _prefix(field: str, word: str, score: float) -> Clause:
    # Tantivy's own prefix query gives up after fifty words; a fuzzy query without any mistake does not.
    return Clause.const_score_query(Clause.fuzzy_term_query(SCHEMA, field, word, distance=0, prefix=True), score)


def _phrase(words: tuple[str, ...]) -> Clause:
    """The words next to each other, in the title or in the text. Tantivy panics on a phrase of one word."""

    def in_field(field: str) -> Clause:
        if len(words) == 1:
            return Clause.term_query(SCHEMA, field, words[0])
        return Clause.phrase_query(SCHEMA, field, list(words))

    return Clause.boolean_query([(Occur.Should, in_field(field)) for field in ("title_words", "text_words")])


def _silent(clause: Clause) -> Clause:
    return Clause.const_score_query(clause, FILTER_SCORE)
