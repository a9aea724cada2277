"""The overview of methods: what is found, what is counted, and what a strange address gives."""

from collections.abc import Iterable

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import PageViewRestriction

from common.access import ANONYMOUS
from common.components import FacetGroup
from knowledge.enums import Axis, Direction, Kind, Scheme, Stage
from knowledge.models import Concept, MethodIndexPage, MethodPage
from knowledge.overview import Overview, method_overview
from tests.knowledge.factories import judge, make_concept, make_method, rolled_back

pytestmark = pytest.mark.django_db


def overview(query: str = "") -> Overview:
    return method_overview(QueryDict(query), path="/methoden/", viewer=ANONYMOUS)


def titles(query: str = "") -> list[str]:
    return [card.title for card in overview(query).cards]


def counts(found: Overview, name: str) -> dict[str, int]:
    groups = [group for group in found.groups if group.name == name]
    return {option.value: option.count for group in groups for option in group.options}


@pytest.fixture
def themes(db: None) -> dict[str, Concept]:
    polarisation = make_concept(Scheme.THEME, "polarisatie")
    return {
        "polarisatie": polarisation,
        "online-haat": make_concept(Scheme.THEME, "online-haat", parent=polarisation),
        "onrust": make_concept(Scheme.THEME, "onrust"),
    }


@pytest.fixture
def three(index: MethodIndexPage, themes: dict[str, Concept]) -> None:
    """Three methods that differ in everything that is filtered on."""
    young = make_concept(Scheme.TARGET_GROUP, "jongeren")
    school = make_concept(Scheme.SETTING, "school")
    make_method(
        index,
        title="aan tafel",
        kind="interventie",
        themes=[themes["polarisatie"], themes["onrust"]],
        target_groups=[young],
        evidence={Axis.STAGE: "getest", Axis.DIRECTION: "positief"},
    )
    make_method(
        index,
        title="Botsen",
        kind="methode",
        themes=[themes["online-haat"]],
        target_groups=[young],
        settings=[school],
        evidence={Axis.STAGE: "bewezen", Axis.DIRECTION: "geen-effect"},
    )
    make_method(index, title="Cirkel", kind="methode", settings=[school])


# --- Filters and counts ----------------------------------------------------------------------------------------------


def test_counts_of_everything(three: None) -> None:
    found = overview()

    assert [group.label for group in found.groups] == ["Soort", "Thema", "Doelgroep", "Fase", "Plek", "Richting"]
    assert counts(found, "soort") == {"interventie": 1, "methode": 2}
    assert counts(found, "thema") == {"onrust": 1, "polarisatie": 2, "online-haat": 1}
    assert counts(found, "fase") == {"bewezen": 1, "getest": 1, "onbekend": 1}
    assert counts(found, "richting") == {"positief": 1, "geen-effect": 1, "onbekend": 1}
    assert found.sentence == "3 methoden"
    assert found.pager.total == 3


def test_a_facet_counts_without_its_own_choice_and_with_those_of_the_others(three: None) -> None:
    found = overview("soort=methode&fase=bewezen")

    assert [card.title for card in found.cards] == ["Botsen"]
    assert counts(found, "soort") == {"methode": 1}
    assert counts(found, "fase") == {"bewezen": 1, "onbekend": 1}
    assert counts(found, "setting") == {"school": 1}


def test_values_of_a_facet_add_up_and_facets_narrow_down(three: None) -> None:
    assert titles("soort=methode&soort=interventie") == ["Botsen", "aan tafel", "Cirkel"]
    assert titles("richting=positief&richting=geen-effect&setting=school") == ["Botsen"]
    assert titles("richting=onbekend") == ["Cirkel"]


def test_form_and_factors_narrow_down_and_are_told(index: MethodIndexPage) -> None:
    talk, lessons = make_concept(Scheme.FORM, "gesprek"), make_concept(Scheme.FORM, "lessen")
    enemy, support = make_concept(Scheme.RISK_FACTOR, "vijandbeeld"), make_concept(Scheme.PROTECTIVE_FACTOR, "steun")
    make_method(index, title="Praten", forms=[talk, lessons], risk_factors=[enemy], protective_factors=[support])
    make_method(index, title="Leren", forms=[lessons])

    found = overview("vorm=lessen&risicofactor=vijandbeeld&beschermende-factor=steun")

    assert [card.title for card in found.cards] == ["Praten"]
    assert found.sentence == "1 methode (vorm: lessen; pakt aan: vijandbeeld; versterkt: steun)"
    assert counts(overview(), "vorm") == {"gesprek": 1, "lessen": 2}
    assert counts(overview(), "risicofactor") == {"vijandbeeld": 1}
    assert counts(overview(), "beschermende-factor") == {"steun": 1}


def test_a_concept_stands_for_its_narrower_ones_as_well(three: None) -> None:
    assert titles("thema=polarisatie") == ["Botsen", "aan tafel"]
    assert titles("thema=online-haat") == ["Botsen"]


def test_a_method_counts_once_for_a_concept_it_has_twice(index: MethodIndexPage, themes: dict[str, Concept]) -> None:
    make_method(index, themes=[themes["polarisatie"], themes["online-haat"]])

    assert counts(overview(), "thema") == {"polarisatie": 1, "online-haat": 1}


def test_only_the_latest_judgement_counts(index: MethodIndexPage) -> None:
    method = make_method(index, title="Oud", evidence={Axis.STAGE: "bewezen"})
    judge(method, Axis.STAGE, "gestopt", "2025-01-01")

    assert counts(overview(), "fase") == {"gestopt": 1}
    assert titles("fase=bewezen") == []


def test_what_may_not_be_listed_is_in_no_result_and_no_count(three: None, index: MethodIndexPage) -> None:
    MethodPage.objects.get(title="Botsen").unpublish()
    hidden = MethodPage.objects.get(title="Cirkel")
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)

    found = overview()

    assert [card.title for card in found.cards] == ["aan tafel"]
    assert found.pager.total == 1
    assert counts(found, "soort") == {"interventie": 1}
    assert counts(found, "thema") == {"onrust": 1, "polarisatie": 1}


# --- Words -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("fase=getest", "1 methode, fase: getest"),
        ("soort=methode", "2 methoden"),
        ("soort=interventie", "1 interventie"),
        ("soort=interventie&soort=methode", "3 interventies of methoden"),
        ("thema=polarisatie&doelgroep=jongeren", "2 methoden over polarisatie voor jongeren"),
        ("setting=school&fase=bewezen&fase=getest", "1 methode (plek: school), fase: bewezen of getest"),
        ("doelgroep=jongeren&richting=geen-effect", "1 methode voor jongeren, zonder effect"),
        (
            "richting=positief&richting=geen-effect&richting=onbekend",
            "3 methoden, met een positief effect, zonder effect of met een onbekend effect",
        ),
        ("fase=gestopt", "0 methoden, fase: gestopt"),
        ("fase=onbekend", "1 methode, fase: onbekend"),
    ],
)
def test_the_count_in_words(three: None, query: str, sentence: str) -> None:
    if "gestopt" in query:
        judge(MethodPage.objects.get(title="Cirkel"), Axis.STAGE, "gestopt", "2020-01-01")
        judge(MethodPage.objects.get(title="Cirkel"), Axis.STAGE, "getest", "2021-01-01")

    assert overview(query).sentence == sentence


def test_chips_remove_one_filter_and_keep_the_rest(three: None) -> None:
    found = overview("soort=methode&fase=bewezen&volgorde=titel&pagina=1")

    assert [(chip.label, chip.remove_url) for chip in found.chips] == [
        ("Soort: Methode", "/methoden/?volgorde=titel&fase=bewezen"),
        ("Fase: Bewezen", "/methoden/?volgorde=titel&soort=methode"),
    ]
    assert found.clear_url == "/methoden/?volgorde=titel"
    assert found.keep == (("volgorde", "titel"),)


def test_what_the_address_asks_for_and_nobody_knows_is_said(three: None) -> None:
    found = overview("fase=onzin&soort=methode&volgorde=willekeurig&pagina=99")

    assert found.sentence == "2 methoden"
    assert found.notice == (
        "We kennen dit filter niet: ‘onzin’. U ziet de lijst zonder dit filter. "
        "We kennen deze volgorde niet. De lijst staat op verst gevorderde fase eerst. "
        "Deze pagina bestaat niet. U ziet de laatste pagina van de lijst."
    )
    assert overview("soort=methode").notice == ""


# --- Order and pages -------------------------------------------------------------------------------------------------


def test_orders(three: None) -> None:
    assert titles() == titles("volgorde=fase") == ["Botsen", "aan tafel", "Cirkel"]
    assert titles("volgorde=nieuwste") == ["Cirkel", "Botsen", "aan tafel"]
    assert titles("volgorde=titel") == ["aan tafel", "Botsen", "Cirkel"]
    orders = overview("soort=methode&volgorde=titel").orders
    assert [(order.label, order.url, order.current) for order in orders] == [
        ("Verst gevorderde fase eerst", "/methoden/?soort=methode", False),
        ("Titel", "/methoden/?volgorde=titel&soort=methode", True),
        ("Nieuwste eerst", "/methoden/?volgorde=nieuwste&soort=methode", False),
    ]


def test_the_usual_order_puts_what_helps_first_and_what_was_stopped_last(index: MethodIndexPage) -> None:
    for title, stage, direction in (
        ("a gestopt", "gestopt", "positief"),
        ("b", "getest", "negatief"),
        ("c", "getest", "geen-effect"),
        ("d", "getest", ""),
        ("e", "getest", "gemengd"),
        ("g", "getest", "positief"),
        ("F", "getest", "positief"),
        ("h in ontwikkeling", "in-ontwikkeling", "positief"),
        ("i zonder fase", "", "positief"),
        ("j bewezen", "bewezen", "geen-effect"),
    ):
        judged = {Axis.STAGE: stage, Axis.DIRECTION: direction}
        make_method(index, title=title, evidence={axis: value for axis, value in judged.items() if value})

    assert titles() == [
        *("j bewezen", "F", "g", "e", "d", "c", "b"),
        *("h in ontwikkeling", "i zonder fase", "a gestopt"),
    ]


def test_pages_hold_every_method_once(index: MethodIndexPage) -> None:
    for number in range(43):
        make_method(index, title=f"Methode {number:02}", kind="instrument")

    pages = [overview(f"soort=instrument&pagina={page}") for page in (1, 2, 3)]

    assert [len(page.cards) for page in pages] == [20, 20, 3]
    assert [card.title for page in pages for card in page.cards] == [f"Methode {number:02}" for number in range(43)]
    assert pages[1].pager.next_url == "/methoden/?soort=instrument&pagina=3"
    assert pages[1].pager.previous_url == "/methoden/?soort=instrument"


# --- The page --------------------------------------------------------------------------------------------------------


def test_the_page_says_what_it_found(client: Client, three: None) -> None:
    page = client.get("/methoden/?richting=geen-effect").content.decode()

    assert "1 methode, zonder effect" in page
    assert "/methoden/methode-" in page
    assert "Verwijder filter" in page


def test_an_empty_library_and_an_empty_result_help_along(client: Client, index: MethodIndexPage) -> None:
    empty_library = client.get("/methoden/").content.decode()
    make_method(index, evidence={Axis.STAGE: "getest"}, kind="methode")
    make_method(index, evidence={Axis.STAGE: "bewezen"}, kind="interventie")
    empty_result = client.get("/methoden/?fase=getest&soort=interventie").content.decode()

    assert "Er staan nog geen methoden in de bibliotheek" in empty_library
    assert "Haal een filter weg" in empty_result
    assert 'href="/methoden/"' in empty_result


HOSTILE = [
    "pagina=0",
    "pagina=1000000000",
    "pagina=-1&pagina=abc",
    "pagina=%00",
    "soort=%00&thema=%27%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
    "fase=" + "x" * 5000,
    "&".join(f"thema={number}" for number in range(500)),
    "volgorde=-title&volgorde=pk",
    "richting=%ff%fe&setting[]=1&soort__in=methode",
    "q=1%27%20OR%201=1",
]


@pytest.mark.parametrize("query", HOSTILE)
def test_a_hostile_address_gives_the_list(client: Client, three: None, query: str) -> None:
    response = client.get(f"/methoden/?{query}")

    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()
    assert response.context["overview"].pager.total == 3


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.text(max_size=60), name=st.sampled_from(["thema", "fase", "pagina", "volgorde", ""]))
def test_no_address_breaks_the_list(three: None, query: str, name: str) -> None:
    address = QueryDict(mutable=True)
    address[name] = query

    assert overview(address.urlencode()).pager.total >= 0


def test_the_list_costs_the_same_with_one_and_with_thirty(
    client: Client, index: MethodIndexPage, themes: dict[str, Concept], django_assert_max_num_queries
) -> None:
    def add(number: int) -> None:
        for _ in range(number):
            make_method(index, themes=themes.values(), evidence={Axis.STAGE: "getest", Axis.EFFECT: "gemeten"})

    def queries() -> int:
        client.get("/methoden/")
        with django_assert_max_num_queries(15) as captured:
            assert client.get("/methoden/?fase=getest&volgorde=fase").status_code == 200
        return len(captured)

    add(1)
    one = queries()
    add(29)

    assert queries() == one


# --- Exactness -------------------------------------------------------------------------------------------------------


@pytest.fixture
def vocabulary(db: None) -> dict[str, list[Concept]]:
    """Three concepts per scheme, of which one lies below another."""
    found = {}
    for relation, scheme in (
        ("themes", Scheme.THEME),
        ("target_groups", Scheme.TARGET_GROUP),
        ("settings", Scheme.SETTING),
    ):
        broad = make_concept(scheme, "breed")
        found[relation] = [broad, make_concept(scheme, "smal", parent=broad), make_concept(scheme, "los")]
    return found


FACET_SOURCES = {"thema": "themes", "doelgroep": "target_groups", "setting": "settings"}

METHODS = st.lists(
    st.fixed_dictionaries(
        {
            "kind": st.sampled_from(Kind.values),
            "live": st.sampled_from([True, True, True, False]),
            "stage": st.sampled_from([None, *Stage.values]),
            "direction": st.sampled_from([None, *Direction.values]),
            **{name: st.sets(st.sampled_from(["breed", "smal", "los"])) for name in FACET_SOURCES.values()},
        }
    ),
    max_size=6,
)
CHOICES = st.fixed_dictionaries(
    {
        "soort": st.sets(st.sampled_from(Kind.values), max_size=2),
        "fase": st.sets(st.sampled_from([*Stage.values, "onbekend"]), max_size=2),
        "richting": st.sets(st.sampled_from(Direction.values), max_size=2),
        **{name: st.sets(st.sampled_from(["breed", "smal", "los"]), max_size=2) for name in FACET_SOURCES},
    }
)


def values_of(method: dict, facet: str) -> set[str]:
    """The values for which a method counts, found by hand."""
    if facet in FACET_SOURCES:
        own = method[FACET_SOURCES[facet]]
        return own | ({"breed"} if "smal" in own else set())
    known = {"soort": method["kind"], "fase": method["stage"], "richting": method["direction"]}
    return {known[facet] or "onbekend"}


def fits(method: dict, choice: dict, leave_out: str = "") -> bool:
    return method["live"] and all(
        values & values_of(method, facet) for facet, values in choice.items() if values and facet != leave_out
    )


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(methods=METHODS, choice=CHOICES)
def test_every_count_equals_a_recount(
    index: MethodIndexPage, vocabulary: dict[str, list[Concept]], methods: list[dict], choice: dict
) -> None:
    with rolled_back():
        store(index, vocabulary, methods)
        address = QueryDict("volgorde=titel", mutable=True)
        for facet, values in choice.items():
            address.setlist(facet, sorted(values))

        found = overview(address.urlencode())

        assert found.pager.total == sum(fits(method, choice) for method in methods)
        assert [card.title for card in found.cards] == [
            f"M{number}" for number, method in enumerate(methods) if fits(method, choice)
        ]
        for group in found.groups:
            assert_exact(group, methods, choice)


def assert_exact(group: FacetGroup, methods: list[dict], choice: dict) -> None:
    for option in group.options:
        reached = [
            fits(method, choice, group.name) and option.value in values_of(method, group.name) for method in methods
        ]
        assert option.count == sum(reached), (group.name, option.value)
        assert option.selected == (option.value in choice[group.name])


def store(index: MethodIndexPage, vocabulary: dict[str, list[Concept]], methods: Iterable[dict]) -> None:
    for number, method in enumerate(methods):
        labels = {
            name: [concept for concept in vocabulary[name] if concept.notation in method[name]]
            for name in FACET_SOURCES.values()
        }
        evidence = {Axis.STAGE: method["stage"], Axis.DIRECTION: method["direction"]}
        make_method(
            index,
            title=f"M{number}",
            kind=method["kind"],
            live=method["live"],
            evidence={axis: value for axis, value in evidence.items() if value},
            **labels,
        )


def test_a_restriction_on_the_overview_hides_every_method(index: MethodIndexPage) -> None:
    make_method(index)
    PageViewRestriction.objects.create(page=index, restriction_type=PageViewRestriction.LOGIN)

    assert overview().pager.total == 0
    assert overview().is_empty_library
