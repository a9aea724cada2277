"""The library in the CMS: who may do what, what a draft may lack, and how an assessment is added."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from common.access import Role, Viewer
from knowledge.enums import Axis, Scheme
from knowledge.models import Assessment, Concept, Evaluation, MethodIndexPage, MethodPage, MethodRelation
from knowledge.permissions import can_assess
from search.models import IndexTask
from tests.accounts.helpers import sign_in_as
from tests.knowledge.factories import judge, make_concept, make_evaluation, make_method, make_use_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def enter(client: Client, person: Any) -> Any:
    """Signs in with a role: `enter(Role.EDITOR)`."""

    def sign_in(role: Role) -> Client:
        sign_in_as(client, person(role))
        return client

    return sign_in


def address(method: MethodPage) -> str:
    return reverse("knowledge_add_assessment", args=[method.pk])


def answers(**changes: Any) -> dict[str, Any]:
    complete = {
        "verdict": "fase:getest",
        "quality": "",
        "assessed_on": "2024-05-01",
        "assessed_by": "De commissie",
        "valid_until": "",
        "reason": "Er is een proef gedaan.",
    }
    return complete | changes


# --- Assessments -----------------------------------------------------------------------------------------------------


def test_who_may_assess() -> None:
    allowed = {role for role in Role if can_assess(Viewer(user_id=1, roles=frozenset({role})))}

    assert allowed == {Role.REVIEWER, Role.ADMINISTRATOR}
    assert not can_assess(Viewer())


def test_a_reviewer_adds_an_assessment(index: MethodIndexPage, enter: Any) -> None:
    method = make_method(index)
    client = enter(Role.REVIEWER)
    IndexTask.objects.all().delete()

    form = client.get(address(method))
    sent = client.post(address(method), answers(verdict="effect:gemeten", quality="3"))

    assert form.status_code == 200
    assert "vervangt niets" in form.content.decode()
    assert sent.headers["Location"] == reverse("wagtailadmin_pages:edit", args=[method.pk])
    row = Assessment.objects.get()
    assert (row.method, row.axis, row.value, row.quality) == (method, "effect", "gemeten", 3)
    assert (row.assessed_by, row.reason, str(row.assessed_on)) == (
        "De commissie",
        "Er is een proef gedaan.",
        "2024-05-01",
    )
    assert row.recorded_by is not None
    assert row.recorded_by.email == "beoordelaar@example.org"
    assert IndexTask.objects.filter(kind="method", public_id=method.public_id).count() == 1


def test_looking_changes_nothing(index: MethodIndexPage, enter: Any) -> None:
    method = make_method(index)

    enter(Role.REVIEWER).get(address(method), answers())

    assert not Assessment.objects.exists()


@pytest.mark.parametrize("role", [Role.EDITOR, Role.FACILITATOR, Role.ORGANISER, None])
def test_others_add_nothing(index: MethodIndexPage, enter: Any, client: Client, role: Role | None) -> None:
    method = make_method(index)
    visitor = enter(role) if role else client

    for response in (visitor.get(address(method)), visitor.post(address(method), answers())):
        assert response.status_code in {302, 403}
        assert "Oordeel toevoegen" not in response.content.decode()

    assert not Assessment.objects.exists()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"verdict": ""}, "verplicht"),
        ({"verdict": "fase:positief"}, "geldige keuze"),
        ({"verdict": "fase"}, "geldige keuze"),
        ({"verdict": "effect:gemeten"}, "Geef de kwaliteit van het onderzoek als"),
        ({"quality": "3"}, "als er iets gemeten is, en alleen dan"),
        ({"quality": "9"}, "geldige keuze"),
        ({"assessed_on": "2999-01-01"}, "niet in de toekomst"),
        ({"assessed_on": "gisteren"}, "geldige datum"),
        ({"valid_until": "2020-01-01"}, "kan niet verlopen voordat het gegeven is"),
        ({"reason": ""}, "verplicht"),
        ({"assessed_by": "x" * 121}, "120"),
    ],
)
def test_a_mistake_is_explained_and_nothing_is_stored(
    index: MethodIndexPage, enter: Any, changes: dict, message: str
) -> None:
    method = make_method(index)

    response = enter(Role.REVIEWER).post(address(method), answers(**changes))

    assert response.status_code == 200
    assert message in response.content.decode()
    assert not Assessment.objects.exists()


def test_a_method_that_does_not_exist(enter: Any) -> None:
    assert enter(Role.REVIEWER).get(reverse("knowledge_add_assessment", args=[10**6])).status_code == 404


def test_the_editor_shows_the_assessments(index: MethodIndexPage, enter: Any) -> None:
    method = make_method(index)
    judge(method, Axis.DIRECTION, "geen-effect", reason="Drie metingen, geen verschil.")
    edit = reverse("wagtailadmin_pages:edit", args=[method.pk])

    page = enter(Role.REVIEWER).get(edit).content.decode()
    assert "Drie metingen, geen verschil." in page
    assert address(method) in page

    page = enter(Role.EDITOR).get(edit).content.decode()
    assert "Drie metingen, geen verschil." in page
    assert address(method) not in page


# --- Methods ---------------------------------------------------------------------------------------------------------


def no_rows(name: str) -> dict[str, str]:
    return {f"{name}-{key}": "0" for key in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS")}


def empty_form(**changes: Any) -> dict[str, Any]:
    return {
        "title": "Nieuwe methode",
        "slug": "nieuwe-methode",
        "kind": "",
        "tagline": "",
        "summary": "",
        "other_names": "",
        "audience": "",
        "problem": "null",
        "aim": "null",
        "approach-count": "0",
        "conditions-count": "0",
        "parts-count": "0",
        "moderators-count": "0",
        "duration": "",
        "hours_from": "",
        "hours_to": "",
        **no_rows("costs"),
        **no_rows("materials"),
        **no_rows("relations"),
        "costs_text": "null",
        "evidence_text": "null",
        "risks": "null",
        "first_steps": "null",
        "steward": "",
        **no_rows("comments"),
    } | changes


def create_address(index: Page) -> str:
    return reverse("wagtailadmin_pages:add", args=["knowledge", "methodpage", index.pk])


def test_a_new_method_opens_without_assessments(index: MethodIndexPage, enter: Any) -> None:
    response = enter(Role.EDITOR).get(create_address(index))

    assert response.status_code == 200
    assert "Bewaar de pagina eerst." in response.content.decode()


def test_a_draft_may_be_far_from_complete(index: MethodIndexPage, enter: Any) -> None:
    response = enter(Role.EDITOR).post(create_address(index), empty_form())

    method = MethodPage.objects.get()
    assert response.status_code == 302
    assert not method.live
    assert method.title == "Nieuwe methode"


def test_an_incomplete_method_is_not_published(index: MethodIndexPage, enter: Any) -> None:
    response = enter(Role.REVIEWER).post(create_address(index), empty_form(**{"action-publish": "1"}))

    assert response.status_code == 200
    assert not MethodPage.objects.exists()
    errors = response.context["form"].errors
    assert {"kind", "summary", "themes", "target_groups", "settings", "approach", "conditions", "risks"} <= set(errors)
    assert not {"scales", "prevention_levels", "other_names", "hours_from"} & set(errors)


def test_a_choice_from_another_list_is_refused(index: MethodIndexPage, enter: Any) -> None:
    theme, group = make_concept(Scheme.THEME, "onrust"), make_concept(Scheme.TARGET_GROUP, "jongeren")

    response = enter(Role.EDITOR).post(
        create_address(index), empty_form(themes=[group.pk], target_groups=[group.pk], settings=[theme.pk])
    )

    assert set(response.context["form"].errors) == {"themes", "settings"}
    assert not MethodPage.objects.exists()


def test_a_copy_is_another_method_without_evidence(index: MethodIndexPage) -> None:
    theme = make_concept(Scheme.THEME, "onrust")
    method = make_method(index, themes=[theme], evidence={Axis.STAGE: "bewezen"})

    copy = method.copy(update_attrs={"slug": "kopie"})

    assert copy.public_id != method.public_id
    assert not copy.assessments.exists()
    assert list(copy.themes.all()) == [theme]


def test_a_judged_method_can_not_be_deleted_in_the_cms(index: MethodIndexPage, enter: Any) -> None:
    method = make_method(index, evidence={Axis.STAGE: "getest"})

    response = enter(Role.ADMINISTRATOR).post(reverse("wagtailadmin_pages:delete", args=[method.pk]))

    assert response.status_code == 302
    assert MethodPage.objects.filter(pk=method.pk).exists()
    assert Assessment.objects.count() == 1


def test_nor_together_with_others(index: MethodIndexPage, enter: Any) -> None:
    judged, other = make_method(index, evidence={Axis.STAGE: "getest"}), make_method(index)
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])

    enter(Role.ADMINISTRATOR).post(f"{bulk}?id={other.pk}&id={judged.pk}")

    assert MethodPage.objects.count() == 2


def test_nor_with_the_page_above(index: MethodIndexPage, enter: Any) -> None:
    make_method(index, evidence={Axis.STAGE: "getest"})

    enter(Role.ADMINISTRATOR).post(reverse("wagtailadmin_pages:delete", args=[index.pk]))

    assert MethodIndexPage.objects.filter(pk=index.pk).exists()


def relations(*rows: tuple[MethodPage, str]) -> dict[str, Any]:
    """The part of the form with what a method is to others."""
    fields: dict[str, Any] = no_rows("relations") | {"relations-TOTAL_FORMS": str(len(rows))}
    for place, (other, kind) in enumerate(rows):
        fields |= {f"relations-{place}-related": other.pk, f"relations-{place}-kind": kind}
        fields |= {f"relations-{place}-id": "", f"relations-{place}-ORDER": place + 1}
    return fields


def test_an_editor_says_what_a_method_is_to_others(index: MethodIndexPage, enter: Any) -> None:
    old, other = make_method(index), make_method(index)

    enter(Role.EDITOR).post(create_address(index), empty_form(**relations((old, "vervangt"), (other, "verwant"))))

    method = MethodPage.objects.get(slug="nieuwe-methode").get_latest_revision_as_object()
    assert [(row.related_id, row.kind) for row in method.relations.all()] == [
        (old.pk, "vervangt"),
        (other.pk, "verwant"),
    ]


def test_relations_that_contradict_each_other_are_refused_at_their_row(index: MethodIndexPage, enter: Any) -> None:
    first, second = make_method(index), make_method(index)
    MethodRelation.objects.create(method=second, related=first, kind="vervangt")
    edit = reverse("wagtailadmin_pages:edit", args=[first.pk])

    response = enter(Role.EDITOR).post(
        edit, empty_form(slug=first.slug, **relations((second, "vervangt"), (first, "verwant"), (second, "variant")))
    )

    assert response.status_code == 200
    rows = response.context["form"].formsets["relations"].forms
    assert [row.errors["related"][0].split(":")[0].split(".")[0] for row in rows] == [
        "Dit gaat rond",
        "Kies een andere methode",
        "Deze methode staat er al bij",
    ]
    assert not first.relations.exists()


# --- Concepts --------------------------------------------------------------------------------------------------------


def concept_address(name: str, *args: Any) -> str:
    return reverse(f"wagtailsnippets_knowledge_concept:{name}", args=args)


def concept_form(**changes: Any) -> dict[str, Any]:
    complete = {
        "scheme": "thema",
        "label": "Onrust",
        "notation": "onrust",
        "parent": "",
        "alternative_labels": "rellen",
        "description": "",
        "exact_match": "",
    }
    return complete | changes


def test_a_reviewer_manages_the_vocabularies(enter: Any, db: None) -> None:
    client = enter(Role.REVIEWER)

    client.post(concept_address("add"), concept_form())
    concept = Concept.objects.get()
    client.post(concept_address("edit", concept.pk), concept_form(label="Ophef", notation="anders", scheme="schaal"))
    concept.refresh_from_db()

    assert client.get(concept_address("list")).status_code == 200
    assert (concept.label, concept.notation, concept.scheme) == ("Ophef", "onrust", "thema")


def test_other_words_reach_search_at_once(index: MethodIndexPage, enter: Any) -> None:
    concept = make_concept(Scheme.THEME, "onrust")
    method = make_method(index, themes=[concept])
    IndexTask.objects.all().delete()

    enter(Role.REVIEWER).post(concept_address("edit", concept.pk), concept_form(alternative_labels="ophef"))

    assert list(IndexTask.objects.values_list("public_id", flat=True)) == [method.public_id]


def test_a_concept_that_methods_carry_stays(index: MethodIndexPage, enter: Any) -> None:
    used, unused = make_concept(Scheme.THEME, "onrust"), make_concept(Scheme.THEME, "leeg")
    method = make_method(index, themes=[used])
    client = enter(Role.ADMINISTRATOR)

    refused = client.post(concept_address("delete", used.pk), follow=True)
    client.post(concept_address("delete", unused.pk))

    assert "in gebruik en blijft staan" in refused.content.decode()
    assert list(Concept.objects.all()) == [used]
    assert list(MethodPage.objects.get(pk=method.pk).themes.all()) == [used]


# --- Evaluations and use cases ---------------------------------------------------------------------------------------


def record_address(model: str, name: str, *args: Any) -> str:
    return reverse(f"wagtailsnippets_knowledge_{model}:{name}", args=args)


def evaluation_form(method: MethodPage, **changes: Any) -> dict[str, Any]:
    fields = {
        "title": "Onderzoek in Voorbeeldstad",
        "slug": "onderzoek-in-voorbeeldstad",
        "method": str(method.pk),
        "summary": "Er was geen verschil.",
        "type": "effect",
        "design": "loting",
        "researchers": "Een bureau",
        "commissioner": "",
        "independent": "ja",
        "participants": "20",
        "dropouts": "2",
        "municipality": "Voorbeeldstad",
        "size_class": "vanaf-100000",
        "urbanity": "sterk",
        "period_from": "2024-01-01",
        "period_to": "",
        "delivered_by": "Leraren",
        "limitations": "Het was klein.",
        "outcomes-TOTAL_FORMS": "1",
        "outcomes-INITIAL_FORMS": "0",
        "outcomes-MIN_NUM_FORMS": "0",
        "outcomes-MAX_NUM_FORMS": "1000",
        "outcomes-0-measure": "Vertrouwen",
        "outcomes-0-direction": "geen-effect",
        "outcomes-0-size": "Geen verschil.",
        "outcomes-0-follow_up_months": "6",
        "outcomes-0-ORDER": "1",
    }
    return fields | changes


@pytest.fixture
def labels(db: None) -> dict[str, list[int]]:
    return {
        "themes": [make_concept(Scheme.THEME, "onrust").pk],
        "target_groups": [make_concept(Scheme.TARGET_GROUP, "jongeren").pk],
        "settings": [make_concept(Scheme.SETTING, "school").pk],
    }


def test_an_editor_drafts_an_evaluation_and_a_reviewer_publishes_it(
    index: MethodIndexPage, enter: Any, labels: dict[str, list[int]]
) -> None:
    method = make_method(index)
    draft = evaluation_form(method, summary="", limitations="", **{"outcomes-TOTAL_FORMS": "0"})
    sent = enter(Role.EDITOR).post(record_address("evaluation", "add"), draft | {"action-publish": "1"})
    evaluation = Evaluation.objects.get()
    assert sent.status_code == 302
    assert not evaluation.live
    assert Client().get(evaluation.get_absolute_url()).status_code == 404

    edit = record_address("evaluation", "edit", evaluation.pk)
    client = enter(Role.REVIEWER)
    refused = client.post(edit, draft | {"action-publish": "1"})
    assert {"summary", "limitations", "themes"} <= set(refused.context["form"].errors)
    client.post(edit, evaluation_form(method, **labels) | {"action-publish": "1"})

    page = Client().get(evaluation.get_absolute_url())
    assert page.status_code == 200
    assert "Er was geen verschil." in page.content.decode()
    evaluation.refresh_from_db()
    assert evaluation.direction == "geen-effect"
    assert IndexTask.objects.filter(kind="evaluation", public_id=evaluation.public_id).exists()

    client.post(edit, evaluation_form(method, slug="ander-adres", **labels) | {"action-publish": "1"})
    evaluation.refresh_from_db()
    assert evaluation.slug == "onderzoek-in-voorbeeldstad"


@pytest.mark.parametrize("make", [make_evaluation, make_use_case])
def test_a_draft_is_seen_in_preview_and_nowhere_else(index: MethodIndexPage, make: Any, enter: Any) -> None:
    record = make(make_method(index), title="Zoals het was")
    record.title = "Zoals het wordt"
    revision = record.save_revision()

    shown = enter(Role.EDITOR).get(record_address(record._meta.model_name, "revisions_view", record.pk, revision.pk))

    assert "Zoals het wordt" in shown.content.decode()
    assert "Zoals het wordt" not in Client().get(record.get_absolute_url()).content.decode()


@pytest.mark.parametrize("make", [make_evaluation, make_use_case])
def test_a_method_that_something_hangs_on_stays(index: MethodIndexPage, make: Any, enter: Any) -> None:
    method = make_method(index)
    make(method, live=False)

    response = enter(Role.ADMINISTRATOR).post(reverse("wagtailadmin_pages:delete", args=[method.pk]))

    assert response.status_code == 302
    assert MethodPage.objects.filter(pk=method.pk).exists()


@pytest.mark.parametrize("make", [make_evaluation, make_use_case])
def test_a_concept_of_a_record_stays_and_is_reindexed(index: MethodIndexPage, make: Any, enter: Any) -> None:
    theme = make_concept(Scheme.THEME, "onrust")
    record = make(make_method(index), themes=[theme], live=False)
    client = enter(Role.ADMINISTRATOR)

    client.post(concept_address("delete", theme.pk))
    client.post(concept_address("edit", theme.pk), concept_form(label="Rellen op straat"))

    assert Concept.objects.get(pk=theme.pk).label == "Rellen op straat"
    assert IndexTask.objects.filter(public_id=record.public_id).exists()
