"""The overviews of evaluations and use cases: what is found, counted and sorted, and what a strange address gives."""

import datetime as dt
import re
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import PageViewRestriction

from common.access import ANONYMOUS
from common.territory import SizeClass, Urbanity
from knowledge.enums import Again, Direction, Scheme
from knowledge.listing import Overview
from knowledge.models import LibraryIndexPage, MethodIndexPage, MethodPage
from knowledge.record_overview import evaluation_overview, use_case_overview
from tests.knowledge.factories import make_concept, make_evaluation, make_method, make_use_case

pytestmark = pytest.mark.django_db


def evaluations(query: str = "") -> Overview:
    return evaluation_overview(QueryDict(query), path="/evaluaties/", viewer=ANONYMOUS)


def use_cases(query: str = "") -> Overview:
    return use_case_overview(QueryDict(query), path="/toepassingen/", viewer=ANONYMOUS)


def titles(found: Overview) -> list[str]:
    return [card.title for card in found.cards]


def counts(found: Overview, name: str) -> dict[str, int]:
    groups = [group for group in found.groups if group.name == name]
    return {option.value: option.count for group in groups for option in group.options}


@pytest.fixture
def four(index: MethodIndexPage) -> MethodPage:
    """Two evaluations and two use cases of one method, and one of each of another."""
    school = make_concept(Scheme.SETTING, "school")
    theme, young = make_concept(Scheme.THEME, "polarisatie"), make_concept(Scheme.TARGET_GROUP, "jongeren")
    mbo = make_concept(Scheme.SETTING, "mbo", parent=school)
    method, other = make_method(index, slug="lessen", title="Lessen"), make_method(index, slug="anders")
    labels: dict[str, Any] = {"themes": [theme], "target_groups": [young], "settings": [mbo]}
    make_evaluation(
        method, "positief", title="Groot", participants=900, size_class="vanaf-100000", urbanity="sterk", **labels
    )
    make_evaluation(
        method, "negatief", "positief", title="Apart", type="kosten", period_from=dt.date(2019, 1, 1), settings=[school]
    )
    make_evaluation(other, "geen-effect", title="Elders", period_from=dt.date(2022, 1, 1), participants=30)
    make_use_case(method, title="Graag", size_class="vanaf-100000", urbanity="sterk", **labels)
    make_use_case(method, title="Nooit", again="nee", period_from=dt.date(2019, 1, 1))
    make_use_case(other, title="Misschien", again="ja-mits", period_from=dt.date(2022, 1, 1))
    return method


def test_evaluations_are_counted_by_what_was_found_and_where(four: MethodPage) -> None:
    found = evaluations()

    assert titles(found) == ["Groot", "Elders", "Apart"]
    assert counts(found, "richting") == {"positief": 1, "geen-effect": 1, "onbekend": 1}
    assert counts(found, "type") == {"kosten": 1, "effect": 2}
    assert counts(found, "gemeentegrootte") == {"tot-30000": 2, "vanaf-100000": 1}
    assert counts(found, "stedelijkheid") == {"sterk": 1, "weinig": 2}
    assert counts(found, "setting") == {"school": 2, "mbo": 1}
    assert counts(found, "methode") == {}
    assert found.sentence == "3 evaluaties"


def test_use_cases_are_counted_by_what_they_would_do_again(four: MethodPage) -> None:
    found = use_cases()

    assert titles(found) == ["Graag", "Misschien", "Nooit"]
    assert counts(found, "opnieuw") == {"ja": 1, "ja-mits": 1, "nee": 1}
    assert found.sentence == "3 toepassingen"
    assert titles(use_cases("opnieuw=nee&opnieuw=ja-mits")) == ["Misschien", "Nooit"]


@pytest.mark.parametrize(
    ("query", "expected", "sentence"),
    [
        ("richting=geen-effect", ["Elders"], "1 evaluatie, zonder effect"),
        ("richting=negatief", [], "0 evaluaties, met een negatief effect"),
        (
            "thema=polarisatie&doelgroep=jongeren&gemeentegrootte=vanaf-100000",
            ["Groot"],
            "1 evaluatie over polarisatie bij jongeren, grootte van de gemeente: 100.000 inwoners of meer",
        ),
        ("setting=school", ["Groot", "Apart"], "2 evaluaties, plek: school"),
        ("methode=lessen&type=kosten", ["Apart"], "1 evaluatie, soort onderzoek: kostenevaluatie, methode: Lessen"),
        ("stedelijkheid=onbekend", [], "0 evaluaties, stedelijkheid: onbekend"),
        ("methode=lessen&methode=anders", ["Groot", "Elders", "Apart"], "3 evaluaties"),
    ],
)
def test_filters_narrow_down_and_the_sentence_says_how(
    four: MethodPage, query: str, expected: list[str], sentence: str
) -> None:
    found = evaluations(query)

    assert titles(found) == expected
    assert found.sentence.startswith(sentence)


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("nieuwste", ["Groot", "Elders", "Apart"]),
        ("titel", ["Apart", "Elders", "Groot"]),
        ("deelnemers", ["Groot", "Elders", "Apart"]),
    ],
)
def test_orders(four: MethodPage, order: str, expected: list[str]) -> None:
    found = evaluations(f"volgorde={order}")

    assert titles(found) == expected
    assert [entry.label for entry in found.orders if entry.current] == [
        {"nieuwste": "Nieuwste eerst", "titel": "Titel", "deelnemers": "Meeste deelnemers eerst"}[order]
    ]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("opnieuw=nee", "0 toepassingen, van wie het niet opnieuw zou doen"),
        (
            "opnieuw=ja&opnieuw=ja-mits",
            "0 toepassingen, van wie het opnieuw zou doen of van wie het onder voorwaarden opnieuw zou doen",
        ),
        (
            "stedelijkheid=verschillend&gemeentegrootte=verschillend",
            (
                "0 toepassingen, grootte van de gemeente: meer gemeenten, verschillend van grootte, "
                "stedelijkheid: verschillend"
            ),
        ),
    ],
)
def test_use_cases_are_counted_in_a_sentence(db: None, query: str, sentence: str) -> None:
    assert use_case_overview(QueryDict(query), path="/", viewer=ANONYMOUS).sentence == sentence


def test_a_strange_address_is_explained(four: MethodPage) -> None:
    found = evaluations("richting=omhoog&volgorde=willekeurig&methode=geheim&pagina=9")

    assert titles(found) == ["Groot", "Elders", "Apart"]
    assert found.notice == (
        "We kennen dit filter niet: ‘omhoog’ en ‘geheim’. U ziet de lijst zonder dit filter. "
        "We kennen deze volgorde niet. De lijst staat op nieuwste eerst. "
        "Deze pagina bestaat niet. U ziet de laatste pagina van de lijst."
    )


def test_what_is_not_public_is_in_no_result_and_no_count(four: MethodPage) -> None:
    PageViewRestriction.objects.create(page=four, restriction_type=PageViewRestriction.LOGIN)

    assert titles(evaluations()) == ["Elders"]
    assert counts(evaluations(), "richting") == {"geen-effect": 1}
    assert titles(use_cases()) == ["Misschien"]
    # The name of a restricted method is not given away either.
    assert evaluations("methode=lessen").groups[-1].name != "methode"


def test_the_pages_answer_and_keep_their_state_in_the_address(client: Client, four: MethodPage) -> None:
    page = client.get("/evaluaties/?methode=lessen&volgorde=titel").content.decode()

    assert "2 evaluaties, methode: Lessen" in page
    assert 'name="volgorde" value="titel"' in page
    assert "Methode: Lessen" in page
    assert "1 toepassing" in client.get("/toepassingen/?opnieuw=nee").content.decode()
    assert f"/evaluaties/?methode={four.slug}" in client.get(four.get_url()).content.decode()
    assert client.post("/evaluaties/").status_code == 405


@pytest.mark.parametrize(("address", "word"), [("/evaluaties/", "evaluaties"), ("/toepassingen/", "toepassingen")])
def test_an_empty_library_and_an_empty_result_say_what_to_do(
    client: Client, index: MethodIndexPage, address: str, word: str
) -> None:
    assert f"Er staan nog geen {word} in de bibliotheek." in client.get(address).content.decode()

    method = make_method(index)
    make_evaluation(method)
    make_use_case(method)
    assert "Haal een filter weg" in client.get(f"{address}?stedelijkheid=zeer-sterk").content.decode()


@pytest.mark.parametrize(("address", "make"), [("/evaluaties/", make_evaluation), ("/toepassingen/", make_use_case)])
def test_a_list_costs_the_same_with_one_and_with_thirty(
    client: Client, index: MethodIndexPage, django_assert_max_num_queries: Any, address: str, make: Any
) -> None:
    labels: dict[str, Any] = {"themes": [make_concept(Scheme.THEME, "een")]}
    method = make_method(index, slug="lessen")

    def queries() -> int:
        client.get(f"{address}?methode=lessen")
        with django_assert_max_num_queries(15) as captured:
            client.get(f"{address}?methode=lessen&thema=een")
        return len(captured)

    make(method, **labels)
    one = queries()
    for _ in range(29):
        make(make_method(index), **labels)
        make(method, **labels)

    assert queries() == one
    assert "pagina=2" in client.get(address).content.decode()


CHOICES = st.lists(
    st.sampled_from(
        [
            *(f"richting={value}" for value in Direction.values),
            *(f"opnieuw={value}" for value in Again.values),
            *(f"gemeentegrootte={value}" for value in SizeClass.values),
            *(f"stedelijkheid={value}" for value in Urbanity.values),
            "methode=lessen",
            "thema=polarisatie",
            "setting=school",
        ]
    ),
    max_size=5,
)


@given(choices=CHOICES)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_count_is_what_one_gets(four: MethodPage, choices: list[str]) -> None:
    for overview in (evaluations, use_cases):
        for group in overview("&".join(choices)).groups:
            others = [choice for choice in choices if not choice.startswith(f"{group.name}=")]
            if group.name == "methode":
                continue
            for option in group.options:
                chosen = "&".join([*others, f"{group.name}={option.value}"])
                assert overview(chosen).pager.total == option.count


def test_the_four_lists_stand_side_by_side(client: Client, index: MethodIndexPage, library: LibraryIndexPage) -> None:
    lists = {"/methoden/": "Methoden", "/evaluaties/": "Evaluaties", "/toepassingen/": "Toepassingen"}
    lists["/kennisbank/"] = "Kennisbank"

    for address, name in lists.items():
        page = client.get(address).content.decode()
        sections = page.split('aria-label="In de bibliotheek"')[1].split("</nav>")[0]
        assert re.findall(r'<a class="kp-tag" href="([^"]*)"', sections) == list(lists)
        assert re.findall(r'aria-current="page">(.*?)</a>', sections) == [name]
