"""Passages with marked words: always a piece of the text itself, always whole words."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.dutch.folding import RUN
from search.dutch.marking import find_runs
from search.dutch.tokens import MAX_RUN, forms, index_fields
from search.highlight import MAX_MATCHES, SNIPPET_LENGTH, Highlight, Part, highlight, snippet
from search.query import parse
from search.understanding import understand


def finds(*words: str) -> dict[str, str]:
    """What a text says of these words: as they stand, and with a capital."""
    return {run: word for word in words for run in (word, word.capitalize())}


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


WORDS = st.sampled_from(
    ["wijk", "Wijken", "NPLV", "gebied", "foto", "foto’s", "de", "jeugd", "Jeugdwerk", "zorg", "coördinatie", "1.500"]
)
MARKS = st.sampled_from([" ", " ", " ", "-", "-", ".", "’", "_", "\n", ", ", "--", "'"])
TEXTS = st.lists(st.tuples(WORDS, MARKS), max_size=30).map(lambda pairs: "".join(word + mark for word, mark in pairs))


@given(
    text=TEXTS,
    query=st.sampled_from(["wijk", "gebied ", "foto's ", '"de jeugd"', "jeug* zorg ", "nplvgebied ", "1500"]),
)
def test_marks_what_a_second_analysis_of_the_text_would_mark(text: str, query: str) -> None:
    """Words found by the lines that are kept beside a text, against every word of it analysed anew."""
    asked = understand(parse(query))
    stems = {stem for concept in asked.analysed.concepts for wanted in concept.alternatives for stem in wanted.stems}
    words = {word for phrase in (asked.words, *asked.phrases) for word in phrase}
    beginnings = (*asked.prefixes, *filter(None, [asked.typing]))

    def is_meant(run: str) -> bool:
        return any(
            form.word in words
            or form.word.startswith(beginnings)
            or (form.stem and not stems.isdisjoint((form.stem, *form.parts)))
            for form in forms(run)
        )

    runs = list(RUN.finditer(text))
    short = [run.span() for run in runs if len(run[0]) <= MAX_RUN]
    pieces = (
        piece for run in runs if len(run[0]) > MAX_RUN for piece in re.compile(r"[^\W_]+").finditer(text, *run.span())
    )
    expected = {span for span in [*short, *(piece.span() for piece in pieces)] if is_meant(text[slice(*span)])}

    assert set(highlight(text, find_runs(index_fields(text).marking, asked.needles)).spans) == expected


def test_of_a_run_that_is_too_long_only_the_word_is_marked() -> None:
    text = "Zie www.voorbeeld.nl-over-de-wijk-en-over-de-buurt-en-over-het-gebied en NPLV-wijk."

    marked = highlight(text, find_runs(index_fields(text).marking, understand(parse("wijk ")).needles))

    assert [part.text for part in marked.parts if part.marked] == ["wijk", "NPLV-wijk"]
