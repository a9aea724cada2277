"""What every engine makes of a document before it becomes one of the engine's own."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from search.contracts import KIND_FACET, SearchDocument
from search.dutch.abbreviations import Abbreviation, mine
from search.dutch.tokens import Fields, index_fields
from search.text import clean_text

# Text beyond this is not searched; it is about 250 pages.
MAX_TEXT = 600_000
# Passages come from the first part, of about 60 pages: it is read for every result that is shown.
MAX_SHOWN = 150_000
_BETWEEN = "\t"


@dataclass(frozen=True)
class Prepared:
    """A document in words and terms.

    `title` and `text` are to be shown, `marking` are the lines to mark them with; `title_fields` and `text_fields` are
    to be searched. The text comes first, then each keyword on its own, so that no phrase runs from one into the next.
    `facets` and `abbreviations` are terms. `pages` says where the pages of files begin in `text`, for `read_pages`.
    """

    title: str
    text: str
    marking: str
    pages: str
    title_fields: Fields
    text_fields: tuple[Fields, ...]
    facets: tuple[str, ...]
    abbreviations: tuple[str, ...]


def prepare(document: SearchDocument) -> Prepared:
    """Clean and analyse a document; raises what a document that is not as promised makes it raise."""
    title = clean_text(document.title)
    text, starts = _text_with_pages(document)
    title_fields = index_fields(title)
    text_fields = tuple(index_fields(part) for part in (text, *map(clean_text, document.keywords)))
    return Prepared(
        title=title,
        text=text[:MAX_SHOWN],
        marking=title_fields.marking + text_fields[0].marking,
        pages=json.dumps(starts) if starts else "",
        title_fields=title_fields,
        text_fields=text_fields,
        facets=tuple(_facet_terms(document)),
        abbreviations=tuple(dict.fromkeys(map(_abbreviation_term, mine(text)))),
    )


def read_pages(pages: str) -> dict[int, tuple[str, int]]:
    """Where pages begin in the text, in order, each with its file and its number; from `Prepared.pages`."""
    return {start: (file, number) for start, file, number in json.loads(pages)} if pages else {}


def facet_term(name: str, value: str) -> str:
    """A facet and its value as one term, so that a new facet needs no new field."""
    return f"{name}={value}"


def split_facet_term(term: str) -> tuple[str, str]:
    """The facet's name and the value of a term made by `facet_term`."""
    name, _, value = term.partition("=")
    return name, value


def read_abbreviation_term(term: str) -> Abbreviation:
    """The abbreviation that a term of `Prepared.abbreviations` stands for."""
    short, _, full = term.partition(_BETWEEN)
    return Abbreviation(short, full)


def _text_with_pages(document: SearchDocument) -> tuple[str, list[tuple[int, str, int]]]:
    """The whole text, and where in the part that is shown each page of a file begins."""
    parts = [clean_text("\n".join((document.summary, document.body)))]
    length = len(parts[0])
    starts = []
    for page in document.pages:
        if length >= MAX_TEXT:
            break
        text = clean_text(page.text)
        if text:
            start = length + bool(length)
            if start < MAX_SHOWN:
                starts.append((start, page.file, page.number))
            parts.append(text)
            length = start + len(text)
    return "\n".join(filter(None, parts))[:MAX_TEXT], starts


def _abbreviation_term(pair: Abbreviation) -> str:
    return f"{pair.short}{_BETWEEN}{pair.full}"


def _facet_terms(document: SearchDocument) -> Iterator[str]:
    yield facet_term(KIND_FACET, document.kind)
    for name, values in document.facets.items():
        for value in values:
            yield facet_term(name, value)
