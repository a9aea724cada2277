"""A `Query` in Tantivy's terms. Nothing a visitor typed reaches Tantivy's own query parser."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from tantivy import Occur
from tantivy import Query as Clause

from search.engines.base import EngineQuery
from search.engines.tantivy_schema import SCHEMA, Analysis, facet_term
from search.query import Query

# A title that holds the word counts this much more, on top of its place in the field that ranks.
TITLE_BOOST = 0.3
# What a word in the title is worth that begins as the visitor typed it.
TITLE_PREFIX_SCORE = 3.0
TEXT_PREFIX_SCORE = 1.0
# What a document is worth that is found by nothing but filters.
FILTER_SCORE = 0.0

Clauses = list[tuple[Occur, Clause]]


@dataclass(frozen=True)
class Terms:
    """The words of a query after analysis; `words` are those that count as they stand."""

    stems: tuple[str, ...]
    words: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...]
    typing: str
    prefixes: tuple[str, ...]
    excluded: tuple[tuple[str, ...], ...]

    @property
    def is_empty(self) -> bool:
        """True when the analysis left nothing that a document could hold."""
        return not (self.stems or self.words or self.phrases or self.prefixes)


def analyse(query: Query, analysis: Analysis) -> Terms:
    """Cut the texts of a query into words.

    A query of nothing but stop words ("wat te doen") is searched as it stands: dropping all of it would find nothing.
    """
    stems = _unique(stem for word in query.words for stem in analysis.stems.analyze(word))
    words = _unique(found for word in query.words for found in analysis.words.analyze(word))
    begun = [analysis.words.analyze(prefix) for prefix in query.prefixes]
    typing = "".join(analysis.words.analyze(query.typing)[-1:])
    return Terms(
        stems=stems,
        words=() if stems else words,
        phrases=tuple(tuple(words) for words in map(analysis.words.analyze, query.phrases) if words),
        typing=typing if analysis.stems.analyze(typing) else "",
        prefixes=_unique(words[-1] for words in begun if words),
        excluded=tuple(tuple(words) for words in map(analysis.words.analyze, query.excluded) if words),
    )


def compile_text(query: Query, terms: Terms) -> Clauses:
    """What a document must hold, may hold and must not hold."""
    wanted = [*_stem_clauses(terms.stems), *_word_clauses(terms.words), *_prefix_clauses(terms)]
    clauses: Clauses = [(Occur.Must, _phrase(words)) for words in terms.phrases]
    if wanted:
        # A phrase already says which documents count; words beside it only rank them.
        occur = Occur.Should if terms.phrases else Occur.Must
        clauses.append((occur, Clause.boolean_query([(Occur.Should, clause) for clause in wanted])))
    if terms.is_empty:
        nothing_left = query.asks_for_text
        clauses.append((Occur.Must, Clause.empty_query() if nothing_left else _silent(Clause.all_query())))
    clauses.extend((Occur.MustNot, _phrase(words)) for words in terms.excluded)
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


class CompiledQuestion:
    """A question in Tantivy's terms; its parts are compiled once, though counting asks it several times."""

    def __init__(self, question: EngineQuery, terms: Terms) -> None:
        self._fixed = [
            *compile_text(question.query, terms),
            *compile_guard(question.audience, question.excluded),
        ]
        self._filters = question.filters

    def clause(self, *, without: str = "") -> Clause:
        """The whole question; `without` leaves out the filter of one facet, to count that facet."""
        filters = {name: values for name, values in self._filters.items() if name != without}
        return Clause.boolean_query([*self._fixed, *compile_filters(filters)])


def compile_suggestion(words: list[str]) -> Clauses:
    """Titles that hold all words, the last one as a beginning; best when the words stand together."""
    *complete, begun = words
    clauses: Clauses = [(Occur.Must, Clause.term_query(SCHEMA, "title_words", word)) for word in complete]
    clauses.append((Occur.Must, _prefix("title_words", begun, 1.0)))
    if complete:
        together = Clause.phrase_prefix_query(SCHEMA, "title_words", list(words))
        clauses.append((Occur.Should, Clause.const_score_query(together, TITLE_PREFIX_SCORE)))
    return clauses


def _stem_clauses(stems: Iterable[str]) -> Iterable[Clause]:
    for stem in stems:
        yield Clause.term_query(SCHEMA, "content", stem, "freq")
        yield Clause.boost_query(Clause.term_query(SCHEMA, "title", stem, "freq"), TITLE_BOOST)


def _word_clauses(words: Iterable[str]) -> Iterable[Clause]:
    for word in words:
        yield from (Clause.term_query(SCHEMA, field, word, "freq") for field in ("title_words", "text_words"))


def _prefix_clauses(terms: Terms) -> Iterable[Clause]:
    if terms.typing:
        yield _prefix("title_words", terms.typing, TITLE_PREFIX_SCORE)
    for prefix in terms.prefixes:
        yield _prefix("title_words", prefix, TITLE_PREFIX_SCORE)
        yield _prefix("text_words", prefix, TEXT_PREFIX_SCORE)


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


def _unique(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
