"""The page of results: kinds as tabs, and what it says to who found nothing or asked nothing."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils.html import strip_tags

from search import registry
from search.broader import broader_than, text_of
from search.contracts import KindGroup
from search.dutch.expansion import NO_OTHER_WORDS, OtherWords, Synonyms
from search.indexing import drain, rebuild
from search.kinds import count_groups, kinds_of, total_of
from search.models import Promotion, SynonymGroup
from search.query import Query, parse
from search.reading import read_question
from search.registry import register_facet, register_source
from tests.search.shelf import THEME, Shelf
from tests.search.site import Trace, add_page, home

MEDIA = KindGroup("media", "Beeld en geluid")


@pytest.fixture
def shelves(db: None, own_registry: None) -> dict[str, Shelf]:
    """Books, and films and songs that visitors choose together."""
    made = {
        kind: Shelf(kind=kind, label=label)
        for kind, label in (("book", "Boeken"), ("film", "Films"), ("song", "Liedjes"))
    }
    register_source(made["book"])
    register_source(made["film"], group=MEDIA)
    register_source(made["song"], group=MEDIA)
    register_facet(THEME)
    made["book"].add("Weerbaar in de wijk", facets={"thema": ("wijk",)})
    made["film"].add("Weerbaar in beeld", facets={"thema": ("wijk",)})
    made["film"].add("Weerbaar op school", facets={"thema": ("school",)})
    made["song"].add("Weerbaar lied", facets={"thema": ("wonen",)})
    rebuild()
    drain()
    return made


def read(client: Client, **query: str | list[str]) -> str:
    response = client.get("/zoeken/", query)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def tabs(client: Client, **query: str | list[str]) -> list[tuple[str, int, str, bool]]:
    found = client.get("/zoeken/", query).context["list"].tabs
    return [(tab.label, tab.count, tab.url, tab.current) for tab in found]


def titles(client: Client, **query: str | list[str]) -> list[str]:
    return sorted(strip_tags(card.title) for card in client.get("/zoeken/", query).context["list"].cards)


# --- Tabs ------------------------------------------------------------------------------------------------------------


def test_groups_add_up_and_single_kinds_stay(shelves: dict[str, Shelf]) -> None:
    counts = {"book": 1, "film": 2, "song": 1}

    assert count_groups(counts, ()) == {"book": 1, "media": 3}
    assert count_groups(counts, ["film", "onzin"]) == {"book": 1, "media": 3, "film": 2}
    assert total_of(count_groups(counts, ["film"])) == 4
    assert kinds_of(["media", "book", "onzin"]) == {"film", "song", "book", "onzin"}
    assert registry.kind_groups()["media"].kinds == ("film", "song")


def test_every_kind_is_a_tab_with_its_number_in_the_address(client: Client, shelves: dict[str, Shelf]) -> None:
    assert tabs(client, q="weerbaar", thema="wijk") == [
        ("Alles", 2, "/zoeken/?q=weerbaar&thema=wijk", True),
        ("Beeld en geluid", 1, "/zoeken/?q=weerbaar&thema=wijk&soort=media", False),
        ("Boeken", 1, "/zoeken/?q=weerbaar&thema=wijk&soort=book", False),
    ]


def test_the_number_on_a_tab_is_what_it_shows(client: Client, shelves: dict[str, Shelf]) -> None:
    for label, count, url, _current in tabs(client, q="weerbaar"):
        context = client.get(url).context
        assert (context["list"].pager.total, len(context["list"].cards)) == (count, count)
        assert [tab.label for tab in context["list"].tabs if tab.current] == [label]
        assert [(tab.label, tab.count) for tab in context["list"].tabs] == [
            ("Alles", 4), ("Beeld en geluid", 3), ("Boeken", 1),
        ]  # fmt: skip


def test_the_current_tab_is_told_and_the_panel_keeps_it(client: Client, shelves: dict[str, Shelf]) -> None:
    html = read(client, q="weerbaar", soort="media")

    assert 'href="/zoeken/?q=weerbaar&amp;soort=media" aria-current="page">Beeld en geluid (3)</a>' in html
    assert html.count('aria-current="page"') == 1
    panel = html.split('class="kp-filters"')[1].split("</form>")[0]
    assert '<input type="hidden" name="soort" value="media">' in panel
    assert "<legend>Soort</legend>" not in panel
    assert "Filters</summary>" in panel


def test_an_address_with_a_single_kind_of_a_group_still_works(client: Client, shelves: dict[str, Shelf]) -> None:
    assert titles(client, q="weerbaar", soort="song") == ["Weerbaar lied"]
    assert titles(client, q="weerbaar", soort=["song", "book"]) == ["Weerbaar in de wijk", "Weerbaar lied"]
    assert [label for label, _count, _url, current in tabs(client, q="weerbaar", soort="song") if current] == [
        "Liedjes"
    ]


@pytest.mark.django_db
def test_pages_of_the_agenda_are_one_choice() -> None:
    groups = registry.kind_groups()

    assert (groups["agenda"].label, groups["page"].label) == ("Agenda", "Andere pagina's")
    assert {"agenda_index", "edition", "goal", "activity", "budget", "timeline"} <= set(groups["agenda"].kinds)
    assert {"page", "method_index", "circle_index"} <= set(groups["page"].kinds)


# --- Nothing found ---------------------------------------------------------------------------------------------------


def test_what_stands_in_the_way_is_left_out_in_small_steps() -> None:
    query = parse('rel "op straat" -vuurwerk')
    steps = broader_than(query, {"thema": frozenset({"wijk"}), "soort": frozenset()})

    assert [(text_of(step.query), sorted(step.filters), step.without) for step in steps] == [
        ('rel "op straat" -vuurwerk', [], ("thema",)),
        ("rel op straat -vuurwerk", ["thema"], ()),
        ('rel "op straat"', ["thema"], ()),
        ("rel op straat", [], ("thema",)),
    ]
    assert broader_than(parse("rel onrust"), {}) == []
    assert len(broader_than(Query(excluded=tuple(map(str, range(20)))), {})) == 8


@pytest.mark.parametrize("text", ["wijk", '"op straat"', "-rel", '-"op straat"', "jeugd*", 'a "b c" d* -e'])
def test_a_question_is_written_as_it_is_read(text: str) -> None:
    typed = parse(text + " ")

    assert parse(text_of(typed) + " ") == typed


def test_a_question_is_told_as_it_was_read() -> None:
    others = OtherWords((Synonyms(("hangplek", "honk")),))

    def told(text: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
        return [(one.term, one.parts, one.others) for one in read_question(parse(text), others)]

    assert told("kwartelkoning") == [("kwartelkoning", ("kwartel", "koning"), ())]
    assert told("hangplekken") == [("hangplekken", ("hang", "plekken"), ()), ("hangplekken", (), ("honk",))]
    assert [one.term for one in read_question(parse("mirabel"), NO_OTHER_WORDS)] == []


def broader(client: Client, **query: str) -> Iterator[tuple[str, int]]:
    """The links to questions that ask less, each with what it really finds."""
    for link in client.get("/zoeken/", query).context["list"].empty.broader:
        yield link.title, client.get(link.url).context["list"].pager.total


def test_less_is_offered_with_what_it_finds(client: Client, shelves: dict[str, Shelf]) -> None:
    assert list(broader(client, q="lied", thema="wijk")) == [("Zonder filter op Thema (1)", 1)]
    assert list(broader(client, q='"wijk in weerbaar"', soort="song")) == [
        ("Zoek op wijk in weerbaar (1)", 1),
        ("Zoek op wijk in weerbaar zonder filter op Soort (4)", 4),
    ]
    assert list(broader(client, q="lied -weerbaar")) == [("Zoek op lied (1)", 1)]
    assert list(broader(client, q="onvindbaar", thema="wijk")) == []


def test_who_found_nothing_reads_how_to_go_on(client: Client, shelves: dict[str, Shelf]) -> None:
    SynonymGroup.objects.create(terms="zzzz\nyyyy")

    html = read(client, q="zzzz")

    assert "Bij “zzzz” zochten wij ook naar “yyyy”." in html
    assert 'href="/zoeken/?thema=wijk">Wijk &amp; buurt (2)</a>' in html
    for address in ("/methoden/", "/leerkringen/"):
        assert f'href="{address}"' in html
    assert "Dit vindt wel iets" not in html


@pytest.mark.parametrize("text", ["*", "🙂", "?!", "-", '""', "  *  ", "…", "🙂 🙂*"])
def test_what_holds_no_word_asks_nothing(client: Client, shelves: dict[str, Shelf], text: str) -> None:
    response = client.get("/zoeken/", {"q": text})

    assert response.context["list"] is None
    assert "Uw zoekvraag heeft geen letters of cijfers." in response.content.decode()
    assert len(titles(client, q=text, thema="wijk")) == 2


# --- Nothing that may not be seen ------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_what_is_hidden_is_not_told_to_who_found_nothing(client: Client) -> None:
    page = add_page(home(), "Mirabellen in de tuin")
    rebuild()
    drain()
    Promotion.objects.create(page=page, questions="fruit")
    assert list(broader(client, q='"tuin mirabellen"')) == [("Zoek op tuin mirabellen (1)", 1)]

    page.unpublish()
    with_stopped_worker = read(client, q='"tuin mirabellen"')
    drain()

    for html in (with_stopped_worker, read(client, q='"tuin mirabellen"')):
        assert "Dit vindt wel iets" not in html
        assert "Mirabellen in" not in html
    assert Trace(client, "fruit").total == 0
