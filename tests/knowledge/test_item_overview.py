"""The overview of publications and lessons: what is found, counted and sorted, and what a strange address gives."""

import datetime as dt
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import PageViewRestriction

from common.access import ANONYMOUS
from knowledge.enums import Scheme
from knowledge.item_overview import item_overview
from knowledge.listing import Overview
from knowledge.models import LibraryIndexPage, MethodIndexPage
from tests.knowledge.factories import make_concept, make_lesson, make_method, make_publication

pytestmark = pytest.mark.django_db

EVERYTHING = ["Bel eerst", "Gids", "Rapport", "Luister"]


def found(query: str = "") -> Overview:
    return item_overview(QueryDict(query), path="/kennisbank/", viewer=ANONYMOUS)


def titles(query: str = "") -> list[str]:
    return [card.title for card in found(query).cards]


def counts(name: str, query: str = "") -> dict[str, int]:
    groups = [group for group in found(query).groups if group.name == name]
    return {option.value: option.count for group in groups for option in group.options}


@pytest.fixture
def four(index: MethodIndexPage, library: LibraryIndexPage) -> None:
    """Two publications and two lessons, of three years, about two methods."""
    theme, young = make_concept(Scheme.THEME, "polarisatie"), make_concept(Scheme.TARGET_GROUP, "jongeren")
    school = make_concept(Scheme.SETTING, "school")
    mbo = make_concept(Scheme.SETTING, "mbo", parent=school)
    table, other = make_method(index, slug="tafel", title="Tafel"), make_method(index, slug="anders")
    make_publication(
        library, title="Rapport", dated_on=dt.date(2024, 2, 1), themes=[theme], methods=[table, other], settings=[mbo]
    )
    make_publication(library, title="Gids", type="handreiking", dated_on=dt.date(2025, 1, 1), settings=[school])
    make_lesson(library, title="Bel eerst", dated_on=dt.date(2025, 6, 1), themes=[theme], target_groups=[young])
    make_lesson(library, title="Luister", dated_on=dt.date(2023, 6, 1), methods=[table])


def test_both_kinds_are_listed_and_counted_together(four: None) -> None:
    assert titles() == EVERYTHING
    assert counts("soort") == {"publicatie": 2, "les": 2}
    assert counts("type") == {"onderzoek": 1, "handreiking": 1}
    assert counts("jaar") == {"2025": 2, "2024": 1, "2023": 1}
    assert counts("thema") == {"polarisatie": 2}
    assert counts("setting") == {"school": 2, "mbo": 1}
    assert counts("methode") == {}
    assert found().sentence == "4 publicaties en lessen"


@pytest.mark.parametrize(
    ("query", "expected", "sentence"),
    [
        ("soort=les", ["Bel eerst", "Luister"], "2 lessen"),
        ("soort=les&thema=polarisatie&doelgroep=jongeren", ["Bel eerst"], "1 les over polarisatie bij jongeren"),
        ("soort=publicatie&soort=les", EVERYTHING, "4 publicaties en lessen"),
        ("type=handreiking", ["Gids"], "1 publicatie of les, soort publicatie: handreiking"),
        ("soort=publicatie&jaar=2024&jaar=2025", ["Gids", "Rapport"], "2 publicaties, uit 2025 of 2024"),
        ("jaar=1999", [], "0 publicaties en lessen, uit 1999"),
        ("methode=tafel&methode=anders", ["Rapport", "Luister"], "2 publicaties en lessen"),
        ("methode=anders", ["Rapport"], "1 publicatie of les"),
        ("setting=mbo", ["Rapport"], "1 publicatie of les, plek: mbo"),
    ],
)
def test_filters_narrow_down_and_the_sentence_says_how(
    four: None, query: str, expected: list[str], sentence: str
) -> None:
    assert titles(query) == expected
    assert found(query).sentence.startswith(sentence)


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("nieuwste", EVERYTHING),
        ("oudste", EVERYTHING[::-1]),
        ("titel", ["Bel eerst", "Gids", "Luister", "Rapport"]),
    ],
)
def test_orders(four: None, order: str, expected: list[str]) -> None:
    assert titles(f"volgorde={order}") == expected


def test_a_strange_address_is_explained(four: None) -> None:
    strange = found("jaar=ooit&soort=film&volgorde=toeval&methode=geheim&pagina=9")

    assert [card.title for card in strange.cards] == EVERYTHING
    assert strange.notice == (
        "We kennen dit filter niet: ‘film’, ‘ooit’ en ‘geheim’. U ziet de lijst zonder dit filter. "
        "We kennen deze volgorde niet. De lijst staat op nieuwste eerst. "
        "Deze pagina bestaat niet. U ziet de laatste pagina van de lijst."
    )


def test_what_is_not_public_is_in_no_result_and_no_count(
    four: None, index: MethodIndexPage, library: LibraryIndexPage
) -> None:
    secret = make_method(index, slug="geheim", title="Geheim")
    restricted = make_lesson(library, dated_on=dt.date(2001, 1, 1))
    for page in (secret, restricted):
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    make_publication(library, live=False, type="advies")

    assert titles() == EVERYTHING
    assert "2001" not in counts("jaar")
    assert counts("type") == {"onderzoek": 1, "handreiking": 1}
    assert found("methode=geheim").groups[-1].name != "methode"


def test_the_page_answers_and_keeps_its_state_in_the_address(client: Client, four: None) -> None:
    page = client.get("/kennisbank/?methode=tafel&volgorde=titel").content.decode()

    assert "2 publicaties en lessen, methode: Tafel" in page
    assert 'name="volgorde" value="titel"' in page
    assert 'href="/kennisbank/feed/"' in page
    for address in ("/methoden/", "/evaluaties/", "/toepassingen/"):
        assert f'href="{address}"' in page


def test_an_empty_library_and_an_empty_result_say_what_to_do(client: Client, library: LibraryIndexPage) -> None:
    assert "Er staan nog geen publicaties of lessen in de kennisbank." in client.get("/kennisbank/").content.decode()

    make_lesson(library)
    assert "Haal een filter weg" in client.get("/kennisbank/?soort=publicatie").content.decode()


def test_the_list_costs_the_same_with_one_and_with_thirty(
    client: Client, index: MethodIndexPage, library: LibraryIndexPage, django_assert_max_num_queries: Any
) -> None:
    theme, method = make_concept(Scheme.THEME, "een"), make_method(index, slug="tafel")

    def queries() -> int:
        address = "/kennisbank/?thema=een&methode=tafel&jaar=2024"
        client.get(address)
        with django_assert_max_num_queries(15) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    make_lesson(library, themes=[theme], methods=[method])
    one = queries()
    for _ in range(15):
        make_lesson(library, themes=[theme], methods=[method])
        make_publication(library, themes=[theme], methods=[method])

    assert queries() == one


CHOICES = [
    "soort=les",
    "soort=publicatie",
    "type=onderzoek",
    "jaar=2025",
    "jaar=2024",
    "setting=school",
    "thema=polarisatie",
]


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(choices=st.lists(st.sampled_from(CHOICES), max_size=4, unique=True))
def test_every_count_is_what_choosing_it_gives(four: None, choices: list[str]) -> None:
    for group in found("&".join(choices)).groups:
        others = [choice for choice in choices if not choice.startswith(f"{group.name}=")]
        for option in group.options:
            assert found("&".join([*others, f"{group.name}={option.value}"])).pager.total == option.count
