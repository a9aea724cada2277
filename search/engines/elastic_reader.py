"""Reading a generation on the cluster."""

from collections.abc import Iterator, Mapping
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.dsl import Search
from elasticsearch.helpers import scan

from search.contracts import PUBLIC_AUDIENCE
from search.engines.base import EngineQuery, EngineResults, Hit, IndexEntry, ShownText, Snapshot
from search.engines.elastic_edge import edge
from search.engines.elastic_names import Generation
from search.engines.elastic_query import CompiledQuestion, compile_suggestion, one_document
from search.engines.elastic_schema import MAX_RESULTS
from search.engines.hits import build_hit
from search.engines.prepared import read_abbreviation_term, split_facet_term
from search.language import MAX_ABBREVIATIONS, MAX_WORDS, IndexWords, Language, LanguageKeeper
from search.query import Query
from search.understanding import fold

ENTRIES_PER_READ = 1_000
# A cluster answers with at most 65,000 values at a time.
WORD_PARTS = 4


class ElasticSnapshot(Snapshot):
    """Searches the public index, and the other one only for viewers who belong to more than the public.

    What is committed after it was opened is seen as well: the cluster keeps no past that would be cheap to ask.
    `client` is for the questions of visitors, `bulk` for reading all words, which may take longer.
    """

    def __init__(
        self, client: Elasticsearch, bulk: Elasticsearch, generation: Generation, stamp: int, keeper: LanguageKeeper
    ) -> None:
        self.generation = generation.name
        self.stamp = stamp
        self._client = client
        self._bulk = bulk
        self._names = generation
        self._keeper = keeper

    @property
    def language(self) -> Language:
        """See `Snapshot.language`."""
        return self._keeper.current(self.generation, self.stamp, self._read_words)

    def search(self, query: EngineQuery) -> EngineResults:
        """See `Snapshot.search`."""
        compiled = CompiledQuestion(query)
        with edge("searching"):
            answer = compiled.request(self._search_in(query.audience), most=MAX_RESULTS).execute().to_dict()
        return EngineResults(
            total=answer["hits"]["total"]["value"],
            hits=tuple(build_hit(hit["_source"].__getitem__, query.query.needles) for hit in answer["hits"]["hits"]),
            counts=_counts(query, answer.get("aggregations", {})),
        )

    def suggest(self, query: Query, *, excluded: frozenset[str], limit: int) -> tuple[Hit, ...]:
        """See `Snapshot.suggest`."""
        words = [word for text in (*query.words, *query.prefixes) for word in fold(text)]
        if not words:
            return ()
        clause = compile_suggestion(words, excluded)
        with edge("suggesting"):
            found = self._search_in(PUBLIC_AUDIENCE).query(clause)[:limit].execute().to_dict()
        return tuple(build_hit(hit["_source"].__getitem__, {}) for hit in found["hits"]["hits"])

    def text_of(self, identifier: str, *, audience: frozenset[str]) -> ShownText | None:
        """See `Snapshot.text_of`."""
        with edge("reading a document"):
            found = self._search_in(audience).query(one_document(identifier, audience))[:1].execute().to_dict()
        for hit in found["hits"]["hits"]:
            return ShownText(hit["_source"]["shown_title"], hit["_source"]["shown_text"])
        return None

    def score(self, query: EngineQuery, identifier: str) -> float | None:
        """See `Snapshot.score`."""
        request = CompiledQuestion(query).request(self._search_in(query.audience), most=MAX_RESULTS)
        with edge("scoring"):
            found = request.filter("term", id=identifier)[:1].execute().to_dict()
        for hit in found["hits"]["hits"]:
            return float(hit["_score"])
        return None

    def entries(self) -> Iterator[IndexEntry]:
        """See `Snapshot.entries`."""
        for index in self._names.indexes:
            with edge("reading the index"):
                for found in scan(
                    self._client, index=index, size=ENTRIES_PER_READ, _source=["id", "audience", "digest"]
                ):
                    source = found["_source"]
                    yield IndexEntry(
                        id=source["id"],
                        audience=frozenset(source["audience"]),
                        digest=source["digest"],
                        in_public_index=index == self._names.public,
                    )

    def counts(self) -> tuple[int, int]:
        """See `Snapshot.counts`."""
        with edge("counting"):
            public, private = (int(self._client.count(index=index)["count"]) for index in self._names.indexes)
        return public, private

    def _read_words(self) -> IndexWords:
        """The words and abbreviations of the documents that the public index holds now."""
        counts: dict[str, int] = {}
        with edge("reading the words of the index"):
            for part in range(WORD_PARTS):
                counts |= _count_terms(
                    self._bulk,
                    self._names,
                    "word",
                    size=MAX_WORDS // WORD_PARTS,
                    include={"partition": part, "num_partitions": WORD_PARTS},
                )
            found = _count_terms(self._bulk, self._names, "abbreviation", size=MAX_ABBREVIATIONS)
        return IndexWords(counts=counts, abbreviations=tuple(map(read_abbreviation_term, found)))

    def _search_in(self, audience: frozenset[str]) -> Search:
        indexes = [self._names.public] if audience <= PUBLIC_AUDIENCE else list(self._names.indexes)
        # Always the same copies: two of them may order equal hits differently, and pages would overlap.
        return _whole(Search(using=self._client, index=indexes)).params(preference=self.generation)


def _whole(search: Search) -> Search:
    """Rather no answer than half of one: an index that is just being deleted, or lost, is otherwise left out of it."""
    return search.params(allow_partial_search_results=False)


def _count_terms(client: Elasticsearch, generation: Generation, field: str, **options: Any) -> dict[str, int]:
    search = _whole(Search(using=client, index=generation.public))[:0]
    search.aggs.bucket("values", "terms", field=field, **options)
    found = search.execute().to_dict()["aggregations"]["values"]["buckets"]
    return {bucket["key"]: bucket["doc_count"] for bucket in found}


def _counts(question: EngineQuery, found: Mapping[str, Any]) -> Mapping[str, Mapping[str, int]]:
    """The counts of each facet; see `CompiledQuestion` for the form of the answer."""
    counts: dict[str, dict[str, int]] = {name: {} for name in question.facets}
    for filtered, aggregation in found.items():
        for bucket in aggregation["values"]["buckets"]:
            name, value = split_facet_term(bucket["key"])
            own = filtered.partition(":")[2]
            if name in counts and (name == own or (not own and not question.filters.get(name))):
                counts[name][value] = bucket["doc_count"]
    return counts
