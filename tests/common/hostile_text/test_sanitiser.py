"""The corpus, and texts that nobody thought of, through the sanitiser: what is left, and what it costs."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.html import MAX_CHARACTERS, MAX_DEPTH, MAX_TAGS, clean_html
from tests.common.hostile_text.corpus import CLASSES, VECTORS
from tests.common.hostile_text.readers import complaints_about, nodes_of, second_opinion

MEGABYTE = 1_000_000
# On a machine that does six other things; on a quiet one it is less than one.
PATIENCE = 10

PIECES = st.sampled_from(
    ["<", ">", "</", "/>", "<!--", "-->", "<![CDATA[", "]]>", "&", ";", "&lt;", "&#x3c", "\"", "'", "`", "=", " ",
     "\x00", "<p>", "</p>", "<b>", "</b>", "<a href=\"", "<a title='", "</a>", "<ul><li>", "</ul>", "<br>", "<svg>",
     "<math>", "<mtext>", "<style>", "</style>", "<script>", "</script>", "<noscript>", "</noscript>", "<template>",
     "<table>", "<td>", "<select>",
     "<img src=x onerror=hit()>", "javascript:", "data:", " onclick=hit()", "tekst", "\ud800", "é", "\t", "\n"]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=120) | st.sampled_from(VECTORS)


def test_the_corpus_is_as_large_as_was_asked_for() -> None:
    assert len(set(VECTORS)) == len(VECTORS) == 326
    assert {name: len(vectors) for name, vectors in CLASSES.items() if len(vectors) < 12} == {}


@pytest.mark.parametrize("name", CLASSES)
def test_nothing_is_left_that_is_not_on_the_list(name: str) -> None:
    found = {vector: complaints_about(clean_html(vector)) for vector in CLASSES[name]}

    assert {vector: complaints for vector, complaints in found.items() if complaints} == {}


@pytest.mark.parametrize("name", CLASSES)
def test_another_sanitiser_removes_nothing_more(name: str) -> None:
    cleaned = [clean_html(vector) for vector in CLASSES[name]]

    assert [text for text in cleaned if nodes_of(second_opinion(text)) != nodes_of(text)] == []


def test_the_corpus_says_something_about_the_list() -> None:
    """Without the sanitiser nearly every vector holds what is not allowed; the others are text, or become so."""
    harmless = [vector for vector in VECTORS if not complaints_about(vector)]

    assert len(harmless) < len(VECTORS) / 6


@given(TEXTS)
def test_any_text_is_safe_and_a_second_round_changes_nothing(text: str) -> None:
    cleaned = clean_html(text)

    assert complaints_about(cleaned) == []
    assert clean_html(cleaned) == cleaned
    assert nodes_of(second_opinion(cleaned)) == nodes_of(cleaned)
    assert cleaned.encode().decode() == cleaned


@pytest.mark.parametrize(
    "piece",
    ["<b>", "<ul><li>", "<blockquote>", "<p><b><i>", "<div>", "<svg>", "<a ", "<a x=1 ", "<", "&", "<!--", "<![CDATA["],
)  # fmt: skip
def test_a_megabyte_is_answered_in_bounded_time(piece: str) -> None:
    text = (piece * (MEGABYTE // len(piece) + 1))[:MEGABYTE]
    started = time.monotonic()

    cleaned = clean_html(text)

    assert time.monotonic() - started < PATIENCE
    assert complaints_about(cleaned[:10_000].rpartition("&")[0]) == []


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"<{tag}>" * (MAX_DEPTH - 2) for tag in ("ul", "li", "blockquote", "p", "i", "em")) + "<b></b>" * 4_000,
        "<a " + "x=1 " * 24_000 + ">",
        "<" * MAX_CHARACTERS,
        "&" * MAX_CHARACTERS,
        "<p>" * 90 + "<b></i>" * 90 + "<a></b>" * 4_000,
    ],
    ids=["deep", "attributes", "tags", "references", "crossed"],
)
def test_the_largest_text_that_is_parsed_is_answered_in_bounded_time(text: str) -> None:
    assert len(text) <= MAX_CHARACTERS
    started = time.monotonic()

    clean_html(text)

    assert time.monotonic() - started < PATIENCE


@pytest.mark.parametrize(
    ("most", "more"),
    [
        ("<b>" * MAX_DEPTH + "diep" + "</b>" * MAX_DEPTH, "<b>" * (MAX_DEPTH + 1) + "diep" + "</b>" * (MAX_DEPTH + 1)),
        ("<b>a</b>" * (MAX_TAGS // 2), "<b>a</b>" * (MAX_TAGS // 2 + 1)),
        ("<p>" + "a" * (MAX_CHARACTERS - 7) + "</p>", "<p>" + "a" * (MAX_CHARACTERS - 6) + "</p>"),
    ],
    ids=["depth", "tags", "characters"],
)
def test_a_text_beyond_a_limit_keeps_its_words_only(most: str, more: str) -> None:
    assert clean_html(most) == most
    assert "<" not in clean_html(more)
    assert (
        clean_html(more).split()
        == more.replace("<b>", " ").replace("</b>", " ").replace("<p>", " ").replace("</p>", " ").split()
    )
