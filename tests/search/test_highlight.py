"""Passages with marked words: always a piece of the text itself, always whole words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.highlight import MAX_MATCHES, SNIPPET_LENGTH, Highlight, Part, highlight, snippet


def finds(*words: str):
    return lambda run: run.lower() if run.lower() in words else ""


def test_marks_every_occurrence() -> None:
    marked = highlight("Wijk en wijkagent in de wijk", finds("wijk"))

    assert marked.spans == ((0, 4), (24, 28))
    assert list(marked.parts) == [
        Part("Wijk", marked=True),
        Part(" en wijkagent in de ", marked=False),
        Part("wijk", marked=True),
    ]


def test_text_without_the_words_has_no_snippet() -> None:
    assert snippet("Iets anders", finds("wijk")) is None
    assert snippet("", finds("wijk")) is None
    assert list(highlight("", finds("wijk")).parts) == []


def test_takes_the_passage_with_the_most_different_words() -> None:
    filler = "lorem " * 100
    text = f"wijk wijk wijk {filler} wijk en school en jeugd {filler} jeugd"

    found = snippet(text, finds("wijk", "school", "jeugd"))

    assert found is not None
    assert [part.text for part in found.parts if part.marked] == ["wijk", "school", "jeugd"]
    assert (found.before, found.after) == (True, True)
    assert len(found.text) <= SNIPPET_LENGTH
    assert found.text.startswith("lorem ")
    assert found.text.endswith(" lorem")


def test_a_short_text_is_shown_whole() -> None:
    assert snippet("De hele tekst over de wijk.", finds("wijk")) == Highlight(
        text="De hele tekst over de wijk.", spans=((22, 26),)
    )


def test_counts_matches_up_to_a_limit() -> None:
    marked = highlight("wijk " * 10_000, finds("wijk"))

    assert len(marked.spans) == MAX_MATCHES


@pytest.mark.parametrize("text", ["x" * 150 + ".wijk." + "y" * 400, "wijk" + "." * 1000, "." * 300 + " wijk"])
def test_text_without_spaces_still_shows_the_word(text: str) -> None:
    found = snippet(text, finds("wijk"))

    assert found is not None
    assert [part.text for part in found.parts if part.marked] == ["wijk"]


@given(st.text(alphabet="ab.\n é", max_size=800), st.sets(st.sampled_from(["a", "b", "ab", "é"])))
def test_a_snippet_is_a_piece_of_the_text(text: str, words: set[str]) -> None:
    found = snippet(text, finds(*words))

    if found is None:
        assert not any(part.marked for part in highlight(text, finds(*words)).parts)
        return
    assert found.text in text
    assert "".join(part.text for part in found.parts) == found.text
    assert found.spans
    assert all(found.text[start:stop].lower() in words for start, stop in found.spans)
    assert (found.before, found.after) == (not text.startswith(found.text), found.after)
