"""The layout of a Tantivy index: its fields, its analysis, and how a document becomes one of Tantivy's."""

from functools import lru_cache

import tantivy
from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from search.contracts import KIND_FACET, SearchDocument
from search.dutch.analysis import MAX_WORD_LENGTH, STOP_WORDS, clean_text

SCHEMA_VERSION = "tantivy-2"

# Text beyond this is not searched; it is about 250 pages.
MAX_TEXT = 600_000
# A title counts this many times in the field that ranks.
TITLE_WEIGHT = 3

STEMS = "stems"
WORDS = "words"


def _words() -> TextAnalyzerBuilder:
    """Words as they stand: small letters, no accents."""
    return (
        TextAnalyzerBuilder(Tokenizer.simple())
        .filter(Filter.remove_long(MAX_WORD_LENGTH))
        .filter(Filter.lowercase())
        .filter(Filter.ascii_fold())
    )


def build_schema() -> tantivy.Schema:
    """The fields. Phrases and beginnings of words need words as they stand; ranking needs stems."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("audience", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("facet", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("content", tokenizer_name=STEMS, index_option="freq")
    builder.add_text_field("title", tokenizer_name=STEMS, index_option="freq")
    builder.add_text_field("title_words", tokenizer_name=WORDS, index_option="position")
    builder.add_text_field("text_words", tokenizer_name=WORDS, index_option="position")
    builder.add_float_field("weight", fast=True)
    builder.add_unsigned_field("published_on", fast=True)
    builder.add_bytes_field("shown_title", stored=True)
    builder.add_bytes_field("shown_text", stored=True)
    builder.add_bytes_field("digest", stored=True)
    return builder.build()


SCHEMA = build_schema()


class Analysis:
    """The analysis of Dutch text by Tantivy, the same object for documents, queries and highlights."""

    def __init__(self) -> None:
        self.stems: TextAnalyzer = (
            _words().filter(Filter.custom_stopword(sorted(STOP_WORDS))).filter(Filter.stemmer("dutch")).build()
        )
        self.words: TextAnalyzer = _words().build()
        # Texts repeat their words, so that highlighting mostly finds them here.
        self.forms_of = lru_cache(maxsize=50_000)(self._forms_of)

    def register(self, index: tantivy.Index) -> None:
        """Make an index that was just opened use this analysis."""
        index.register_tokenizer(STEMS, self.stems)
        index.register_tokenizer(WORDS, self.words)

    def _forms_of(self, word: str) -> tuple[str, str]:
        """A single word as it stands and as its stem; either is empty when the analysis drops it."""
        return "".join(self.words.analyze(word)), "".join(self.stems.analyze(word))


def facet_term(name: str, value: str) -> str:
    """A facet and its value as one term, so that a new facet needs no new field."""
    return f"{name}={value}"


def split_facet_term(term: str) -> tuple[str, str]:
    """The facet's name and the value of a term made by `facet_term`."""
    name, _, value = term.partition("=")
    return name, value


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
    for part in [*[title] * TITLE_WEIGHT, text, *keywords]:
        built.add_text("content", part)
    for part in [text, *keywords]:
        built.add_text("text_words", part)
    built.add_text("title", title)
    built.add_text("title_words", title)
    built.add_float("weight", document.weight)
    if document.published_on:
        built.add_unsigned("published_on", document.published_on.toordinal())
    built.add_bytes("shown_title", title.encode())
    built.add_bytes("shown_text", text.encode())
    built.add_bytes("digest", document.digest.encode())
    return built
