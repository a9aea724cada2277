"""What a visitor types becomes a query; nothing that anybody can type becomes an error."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query import MAX_LENGTH, MAX_WORDS, Query, parse

# Letters, quotes, minus signs, stars, spaces and everything that is none of those.
TEXTS = st.text() | st.text(alphabet='ab1é -*"“”„«»\t\n\x00\u00ad\u200b(', max_size=300)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("", Query()),
        ("   ", Query()),
        ("leerkring", Query(words=("leerkring",), typing="leerkring")),
        ("leerkring ", Query(words=("leerkring",))),
        ("jongeren in de wijk", Query(words=("jongeren", "in", "de", "wijk"), typing="wijk")),
        ("wijk wijk ", Query(words=("wijk",))),
        ("in de", Query(words=("in", "de"))),
        ('"sociale cohesie"', Query(phrases=("sociale cohesie",))),
        ('"sociale cohesie" wijk ', Query(words=("wijk",), phrases=("sociale cohesie",))),
        ("„sociale cohesie” «en» “meer”", Query(phrases=("sociale cohesie", "en", "meer"))),
        ('"sociale coh', Query(phrases=("sociale coh",))),
        ('""', Query()),
        ("sport -voetbal ", Query(words=("sport",), excluded=("voetbal",))),
        ('sport -"in de zaal"', Query(words=("sport",), excluded=("in de zaal",))),
        ("--voetbal", Query(excluded=("voetbal",))),
        ("wijk-aanpak ", Query(words=("wijk-aanpak",))),
        ("- – — ...", Query()),
        ("jeugd* werk ", Query(words=("werk",), prefixes=("jeugd",))),
        ("jeugd**", Query(prefixes=("jeugd",))),
        ("ab*", Query(words=("ab*",))),
        ("*", Query()),
        ("30 821, nr. 114", Query(words=("30", "821,", "nr.", "114"), typing="114")),
        ("samen\u00adwerking\u200b ", Query(words=("samenwerking",))),
        ("e\u0301e\u0301n ", Query(words=("één",))),
        ("a\x00b\ud800", Query(words=("a", "b"))),
    ],
)
def test_parses(text: str, query: Query) -> None:
    assert parse(text) == query


def test_leaves_out_what_is_too_long_and_says_so() -> None:
    exact = parse("a" * MAX_LENGTH)
    longer = parse("a" * MAX_LENGTH + "b")
    endless = parse("woord " * 100_000)

    assert (len(exact.words[0]), exact.shortened) == (MAX_LENGTH, False)
    assert (len(longer.words[0]), longer.shortened) == (MAX_LENGTH, True)
    assert endless == Query(words=("woord",), shortened=True)


def test_leaves_out_words_over_the_limit() -> None:
    query = parse(" ".join(str(number) for number in range(MAX_WORDS + 1)))

    assert query.words == tuple(str(number) for number in range(MAX_WORDS))
    assert query.shortened
    assert query.typing == ""


@given(TEXTS)
def test_any_text_gives_a_query_within_the_limits(text: str) -> None:
    query = parse(text)
    parts = [*query.words, *query.phrases, *query.prefixes, *query.excluded]

    assert len(parts) <= MAX_WORDS
    assert sum(len(part) for part in parts) <= MAX_LENGTH
    assert all(part.strip() for part in parts)
    assert not any('"' in part or "\x00" in part for part in parts)
    assert query.typing in ("", *query.words)
    assert query.is_empty == (not parts)
    assert "".join(parts).encode().decode() == "".join(parts)


@given(TEXTS)
def test_a_space_ends_the_word_that_is_typed_and_changes_nothing_else(text: str) -> None:
    query = parse(text[:MAX_LENGTH])
    closed = parse(text[:MAX_LENGTH] + " ")

    assert closed.typing == ""
    assert (closed.words, closed.phrases, closed.prefixes, closed.excluded) == (
        query.words,
        query.phrases,
        query.prefixes,
        query.excluded,
    )


@given(st.lists(st.from_regex(r"[a-zé0-9]{1,8}", fullmatch=True), min_size=1, max_size=MAX_WORDS, unique=True))
def test_plain_words_come_back_as_they_are(words: list[str]) -> None:
    assert parse(" ".join(words)).words == tuple(words)
    assert parse(f'"{" ".join(words)}"').phrases == (" ".join(words),)
    assert parse(" ".join(f"-{word}" for word in words)).excluded == tuple(words)
