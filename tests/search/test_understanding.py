"""What a query asks for, before any engine looks for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.dutch.marking import find_runs
from search.dutch.query import Reason
from search.dutch.tokens import index_fields
from search.dutch.vocabulary import Vocabulary
from search.query import parse
from search.understanding import Understood, fold, just, understand

WORDS = Vocabulary({"radicalisering": 3, "jeugdwerk": 2, "wijkteam": 5, "aanpak": 9, "eenzaamheid": 1})


def read(text: str) -> Understood:
    return understand(parse(text), vocabulary=WORDS)


def test_phrases_prefixes_and_exclusions_are_words_as_they_stand() -> None:
    asked = read('"De Wijkteams" financiën* -"Op School" -Coördinatie')

    assert asked.phrases == (("de", "wijkteams"),)
    assert asked.prefixes == ("financien",)
    assert asked.excluded == (("op", "school"), ("coordinatie",))
    assert asked.analysed.concepts == ()


@pytest.mark.parametrize(
    ("text", "typing"),
    [
        ("aanpak wijkt", "wijkt"),
        ("aanpak wijkt ", ""),
        ("aanpak van", ""),
        ("wi", ""),
        ("NPLV-gebied", "gebied"),
        ("Coördi", "coordi"),
        ("aanpak -wijkt", ""),
        ('"aanpak"', ""),
        ("jeugd*", ""),
    ],
)
def test_the_last_word_may_still_be_growing_unless_it_is_a_stop_word(text: str, typing: str) -> None:
    assert read(text).typing == typing


def test_says_what_was_corrected_and_joined() -> None:
    assert read("radicalisring ").corrected == (("radicalisring", "radicalisering"),)
    assert read("jeugd werk ").joined == ("jeugdwerk",)
    assert read("aanpak ").corrected == ()


def test_the_beginning_of_a_word_is_not_called_wrong_while_it_grows() -> None:
    assert read("eenzaamhe").corrected == ()
    assert read("eenzaamhe ").corrected == (("eenzaamhe", "eenzaamheid"),)
    assert read("eenzaamhee").corrected == (("eenzaamhee", "eenzaamheid"),)


def test_a_query_of_stop_words_is_searched_as_it_stands() -> None:
    asked = read("wat te ")

    assert (asked.words, asked.is_empty) == (("wat", "te"), False)
    assert read("wat aanpak ").words == ()


def test_an_empty_question_is_another_thing_than_one_of_which_nothing_is_left() -> None:
    assert (read("").is_empty, read("").asks_for_text) == (True, False)
    assert (read("-school").is_empty, read("-school").asks_for_text) == (True, False)
    assert (read("x" * 150 + " ").is_empty, read("x" * 150 + " ").asks_for_text) == (True, True)


def test_marks_what_was_meant_what_stands_there_and_what_begins_so() -> None:
    text = "Radicalisering: De aanpak, het werk van jeugdwerkers en Wijkteams op school"

    found = find_runs(index_fields(text).marking, read('radicalisering "de aanpak" jeugd* wijkt').needles)

    assert found == {
        "Radicalisering": "radicalisering",
        "De": "de",
        "aanpak": "aanpak",
        "jeugdwerkers": "jeugd",
        "Wijkteams": "wijkt",
    }


def test_just_a_word_is_looked_for_in_any_form_and_nothing_beside_it() -> None:
    (concept,) = just("wijkteams").analysed.concepts

    assert [(wanted.stems, wanted.reason) for wanted in concept.alternatives] == [(("wijkteam",), Reason.TYPED)]


@given(st.text(max_size=300))
def test_every_text_can_be_understood(text: str) -> None:
    asked = read(text)
    texts = [*asked.prefixes, *(word for words in (*asked.phrases, *asked.excluded) for word in words)]

    assert all(fold(word) == (word,) for word in texts)
    assert all(wanted.stems for concept in asked.analysed.concepts for wanted in concept.alternatives)
    assert find_runs("", asked.needles) == {}
