"""Abbreviations that a text explains itself, and the lists that are given."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.dutch.abbreviations import Abbreviation, known, mine
from search.dutch.expansion import known_synonyms, read


@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        (
            "Volgens de Vereniging van Nederlandse Gemeenten (VNG) moet dit.",
            "VNG",
            "Vereniging van Nederlandse Gemeenten",
        ),
        ("de geestelijke gezondheidszorg (ggz)", "ggz", "geestelijke gezondheidszorg"),
        ("De Wet maatschappelijke ondersteuning (Wmo) regelt", "Wmo", "Wet maatschappelijke ondersteuning"),
        ("het openbaar vervoer (OV)", "OV", "openbaar vervoer"),
        ("een verklaring omtrent het gedrag (VOG)", "VOG", "verklaring omtrent het gedrag"),
        ("NZa (Nederlandse Zorgautoriteit)", "NZa", "Nederlandse Zorgautoriteit"),
        (
            "Nationaal Coördinator Terrorismebestrijding en Veiligheid (NCTV)",
            "NCTV",
            "Nationaal Coördinator Terrorismebestrijding en Veiligheid",
        ),
        (
            "de Algemene Inlichtingen- en Veiligheidsdienst (AIVD)",
            "AIVD",
            "Algemene Inlichtingen- en Veiligheidsdienst",
        ),
    ],
)
def test_a_text_explains_its_abbreviations(text: str, short: str, full: str) -> None:
    assert list(mine(text)) == [Abbreviation(short, full)]


@pytest.mark.parametrize(
    "text",
    [
        "de minister (zie bijlage)",
        "een wijk (deel)",
        "Tweede Kamer (VVD)",
        "de gemeente (Utrecht)",
        "Nationaal. Programma (NP)",
        "(VNG)",
        "VNG (zie de Vereniging)",
        "het rapport (2024)",
    ],
)
def test_other_brackets_explain_nothing(text: str) -> None:
    assert list(mine(text)) == []


@given(st.text())
def test_no_text_makes_it_fail(text: str) -> None:
    assert list(mine(text + " (VNG) " + text)) is not None


@given(st.text(alphabet="aA ().", max_size=200))
def test_a_name_stands_in_the_text(text: str) -> None:
    for pair in mine(text):
        assert pair.short in text
        assert pair.full.split()[0] in text


def test_the_general_list_is_sound() -> None:
    pairs = known()
    assert len(pairs) > 150
    assert len(set(pairs)) == len(pairs)
    assert Abbreviation("VNG", "Vereniging van Nederlandse Gemeenten") in pairs
    assert [pair for pair in pairs if not read(pair.short) or not read(pair.full)] == []


def test_the_synonym_list_is_sound() -> None:
    groups = known_synonyms()
    assert len(groups) > 180
    assert [group.terms for group in groups if len(group.terms) < 2 or "" in group.terms] == []
    assert [group.terms for group in groups for term in group.terms if not any(form.stem for form in read(term))] == []
