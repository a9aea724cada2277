"""What is missing inside rows and blocks keeps a page or a record from going public, whatever the door."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, TaskState
from wagtail.test.utils.form_data import rich_text

from accounts.services import sync_roles
from common.access import Role
from common.completeness import missing_fields
from knowledge.enums import Scheme
from knowledge.models import LibraryIndexPage, MethodCost, MethodIndexPage, MethodMaterial, Outcome, PublicationFile
from tests.accounts.helpers import sign_in_as
from tests.knowledge.cms import complete_method, edit_page, empty_record, snippet
from tests.knowledge.factories import make_concept, make_evaluation, make_method, make_publication

pytestmark = pytest.mark.django_db

EMPTIED = '<p data-block-key="a1b2c"></p>'


@pytest.fixture
def labels(db: None) -> dict[str, list[Any]]:
    return {
        "themes": [make_concept(Scheme.THEME, "onrust")],
        "target_groups": [make_concept(Scheme.TARGET_GROUP, "jongeren")],
        "settings": [make_concept(Scheme.SETTING, "school")],
    }


@pytest.fixture
def sign_in(person: Any) -> Callable[[Role], Client]:
    def enter(role: Role) -> Client:
        return sign_in_as(Client(), person(role))

    return enter


@pytest.fixture
def make(
    index: MethodIndexPage, library: LibraryIndexPage, labels: dict[str, list[Any]]
) -> dict[str, Callable[..., Any]]:
    """Things that are complete and not published."""
    return {
        "method": lambda **fields: make_method(index, live=False, title="Half werk", **(labels | fields)),
        "publication": lambda **fields: make_publication(library, live=False, title="Half werk", **(labels | fields)),
        "evaluation": lambda **fields: make_evaluation(
            make_method(index), live=False, title="Half werk", **(labels | fields)
        ),
    }


def step(**changes: Any) -> list[Any]:
    return [
        ("step", {"title": "Begin", "text": "<p>Doe het.</p>"}),
        ("step", {"title": "Ga door", "text": "<p>Doe het.</p>"} | changes),
    ]


# What is made, what is then taken out of it, and what is said of it.
METHOD_CASES = [
    ("approach", step(title=""), "Aanpak (Stap 2: Stap)"),
    ("approach", step(text=EMPTIED), "Aanpak (Stap 2: Wat u doet)"),
    ("approach", [], "Aanpak"),
    ("conditions", [("condition", {"topic": "", "text": "Tijd."})], "Randvoorwaarden (Voorwaarde 1: Gaat over)"),
    ("parts", [("part", {"role": "kern", "text": ""})], "Wat mag anders (Onderdeel 1: Onderdeel)"),
    ("problem", EMPTIED, "Welk probleem"),
    ("costs", [MethodCost(basis="", amount_from=1, price_year=2026)], "Bedrag 1 (Waarvoor)"),
    ("materials", [MethodMaterial(title="", licence="CC0-1.0", url="https://example.org")], "Materiaal 1 (Titel)"),
]


PAGES = ["method in a step", "method in a row", "publication"]


@pytest.fixture(params=[*PAGES, "evaluation"])
def half(request: Any, make: dict[str, Callable[..., Any]]) -> tuple[Any, str]:
    """Something with an empty required part in a row or a block, and how that part is called."""
    if request.param == "method in a step":
        made, missing = make["method"](approach=step(text=EMPTIED)), "Aanpak (Stap 2: Wat u doet)"
    elif request.param == "method in a row":
        made, missing = make["method"](), "Bedrag 1 (Waarvoor)"
        made.costs.set([MethodCost(basis="", amount_from=1, price_year=2026)])
    elif request.param == "publication":
        made, missing = make["publication"](), "Bestand bij een publicatie 1 (Titel)"
        made.files.set([PublicationFile(title="", url="https://example.org")])
    else:
        made, missing = make["evaluation"](), "Uitkomst 1 (Wat is er gemeten)"
        made.outcomes.set([Outcome(measure="", direction="positief", size="Een punt.")])
    made.save_revision()
    return made, missing


def text(response: Any) -> str:
    return response.content.decode()


def refusal(missing: str) -> str:
    return f"‘Half werk’ is nog niet compleet. Er ontbreekt: {missing}."


@pytest.mark.parametrize(("field", "value", "missing"), METHOD_CASES)
def test_what_is_missing_is_found_where_it_is(
    make: dict[str, Callable[..., Any]], field: str, value: Any, missing: str
) -> None:
    method = make["method"]()
    assert missing_fields(method) == ()

    if field in {"costs", "materials"}:
        getattr(method, field).set(value)
    else:
        setattr(method, field, value)

    assert missing_fields(method) == (missing,)


def test_what_may_be_empty_is_not_missed(make: dict[str, Callable[..., Any]]) -> None:
    method = make["method"](
        approach=step(takes=""),
        moderators=[("moderator", {"direction": "beter", "text": "Als het kan.", "source": ""})],
        parts=[],
    )
    method.costs.set([MethodCost(basis="totaal", amount_from=0, price_year=2026)])

    assert missing_fields(method) == ()


def test_a_reviewer_can_not_approve_it(half: tuple[Any, str], sign_in: Any, person: Any) -> None:
    made, missing = half
    sync_roles()
    made.get_workflow().start(made, person(Role.EDITOR))
    task = TaskState.objects.get()
    address = (
        reverse("wagtailadmin_pages:workflow_action", args=[made.pk, "approve", task.pk])
        if isinstance(made, Page)
        else snippet("evaluation", "workflow_action", made.pk, "approve", task.pk)
    )

    answer = sign_in(Role.REVIEWER).post(
        address, {"comment": ""}, headers={"referer": "http://testserver/beheer/"}, follow=True
    )

    assert answer.status_code == 200
    assert refusal(missing) in text(answer)
    made.refresh_from_db()
    task.refresh_from_db()
    assert (made.live, task.status) == (False, TaskState.STATUS_IN_PROGRESS)


# Wagtail publishes no snippets in bulk, and has no API for them.
@pytest.mark.parametrize("half", PAGES, indirect=True)
def test_it_is_not_published_in_bulk_or_through_the_api(half: tuple[Any, str], sign_in: Any) -> None:
    made, missing = half
    reviewer = sign_in(Role.REVIEWER)

    bulk = reviewer.post(
        f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'publish'])}?id={made.pk}",
        {"include_descendants": ""},
        follow=True,
    )
    api = reviewer.post(reverse("wagtailadmin_api:pages:action", args=[made.pk, "publish"]))

    assert refusal(missing) in text(bulk)
    assert (api.status_code, api.json()) == (400, [refusal(missing)])
    made.refresh_from_db()
    assert not made.live


def test_what_is_complete_is_published_through_the_api(make: dict[str, Callable[..., Any]], sign_in: Any) -> None:
    method = make["method"]()

    answer = sign_in(Role.REVIEWER).post(reverse("wagtailadmin_api:pages:action", args=[method.pk, "publish"]))

    assert answer.status_code == 200
    method.refresh_from_db()
    assert method.live


def test_the_form_of_a_method_takes_a_paragraph_without_words_for_nothing(
    make: dict[str, Callable[..., Any]], labels: dict[str, list[Any]], sign_in: Any
) -> None:
    method = make["method"]()
    emptied = rich_text("<p> </p>")
    changes = {"slug": method.slug, "problem": emptied, "approach-0-value-text": emptied, "action-publish": "1"}

    answer = sign_in(Role.REVIEWER).post(edit_page(method), complete_method(labels, **changes))

    errors = answer.context["form"].errors
    assert set(errors) == {"problem", "approach", "__all__"}
    assert errors["problem"] == ["Dit is een verplicht veld."]
    assert errors["approach"] == ["Er ontbreekt: Stap 1: Wat u doet."]
    *_earlier, message = (str(message) for message in answer.context["messages"])
    assert "<li>Aanpak: Er ontbreekt: Stap 1: Wat u doet.</li>" in message
    method.refresh_from_db()
    assert not method.live


def test_the_form_of_an_evaluation_refuses_an_outcome_without_words(
    make: dict[str, Callable[..., Any]], sign_in: Any
) -> None:
    evaluation = make["evaluation"]()
    outcome = {
        "outcomes-TOTAL_FORMS": "1",
        "outcomes-0-measure": "",
        "outcomes-0-direction": "positief",
        "outcomes-0-size": "Een punt.",
        "outcomes-0-ORDER": "1",
    }
    sent = {field: value for field, value in evaluation.serializable_data().items() if value is not None}

    answer = sign_in(Role.REVIEWER).post(
        snippet("evaluation", "edit", evaluation.pk),
        empty_record(evaluation.method) | sent | outcome | {"action-publish": "1"},
    )

    *_earlier, message = (str(message) for message in answer.context["messages"])
    assert "<li>Uitkomst 1, Wat is er gemeten: Dit is een verplicht veld.</li>" in message
    evaluation.refresh_from_db()
    assert not evaluation.live
