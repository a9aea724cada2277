"""Cutting compounds, measured on a list that was labelled by hand before the splitter saw it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.dutch.compounds import MAX_PARTS, parts, split
from search.dutch.lexicon import MIN_PART, lexicon, read_affixes
from search.dutch.stemming import stem

LABELLED = [
    line.split("\t")
    for line in Path(__file__).with_name("compounds.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def _cut_right(word: str, label: str) -> bool:
    return [stem(part) for part in parts(word)] == [stem(part) for part in label.split()]


def _measure(half: str) -> tuple[float, float, int]:
    """Precision and recall of cuts, and the number of words that were cut and should not be."""
    rows = [(word, label) for word, label, part_of in LABELLED if part_of == half]
    compounds = [(word, label) for word, label in rows if " " in label]
    cut = [word for word, _ in rows if split(word)]
    right = sum(_cut_right(word, label) for word, label in compounds)
    wrongly = sum(bool(split(word)) for word, label in rows if " " not in label)
    return right / len(cut), right / len(compounds), wrongly


def test_the_list_has_enough_words_of_both_kinds() -> None:
    assert sum(" " in label for _, label, _ in LABELLED) >= 300
    assert sum(" " not in label for _, label, _ in LABELLED) >= 120


def test_the_half_that_the_lists_were_tuned_on() -> None:
    precision, recall, wrongly = _measure("tune")
    assert precision >= 0.98
    assert recall >= 0.97
    assert wrongly == 0


def test_the_half_that_the_lists_have_not_seen() -> None:
    precision, recall, wrongly = _measure("held")
    assert precision >= 0.96
    assert recall >= 0.92
    assert wrongly <= 1


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("wijkteamaanpak", ("wijk", "team", "aanpak")),
        ("jeugdzorgregio", ("jeugd", "zorg", "regio")),
        ("radicaliseringssignaal", ("radicalisering", "signaal")),
        ("leerkringbegeleider", ("leer", "kring", "begeleider")),
        ("vrouwenopvang", ("vrouw", "opvang")),
        ("stedenbouw", ("stad", "bouw")),
        ("kinderopvang", ("kind", "opvang")),
        ("huizenprijzen", ("huis", "prijs")),
        ("gemeenteraadsleden", ("gemeente", "raad", "lid")),
    ],
)
def test_parts_are_the_words_without_links_and_endings(word: str, expected: tuple[str, ...]) -> None:
    assert parts(word) == expected


@pytest.mark.parametrize(
    "word",
    ["voorkomen", "onderwijs", "gemeente", "gemeenten", "polarisatie", "samenleving", "burgemeester", "werkgever",
     "slachtoffer", "veiligheid", "eigenaarschap", "ambtenaren", "bestuur", "bestuurlijke", "praktijk"],
)  # fmt: skip
def test_a_word_of_its_own_stays_whole(word: str) -> None:
    assert split(word) == ()


def test_the_pieces_are_written_as_in_the_word() -> None:
    assert split("radicaliseringssignaal") == ("radicaliserings", "signaal")


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", max_size=60))
def test_pieces_cover_the_word(word: str) -> None:
    pieces = split(word)
    assert pieces == () or "".join(pieces) == word


NOUNS = sorted(word for word, entry in lexicon().entries.items() if entry.noun and 4 <= len(word) <= 9)


@given(st.lists(st.sampled_from(NOUNS), min_size=2, max_size=4))
def test_words_put_together_are_covered_by_few_pieces(words: list[str]) -> None:
    word = "".join(words)
    short = read_affixes().short
    pieces = split(word)
    assert pieces == () or ("".join(pieces) == word and 2 <= len(pieces) <= MAX_PARTS)
    assert all(len(piece) >= MIN_PART or piece in short for piece in pieces)


@given(st.text())
def test_no_text_makes_it_fail(text: str) -> None:
    assert len(split(text)) <= MAX_PARTS
    assert len(parts(text)) == len(split(text))


@pytest.mark.parametrize("size", [10, 100, 10_000])
def test_a_hostile_word_is_never_cut_into_more_than_the_most_parts(size: int) -> None:
    for word in ("wijk" * size, "a" * size, "s" * size + "e" * size):
        assert len(split(word)) <= MAX_PARTS
