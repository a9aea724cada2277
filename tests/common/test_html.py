"""The sanitiser, held against a second one."""

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.html import ALLOWED_ATTRIBUTES, ALLOWED_TAGS, clean_html, plain_text

DANGEROUS = [
    ("<script>alert(1)</script>", "alert(1)"),
    ('<a href="javascript:alert(1)">klik</a>', "<a>klik</a>"),
    ('<a href="data:text/html,x">klik</a>', "<a>klik</a>"),
    ('<a href="//kwaad.example/x" onclick="alert(1)">klik</a>', '<a href="//kwaad.example/x">klik</a>'),
    ('<p style="position:fixed" class="x" id="y">tekst</p>', "<p>tekst</p>"),
    ("<img src=x onerror=alert(1)>", ""),
    ("<iframe src=/beheer/></iframe>", ""),
    ("<svg><script>alert(1)</script></svg>", "alert(1)"),
]


@pytest.mark.parametrize(("source", "expected"), DANGEROUS)
def test_what_is_not_allowed_is_removed(source: str, expected: str) -> None:
    assert clean_html(source) == expected


def test_what_a_text_needs_is_kept() -> None:
    source = '<h2>Kop</h2><p>Een <strong>goed</strong> <a href="https://example.org/a" title="Uitleg">stuk</a>.</p>'

    assert clean_html(source) == source


def test_plain_text_keeps_words_apart_and_entities_readable() -> None:
    assert plain_text("<h2>Kop</h2><p>Tien &amp; elf<br>twaalf</p>") == "Kop Tien & elf twaalf"


FRAGMENTS = st.sampled_from(
    ["<", ">", "<p>", "</p>", "<script>", "</script>", '<a href="', '">', "javascript:", "onload=", "<!--", "-->",
     "&lt;", "<img src=x onerror=1>", "<svg>", "<math>", "<style>", "tekst", " ", '"', "'", "\x00", "é"]
)  # fmt: skip


@given(st.lists(FRAGMENTS, max_size=14).map("".join))
def test_a_second_sanitiser_finds_nothing_to_remove(source: str) -> None:
    cleaned = clean_html(source)

    second = nh3.clean(
        cleaned,
        tags=set(ALLOWED_TAGS),
        attributes={tag: set(names) for tag, names in ALLOWED_ATTRIBUTES.items()},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    assert plain_text(second) == plain_text(cleaned)
    assert second.count("<") == cleaned.count("<")


@given(st.text(max_size=200))
def test_plain_text_never_holds_a_tag(source: str) -> None:
    assert "<script" not in plain_text(f"<p>{source}</p>").lower() or "&lt;script" in source.lower()
