"""Writing words in one way, and where words begin and end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.dutch.folding import RUN, fold, fold_word, joined, pieces, words


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Coördinatie", "coordinatie"),
        ("reünie", "reunie"),
        ("financiën", "financien"),
        ("FINANCIE\u0308N", "financien"),
        ("café", "cafe"),
        ("IJsland", "ijsland"),
        ("ĳsberg", "ijsberg"),
        ("Łódź", "lodz"),
        ("İstanbul", "istanbul"),
        ("Straße", "strasse"),
        ("foto's", "fotos"),
        ("foto’s", "fotos"),
        ("co\u00adördinatie", "coordinatie"),
    ],
)
def test_a_word_is_folded(written: str, folded: str) -> None:
    assert fold_word(written) == folded


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Spanning in de wijk", ["spanning", "in", "de", "wijk"]),
        ("het NPLV-gebied", ["het", "nplv", "gebied"]),
        ("e-mail", ["e", "mail"]),
        ("foto's van 's-Gravenhage", ["fotos", "van", "s", "gravenhage"]),
        ("m.b.t. a.u.b.", ["mbt", "aub"]),
        ("1.500 euro, 2,5 procent", ["1500", "euro", "2", "5", "procent"]),
        ("2024-2025", ["2024", "2025"]),
        ("kennis@voorbeeld.nl", ["kennis", "voorbeeld", "nl"]),
        ("(jeugd)werk/zorg", ["jeugd", "werk", "zorg"]),
        ("👍🏽 \u202eomgekeerd\u0000", ["omgekeerd"]),
        ("", []),
        ("... --- '''", []),
    ],
)
def test_a_text_is_cut_into_words(text: str, found: list[str]) -> None:
    assert [word.text for word in words(text)] == found


def test_words_keep_their_place_in_the_text() -> None:
    text = "Een NPLV-gebied: foto’s!"
    assert [(word.text, text[word.start : word.end]) for word in words(text)] == [
        ("een", "Een"),
        ("nplv", "NPLV"),
        ("gebied", "gebied"),
        ("fotos", "foto’s"),
    ]


@pytest.mark.parametrize(
    ("run", "together"),
    [("e-mail", "email"), ("co-ouder", "coouder"), ("2024-2025", ""), ("voorbeeld.nl", ""), ("wijk", "")],
)
def test_a_hyphenated_word_is_known_as_one_word_too(run: str, together: str) -> None:
    assert joined(pieces(run), run) == together


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold_word(fold_word(text)) == fold_word(text)


@given(st.text())
def test_every_text_gives_words_that_stand_in_it_in_order(text: str) -> None:
    end = 0
    for word in words(text):
        assert word.text
        assert end <= word.start < word.end <= len(text)
        end = word.end


@given(st.text(alphabet="a1é'-.\u0308 \u00ad", max_size=60))
def test_runs_cover_every_letter_and_digit(text: str) -> None:
    inside = {place for run in RUN.finditer(text) for place in range(*run.span())}
    assert all(place in inside for place, letter in enumerate(text) if letter.isalnum())
