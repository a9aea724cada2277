"""The overviews as files: the same rows as on the pages, marked as example, and no formulas."""

import csv
import datetime as dt
import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import PageViewRestriction

from common.access import ANONYMOUS
from knowledge.enums import Again, Axis, Direction, Kind, Scheme, Stage
from knowledge.exports import CHUNK
from knowledge.item_overview import item_overview
from knowledge.models import ItemMethod, LibraryIndexPage, MethodIndexPage, MethodPage
from knowledge.overview import method_overview
from knowledge.record_overview import evaluation_overview, use_case_overview
from tests.knowledge.factories import (
    make_concept,
    make_evaluation,
    make_lesson,
    make_method,
    make_publication,
    make_use_case,
)

pytestmark = pytest.mark.django_db

KINDS = ("methoden", "evaluaties", "toepassingen", "kennisbank")


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    assert response.streaming
    return b"".join(response.streaming_content).decode()


def table(client: Client, address: str) -> list[dict[str, str]]:
    text = text_of(client, address)
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))


def objects(client: Client, address: str) -> list[dict[str, Any]]:
    return json.loads(text_of(client, address))


@pytest.fixture
def shelf(index: MethodIndexPage, library: LibraryIndexPage) -> MethodPage:
    """Three methods that differ in what is filtered on, with what hangs on them and was written; one is hidden."""
    theme, group = make_concept(Scheme.THEME, "onrust"), make_concept(Scheme.TARGET_GROUP, "jongeren")
    first = make_method(
        index,
        title="Wijktafel",
        slug="wijktafel",
        is_example=True,
        themes=[theme],
        target_groups=[group],
        evidence={Axis.STAGE: "getest", Axis.DIRECTION: "gemengd", Axis.RECOGNITION: "goed-beschreven"},
        hours_from=10,
    )
    second = make_method(index, title="Botsen", kind="interventie", evidence={Axis.EFFECT: "gemeten"})
    hidden = make_method(index, title="Geheim", themes=[theme])
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    make_evaluation(first, "positief", "negatief", title="Onderzoek", participants=40, themes=[theme], is_example=True)
    make_evaluation(second, title="Later", period_from=dt.date(2025, 1, 1))
    make_evaluation(first, title="Klad", live=False)
    make_evaluation(hidden, "positief", title="Verborgen")
    make_use_case(first, title="Ervaring", is_example=True, hours=12, themes=[theme])
    make_use_case(second, title="Andere ervaring", again="nee", period_to=None)
    make_use_case(hidden, title="Verborgen ervaring")
    lesson = make_lesson(library, title="Les", is_example=True, themes=[theme], dated_on=dt.date(2024, 1, 1))
    make_publication(library, title="Handreiking", dated_on=dt.date(2023, 1, 1), themes=[theme], authors="Een bureau")
    secret = make_lesson(library, title="Verborgen les", themes=[theme])
    PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)
    ItemMethod.objects.bulk_create(
        ItemMethod(item=lesson, method=method, sort_order=place) for place, method in enumerate((hidden, first))
    )
    return first


def test_a_method_in_a_file(client: Client, shelf: MethodPage) -> None:
    rows = {row["titel"]: row for row in objects(client, "/methoden/lijst.json")}

    assert list(rows) == ["Wijktafel", "Botsen"]
    row = rows["Wijktafel"]
    assert list(row)[:3] == ["vast_webadres", "voorbeeld", "titel"]
    assert row["vast_webadres"] == f"http://testserver/id/{shelf.public_id}"
    assert client.get(row["vast_webadres"]).headers["Location"] == shelf.get_url()
    assert (row["voorbeeld"], rows["Botsen"]["voorbeeld"]) == (True, False)
    assert (row["fase"], row["richting"], row["erkenning"]) == ("Getest", "Gemengd", "Goed beschreven")
    assert row["erkenning_geldig_tot_en_met"] == "2027-05-01"
    assert (row["themas"], row["doelgroepen"], row["plekken"]) == (["Onrust"], ["Jongeren"], [])
    assert (row["evaluaties"], row["toepassingen"]) == (1, 1)
    assert (row["uren_minstens"], row["uren_hoogstens"]) == (10, None)
    assert rows["Botsen"]["gemeten"] == ["effect"]
    assert {rows["Botsen"][name] for name in ("fase", "erkenning")} == {"onbekend"}


def test_an_evaluation_and_a_use_case_in_a_file(client: Client, shelf: MethodPage) -> None:
    evaluation = {row["titel"]: row for row in objects(client, "/evaluaties/lijst.json")}["Onderzoek"]
    use_case = {row["titel"]: row for row in objects(client, "/toepassingen/lijst.json")}["Andere ervaring"]

    assert evaluation["methode"] == "Wijktafel"
    assert evaluation["methode_vast_webadres"] == f"http://testserver/id/{shelf.public_id}"
    assert evaluation["richting"] == "Gemengd"
    assert evaluation["uitkomsten"] == ["Maat positief: Positief. Een punt.", "Maat negatief: Negatief. Een punt."]
    assert (evaluation["deelnemers"], evaluation["uitval"], evaluation["voorbeeld"]) == (40, None, True)
    assert (use_case["opnieuw_doen"], use_case["van"], use_case["tot_en_met"]) == ("Nee", "2024-01-08", None)
    assert (use_case["voorbeeld"], use_case["gecontroleerd"]) == (False, False)


def test_a_lesson_and_a_publication_in_a_file(client: Client, shelf: MethodPage) -> None:
    lesson, publication = objects(client, "/kennisbank/lijst.json")

    assert (lesson["titel"], lesson["soort"], lesson["voorbeeld"], lesson["datum"]) == (
        "Les",
        "Les",
        True,
        "2024-01-01",
    )
    # Of its two methods one may be listed.
    assert lesson["methoden"] == ["Wijktafel"]
    assert lesson["methoden_vaste_webadressen"] == [f"http://testserver/id/{shelf.public_id}"]
    assert (lesson["auteurs"], lesson["soort_publicatie"]) == (None, None)
    assert (publication["titel"], publication["soort"], publication["auteurs"]) == (
        "Handreiking",
        "Publicatie",
        "Een bureau",
    )
    assert (publication["methoden"], publication["wat_er_gebeurde"]) == ([], None)
    assert publication["themas"] == lesson["themas"] == ["Onrust"]


@pytest.mark.parametrize("kind", KINDS)
def test_both_kinds_of_file_have_the_same_rows_and_columns(client: Client, shelf: MethodPage, kind: str) -> None:
    in_csv, in_json = table(client, f"/{kind}/lijst.csv"), objects(client, f"/{kind}/lijst.json")

    assert [list(row) for row in in_csv] == [list(row) for row in in_json]
    assert [row["vast_webadres"] for row in in_csv] == [row["vast_webadres"] for row in in_json]
    assert [row["voorbeeld"] for row in in_csv] == ["ja" if row["voorbeeld"] else "nee" for row in in_json]
    assert len(in_csv) == 2
    for text in (text_of(client, f"/{kind}/lijst.{ending}") for ending in ("csv", "json")):
        assert "Geheim" not in text
        assert "Verborgen" not in text
        assert "Klad" not in text


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "|", "＝", "＋", "－", "＠", " ＝"])
def test_a_cell_is_never_a_formula(
    client: Client, index: MethodIndexPage, library: LibraryIndexPage, start: str
) -> None:
    attack = f"{start}HYPERLINK(A1)"
    method = make_method(index, title=attack, tagline=attack, steward=attack)
    make_evaluation(method, "positief", title=attack, researchers=attack)
    make_use_case(method, title=attack, organisation=attack)
    make_publication(library, title=attack, authors=attack)

    signs = ("=", "+", "-", "@", "\t", "|", "＝", "＋", "－", "＠")
    for kind in KINDS:
        for row in table(client, f"/{kind}/lijst.csv"):
            assert [value for value in row.values() if value.startswith(signs)] == []
            assert row["titel"].endswith("HYPERLINK(A1)")
        # A program reads the text as it is.
        assert objects(client, f"/{kind}/lijst.json")[0]["titel"] == attack


def test_text_with_every_mark_comes_back_from_the_file(client: Client, index: MethodIndexPage) -> None:
    text = 'Een; twee "drie"\nvier, vijf\u2028zes 😀'
    make_use_case(make_method(index), helped=text)

    assert table(client, "/toepassingen/lijst.csv")[0]["wat_hielp"] == text
    assert objects(client, "/toepassingen/lijst.json")[0]["wat_hielp"] == text


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_list_is_a_file_without_rows(
    client: Client, index: MethodIndexPage, library: LibraryIndexPage, kind: str
) -> None:
    assert objects(client, f"/{kind}/lijst.json") == []
    assert table(client, f"/{kind}/lijst.csv") == []
    assert text_of(client, f"/{kind}/lijst.csv").startswith("\ufeffvast_webadres;voorbeeld;titel;")


@pytest.mark.parametrize("kind", KINDS)
def test_the_list_links_to_its_file_with_the_same_filters(client: Client, shelf: MethodPage, kind: str) -> None:
    page = client.get(f"/{kind}/?thema=onrust&volgorde=titel&pagina=1").content.decode()

    for ending in ("csv", "json"):
        assert f'href="/{kind}/lijst.{ending}?volgorde=titel&amp;thema=onrust"' in page
    response = client.get(f"/{kind}/lijst.csv?thema=onrust")
    assert response.headers["Content-Disposition"].startswith(f'attachment; filename="{kind}-20')
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert client.post(f"/{kind}/lijst.csv").status_code == 405
    # Another order or page leaves every row in the file.
    assert len(table(client, f"/{kind}/lijst.csv?volgorde=pk&pagina=99")) == 2


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("ending", ["csv", "json"])
def test_a_filter_that_does_not_exist_gives_no_file(client: Client, shelf: MethodPage, kind: str, ending: str) -> None:
    answer = client.get(f"/{kind}/lijst.{ending}?thema=onrust&thema=bestaatniet&doelgroep=<b>")

    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "Content-Disposition" not in answer.headers
    assert answer.text == (
        "We kennen dit filter niet: ‘bestaatniet’ en ‘<b>’. "
        "Daarom krijgt u geen bestand. Haal dit filter uit het webadres en probeer het opnieuw.\n"
    )


OVERVIEWS = {
    "methoden": lambda query: method_overview(QueryDict(query), path="/", viewer=ANONYMOUS),
    "evaluaties": lambda query: evaluation_overview(QueryDict(query), path="/", viewer=ANONYMOUS),
    "toepassingen": lambda query: use_case_overview(QueryDict(query), path="/", viewer=ANONYMOUS),
    "kennisbank": lambda query: item_overview(QueryDict(query), path="/", viewer=ANONYMOUS),
}
CHOICES = st.lists(
    st.sampled_from(
        [
            *(f"soort={value}" for value in Kind.values),
            *(f"fase={value}" for value in Stage.values[:3]),
            *(f"richting={value}" for value in Direction.values),
            *(f"opnieuw={value}" for value in Again.values),
            *(f"volgorde={value}" for value in ("titel", "nieuwste", "oudste", "fase", "deelnemers")),
            "thema=onrust",
            "doelgroep=jongeren",
            "methode=wijktafel",
            "jaar=2024",
            "gemeentegrootte=tot-30000",
        ]
    ),
    max_size=3,
)


def pages(kind: str, query: str) -> Iterator[str]:
    """The titles on all pages of a list."""
    for number in range(1, OVERVIEWS[kind](query).pager.pages + 1):
        yield from (card.title for card in OVERVIEWS[kind](f"{query}&pagina={number}").cards)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(choices=CHOICES)
def test_a_file_has_the_rows_of_the_list_in_its_order(client: Client, shelf: MethodPage, choices: list[str]) -> None:
    for kind in KINDS:
        # Methods and items have kinds of their own in the same parameter.
        query = "&".join(choice for choice in choices if kind != "kennisbank" or not choice.startswith("soort="))
        assert [row["titel"] for row in objects(client, f"/{kind}/lijst.json?{query}")] == list(pages(kind, query))


@pytest.mark.parametrize(("kind", "make"), [("evaluaties", make_evaluation), ("toepassingen", make_use_case)])
def test_a_file_has_all_pages_and_costs_the_same_with_one_and_with_thirty(
    client: Client,
    index: MethodIndexPage,
    library: LibraryIndexPage,
    django_assert_max_num_queries: Any,
    kind: str,
    make: Any,
) -> None:
    theme = make_concept(Scheme.THEME, "onrust")

    def queries(address: str) -> int:
        with django_assert_max_num_queries(25) as captured:
            text_of(client, address)
        return len(captured)

    def add() -> None:
        method = make_method(index, themes=[theme], evidence={Axis.STAGE: "getest"})
        make(method, themes=[theme])
        ItemMethod.objects.create(item=make_lesson(library, themes=[theme]), method=method)

    lists = ("methoden", kind, "kennisbank")
    add()
    one = [queries(f"/{name}/lijst.csv") for name in lists]
    for _ in range(29):
        add()

    assert [queries(f"/{name}/lijst.csv") for name in lists] == one
    assert [len(table(client, f"/{name}/lijst.csv")) for name in lists] == [30, 30, 30]


def test_rows_are_sent_before_all_of_them_are_read(client: Client, index: MethodIndexPage) -> None:
    method = make_method(index)
    for _ in range(CHUNK + 1):
        make_use_case(method)
    response = client.get("/toepassingen/lijst.csv")

    lines = iter(response.streaming_content)
    first = [next(lines) for _ in range(3)]

    assert first[2].startswith(b"http://testserver/id/")
    assert len([*first, *lines]) == CHUNK + 1 + 2
