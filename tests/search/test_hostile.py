"""Whatever anybody types at any door of search: an answer, soon, and nothing of an engine's language in it."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from common.access import ANONYMOUS
from search.indexing import drain, rebuild
from search.service import search, suggest
from tests.search.shelf import Shelf

# With a margin for a machine that does other things too; it is far below what a visitor gives up at.
SECONDS = 1.0
SYNTAX = "+-&|!(){}[]^\"~*?:\\/<>=@#$%;,._ '`"
HOSTILE = [
    "+wijk -school", "wijk AND (school OR", "title:wijk", "wijk~2", "wijk^9999999", "[a TO z]", "{* TO *}",
    "/.*wijk.*/",
    "/(a+)+$/", "(?i)wijk", "wijk*", "*", "?" * 200, "*wijk*", "_exists_:audience", "audience:circle", "id:*",
    '{"query":{"match_all":{}}}', "' OR '1'='1", "${jndi:x}", "{{7*7}}", "<script>", "\\\\\\", "%00%ff",
    "\x00\x01\x1f\x7f",
    "\u202ekjiw\u202c", "\u200f\u200e\u2066x\u2069", "👩‍👩‍👧‍👦" * 50, "🇳🇱", "ﷺ" * 80,
    "e" + "\u0301" * 180, "\ufdfa" * 150, "ß" * 200,
    "a" * 1_000_000, "wijk " * 200_000, '"' * 1_000_000, "-" * 1_000_000, "*" * 1_000_000, "(" * 1_000_000,
    "\U0010ffff\ud800", "ａｂｃ", "İ" * 200, "नमस्ते", "مرحبا بالعالم", "\t\n\r\v\f", "1e309", "NaN", "-0", "9" * 200,
]  # fmt: skip


@pytest.fixture
def books(shelf: Shelf) -> Shelf:
    shelf.add("Weerbaar in de wijk", facets={"thema": ("wijk",)})
    shelf.add("Besloten school", audience=frozenset({"circle:1"}))
    rebuild()
    drain()
    return shelf


def test_a_million_characters_and_every_syntax_are_answered_soon(books: Shelf) -> None:
    search(ANONYMOUS, text="wijk", filters={})
    slow = {}
    for text in HOSTILE:
        start = time.process_time()
        found = search(ANONYMOUS, text=text, filters={"thema": [text], "soort": [text]}, page=10**9)
        suggest(ANONYMOUS, text)
        slow[text[:20]] = time.process_time() - start
        # A filter that does not exist limits nothing, and no syntax finds what is not for everybody.
        assert "Besloten" not in str([result.card.title for result in found.results])

    assert {text: seconds for text, seconds in slow.items() if seconds > SECONDS} == {}


@pytest.mark.parametrize(
    "text", ["audience:circle", "id:*", "_exists_:id", "[* TO x]", "/x.*/", "title:besloten", "NOT x"]
)
def test_syntax_of_engines_is_only_words(books: Shelf, text: str) -> None:
    assert search(ANONYMOUS, text=text, filters={}).results == ()


TEXTS = st.text(max_size=250) | st.text(alphabet=SYNTAX + "wijkABé0\u202e\u0000", max_size=250)
# The books only stand there; no example changes them.
SAME_BOOKS = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@settings(max_examples=150, suppress_health_check=SAME_BOOKS)
@given(text=TEXTS, page=st.integers())
def test_any_text_at_any_door_is_answered(books: Shelf, text: str, page: int) -> None:
    answer(text, page)


@pytest.mark.endurance
@settings(max_examples=10_000, suppress_health_check=SAME_BOOKS)
@given(text=TEXTS, page=st.integers())
def test_ten_thousand_texts_are_answered(books: Shelf, text: str, page: int) -> None:
    answer(text, page)


def answer(text: str, page: int) -> None:
    start = time.process_time()
    found = search(ANONYMOUS, text=text, filters={"thema": [text], text: [text]}, page=page)
    suggested = suggest(ANONYMOUS, text)

    assert {result.card.title for result in found.results} <= {"Weerbaar in de wijk"}
    assert {each.title for each in suggested} <= {"Weerbaar in de wijk"}
    assert time.process_time() - start < SECONDS
