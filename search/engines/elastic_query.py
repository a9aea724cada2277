"""An `Understood` in Elasticsearch's terms. Nothing a visitor typed reaches a parser of the cluster."""

from collections.abc import Collection, Iterable, Sequence

from elasticsearch.dsl import A, Q, Search
from elasticsearch.dsl.aggs import Agg
from elasticsearch.dsl.query import Query as Clause

from search.contracts import PUBLIC_AUDIENCE
from search.dutch import weights
from search.dutch.query import Concept, Wanted
from search.engines.base import EngineQuery
from search.engines.prepared import facet_term
from search.enums import Order
from search.understanding import Understood

MAX_FACET_VALUES = 20_000
# Lucene leaves the constant factor (k1 + 1) of BM25 out, so a fixed score counts that much more beside it. Source:
# LUCENE-8563.
BM25_FACTOR = 2.2


class CompiledQuestion:
    """A question in Elasticsearch's terms, with its counts, as one request.

    The filters of facets apply after counting. The aggregation "facets:" counts under all of them; a facet with a
    filter has one of its own, "facets:<name>", under all but its own.
    """

    def __init__(self, question: EngineQuery) -> None:
        self._question = question
        self._filters = {name: _facet_filter(name, values) for name, values in question.filters.items() if values}
        self._clause = Q(
            "bool",
            must=[_with_promoted(_text(question.query), question.promoted)],
            must_not=_without(question.excluded),
            filter=[_for_audience(question.audience)],
        )

    def request(self, search: Search, *, most: int) -> Search:
        """The request for one page of results, none of which is beyond `most`."""
        question = self._question
        end = min(question.offset + question.limit, most)
        search = search.query(_weighted(self._clause)).extra(track_total_hits=True)
        search = search[min(question.offset, end) : end]
        if question.order is Order.NEWEST:
            search = search.sort({"published_on": {"order": "desc", "missing": "_last"}})
        if self._filters:
            search = search.post_filter(Q("bool", filter=list(self._filters.values())))
        if question.facets:
            for name in ("", *(name for name in question.facets if name in self._filters)):
                search.aggs.bucket(f"facets:{name}", self._counting(without=name))
        return search

    def _counting(self, *, without: str) -> Agg:
        filters = [clause for name, clause in self._filters.items() if name != without]
        counted = A("filter", Q("bool", filter=filters) if filters else Q("match_all"))
        counted.bucket("values", "terms", field="facet", size=MAX_FACET_VALUES)
        return counted


def compile_suggestion(words: Iterable[str], excluded: Collection[str]) -> Clause:
    """Public titles that hold all words, the last one as a beginning; best when the words stand together."""
    *complete, begun = words
    together = Q("match_phrase_prefix", title_words={"query": " ".join([*complete, begun])})
    titles = Q(
        "bool",
        must=[*(Q("term", title_words=word) for word in complete), _prefix("title_words", begun, 1.0)],
        should=[_constant(together, weights.TITLE_BEGINNING)] if complete else [],
        must_not=_without(excluded),
        filter=[_for_audience(PUBLIC_AUDIENCE)],
    )
    return _weighted(titles)


def one_document(identifier: str, audience: frozenset[str]) -> Clause:
    """This document, when it is for the audience."""
    return Q("bool", filter=[Q("term", id=identifier), _for_audience(audience)])


def _compile_text(asked: Understood) -> tuple[list[Clause], list[Clause]]:
    """What a document must hold, and what makes it rank higher."""
    phrases = [_phrase(words) for words in asked.phrases]
    wanted = [*map(_concept, asked.analysed.concepts), *_literal(asked.words), *_beginnings(asked)]
    if phrases:
        # A phrase already says which documents count; words beside it only rank them.
        return phrases, wanted
    if wanted:
        return [Q("bool", should=wanted)], []
    return ([Q("match_none")] if asked.asks_for_text else []), []


def _text(asked: Understood) -> Clause:
    required, wanted = _compile_text(asked)
    return Q("bool", must=required, should=wanted, must_not=[*map(_phrase, asked.excluded)])


def _with_promoted(text: Clause, promoted: Sequence[str]) -> Clause:
    """What the text asks, or one of the documents that come first."""
    if not promoted:
        return text
    first = [
        Q("constant_score", filter=Q("term", id=identifier), boost=score)
        for identifier, score in zip(promoted, weights.promoted_scores(len(promoted)), strict=True)
    ]
    return Q("bool", should=[text, *first], minimum_should_match=1)


def _concept(concept: Concept) -> Clause:
    return Q("dis_max", queries=[_wanted(wanted) for wanted in concept.alternatives])


def _wanted(wanted: Wanted) -> Clause:
    """All stems, in the field that ranks; the title counts more."""
    return Q(
        "bool",
        must=[Q("term", content=stem) for stem in wanted.stems],
        should=[Q("term", title={"value": stem, "boost": weights.TITLE}) for stem in wanted.stems],
        boost=wanted.weight,
    )


def _literal(words: Iterable[str]) -> Iterable[Clause]:
    for word in words:
        yield from (Q("term", **{field: word}) for field in ("title_words", "text_words"))


def _beginnings(asked: Understood) -> Iterable[Clause]:
    if asked.typing:
        yield _prefix("title_words", asked.typing, weights.TITLE_BEGINNING)
    for prefix in asked.prefixes:
        yield _prefix("title_words", prefix, weights.TITLE_BEGINNING)
        yield _prefix("text_words", prefix, weights.TEXT_BEGINNING)


def _prefix(field: str, word: str, score: float) -> Clause:
    return _constant(Q("prefix", **{field: {"value": word}}), score)


def _constant(clause: Clause, score: float) -> Clause:
    return Q("constant_score", filter=clause, boost=score / BM25_FACTOR)


def _phrase(words: tuple[str, ...]) -> Clause:
    """The words next to each other, in the title or in the text."""
    text = " ".join(words)
    return Q("bool", should=[Q("match_phrase", title_words=text), Q("match_phrase", text_words=text)])


def _weighted(clause: Clause) -> Clause:
    return Q("function_score", query=clause, field_value_factor={"field": "weight"}, boost_mode="multiply")


def _for_audience(audience: Collection[str]) -> Clause:
    return Q("terms", audience=sorted(audience))


def _facet_filter(name: str, values: Collection[str]) -> Clause:
    return Q("terms", facet=sorted(facet_term(name, value) for value in values))


def _without(identifiers: Collection[str]) -> list[Clause]:
    return [Q("terms", id=sorted(identifiers))] if identifiers else []
