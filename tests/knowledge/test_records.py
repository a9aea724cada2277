"""Evaluations and use cases: who sees them, what their pages and that of their method say, and how search follows."""

import datetime as dt
import re
import uuid
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import PageViewRestriction

from common.access import ANONYMOUS, Role
from common.chain import Step
from knowledge.enums import MEASURED_DIRECTIONS, EvaluationType, Scheme
from knowledge.experience import count_evaluations, method_experience
from knowledge.models import Evaluation, MethodIndexPage, MethodPage, Outcome, UseCase
from knowledge.permissions import can_list_record
from knowledge.record_cards import evaluation_card
from knowledge.record_search import record_sources
from search.models import IndexTask
from tests.knowledge.factories import make_concept, make_evaluation, make_method, make_use_case, rolled_back

pytestmark = pytest.mark.django_db

MAKERS = [pytest.param(make_evaluation, id="evaluation"), pytest.param(make_use_case, id="use case")]


def html(client: Client, record: Any) -> str:
    response = client.get(record.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def restrict(page: Any) -> PageViewRestriction:
    return PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


# --- Who sees what ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", MAKERS)
def test_the_rule_and_the_query_agree(index: MethodIndexPage, make: Any) -> None:
    open_method, draft, secret = make_method(index), make_method(index, live=False), make_method(index)
    restrict(secret)
    records = [make(method, live=live) for method in (open_method, draft, secret) for live in (True, False)]
    model = type(records[0])

    by_query = set(model.objects.visible_to(ANONYMOUS))

    assert by_query == {record for record in records if can_list_record(ANONYMOUS, record)}
    assert by_query == {records[0]}


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("hidden", ["draft", "unpublished method", "restricted method", "restricted library"])
def test_what_is_not_public_leaks_nowhere(client: Client, index: MethodIndexPage, make: Any, hidden: str) -> None:
    method = make_method(index)
    record = make(method, title="Geheime titel", summary="Geheime samenvatting")
    sources = {source.kind: source for source in record_sources()}
    source = sources["evaluation" if isinstance(record, Evaluation) else "usecase"]
    assert "Geheime titel" in client.get(method.get_url()).content.decode()
    if hidden == "draft":
        record.unpublish()
    elif hidden == "unpublished method":
        method.unpublish()
    else:
        restrict(method if hidden == "restricted method" else index)

    assert client.get(record.get_absolute_url()).status_code == 404
    assert client.get(f"/id/{record.public_id}").status_code == 404
    for address in (method.get_url(), index.get_url(), "/sitemap.xml"):
        answer = client.get(address).content.decode()
        assert "Geheime" not in answer
        assert record.slug not in answer
    assert list(source.documents(None)) == []
    assert source.cards(ANONYMOUS, [record.public_id]) == {}
    assert count_evaluations(ANONYMOUS) == 0


def test_somebody_who_may_open_a_restricted_method_sees_nothing_that_hangs_on_it(
    client: Client, index: MethodIndexPage, person: Any, django_user_model: Any
) -> None:
    method = make_method(index)
    make_evaluation(method, "positief", title="Geheim onderzoek")
    restrict(method)
    client.force_login(django_user_model.objects.create_user(email="lid@example.org", password="x"))

    answer = client.get(method.get_url())

    assert answer.status_code == 200
    assert "Geheim onderzoek" not in answer.content.decode()


def test_an_unknown_address_is_not_found(client: Client, index: MethodIndexPage) -> None:
    evaluation = make_evaluation(make_method(index))

    assert client.get("/evaluaties/bestaat-niet/").status_code == 404
    assert client.get(f"/toepassingen/{evaluation.slug}/").status_code == 404
    assert client.post(evaluation.get_absolute_url()).status_code == 405


@pytest.mark.parametrize("make", MAKERS)
def test_the_permanent_address_and_the_sitemap_lead_to_the_page(
    client: Client, index: MethodIndexPage, make: Any
) -> None:
    record = make(make_method(index))

    assert client.get(f"/id/{record.public_id}").headers["Location"] == record.get_absolute_url()
    assert f"{record.get_absolute_url()}</loc>" in client.get("/sitemap.xml").content.decode()


@pytest.mark.parametrize("make", MAKERS)
def test_the_sitemap_names_the_site_and_not_the_host_that_was_asked(
    client: Client, index: MethodIndexPage, settings: Any, make: Any
) -> None:
    settings.ALLOWED_HOSTS, settings.SITE_URL = ["elders.example"], "https://kennis.example:8443"
    record = make(make_method(index))

    found = re.findall("<loc>(.*?)</loc>", client.get("/sitemap.xml", headers={"host": "elders.example"}).text)

    assert f"https://kennis.example:8443{record.get_absolute_url()}" in found
    assert "https://kennis.example:8443/evaluaties/" in found
    assert [address for address in found if "elders.example" in address] == []


# --- Pages -----------------------------------------------------------------------------------------------------------


def test_an_evaluation_tells_what_was_found_among_whom_and_by_whom(client: Client, index: MethodIndexPage) -> None:
    method = make_method(index, title="Wijktafel")
    evaluation = make_evaluation(
        method,
        "positief",
        "geen-effect",
        participants=1140,
        dropouts=96,
        independent="nee",
        target_groups=[make_concept(Scheme.TARGET_GROUP, "ouders")],
        owner_reaction="Wij passen dit aan.",
    )
    Outcome.objects.filter(direction="positief").update(follow_up_months=1)

    response = client.get(evaluation.get_absolute_url())

    rows = [[cell.text for cell in row] for row in response.context["outcomes"].rows]
    facts = {fact.label: fact.value for fact in (*response.context["study"], *response.context["circumstances"])}
    assert rows == [
        ["Maat positief", "Positief", "Een punt.", "1 maand erna"],
        ["Maat geen-effect", "Geen effect", "Een punt.", "Onbekend"],
    ]
    assert [mark.value for mark in response.context["marks"]] == ["Gemengd"]
    assert facts["Deelnemers"] == "1.140, van wie 96 afvielen"
    assert facts["Onafhankelijk"] == "Nee"
    assert facts["Opdrachtgever"] == "Onbekend"
    assert facts["Doelgroep"] == "Ouders"
    assert facts["Periode"] == "Januari 2024 tot en met juni 2024"
    assert response.context["method_card"].title == "Wijktafel"
    assert [link.title for link in response.context["breadcrumb"]][-2:] == ["Methoden", "Wijktafel"]
    assert "Wij passen dit aan." in response.content.decode()


def test_what_an_evaluation_does_not_know_is_said(client: Client, index: MethodIndexPage) -> None:
    page = html(client, make_evaluation(make_method(index)))

    assert "De richting van het effect is daarom onbekend." in page
    assert page.count("Dat is niet bekend.") == 2


def test_a_use_case_tells_who_did_what_and_whether_they_would_again(client: Client, index: MethodIndexPage) -> None:
    use_case = make_use_case(make_method(index), again="nee", again_reason="Te duur.", hours=96, period_to=None)

    response = client.get(use_case.get_absolute_url())

    page = response.content.decode()
    assert [(fact.label, fact.value) for fact in response.context["answers"]] == [
        ("Uren werk", "96 uur werk"),
        ("Opnieuw doen?", "Zou het niet opnieuw doen"),
    ]
    assert "Te duur." in page
    assert "sinds januari 2024" in page
    assert "Nog niet gecontroleerd" in page
    assert "Het is geen onderzoek naar het effect." in page


@pytest.mark.parametrize("make", MAKERS)
def test_text_of_an_editor_is_shown_as_text(client: Client, index: MethodIndexPage, make: Any) -> None:
    attack = "<script>alert(1)</script>"
    method = make_method(index)
    record = make(method, title=attack, summary=attack, municipality=attack, delivered_by=attack, adaptations=attack)

    assert attack not in html(client, record)
    assert attack not in client.get(method.get_url()).content.decode()


# --- On the page of the method, and in the chain ---------------------------------------------------------------------


def test_a_method_counts_every_direction_alike(client: Client, index: MethodIndexPage) -> None:
    method = make_method(index)
    for directions in (("positief",), ("positief", "positief"), ("negatief",), ("positief", "negatief"), ()):
        make_evaluation(method, *directions)
    make_evaluation(method, "geen-effect", live=False)
    make_evaluation(make_method(index), "geen-effect")
    for again in ("ja", "nee", "nee"):
        make_use_case(method, again=again)

    found = method_experience(method, ANONYMOUS)

    assert [(fact.label, fact.value) for fact in found.directions] == [
        ("Positief", "2"),
        ("Geen effect", "0"),
        ("Gemengd", "1"),
        ("Negatief", "1"),
        ("Onbekend", "1"),
    ]
    assert [(fact.label, fact.value) for fact in found.again] == [("Ja", "1"), ("Ja, mits", "0"), ("Nee", "2")]
    assert (found.evaluation_total, found.use_case_total) == (5, 3)
    page = client.get(method.get_url()).content.decode()
    assert "Er zijn 5 onderzoeken naar deze methode." in page
    assert "3 organisaties vertellen hoe het ging." in page


def test_a_method_without_experience_says_so(client: Client, index: MethodIndexPage) -> None:
    page = client.get(make_method(index).get_url()).content.decode()

    assert "Op deze site staat geen openbaar onderzoek naar deze methode." in page
    assert "Op deze site staat geen openbare ervaring van een organisatie met deze methode." in page


def test_what_is_not_public_is_not_called_absent(client: Client, person: Any, index: MethodIndexPage) -> None:
    method = make_method(index)
    make_evaluation(method, "negatief")
    make_use_case(method, again="nee")
    PageViewRestriction.objects.create(page=method, restriction_type=PageViewRestriction.LOGIN)
    client.force_login(person(Role.FACILITATOR))

    page = client.get(method.get_url()).content.decode()

    # Whoever may read the method is told what is public, which is nothing, and not that nothing exists.
    assert "Op deze site staat geen openbaar onderzoek naar deze methode." in page
    assert "Op deze site staat geen openbare ervaring van een organisatie met deze methode." in page
    assert "Op deze site staat geen openbaar onderzoek en geen openbare ervaring waarin de methode niet werkte." in page
    assert not re.search(r"nog geen onderzoek|er is geen onderzoek", page)


def test_a_method_shows_the_newest_ten(index: MethodIndexPage) -> None:
    method = make_method(index)
    for year in range(2010, 2022):
        make_evaluation(method, title=f"Onderzoek {year}", period_from=dt.date(year, 1, 1))

    table = method_experience(method, ANONYMOUS).evaluations

    assert table is not None
    assert [row[0].text for row in table.rows] == [f"Onderzoek {year}" for year in range(2021, 2011, -1)]


def test_the_chain_leads_from_a_method_to_its_evaluations_and_back(client: Client, index: MethodIndexPage) -> None:
    method = make_method(index, title="Wijktafel", is_example=True)
    evaluation = make_evaluation(method, "positief", title="Het onderzoek")
    make_evaluation(method, live=False)

    forth = {node.step: node for node in client.get(method.get_url()).context["thread"]}[Step.EVALUATION]
    back = {node.step: node for node in client.get(evaluation.get_absolute_url()).context["thread"]}

    assert (forth.count, [link.url for link in forth.links]) == (1, [evaluation.get_absolute_url()])
    assert [(link.title, link.url) for link in back[Step.METHOD].links] == [("Wijktafel (voorbeeld)", method.get_url())]
    assert back[Step.EVALUATION].current
    assert count_evaluations(ANONYMOUS) == 1


@given(
    directions=st.lists(st.sampled_from([value.value for value in MEASURED_DIRECTIONS]), max_size=4),
    kind=st.sampled_from(EvaluationType.values),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_direction_of_the_query_is_that_of_the_record(
    index: MethodIndexPage, directions: list[str], kind: str
) -> None:
    with rolled_back():
        evaluation = make_evaluation(make_method(index), *directions, type=kind)

        counted = Evaluation.objects.with_direction().get(pk=evaluation.pk).direction_now

        assert counted == Evaluation.objects.get(pk=evaluation.pk).direction
        expected = {0: "onbekend", 1: (directions or [""])[0]}.get(len(set(directions)), "gemengd")
        assert counted == (expected if kind == "effect" else "onbekend")


@pytest.mark.parametrize(("kind", "studied"), [("proces", "Uitvoering"), ("plan", "Plan"), ("kosten", "Kosten")])
def test_a_study_of_something_else_says_nothing_of_the_effect(
    client: Client, index: MethodIndexPage, kind: str, studied: str
) -> None:
    evaluation = make_evaluation(make_method(index), "positief", type=kind)

    card = evaluation_card(Evaluation.objects.with_direction().get())
    page = html(client, evaluation)

    assert [(mark.axis, mark.value) for mark in card.marks] == [("measured", studied), ("direction", "Onbekend")]
    assert "Dit onderzoek ging niet over het effect." in page
    assert re.search(r"<th[^>]*>\s*Uitkomst", page)
    assert not re.search(r"<th[^>]*>\s*Richting", page)


# --- What it costs ---------------------------------------------------------------------------------------------------


def test_a_method_costs_the_same_with_one_and_with_thirty(
    client: Client, index: MethodIndexPage, django_assert_max_num_queries: Any
) -> None:
    method = make_method(index, themes=[make_concept(Scheme.THEME, "onrust")])

    def queries() -> int:
        client.get(method.get_url())
        with django_assert_max_num_queries(15) as captured:
            client.get(method.get_url())
        return len(captured)

    make_evaluation(method, "positief", "negatief")
    make_use_case(method)
    one = queries()
    for _ in range(29):
        make_evaluation(method, "positief", "negatief")
        make_use_case(method)

    assert queries() == one


@pytest.mark.parametrize("make", MAKERS)
def test_a_record_costs_the_same_with_one_label_and_with_thirty(
    client: Client, index: MethodIndexPage, django_assert_max_num_queries: Any, make: Any
) -> None:
    concepts = [make_concept(Scheme.THEME, f"thema-{number}") for number in range(30)]
    record = make(make_method(index), themes=concepts[:1])

    def queries() -> int:
        html(client, record)
        with django_assert_max_num_queries(15) as captured:
            html(client, record)
        return len(captured)

    one = queries()
    record.themes.set(concepts)
    if isinstance(record, Evaluation):
        record.outcomes.set([Outcome(measure="Maat", direction="positief", size="Klein.") for _ in range(30)])
    record.save()

    assert queries() == one


# --- What is refused -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("make", "fields", "field"),
    [
        (make_evaluation, {"period_to": dt.date(2020, 1, 1)}, "period_to"),
        (make_use_case, {"period_to": dt.date(2020, 1, 1)}, "period_to"),
        (make_evaluation, {"participants": 10, "dropouts": 11}, "dropouts"),
        (make_evaluation, {"dropouts": 1}, "dropouts"),
        (make_evaluation, {"report_url": "javascript:alert(1)"}, "report_url"),
        (make_use_case, {"again": "misschien"}, "again"),
    ],
)
def test_what_contradicts_itself_is_refused(index: MethodIndexPage, make: Any, fields: dict, field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        make(make_method(index), **fields).full_clean()

    assert list(refused.value.message_dict) == [field]


# --- Search ----------------------------------------------------------------------------------------------------------


def test_search_finds_everything_that_is_told(index: MethodIndexPage) -> None:
    group = make_concept(Scheme.TARGET_GROUP, "leraren", parent=make_concept(Scheme.TARGET_GROUP, "professionals"))
    method = make_method(index, title="Wijktafel")
    make_evaluation(method, "negatief", target_groups=[group], not_for="Niet voor nachtwerkers.")
    make_use_case(method, helped="De voetbaltrainer.", municipality="Voorbeeldbeek")

    documents = {document.kind: document for source in record_sources() for document in source.documents(None)}

    assert "Maat negatief: Negatief. Een punt." in documents["evaluation"].body
    assert "Niet voor nachtwerkers." in documents["evaluation"].body
    assert "Wijktafel" in documents["evaluation"].body
    assert documents["evaluation"].facets["doelgroep"] == ("leraren", "professionals")
    assert "De voetbaltrainer." in documents["usecase"].body
    assert "Voorbeeldbeek" in documents["usecase"].body
    for document in documents.values():
        *prose, facts = document.body.splitlines()
        assert prose
        assert document.weight == 1.0
        assert all(line.endswith((".", "!", "?")) for line in prose)
        assert facts.count(", ") >= 4
        assert "Wijktafel, " in facts
        assert facts.endswith(".")


def test_reading_for_search_costs_the_same_with_one_and_with_thirty(
    index: MethodIndexPage, django_assert_max_num_queries: Any
) -> None:
    method, theme = make_method(index), make_concept(Scheme.THEME, "onrust")

    def queries() -> int:
        ids = [
            *Evaluation.objects.values_list("public_id", flat=True),
            *UseCase.objects.values_list("public_id", flat=True),
        ]
        with django_assert_max_num_queries(20) as captured:
            for source in record_sources():
                list(source.documents(None))
                source.cards(ANONYMOUS, ids)
        return len(captured)

    make_evaluation(method, "positief", themes=[theme])
    make_use_case(method, themes=[theme])
    one = queries()
    for _ in range(29):
        make_evaluation(method, "positief", themes=[theme])
        make_use_case(method, themes=[theme])

    assert queries() == one


def changed(kind: str) -> set[uuid.UUID]:
    """What waits for the index, and an empty queue after that."""
    found = set(IndexTask.objects.filter(kind=kind).values_list("public_id", flat=True))
    IndexTask.objects.all().delete()
    return found


@pytest.mark.parametrize(("make", "kind"), [(make_evaluation, "evaluation"), (make_use_case, "usecase")])
def test_search_follows_publication(index: MethodIndexPage, make: Any, kind: str) -> None:
    record = make(make_method(index), live=False)
    record.save_revision()
    assert changed(kind) == set()

    record.save_revision().publish()
    assert changed(kind) == {record.public_id}

    record.refresh_from_db()
    record.unpublish()
    assert changed(kind) == {record.public_id}

    identifier = record.public_id
    record.delete()
    assert changed(kind) == {identifier}


@pytest.mark.parametrize(("make", "kind"), [(make_evaluation, "evaluation"), (make_use_case, "usecase")])
def test_search_follows_the_method(home: Any, index: MethodIndexPage, make: Any, kind: str) -> None:
    method = make_method(index)
    record = make(method)
    make(make_method(home.add_child(instance=MethodIndexPage(title="Elders", slug="elders", intro="Elders."))))
    IndexTask.objects.all().delete()

    method.unpublish()
    assert changed(kind) == {record.public_id}
    method.save_revision().publish()
    assert changed(kind) == {record.public_id}
    restriction = restrict(index)
    assert changed(kind) == {record.public_id}
    restriction.delete()
    assert changed(kind) == {record.public_id}
    MethodPage.objects.get(pk=method.pk).move(index, pos="first-child")
    assert changed(kind) == {record.public_id}
