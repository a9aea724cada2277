"""/zoeken/ and its suggestions: what visitors see, whatever they ask."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from search import guard, service
from search.contracts import FileLink
from search.enums import FileUnit
from search.highlight import Highlight
from search.indexing import drain, enqueue, rebuild
from search.views import marked
from tests.search.shelf import Shelf, file_pages


@pytest.fixture
def books(shelf: Shelf) -> Shelf:
    shelf.add("Weerbaar in de wijk", "Een boek over weerbaarheid.", facets={"thema": ("wijk",)})
    shelf.add("Weerbaar op school", "Nog een boek over weerbaarheid.", facets={"thema": ("school", "wijk")})
    shelf.add("Iets anders", "Over <b>vet</b> & mager.", facets={"thema": ("wonen",)})
    rebuild()
    drain()
    return shelf


def read(client: Client, **query) -> str:
    response = client.get("/zoeken/", query)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def main_of(html: str) -> str:
    return html.split("<main", 1)[1].split("</main>", 1)[0]


# --- Results ---------------------------------------------------------------------------------------------------------


def test_results_show_title_kind_passage_and_number(client: Client, books: Shelf) -> None:
    html = read(client, q="weerbaar school")

    assert ">2 resultaten voor “weerbaar school”</h2>" in html
    assert "<mark>Weerbaar</mark> op <mark>school</mark></a>" in html
    assert 'kp-kind--page">Boek</span>' in html
    assert '<meta name="robots" content="noindex">' in html
    assert 'value="weerbaar school"' in html
    assert "<title>2 resultaten voor “weerbaar school” – Zoeken" in html


def test_one_result_is_singular(client: Client, books: Shelf) -> None:
    assert ">1 resultaat voor “anders”</h2>" in read(client, q="anders")


def test_passages_are_escaped_and_marked(client: Client, books: Shelf) -> None:
    html = read(client, q="vet mager")

    assert "Over &lt;b&gt;<mark>vet</mark>&lt;/b&gt; &amp; <mark>mager</mark>." in html


def test_a_result_without_a_passage_shows_its_summary(client: Client, shelf: Shelf) -> None:
    shelf.add("Zonder tekst")
    rebuild()
    drain()

    assert "Een boek van de plank." in read(client, q="zonder tekst")


@pytest.mark.parametrize(
    ("unit", "link"),
    [
        (FileUnit.PAGE, '<a href="/bestanden/1">Gevonden op pagina 2 van “Wijk &amp; buurt” (download)</a>'),
        (FileUnit.SLIDE, '<a href="/bestanden/1">Gevonden op dia 2 van “Wijk &amp; buurt” (download)</a>'),
        (FileUnit.WHOLE, '<a href="/bestanden/1">Gevonden in “Wijk &amp; buurt” (download)</a>'),
    ],
)
def test_a_passage_from_a_file_links_to_its_page(client: Client, shelf: Shelf, unit: FileUnit, link: str) -> None:
    shelf.open_files["rapport"] = FileLink("Wijk & buurt", "/bestanden/1", unit)
    shelf.add("Onderzoek", "Een inleiding.", pages=file_pages("Voorwoord.", "Over radicalisering."))
    rebuild()
    drain()

    found, introduced = read(client, q="radicalisering"), read(client, q="inleiding")

    assert f'Over <mark>radicalisering</mark>.</p> <p class="kp-card__summary">{link}</p>' in found
    assert "Een <mark>inleiding</mark>. …" not in introduced
    assert "Een <mark>inleiding</mark>." in introduced
    assert "Gevonden" not in introduced


def test_a_passage_from_a_file_that_is_closed_is_not_shown(client: Client, shelf: Shelf) -> None:
    shelf.add("Onderzoek", "Een inleiding.", pages=file_pages("Over radicalisering in het geheime rapport."))
    rebuild()
    drain()

    html = main_of(read(client, q="radicalisering"))

    assert "Een boek van de plank." in html
    assert "geheime" not in html
    assert "Gevonden" not in html


def test_marking_escapes_everything() -> None:
    highlight = Highlight(text="<i>wijk</i> & co", spans=((3, 7),), before=True, after=True)

    assert marked(highlight) == "… &lt;i&gt;<mark>wijk</mark>&lt;/i&gt; &amp; co …"


def test_facets_are_checkboxes_with_counts_and_keep_the_question(client: Client, books: Shelf) -> None:
    html = read(client, q="weerbaar", thema="school")

    assert '<input type="checkbox" name="thema" value="school" checked>' in html
    assert 'School <span class="kp-count">(1)</span>' in html
    assert 'Wijk &amp; buurt <span class="kp-count">(2)</span>' in html
    assert '<input type="hidden" name="q" value="weerbaar">' in html
    assert ">1 resultaat voor “weerbaar”</h2>" in html


def test_a_chosen_filter_is_a_chip_that_can_go(client: Client, books: Shelf) -> None:
    html = read(client, q="weerbaar", thema=["school", "wijk"])

    assert 'class="kp-chip" href="/zoeken/?q=weerbaar&amp;thema=wijk"' in html
    assert 'class="kp-chip" href="/zoeken/?q=weerbaar&amp;thema=school"' in html
    assert 'class="kp-chips__clear" href="/zoeken/?q=weerbaar"' in html


def test_filters_alone_list_what_there_is(client: Client, books: Shelf) -> None:
    assert ">2 resultaten</h2>" in read(client, thema="wijk")


def test_pages_are_linked_with_the_whole_question(client: Client, shelf: Shelf) -> None:
    for number in range(45):
        shelf.add(f"Boek {number}", facets={"thema": ("wijk",)})
    rebuild()
    drain()

    html = read(client, q="boek", thema="wijk", pagina=2)

    assert 'href="/zoeken/?q=boek&amp;thema=wijk" rel="prev"' in html
    assert 'href="/zoeken/?q=boek&amp;thema=wijk&amp;pagina=3" rel="next"' in html
    assert html.count("kp-card__title") == 20


@pytest.mark.parametrize("page", ["0", "-1", "x", "1.5", "", "99999999999", "1000000000", "٣", "2 OR 1"])
def test_page_numbers_that_make_no_sense_give_a_page(client: Client, books: Shelf, page: str) -> None:
    assert ">2 resultaten voor “weerbaar”</h2>" in read(client, q="weerbaar", pagina=page)


def test_results_can_be_ordered_by_date_and_keep_it(client: Client, shelf: Shelf) -> None:
    shelf.add("Boek boek boek", published_on=dt.date(2023, 2, 6), facets={"thema": ("wijk",)})
    shelf.add("Boek nieuw", published_on=dt.date(2026, 11, 24), facets={"thema": ("wijk",)})
    rebuild()
    drain()

    best, newest = read(client, q="boek", thema="wijk"), read(client, q="boek", thema="wijk", volgorde="nieuwste")

    assert 'href="/zoeken/?q=boek&amp;volgorde=nieuwste&amp;thema=wijk">Nieuwste eerst</a>' in best
    assert '<strong class="kp-tag" aria-current="true">Beste resultaat eerst</strong>' in best
    assert newest.index("nieuw</a>") < newest.index("<mark>Boek</mark> <mark>boek</mark>")
    assert 'href="/zoeken/?q=boek&amp;thema=wijk">Beste resultaat eerst</a>' in newest
    assert '<input type="hidden" name="volgorde" value="nieuwste">' in newest
    assert "Beste resultaat eerst</strong>" in read(client, q="boek", volgorde="onzin")


# --- Nothing asked, nothing found ------------------------------------------------------------------------------------


@pytest.mark.parametrize("query", [{}, {"q": ""}, {"q": " \t\n "}, {"q": "\x00"}, {"pagina": "3"}, {"thema": ""}])
def test_without_a_question_it_is_a_place_to_ask(client: Client, books: Shelf, query: dict) -> None:
    html = main_of(read(client, **query))

    assert "kp-card" not in html
    for address in ("/methoden/", "/agenda/", "/kennisbank/"):
        assert f'href="{address}"' in html


def test_the_place_to_ask_works_without_an_index(client: Client, shelf: Shelf) -> None:
    assert "Of begin bij een overzicht" in read(client)


def test_nothing_found_says_what_to_try(client: Client, books: Shelf) -> None:
    html = main_of(read(client, q="onvindbaar", thema="wijk"))

    assert ">Niets gevonden voor “onvindbaar”</h2>" in html
    assert "Kijk of alles goed gespeld is." in html
    assert 'href="/methoden/"' in html


# --- Bad questions ---------------------------------------------------------------------------------------------------


HOSTILE = [
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "' OR 1=1 --", "\x00\x01\x02", "%00", "..\\..\\etc",
    "{{ 7*7 }}", "a" * 10_000, '"' * 500, "-" * 500, "*" * 500, "(" * 500, "\u202egnirts", "🙂" * 300, "a:b:c:d",
    "[1 TO *]", "title:x AND body:y", "/.*/", "\\", "x^2~3", "\ufffe\uffff", "ﷺ" * 100,
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_questions_are_only_text(client: Client, books: Shelf, text: str) -> None:
    for name in ("q", "thema", "pagina", "soort"):
        html = read(client, **({"q": "weerbaar"} | {name: text}))
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert client.get("/zoeken/suggesties/", {name: text}).status_code == 200


@pytest.mark.parametrize("raw", ["q=%ff%fe%00", "q=%ed%a0%80", "q=%", "q[]=x", "q=a&q=b", "thema=%00", "q=%f0%9f"])
def test_bytes_that_are_no_text_are_no_problem(client: Client, books: Shelf, raw: str) -> None:
    for address in ("/zoeken/", "/zoeken/suggesties/"):
        assert client.get(f"{address}?{raw}").status_code == 200


def test_a_question_that_is_too_long_is_cut_and_says_so(client: Client, books: Shelf) -> None:
    html = read(client, q="weerbaar " + "lang " * 500)

    assert "Uw zoekvraag was te lang." in html
    assert "2 resultaten" in html
    assert len(html) < 60_000


def test_filters_that_do_not_exist_are_named_and_limit_nothing(client: Client, books: Shelf) -> None:
    html = read(client, q="weerbaar", thema=["onzin<b>", "wijk"], soort="x")

    assert "Dit filter bestaat niet en is weggelaten:" in html
    assert "“onzin&lt;b&gt;”" in html
    assert "“x”" in html
    assert ">2 resultaten voor “weerbaar”</h2>" in html
    assert "onzin" not in html.split('class="kp-filters"')[1].split("</form>")[0]


def test_very_many_filter_values_are_cheap(client: Client, books: Shelf) -> None:
    html = read(client, q="weerbaar", thema=[f"x{number}" for number in range(900)])

    assert "“x4”" in html
    assert "“x5”" not in html


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_only_reading_is_possible(client: Client, method: str) -> None:
    assert getattr(client, method)("/zoeken/").status_code == 405
    assert getattr(client, method)("/zoeken/suggesties/").status_code == 405


# --- Search is down --------------------------------------------------------------------------------------------------


def test_without_an_index_a_plain_page_helps_on(client: Client, shelf: Shelf, caplog) -> None:
    response = client.get("/zoeken/", {"q": "weerbaar"})

    html = main_of(response.content.decode())
    assert (response.status_code, response.headers["Retry-After"]) == (503, "60")
    assert "Zoeken lukt nu niet" in html
    assert 'value="weerbaar"' in html
    assert 'href="/agenda/"' in html
    assert client.get("/zoeken/suggesties/", {"q": "weer"}).status_code == 503
    assert "No search index was built yet" in caplog.text


def test_above_the_limit_the_page_says_that_counts_are_missing(
    client: Client, books: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "MAX_EXCLUDED", 0)
    enqueue("book", [uuid.uuid4()])

    html = main_of(read(client, q="weerbaar", thema="wijk"))

    assert ">Resultaten voor “weerbaar”</h2>" in html
    assert "De zoekindex wordt bijgewerkt." in html
    assert "Aantallen en filters komen straks terug." in html
    assert "kp-count" not in html
    assert "Thema: Wijk &amp; buurt" in html
    assert "kp-card__title" in html


def test_very_many_results_say_so(client: Client, shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "MAX_RESULTS", 20)
    for number in range(21):
        shelf.add(f"Boek {number}")
    rebuild()
    drain()

    assert "Er zijn heel veel resultaten." in read(client, q="boek")


# --- Suggestions -----------------------------------------------------------------------------------------------------


def test_suggestions_are_json_and_never_kept(client: Client, books: Shelf) -> None:
    response = client.get("/zoeken/suggesties/", {"q": "weerbaar op"})

    public_id = next(key for key, record in books.records.items() if record.title == "Weerbaar op school")
    assert response.json() == {
        "suggestions": [{"title": "Weerbaar op school", "url": f"/boeken/{public_id}/", "kind": "Boek"}]
    }
    assert "no-store" in response.headers["Cache-Control"]
    assert "no-store" in client.get("/zoeken/", {"q": "weerbaar"}).headers["Cache-Control"]


def test_suggestions_for_nothing_are_none(client: Client, books: Shelf) -> None:
    assert client.get("/zoeken/suggesties/").json() == {"suggestions": []}


# --- Cost ------------------------------------------------------------------------------------------------------------


def test_the_page_takes_the_same_number_of_queries_with_one_and_with_thirty_results(
    client: Client, shelf: Shelf
) -> None:
    def queries() -> int:
        drain()
        read(client, q="boek", thema="wijk")
        with CaptureQueriesContext(connection) as captured:
            html = read(client, q="boek", thema="wijk")
        assert strip_tags(html)
        return len(captured)

    rebuild()
    shelf.add("Boek een", facets={"thema": ("wijk",)}, published_on=dt.date(2026, 11, 24))
    one = queries()
    for number in range(29):
        shelf.add(f"Boek {number}", facets={"thema": ("wijk",)})

    assert (one, queries()) == (one, one)
    assert one <= 15
