"""Reading a Tantivy generation as it was at one commit."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tantivy import DocAddress, Document, Occur, Searcher
from tantivy import Query as Clause

from search.contracts import PUBLIC_AUDIENCE
from search.engines.base import EngineQuery, EngineResults, Hit, IndexEntry, ShownText, Snapshot
from search.engines.hits import build_hit
from search.engines.prepared import read_abbreviation_term, split_facet_term
from search.engines.tantivy_edge import edge
from search.engines.tantivy_query import CompiledQuestion, compile_guard, compile_suggestion, only
from search.enums import Order
from search.language import MAX_ABBREVIATIONS, MAX_WORDS, IndexWords, Language, LanguageKeeper
from search.query import Query
from search.understanding import fold

# More values than this of all facets together are not counted; Tantivy itself stops at 65,000.
MAX_FACET_VALUES = 20_000
ENTRIES_PER_READ = 1_000

_ORDERING: Mapping[Order, Mapping[str, Any]] = {
    Order.RELEVANCE: {"weight_by_field": "weight"},
    Order.NEWEST: {"order_by_field": "published_on"},
}


@dataclass(frozen=True)
class _Found:
    """A hit before its document was read; `rank` is its score, or its day when ordered by date."""

    rank: float
    searcher: Searcher
    address: DocAddress


class TantivySnapshot(Snapshot):
    """Searches the public index, and the other one only for viewers who belong to more than the public."""

    def __init__(
        self, generation: str, stamp: int, public: Searcher, private: Searcher, keeper: LanguageKeeper
    ) -> None:
        self.generation = generation
        self.stamp = stamp
        self._public = public
        self._private = private
        self._keeper = keeper

    @property
    def language(self) -> Language:
        """See `Snapshot.language`."""
        return self._keeper.current(self.generation, self.stamp, self._read_words)

    def search(self, query: EngineQuery) -> EngineResults:
        """See `Snapshot.search`."""
        with edge("searching"):
            searchers = self._searchers_for(query.audience)
            compiled = CompiledQuestion(query)
            found, total = self._find(compiled.clause(), searchers, query.offset + query.limit, query.order)
            return EngineResults(
                total=total,
                hits=tuple(_read(hit, query.query.needles) for hit in found[query.offset :]),
                counts=self._count(query, compiled, searchers) if query.facets else {},
            )

    def suggest(self, query: Query, *, excluded: frozenset[str], limit: int) -> tuple[Hit, ...]:
        """See `Snapshot.suggest`."""
        with edge("suggesting"):
            words = [word for text in (*query.words, *query.prefixes) for word in fold(text)]
            if not words:
                return ()
            clause = Clause.boolean_query([*compile_suggestion(words), *compile_guard(PUBLIC_AUDIENCE, excluded)])
            found, _ = self._find(clause, [self._public], limit, Order.RELEVANCE)
            return tuple(_read(hit, {}) for hit in found)

    def text_of(self, identifier: str, *, audience: frozenset[str]) -> ShownText | None:
        """See `Snapshot.text_of`."""
        with edge("reading a document"):
            clause = Clause.boolean_query([only(identifier), *compile_guard(audience, ())])
            found, _ = self._find(clause, self._searchers_for(audience), 1, Order.RELEVANCE)
            if not found:
                return None
            document = found[0].searcher.doc(found[0].address)
            return ShownText(_stored(document, "shown_title"), _stored(document, "shown_text"))

    def score(self, query: EngineQuery, identifier: str) -> float | None:
        """See `Snapshot.score`."""
        with edge("scoring"):
            clause = Clause.boolean_query([(Occur.Must, CompiledQuestion(query).clause()), only(identifier)])
            found, _ = self._find(clause, self._searchers_for(query.audience), 1, Order.RELEVANCE)
            return found[0].rank if found else None

    def entries(self) -> Iterator[IndexEntry]:
        """See `Snapshot.entries`."""
        for searcher, is_public in ((self._public, True), (self._private, False)):
            for start in range(0, searcher.num_docs, ENTRIES_PER_READ):
                with edge("reading the index"):
                    found = searcher.search(Clause.all_query(), ENTRIES_PER_READ, count=False, offset=start).hits
                    documents = [searcher.doc(address) for _, address in found]
                for document in documents:
                    yield IndexEntry(
                        id=_stored(document, "id"),
                        audience=frozenset(document.get_all("audience")),
                        digest=_stored(document, "digest"),
                        in_public_index=is_public,
                    )

    def counts(self) -> tuple[int, int]:
        """See `Snapshot.counts`."""
        return self._public.num_docs, self._private.num_docs

    def _read_words(self) -> IndexWords:
        """The words of the documents that the public index holds at this commit, deleted ones left out."""
        everything = Clause.all_query()
        counts: Counter[str] = Counter()
        with edge("reading the words of the index"):
            for field in ("title_words", "text_words"):
                counts.update(dict(self._public.terms_with_prefix(field, "", everything, MAX_WORDS)))
            terms = self._public.terms_with_prefix("abbreviation", "", everything, MAX_ABBREVIATIONS)
        return IndexWords(
            counts=dict(counts.most_common(MAX_WORDS)),
            abbreviations=tuple(read_abbreviation_term(term) for term, _ in terms),
        )

    def _searchers_for(self, audience: Collection[str]) -> list[Searcher]:
        return [self._public] if set(audience) <= PUBLIC_AUDIENCE else [self._public, self._private]

    def _find(self, clause: Clause, searchers: list[Searcher], limit: int, order: Order) -> tuple[list[_Found], int]:
        """The first `limit` hits of all indexes together, and how many there are."""
        found: list[_Found] = []
        total = 0
        for searcher in searchers:
            result = searcher.search(clause, limit, **_ORDERING[order])
            total += result.count  # type: ignore[attr-defined]  # Missing in Tantivy's own stubs.
            found.extend(_Found(rank or 0, searcher, address) for rank, address in result.hits)
        # The sort is stable: equal hits keep the order of the index, so that pages do not overlap.
        found.sort(key=lambda hit: -hit.rank)
        return found[:limit], total

    def _count(
        self, question: EngineQuery, compiled: CompiledQuestion, searchers: list[Searcher]
    ) -> Mapping[str, Mapping[str, int]]:
        """Count the values of each facet; a facet with a filter is counted as if it had none."""
        filtered = [name for name in question.facets if question.filters.get(name)]
        counts: dict[str, dict[str, int]] = {name: defaultdict(int) for name in question.facets}
        for without in ["", *filtered]:
            clause = compiled.clause(without=without)
            for searcher in searchers:
                for name, value, count in _facet_counts(searcher, clause):
                    if name == without or (not without and name in counts and name not in filtered):
                        counts[name][value] += count
        return counts


def _read(hit: _Found, needles: Mapping[str, str]) -> Hit:
    document = hit.searcher.doc(hit.address)
    return build_hit(lambda field: _stored(document, field), needles)


def _facet_counts(searcher: Searcher, clause: Clause) -> Iterator[tuple[str, str, int]]:
    wanted = {"facets": {"terms": {"field": "facet", "size": MAX_FACET_VALUES}}}
    for bucket in searcher.aggregate(clause, wanted)["facets"]["buckets"]:
        name, value = split_facet_term(bucket["key"])
        yield name, value, bucket["doc_count"]


def _stored(document: Document, field: str) -> str:
    value = document.get_first(field) or ""
    return value if isinstance(value, str) else bytes(value).decode()
