"""What may have been meant by a word that no document holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.dutch.spelling import ONE_MISTAKE, TWO_MISTAKES, Correction, Speller, distance
from search.dutch.vocabulary import Vocabulary

COUNTS = {
    "radicalisering": 40, "radicaliseren": 12, "polarisatie": 30, "beleid": 90, "gemeente": 80, "gemeenten": 70,
    "jeugd": 50, "jeugdwerk": 20, "werk": 60, "jongerenwerk": 25, "student": 9, "studenten": 20, "evaluatie": 15,
    "veiligheidshuis": 5, "veiligheid": 33, "huis": 44, "kat": 3, "kap": 8, "mantelzorg": 6, "mantelzorger": 4,
}  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "meant", "weight"),
    [
        ("radicalisring", "radicalisering", ONE_MISTAKE),
        ("radicalisernig", "radicalisering", ONE_MISTAKE),
        ("polrisati", "polarisatie", TWO_MISTAKES),
        ("gemeete", "gemeente", ONE_MISTAKE),
        ("sutdent", "student", ONE_MISTAKE),
        # What sounds the same counts as one mistake.
        ("belijt", "beleid", ONE_MISTAKE),
        ("evalwatie", "evaluatie", ONE_MISTAKE),
    ],
)
def test_the_nearest_word_is_found(typed: str, meant: str, weight: float) -> None:
    assert Speller(COUNTS).correct(typed)[0] == Correction(meant, weight)


def test_the_more_frequent_of_equals_comes_first() -> None:
    found = Speller(COUNTS).correct("gemeenteb")
    assert [correction.word for correction in found] == ["gemeente", "gemeenten"]


@pytest.mark.parametrize(
    "typed", ["polarisatie", "ka", "kak", "wo3k", "qqqqqqqq", "aolarisatei", "", "x" * 10_000, "ééé"]
)
def test_words_that_are_known_short_or_far_off_are_left_alone(typed: str) -> None:
    assert Speller(COUNTS).correct(typed) == []


def test_a_form_of_a_known_word_is_not_corrected() -> None:
    vocabulary = Vocabulary(COUNTS)
    assert "evaluaties" in vocabulary
    assert vocabulary.corrections("evaluaties") == []


def test_neighbours_may_be_one_word() -> None:
    vocabulary = Vocabulary(COUNTS)
    assert vocabulary.joins("jeugd", "werk") == ("jeugdwerk",)
    assert vocabulary.joins("veiligheid", "huis") == ("veiligheidshuis",)
    assert vocabulary.joins("werk", "jeugd") == ()


def test_relatives_are_in_the_texts_and_come_in_order_of_frequency() -> None:
    vocabulary = Vocabulary(COUNTS)
    assert vocabulary.relatives("mantelzorg") == ("mantelzorger",)
    assert vocabulary.relatives("radicaliseer") == ("radicalisering",)
    assert vocabulary.relatives("kat") == ()


@pytest.mark.parametrize(
    ("one", "two", "mistakes"),
    [
        ("wijk", "wijk", 0),
        ("wijk", "wijken", 2),
        ("wijk", "wjik", 1),
        ("wijk", "wiek", 1),
        ("wijk", "straat", 3),
        ("", "ab", 2),
    ],
)
def test_mistakes_are_counted(one: str, two: str, mistakes: int) -> None:
    assert distance(one, two, most=2) == mistakes


@given(st.text(alphabet="abc", max_size=8), st.text(alphabet="abc", max_size=8))
def test_counting_mistakes_has_no_direction(one: str, two: str) -> None:
    assert distance(one, two, most=2) == distance(two, one, most=2)
    assert (distance(one, two, most=2) == 0) == (one == two)


SPELLER = Speller(COUNTS)


@given(st.text())
def test_no_text_makes_it_fail(text: str) -> None:
    for correction in SPELLER.correct(text):
        assert correction.word in COUNTS
        assert distance(text, correction.word, most=3) > 0


@given(st.sampled_from(sorted(COUNTS)), st.data())
def test_a_letter_that_was_left_out_is_put_back(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(word) - 1))
    typed = word[:at] + word[at + 1 :]
    if len(typed) >= 4 and typed not in COUNTS:
        assert word in {correction.word for correction in SPELLER.correct(typed, limit=10)}
