"""Merging concepts while others merge, write and approve, on PostgreSQL in transactions that run at the same time."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, TaskState

from common.access import Role
from knowledge.enums import Scheme
from knowledge.models import Concept, MergedConcept, MethodIndexPage, MethodPage
from knowledge.services.vocabulary import merge_concepts
from tests.accounts.helpers import sign_in_as
from tests.knowledge.cms import complete_method, edit_page, snippet
from tests.knowledge.factories import make_concept, make_method
from tests.services.postgres import at_the_same_time, start, wait_until_locked_out

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

ROUNDS = 5


@pytest.fixture
def concepts() -> dict[str, Concept]:
    return {code: make_concept(Scheme.THEME, code) for code in ("aa", "bb", "cc")}


@pytest.fixture
def labels(concepts: dict[str, Concept]) -> dict[str, list[Concept]]:
    return {
        "themes": [concepts["aa"]],
        "target_groups": [make_concept(Scheme.TARGET_GROUP, "jongeren")],
        "settings": [make_concept(Scheme.SETTING, "school")],
    }


@pytest.fixture
def sign_in(person: Any) -> Callable[[Role], Client]:
    def enter(role: Role) -> Client:
        # A failure is an answer, as it is for an editor.
        client = Client(raise_request_exception=False)
        sign_in_as(client, person(role))
        return client

    return enter


def merge(concepts: dict[str, Concept], source: str, target: str) -> str:
    """Merge with what this thread knows of both; return why it was refused, if it was."""
    try:
        merge_concepts(source=concepts[source], target=concepts[target], user=None)
    except ValidationError as refused:
        return " ".join(refused.messages)
    return ""


def themes(method: MethodPage) -> list[str]:
    return list(MethodPage.objects.get(pk=method.pk).themes.values_list("notation", flat=True))


def themes_in_drafts(method: MethodPage) -> list[list[str]]:
    """Those of every version of a method; a key of a concept that is gone stands there as a question mark."""
    names = dict(Concept.objects.values_list("pk", "notation"))
    revisions = Page.objects.get(pk=method.pk).revisions.order_by("pk")
    return [[names.get(pk, "?") for pk in revision.content["themes"]] for revision in revisions]


def test_of_two_merges_into_each_other_one_is_done(index: MethodIndexPage) -> None:
    for number in range(ROUNDS):
        codes = [f"aa-{number}", f"bb-{number}"]
        concepts = {code: make_concept(Scheme.THEME, code) for code in codes}
        methods = [make_method(index, themes=[concepts[code]]) for code in codes]
        for method in methods:
            method.save_revision()

        refusals = at_the_same_time(lambda: merge(concepts, *codes), lambda: merge(concepts, *reversed(codes)))  # noqa: B023

        left = Concept.objects.get(notation__in=codes)
        gone = MergedConcept.objects.get(notation__in=codes)
        assert sorted(refusals) == ["", f"Het begrip ‘{concepts[gone.notation].label}’ bestaat niet meer."]
        assert {left.notation, gone.notation} == set(codes)
        assert gone.target == left
        assert [themes(method) for method in methods] == [[left.notation]] * 2
        assert [themes_in_drafts(method) for method in methods] == [[[left.notation]]] * 2


def test_a_chain_of_merges_loses_nothing(index: MethodIndexPage) -> None:
    for number in range(ROUNDS):
        codes = [f"{letter}-{number}" for letter in "abc"]
        concepts = {code: make_concept(Scheme.THEME, code) for code in codes}
        methods = [make_method(index, themes=[concepts[code]]) for code in codes]
        for method in methods:
            method.save_revision()

        refusals = at_the_same_time(lambda: merge(concepts, *codes[:2]), lambda: merge(concepts, *codes[1:]))  # noqa: B023

        assert refusals[1] == ""
        assert refusals[0] in {"", f"Het begrip ‘{concepts[codes[1]].label}’ bestaat niet meer."}
        # Who came too late finds the first as it was, and everything else under the last.
        first = codes[0] if refusals[0] else codes[2]
        assert [themes(method) for method in methods] == [[first], [codes[2]], [codes[2]]]
        assert [themes_in_drafts(method) for method in methods] == [[[first]], [[codes[2]]], [[codes[2]]]]
        merged = MergedConcept.objects.filter(notation__in=codes)
        assert set(merged.values_list("target__notation", flat=True)) == {codes[2]}


@pytest.mark.parametrize("live", [False, True])
@pytest.mark.parametrize(("role", "action"), [(Role.EDITOR, "action-save"), (Role.REVIEWER, "action-publish")])
def test_a_merge_waits_for_a_method_that_is_being_saved(
    index: MethodIndexPage,
    concepts: dict[str, Concept],
    labels: dict[str, list[Concept]],
    sign_in: Any,
    role: Role,
    action: str,
    live: bool,
) -> None:
    method = make_method(index, live=live, **(labels | {"themes": [concepts["cc"]]}))
    method.save_revision()
    client = sign_in(role)
    form = complete_method(labels, slug=method.slug, title="Bewaard", **{action: "1"})

    with ThreadPoolExecutor(2) as pool:
        with transaction.atomic():
            # The editor has to wait for the page, after the form was found to be right.
            Page.objects.select_for_update().get(pk=method.pk)
            saving = start(pool, lambda: client.post(edit_page(method), form))
            wait_until_locked_out(1)
            merging = start(pool, lambda: merge(concepts, "aa", "bb"))
            wait_until_locked_out(2)
        answer, refused = saving.result(), merging.result()

    assert (answer.status_code, refused) == (302, "")
    is_published = action == "action-publish"
    assert themes_in_drafts(method)[-1] == ["bb"]
    assert themes(method) == (["cc"] if live and not is_published else ["bb"])
    assert MethodPage.objects.get(pk=method.pk).live is (live or is_published)


@pytest.mark.parametrize("action", ["action-save", "action-publish"])
def test_a_method_that_comes_after_a_merge_is_asked_again(
    index: MethodIndexPage, concepts: dict[str, Concept], labels: dict[str, list[Concept]], sign_in: Any, action: str
) -> None:
    method = make_method(index, live=False, **labels)
    method.save_revision()
    client = sign_in(Role.REVIEWER)
    form = complete_method(labels, slug=method.slug, audience="Dit typte ik net", **{action: "1"})

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            merge(concepts, "aa", "bb")
            saving = start(pool, lambda: client.post(edit_page(method), form))
            wait_until_locked_out(1)
        answer = saving.result()

    assert answer.status_code == 200
    assert set(answer.context["form"].errors) - {"__all__"} == {"themes"}
    assert answer.context["form"]["audience"].value() == "Dit typte ik net"
    assert (themes(method), themes_in_drafts(method)) == (["bb"], [["bb"]])


def test_an_approval_during_a_merge_leaves_no_dead_link(
    index: MethodIndexPage, concepts: dict[str, Concept], labels: dict[str, list[Concept]], sign_in: Any, person: Any
) -> None:
    method = make_method(index, live=False, **(labels | {"themes": [concepts["cc"]]}))
    reviewer = sign_in(Role.REVIEWER)
    method.themes.set([concepts["aa"]])
    method.save_revision()
    method.get_workflow().start(method, person(Role.EDITOR))
    task = TaskState.objects.get()
    approval = reverse("wagtailadmin_pages:workflow_action", args=[method.pk, "approve", task.pk])

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            merge(concepts, "aa", "bb")
            approving = start(pool, lambda: reviewer.post(approval, {"comment": ""}, follow=True))
            wait_until_locked_out(1)
        answer = approving.result()

    # What was approved named a concept that is gone; the same once more approves what the merge made of it.
    assert answer.status_code == 200
    assert (themes_in_drafts(method), MethodPage.objects.get(pk=method.pk).live) == ([["bb"]], False)
    reviewer.post(approval, {"comment": ""})
    assert (themes(method), MethodPage.objects.get(pk=method.pk).live) == (["bb"], True)


def test_a_concept_that_is_put_under_one_that_goes_is_refused_in_words(
    concepts: dict[str, Concept], sign_in: Any
) -> None:
    client = sign_in(Role.REVIEWER)
    form = {"scheme": "thema", "label": "Nieuw", "notation": "nieuw", "parent": str(concepts["aa"].pk)}

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            merge(concepts, "aa", "bb")
            adding = start(pool, lambda: client.post(snippet("concept", "add"), form, follow=True))
            wait_until_locked_out(1)
        answer = adding.result()

    assert answer.status_code == 200
    assert "Iemand anders veranderde op hetzelfde moment iets waar dit bij hoort." in answer.content.decode()
    assert not Concept.objects.filter(notation="nieuw").exists()
