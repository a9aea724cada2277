"""The state of a list in its address: what is read, what is left out, and which addresses come back."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from common.components import Chip, FacetOption
from common.facets import (
    FacetSelection,
    build_chips,
    build_group,
    build_list_pager,
    join_words,
    read_page_number,
    read_selection,
)

KNOWN = {"thema": ("spanning", "polarisatie"), "fase": ("getest", "bewezen")}
LABELS = {"spanning": "Spanning", "polarisatie": "Polarisatie"}


def read(query: str, **options) -> FacetSelection:
    return read_selection(QueryDict(query), path="/lijst/", known=KNOWN, **options)


def test_reads_known_values_in_the_order_of_the_vocabulary():
    selection = read("thema=polarisatie&thema=spanning&thema=polarisatie&pagina=3")

    assert selection.chosen == {"thema": ("spanning", "polarisatie")}
    assert selection.count == 2
    assert selection.values("fase") == ()
    assert selection.page == 3


def test_names_what_no_facet_knows_and_drops_other_parameters():
    selection = read("thema=onzin&thema=&fase=getest&utm_source=x&fase=a%00b%0Ac")

    assert selection.chosen == {"fase": ("getest",)}
    assert selection.ignored == ("onzin", "a b c")
    assert selection.url() == "/lijst/?fase=getest"


def test_shortens_and_limits_what_it_repeats():
    query = "&".join(f"thema={'x' * 500}{number}" for number in range(300))

    assert len(read(query).ignored) == 1
    assert len(read(query).ignored[0]) == 60
    assert len(read("&".join(f"thema={number}" for number in range(300))).ignored) == 5


def test_addresses_keep_the_other_state_and_drop_the_page():
    selection = read("thema=spanning&fase=getest&pagina=4", keep={"q": "één & twee", "volgorde": ""})

    assert selection.url(page=2) == "/lijst/?q=%C3%A9%C3%A9n+%26+twee&thema=spanning&fase=getest&pagina=2"
    assert selection.url_without("thema", "spanning") == "/lijst/?q=%C3%A9%C3%A9n+%26+twee&fase=getest"
    assert selection.cleared_url() == "/lijst/?q=%C3%A9%C3%A9n+%26+twee"
    kept = selection.url_with_kept("volgorde", "fase")
    assert kept.endswith("q=%C3%A9%C3%A9n+%26+twee&volgorde=fase&thema=spanning&fase=getest")
    assert selection.url_with_kept("q", "") == "/lijst/?thema=spanning&fase=getest"
    assert selection.parameters() == (("thema", "spanning"), ("fase", "getest"))
    assert read("").url() == "/lijst/"


@pytest.mark.parametrize("text", ["", "0", "-1", "1.5", "abc", "１２", "1_0", "9" * 11, "0x1f", "\x00", "²"])
def test_a_page_number_that_makes_no_sense_is_page_one(text: str):
    assert read_page_number(text) == 1


def test_reads_a_page_number():
    assert read_page_number(" 12 ") == 12
    assert read_page_number("1000000000") == 1_000_000_000


def test_a_group_shows_what_gives_something_or_is_chosen():
    selection = read("thema=polarisatie")

    group = build_group("thema", "Thema", labels=LABELS, counts={"spanning": 4}, selection=selection)
    empty = build_group("thema", "Thema", labels=LABELS, counts={}, selection=read(""))

    assert group.options == (
        FacetOption(value="spanning", label="Spanning", count=4, selected=False),
        FacetOption(value="polarisatie", label="Polarisatie", count=0, selected=True),
    )
    assert empty.options == ()
    assert build_chips([group], selection) == (Chip(label="Thema: Polarisatie", remove_url="/lijst/"),)
    question = build_group("thema", "Welk thema?", labels=LABELS, counts={}, selection=selection)
    assert [chip.label for chip in build_chips([question], selection)] == ["Welk thema? Polarisatie"]


def test_a_page_beyond_the_end_is_the_last_page():
    pager, rows = build_list_pager(read("pagina=1000000000&fase=getest"), total=41, per_page=20)

    assert (pager.number, pager.pages, pager.total) == (3, 3, 41)
    assert rows == slice(40, 60)
    assert pager.previous_url == "/lijst/?fase=getest&pagina=2"
    assert pager.next_url == ""


def test_an_empty_list_has_one_page():
    pager, rows = build_list_pager(read(""), total=0, per_page=20)

    assert (pager.number, pager.pages) == (1, 1)
    assert rows == slice(0, 20)


def test_joins_words_as_a_sentence_has_them():
    assert join_words([], "of") == ""
    assert join_words(["a"], "of") == "a"
    assert join_words(["a", "b"], "of") == "a of b"
    assert join_words(["a", "b", "c"], "en") == "a, b en c"


@given(st.text(max_size=300))
def test_no_address_breaks_the_reading(query: str):
    selection = read(query)

    assert selection.page >= 1
    assert set(selection.values("thema")) <= set(KNOWN["thema"])
    assert all(text.isprintable() for text in selection.ignored)


@given(
    st.fixed_dictionaries({name: st.lists(st.sampled_from(values), unique=True) for name, values in KNOWN.items()}),
    st.integers(min_value=1, max_value=10**9),
)
def test_an_address_gives_back_the_selection_it_was_made_from(chosen: dict[str, list[str]], page: int):
    query = QueryDict(mutable=True)
    for name, values in chosen.items():
        query.setlist(name, values)
    query["pagina"] = str(page)
    selection = read(query.urlencode())

    _, _, again = selection.url(page=selection.page).partition("?")

    assert read(again) == selection
