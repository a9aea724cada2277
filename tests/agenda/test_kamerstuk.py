"""References to official publications: what is read, how it is written, and what is said about mistakes."""

import string

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from agenda.kamerstuk import CHAPTERS, MAX_LENGTH, Kamerstuk, Staatscourant

kamerstukken = st.builds(
    Kamerstuk,
    dossier=st.integers(10_000, 99_999),
    number=st.integers(1, 9999),
    chapter=st.sampled_from(["", *sorted(CHAPTERS)]),
    session=st.none() | st.integers(1995, 2099),
)
staatscouranten = st.builds(Staatscourant, year=st.integers(1995, 2099), number=st.integers(1, 999_999))
almost = st.text(alphabet=string.digits + "XVI -,./nrkst Kamerstukken I\u2011\u00a0\u0131\u017f\x00", max_size=60)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("30 821, nr. 114", Kamerstuk(30821, 114)),
        ("30821, nr. 114", Kamerstuk(30821, 114)),
        ("30 821 nr 114", Kamerstuk(30821, 114)),
        ("30 821, 114", Kamerstuk(30821, 114)),
        ("36 200-XV, nr. 96", Kamerstuk(36200, 96, "XV")),
        ("36 200 XV, nr. 96", Kamerstuk(36200, 96, "XV")),
        ("36\u00a0200\u2011xv, nr.\u00a096", Kamerstuk(36200, 96, "XV")),
        ("36 200-B, nr. 5", Kamerstuk(36200, 5, "B")),
        ("Kamerstuk 30 821, nr. 178", Kamerstuk(30821, 178)),
        ("Kamerstukken II 2019/20, 30 821, nr. 114", Kamerstuk(30821, 114, session=2019)),
        ("Kamerstukken II 2019-2020, 30 821, nr. 114", Kamerstuk(30821, 114, session=2019)),
        ("Kamerstukken II 1999/00, 26 643, nr. 1", Kamerstuk(26643, 1, session=1999)),
        ("kst-36200-XV-96", Kamerstuk(36200, 96, "XV")),
        ("KST-30821-114", Kamerstuk(30821, 114)),
        ("https://zoek.officielebekendmakingen.nl/kst-30821-178.html", Kamerstuk(30821, 178)),
    ],
)
def test_every_usual_form_is_read(text: str, expected: Kamerstuk) -> None:
    assert Kamerstuk.parse(text) == expected


def test_a_reference_is_written_and_linked() -> None:
    kamerstuk = Kamerstuk(36200, 96, "XV", session=2022)

    assert str(kamerstuk) == "Kamerstukken II 2022/23, 36 200-XV, nr. 96"
    assert kamerstuk.short == "36 200-XV, nr. 96"
    assert kamerstuk.code == "kst-36200-XV-96"
    assert kamerstuk.url == "https://zoek.officielebekendmakingen.nl/kst-36200-XV-96.html"


def test_the_century_turns_in_a_session() -> None:
    assert str(Kamerstuk(26643, 1, session=1999)) == "Kamerstukken II 1999/00, 26 643, nr. 1"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "Vul een Kamerstuk in, bijvoorbeeld 30 821, nr. 114."),
        ("30 821", "Het nummer na het dossier ontbreekt. Schrijf bijvoorbeeld 30 821, nr. 114."),
        (
            "brief van de minister",
            "Dit is geen nummer van een Kamerstuk. Schrijf het als 30 821, nr. 114 of 36 200-XV, nr. 96.",
        ),
        ("30 821, nr. 0", "Het nummer na nr. ligt tussen 1 en 9999."),
        ("30 821, nr. 10000", "Het nummer na nr. ligt tussen 1 en 9999."),
        ("01 234, nr. 5", "Een dossiernummer heeft vijf cijfers, bijvoorbeeld 30 821."),
        ("36 200-XL, nr. 96", "XL is geen begrotingshoofdstuk. Gebruik een Romeins cijfer, bijvoorbeeld 36 200-XV."),
        ("29 517 en 30 821, nr. 255", "Dit lijken meer nummers. Geef elk dossier een eigen regel."),
        (
            "Kamerstukken I 2019/20, 35 300, nr. 3",
            "Dit is een stuk van de Eerste Kamer. Hier passen alleen Kamerstukken II.",
        ),
        (
            "Kamerstukken II 2019/21, 30 821, nr. 114",
            "Een vergaderjaar loopt van een jaar naar het volgende, bijvoorbeeld 2019/20.",
        ),
        ("Kamerstukken II 1900/01, 30 821, nr. 114", "Dit vergaderjaar kennen we niet. Schrijf het als 2019/20."),
        ("Stcrt. 2023, 17605", "Dit is een Staatscourant, geen Kamerstuk. Noem die als bron."),
        ("1" * (MAX_LENGTH + 1), "Dit is te lang voor een verwijzing. Plak alleen het nummer."),
    ],
)
def test_a_mistake_is_explained(text: str, message: str) -> None:
    with pytest.raises(ValidationError) as error:
        Kamerstuk.parse(text)

    assert error.value.messages == [message]


@given(kamerstukken)
def test_what_is_written_can_be_read(kamerstuk: Kamerstuk) -> None:
    without_session = Kamerstuk(kamerstuk.dossier, kamerstuk.number, kamerstuk.chapter)

    assert Kamerstuk.parse(str(kamerstuk)) == kamerstuk
    assert Kamerstuk.parse(kamerstuk.short) == without_session
    assert Kamerstuk.parse(kamerstuk.code) == without_session
    assert Kamerstuk.parse(kamerstuk.url) == without_session


@given(st.text() | almost)
def test_junk_gives_a_message_and_nothing_else(text: str) -> None:
    try:
        kamerstuk = Kamerstuk.parse(text)
    except ValidationError as error:
        assert error.messages
    else:
        assert Kamerstuk.parse(str(kamerstuk)) == kamerstuk


@pytest.mark.parametrize(
    "text",
    [
        "Stcrt. 2023, 17605",
        "stcrt-2023-17605",
        "Staatscourant 2023, nr. 17605",
        "https://zoek.officielebekendmakingen.nl/stcrt-2023-17605.html",
    ],
)
def test_the_staatscourant_is_read(text: str) -> None:
    gazette = Staatscourant.parse(text)

    assert gazette == Staatscourant(2023, 17605)
    assert gazette.url == "https://zoek.officielebekendmakingen.nl/stcrt-2023-17605.html"


@given(staatscouranten)
def test_what_is_written_of_the_staatscourant_can_be_read(gazette: Staatscourant) -> None:
    assert Staatscourant.parse(str(gazette)) == gazette
    assert Staatscourant.parse(gazette.code) == gazette


@given(st.text() | almost)
def test_junk_is_no_staatscourant(text: str) -> None:
    try:
        gazette = Staatscourant.parse(text)
    except ValidationError as error:
        assert error.messages
    else:
        assert Staatscourant.parse(str(gazette)) == gazette


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Stcrt. 2023", "Schrijf de Staatscourant als Stcrt. 2023, 17605."),
        ("Stcrt. 1880, 3", "Dit jaar kennen we niet. Schrijf het als Stcrt. 2023, 17605."),
        ("Stcrt. 2023, 0", "Het nummer van de Staatscourant ligt tussen 1 en 999999."),
    ],
)
def test_a_mistake_in_the_staatscourant_is_explained(text: str, message: str) -> None:
    with pytest.raises(ValidationError) as error:
        Staatscourant.parse(text)

    assert error.value.messages == [message]
