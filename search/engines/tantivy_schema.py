"""The layout of a Tantivy index: its fields, and how a document becomes one of Tantivy's."""

import tantivy

from search.contracts import SearchDocument
from search.dutch import weights
from search.engines.prepared import prepare

SCHEMA_VERSION = "tantivy-5"

# The words come ready from `search.dutch`; nothing is left to analyse.
READY = "whitespace"


def build_schema() -> tantivy.Schema:
    """The fields. Phrases and beginnings of words need words as they stand; ranking needs stems."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("audience", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("facet", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("content", tokenizer_name=READY, index_option="freq")
    builder.add_text_field("title", tokenizer_name=READY, index_option="freq")
    builder.add_text_field("title_words", tokenizer_name=READY, index_option="position")
    builder.add_text_field("text_words", tokenizer_name=READY, index_option="position")
    builder.add_text_field("abbreviation", tokenizer_name="raw", index_option="basic")
    builder.add_float_field("weight", fast=True)
    builder.add_unsigned_field("published_on", fast=True)
    builder.add_bytes_field("shown_title", stored=True)
    builder.add_bytes_field("shown_text", stored=True)
    builder.add_bytes_field("marking", stored=True)
    builder.add_bytes_field("pages", stored=True)
    builder.add_bytes_field("digest", stored=True)
    return builder.build()


SCHEMA = build_schema()


def build_document(document: SearchDocument) -> tantivy.Document:
    """A document in Tantivy's form."""
    prepared = prepare(document)
    built = tantivy.Document()
    built.add_text("id", document.id)
    for token in sorted(document.audience):
        built.add_text("audience", token)
    for term in prepared.facets:
        built.add_text("facet", term)
    built.add_text("title", prepared.title_fields.ranking)
    built.add_text("title_words", prepared.title_fields.words)
    built.add_text("content", " ".join([prepared.title_fields.ranking] * weights.TITLE_TIMES))
    for fields in prepared.text_fields:
        built.add_text("content", fields.ranking)
        built.add_text("text_words", fields.words)
    for term in prepared.abbreviations:
        built.add_text("abbreviation", term)
    built.add_float("weight", document.weight)
    if document.published_on:
        built.add_unsigned("published_on", document.published_on.toordinal())
    built.add_bytes("shown_title", prepared.title.encode())
    built.add_bytes("shown_text", prepared.text.encode())
    built.add_bytes("marking", prepared.marking.encode())
    built.add_bytes("pages", prepared.pages.encode())
    built.add_bytes("digest", document.digest.encode())
    return built
