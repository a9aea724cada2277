"""Forms of a word get one stem, and different words do not. The lists were written before they were run."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.dutch.families import root
from search.dutch.lexicon import lexicon
from search.dutch.stemming import stem

HERE = Path(__file__).parent


def rows(name: str) -> Iterator[list[str]]:
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield line.split("\t")


STEMS = [(word, expected) for expected, forms in rows("stems.tsv") for word in (expected, *forms.split())]


@pytest.mark.parametrize(("word", "expected"), STEMS)
def test_a_form_has_the_stem_of_its_word(word: str, expected: str) -> None:
    assert stem(word) == expected


def test_the_list_is_long_enough_to_mean_something() -> None:
    assert len(STEMS) >= 400


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # What the newer Snowball stemmer makes of words that begin with ge-.
        ("gezond", "zon"), ("geweld", "wel"), ("gezin", "zin"), ("gezag", "zag"), ("gebied", "bied"),
        ("gemeente", "meen"),
        ("gedrag", "drag"), ("gevaar", "vaar"), ("gevoel", "voel"), ("gebruik", "bruik"), ("geheim", "heim"),
        ("geloof", "loof"), ("gesprek", "sprek"), ("gemak", "mak"), ("geluid", "luid"), ("gezicht", "zicht"),
        # Long and short vowels.
        ("taak", "tak"), ("maan", "man"), ("boom", "bom"), ("zaak", "zak"), ("school", "schol"), ("raad", "rad"),
        ("staat", "stad"), ("kool", "kol"), ("poot", "pot"), ("been", "ben"), ("zaken", "zakken"), ("bomen", "bommen"),
        ("taken", "takken"), ("manen", "mannen"), ("poten", "potten"),
        # Words that only look like forms.
        ("recht", "rechter"), ("leer", "leraar"), ("werk", "werker"), ("macht", "maag"), ("kans", "kan"),
        ("mens", "men"),
        ("nieuws", "nieuw"), ("politie", "politiek"), ("moslim", "moslima"), ("gevangen", "gevangenis"),
        ("beter", "beet"), ("leven", "lever"), ("wagen", "waag"), ("jongen", "jong"), ("straat", "straf"),
    ],
)  # fmt: skip
def test_different_words_keep_different_stems(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_singular_and_plural_meet() -> None:
    pairs = list(rows("plurals.tsv"))
    joined = sum(stem(singular) == stem(plural) for singular, plural in pairs)
    assert len(pairs) == 1000
    assert joined >= 970


def test_few_singulars_share_a_stem() -> None:
    singulars = {singular for singular, _ in rows("plurals.tsv")}
    assert len(singulars) - len({stem(singular) for singular in singulars}) <= 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("radicalisering", "radicaliseer"), ("radicalisering", "radicaal"), ("mantelzorg", "mantelzorger"),
        ("discriminatie", "discrimineer"), ("demonstrant", "demonstratie"), ("evaluatie", "evalueer"),
        ("laaggeletterd", "laaggeletterdheid"), ("polarisatie", "polariseer"), ("weerbaar", "weerbaarheid"),
    ],
)  # fmt: skip
def test_a_family_shares_a_root(one: str, other: str) -> None:
    assert root(one) == root(other)
    assert stem(one) != stem(other)


@pytest.mark.parametrize(("one", "other"), [("gemeente", "gemeen"), ("politie", "politiek"), ("werk", "werker")])
def test_unrelated_or_short_words_are_no_family(one: str, other: str) -> None:
    assert root(one) != root(other)


def test_a_stem_of_a_known_form_is_its_own_stem() -> None:
    forms = lexicon().forms
    moved = [form for form, word in forms.items() if word in lexicon().entries and stem(stem(form)) != stem(form)]
    assert len(forms) > 100_000
    assert len(moved) <= 0.02 * len(forms)


@given(st.text())
def test_every_text_has_a_stem(text: str) -> None:
    assert bool(stem(text)) == bool(text)


@given(st.text(alphabet="abdegiklnorstvz", min_size=4, max_size=20))
def test_a_stem_never_grows_by_more_than_a_vowel(word: str) -> None:
    assert len(stem(word)) <= len(word) + 1
