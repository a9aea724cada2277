"""The layout of an index of Elasticsearch: its fields, its settings, and how a document becomes one of its own.

The language is decided before: the fields of text are cut at spaces and not analysed any further.
"""

from typing import Any

from elasticsearch.dsl import Float as FloatField
from elasticsearch.dsl import Keyword, Long, Mapping, Text, analyzer

from search.contracts import SearchDocument
from search.dutch import weights
from search.engines.prepared import prepare

SCHEMA_VERSION = "elastic-3"

# More hits than this can not be paged through.
MAX_RESULTS = 10_000

WORDS = analyzer("kennisplatform_words", tokenizer="whitespace")


def build_mapping() -> Mapping:
    """The fields. Phrases and beginnings of words need words as they stand; ranking needs stems."""
    mapping = Mapping()
    mapping.meta("dynamic", "strict")
    # What is only searched needs no second copy.
    mapping.meta("_source", includes=["id", "audience", "digest", "shown_title", "shown_text", "marking", "pages"])
    mapping.field("id", Keyword())
    mapping.field("audience", Keyword())
    mapping.field("facet", Keyword())
    mapping.field("content", Text(analyzer=WORDS, index_options="freqs"))
    mapping.field("title", Text(analyzer=WORDS, index_options="freqs"))
    mapping.field("title_words", Text(analyzer=WORDS))
    mapping.field("text_words", Text(analyzer=WORDS))
    # What the vocabulary is read from; it is counted and never searched.
    mapping.field("word", Keyword(index=False))
    mapping.field("abbreviation", Keyword(index=False))
    mapping.field("weight", FloatField())
    mapping.field("published_on", Long())
    mapping.field("digest", Keyword(index=False, doc_values=False))
    mapping.field("shown_title", Keyword(index=False, doc_values=False))
    mapping.field("shown_text", Keyword(index=False, doc_values=False))
    mapping.field("marking", Keyword(index=False, doc_values=False))
    mapping.field("pages", Keyword(index=False, doc_values=False))
    return mapping


def build_settings(mapping: Mapping) -> dict[str, Any]:
    """The settings of a new index. It is refreshed by a commit, and by nothing else."""
    return {
        "number_of_shards": 1,
        # One copy as soon as there is a second node to hold it.
        "auto_expand_replicas": "0-1",
        "refresh_interval": "-1",
        "max_result_window": MAX_RESULTS,
        "analysis": mapping._collect_analysis(),
    }


def build_document(document: SearchDocument) -> dict[str, Any]:
    """A document in Elasticsearch's form."""
    prepared = prepare(document)
    title_fields, text_fields = prepared.title_fields, prepared.text_fields
    words = {word for fields in (title_fields, *text_fields) for word in fields.words.split()}
    return {
        "id": document.id,
        "audience": sorted(document.audience),
        "facet": prepared.facets,
        "content": [*[title_fields.ranking] * weights.TITLE_TIMES, *(fields.ranking for fields in text_fields)],
        "title": title_fields.ranking,
        "title_words": title_fields.words,
        "text_words": [fields.words for fields in text_fields],
        "word": sorted(words),
        "abbreviation": prepared.abbreviations,
        "weight": document.weight,
        "published_on": document.published_on.toordinal() if document.published_on else None,
        "digest": document.digest,
        "shown_title": prepared.title,
        "shown_text": prepared.text,
        "marking": prepared.marking,
        "pages": prepared.pages,
    }
