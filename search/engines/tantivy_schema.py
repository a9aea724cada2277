"""The layout of a Tantivy index: its fields, and how a document becomes one of Tantivy's."""

import tantivy

from search.contracts import KIND_FACET, SearchDocument
from search.dutch import weights
from search.dutch.abbreviations import Abbreviation, mine
from search.dutch.tokens import index_fields
from search.text import clean_text

SCHEMA_VERSION = "tantivy-3"

# Text beyond this is not searched; it is about 250 pages.
MAX_TEXT = 600_000
# The words come ready from `search.dutch`; nothing is left to analyse.
READY = "whitespace"
_BETWEEN = "\t"


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
    builder.add_bytes_field("digest", stored=True)
    return builder.build()


SCHEMA = build_schema()


def facet_term(name: str, value: str) -> str:
    """A facet and its value as one term, so that a new facet needs no new field."""
    return f"{name}={value}"


def split_facet_term(term: str) -> tuple[str, str]:
    """The facet's name and the value of a term made by `facet_term`."""
    name, _, value = term.partition("=")
    return name, value


def abbreviation_term(pair: Abbreviation) -> str:
    """An abbreviation and its full name as one term."""
    return f"{pair.short}{_BETWEEN}{pair.full}"


def read_abbreviation_term(term: str) -> Abbreviation:
    """The abbreviation of a term made by `abbreviation_term`."""
    short, _, full = term.partition(_BETWEEN)
    return Abbreviation(short, full)


def build_document(document: SearchDocument) -> tantivy.Document:
    """A document in Tantivy's form."""
    title = clean_text(document.title)
    text = clean_text("\n".join((document.summary, document.body, *document.pages)))[:MAX_TEXT]
    keywords = [clean_text(keyword) for keyword in document.keywords]
    built = tantivy.Document()
    built.add_text("id", document.id)
    for token in sorted(document.audience):
        built.add_text("audience", token)
    built.add_text("facet", facet_term(KIND_FACET, document.kind))
    for name, values in document.facets.items():
        for value in values:
            built.add_text("facet", facet_term(name, value))
    title_fields = index_fields(title)
    built.add_text("title", title_fields.ranking)
    built.add_text("title_words", title_fields.words)
    built.add_text("content", " ".join([title_fields.ranking] * weights.TITLE_TIMES))
    for part in (text, *keywords):
        fields = index_fields(part)
        built.add_text("content", fields.ranking)
        built.add_text("text_words", fields.words)
    for pair in dict.fromkeys(mine(text)):
        built.add_text("abbreviation", abbreviation_term(pair))
    built.add_float("weight", document.weight)
    if document.published_on:
        built.add_unsigned("published_on", document.published_on.toordinal())
    built.add_bytes("shown_title", title.encode())
    built.add_bytes("shown_text", text.encode())
    built.add_bytes("digest", document.digest.encode())
    return built
