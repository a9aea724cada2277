"""Merging and moving concepts: every label, draft, address and file keeps its meaning."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import ModelLogEntry

from common.access import Role
from knowledge.enums import Scheme
from knowledge.log_messages import MergeFormatter, MoveFormatter
from knowledge.models import (
    Concept,
    Evaluation,
    ImportedRecord,
    LessonPage,
    LibraryIndexPage,
    MergedConcept,
    MethodIndexPage,
    MethodPage,
)
from knowledge.services.concept_links import label_relations, reference_fields
from knowledge.services.importing import import_library
from knowledge.services.vocabulary import MERGED, MOVED, merge_concepts, move_concept
from search.models import IndexTask
from tests.accounts.helpers import sign_in_as
from tests.circles.factories import make_circle
from tests.knowledge.factories import (
    build_method,
    make_concept,
    make_evaluation,
    make_lesson,
    make_method,
    make_publication,
    make_use_case,
    rolled_back,
)
from tests.knowledge.imports import concept as concept_row
from tests.knowledge.imports import method as method_row

pytestmark = pytest.mark.django_db


@pytest.fixture
def old() -> Concept:
    return make_concept(Scheme.THEME, "rellen", alternative_labels="ongeregeldheden\nONRUST")


@pytest.fixture
def new() -> Concept:
    return make_concept(Scheme.THEME, "onrust", alternative_labels="ophef")


@pytest.fixture
def enter(client: Client, person: Any) -> Any:
    """Signs in with a role: `enter(Role.EDITOR)`."""

    def sign_in(role: Role) -> Client:
        sign_in_as(client, person(role))
        return client

    return sign_in


def merge(source: Concept, target: Concept) -> Concept:
    return merge_concepts(source=source, target=target, user=None)


def fresh(concept: Concept) -> Concept:
    return Concept.objects.get(pk=concept.pk)


def themes(record: Any) -> list[str]:
    return sorted(type(record).objects.get(pk=record.pk).themes.values_list("notation", flat=True))


def refusal(source: Concept, target: Concept) -> list[str]:
    with pytest.raises(ValidationError) as refused:
        merge(source, target)
    assert Concept.objects.filter(pk=source.pk).exists() or source.pk is None
    return refused.value.messages


# --- Links -----------------------------------------------------------------------------------------------------------


def test_every_relation_to_concepts_is_known() -> None:
    labels = sorted(f"{field.model.__name__}.{field.name}" for field in label_relations())
    subjects = ("settings", "target_groups", "themes")
    further = ("forms", "prevention_levels", "protective_factors", "risk_factors", "scales")

    assert labels == sorted(
        [
            "Circle.themes",
            *(f"{model}.{name}" for model in ("Evaluation", "LibraryItemPage", "UseCase") for name in subjects),
            *(f"MethodPage.{name}" for name in (*subjects, *further)),
        ]
    )
    assert sorted(f"{field.model.__name__}.{field.name}" for field in reference_fields()) == [
        "Concept.parent",
        "MergedConcept.target",
    ]


@pytest.mark.parametrize("field", label_relations(), ids=lambda field: f"{field.model.__name__}.{field.name}")
def test_every_relation_keeps_its_label(index: MethodIndexPage, library: LibraryIndexPage, field: Any) -> None:
    scheme = field.get_limit_choices_to()["scheme"]
    source, target = make_concept(scheme, "oud"), make_concept(scheme, "nieuw")
    makers = {
        "MethodPage": lambda **labels: make_method(index, **labels),
        "Evaluation": lambda **labels: make_evaluation(make_method(index), **labels),
        "UseCase": lambda **labels: make_use_case(make_method(index), **labels),
        "LibraryItemPage": lambda **labels: make_publication(library, **labels),
        "Circle": make_circle,
    }
    make = makers[field.model.__name__]
    items: list[Any] = [make(**{field.name: [source]}), make(**{field.name: [source, target]})]

    merge(source, target)

    for item in items:
        assert list(getattr(type(item).objects.get(pk=item.pk), field.name).all()) == [target]


def test_narrower_concepts_come_under_the_target(old: Concept, new: Concept) -> None:
    below = make_concept(Scheme.THEME, "jaarwisseling", parent=old)

    merge(old, new)

    assert fresh(below).parent == new
    assert not Concept.objects.filter(pk=old.pk).exists()


def test_what_cannot_be_merged_is_refused(old: Concept, new: Concept) -> None:
    below_old = make_concept(Scheme.THEME, "jaarwisseling", parent=old)
    below_new = make_concept(Scheme.THEME, "ruzie", parent=new)
    elsewhere = make_concept(Scheme.SETTING, "wijk")

    assert refusal(old, old) == ["Een begrip kan niet met zichzelf worden samengevoegd."]
    assert refusal(old, elsewhere) == ["Kies een begrip uit dezelfde lijst."]
    assert refusal(old, below_old) == [
        "‘Jaarwisseling’ valt onder ‘Rellen’. Verplaats ‘Jaarwisseling’ eerst, of voeg andersom samen."
    ]
    assert refusal(old, below_new)[0].startswith("Een lijst heeft hoogstens twee lagen")
    assert list(Concept.objects.merge_targets(old)) == [new]
    assert set(Concept.objects.merge_targets(below_old)) == {old, new, below_new}


def test_what_is_gone_is_refused(old: Concept, new: Concept) -> None:
    merge(old, new)

    with pytest.raises(ValidationError, match="‘Rellen’ bestaat niet meer"):
        merge(new, Concept(pk=10**6, scheme=Scheme.THEME, label="Rellen"))


CARRIERS = st.lists(st.sets(st.sampled_from(("source", "target", "third", "below"))), max_size=4)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(methods=CARRIERS, evaluations=CARRIERS)
def test_the_target_is_on_what_had_either(
    index: MethodIndexPage, methods: list[set[str]], evaluations: list[set[str]]
) -> None:
    with rolled_back():
        concepts = {name: make_concept(Scheme.THEME, name) for name in ("source", "target", "third")}
        concepts["below"] = make_concept(Scheme.THEME, "below", parent=concepts["source"])
        above = make_method(index)
        made: list[tuple[Model, set[str]]] = [
            *((make_method(index, themes=[concepts[name] for name in names]), names) for names in methods),
            *((make_evaluation(above, themes=[concepts[name] for name in names]), names) for names in evaluations),
        ]

        merge(concepts["source"], concepts["target"])

        for record, names in made:
            assert themes(record) == sorted({"target" if name == "source" else name for name in names})


# --- Drafts ----------------------------------------------------------------------------------------------------------


def test_a_draft_of_a_method_is_published_with_the_target(
    index: MethodIndexPage, old: Concept, new: Concept, enter: Any
) -> None:
    method = make_method(index, themes=[new])
    first = method.save_revision()
    method.title = "Nieuwe titel"
    method.themes.set([old, new])
    draft = method.save_revision()
    client = enter(Role.REVIEWER)

    merge(old, new)
    draft.refresh_from_db()

    assert draft.content["themes"] == [new.pk]
    first.refresh_from_db()
    assert first.content["themes"] == [new.pk]
    assert client.get(f"/beheer/pages/{method.pk}/edit/").status_code == 200
    assert client.get(f"/beheer/pages/{method.pk}/revisions/{draft.pk}/view/").status_code == 200
    draft.publish()
    published = MethodPage.objects.get(pk=method.pk)
    assert (published.title, themes(published), published.latest_revision) == ("Nieuwe titel", ["onrust"], draft)


def test_a_draft_of_an_evaluation_is_published_with_the_target(
    index: MethodIndexPage, old: Concept, new: Concept, enter: Any
) -> None:
    evaluation = make_evaluation(make_method(index))
    evaluation.themes.set([old])
    draft = evaluation.save_revision()
    client = enter(Role.REVIEWER)

    merge(old, new)

    assert client.get(f"/beheer/snippets/knowledge/evaluation/edit/{evaluation.pk}/").status_code == 200
    draft.refresh_from_db()
    draft.publish()
    assert themes(Evaluation.objects.get(pk=evaluation.pk)) == ["onrust"]


def test_a_draft_of_a_lesson_follows_the_relation_of_what_it_extends(
    library: LibraryIndexPage, old: Concept, new: Concept
) -> None:
    lesson = make_lesson(library, themes=[new])
    lesson.themes.set([old])
    draft = lesson.save_revision()

    merge(old, new)
    draft.refresh_from_db()
    draft.publish()

    assert themes(LessonPage.objects.get(pk=lesson.pk)) == ["onrust"]


# --- Words, search, history ------------------------------------------------------------------------------------------


def test_the_words_of_the_source_stay_each_once(old: Concept, new: Concept) -> None:
    merge(old, new)

    assert fresh(new).words == ("Onrust", "ophef", "Rellen", "ongeregeldheden")


def test_everything_that_carries_the_target_is_indexed_again(
    index: MethodIndexPage, library: LibraryIndexPage, old: Concept, new: Concept
) -> None:
    below = make_concept(Scheme.THEME, "jaarwisseling", parent=old)
    carriers = [
        make_method(index, themes=[old]),
        make_method(index, themes=[new]),
        make_method(index, themes=[below]),
        make_lesson(library, themes=[old]),
    ]
    carriers += [make_evaluation(carriers[0], themes=[old]), make_use_case(carriers[0], themes=[old])]
    make_method(index)
    IndexTask.objects.all().delete()

    merge(old, new)

    assert sorted(IndexTask.objects.values_list("public_id", flat=True)) == sorted(item.public_id for item in carriers)


def test_history_tells_what_was_merged_and_moved(
    index: MethodIndexPage, old: Concept, new: Concept, person: Any
) -> None:
    make_method(index, themes=[old])
    make_concept(Scheme.THEME, "jaarwisseling", parent=old)
    reviewer = person(Role.REVIEWER)
    top = make_concept(Scheme.THEME, "samenleven")

    merge_concepts(source=old, target=new, user=reviewer)
    Concept.objects.filter(parent=new).delete()
    move_concept(concept=fresh(new), parent=top, user=reviewer)

    merged, moved = (ModelLogEntry.objects.get(action=action) for action in (MERGED, MOVED))
    assert (merged.user, merged.object_id) == (reviewer, str(new.pk))
    assert MergeFormatter().format_message(merged) == (
        "‘Rellen’ (rellen) samengevoegd met dit begrip: 1 record, 1 begrip eronder"
    )
    assert str(merged.formatter.label) == "Samenvoegen"
    assert MoveFormatter().format_message(moved) == "Verplaatst: van ‘bovenaan’ naar ‘Samenleven’"


# --- Old codes -------------------------------------------------------------------------------------------------------


def test_an_old_address_means_the_target_also_after_a_second_merge(
    index: MethodIndexPage, old: Concept, new: Concept, django_assert_max_num_queries: Any
) -> None:
    last = make_concept(Scheme.THEME, "ophef-in-de-wijk")
    make_method(index, title="De tafel", themes=[old])
    make_method(index, title="Iets anders")
    merge(old, new)
    merge(new, last)

    assert sorted(MergedConcept.objects.values_list("notation", "target__notation")) == [
        ("onrust", "ophef-in-de-wijk"),
        ("rellen", "ophef-in-de-wijk"),
    ]
    client = Client()
    client.get("/methoden/")
    with django_assert_max_num_queries(15):
        shown = client.get("/methoden/?thema=rellen&thema=onrust").content.decode()
    assert "1 methode over ophef in de wijk" in shown
    assert "De tafel" in shown
    assert "Iets anders" not in shown
    assert "We kennen dit filter niet" not in shown


@pytest.mark.parametrize("value", ["bestaat-niet", "%00", "%F0%9F%98%80", "a" * 5000])
def test_a_code_that_never_was_is_still_told(index: MethodIndexPage, value: str) -> None:
    response = Client().get(f"/methoden/?thema={value}")

    assert response.status_code == 200
    assert "We kennen dit filter niet" in response.content.decode()


def test_the_code_of_a_merged_concept_is_not_given_out_again(old: Concept, new: Concept) -> None:
    merge(old, new)

    with pytest.raises(ValidationError) as refused:
        Concept(scheme=Scheme.THEME, notation="rellen", label="Rellen").full_clean()
    assert refused.value.message_dict == {
        "notation": ["Deze code is van een begrip dat is samengevoegd met ‘Onrust’. Kies een andere code."]
    }
    Concept(scheme=Scheme.SCALE, notation="rellen", label="Rellen").full_clean()


def test_a_file_with_the_old_code_labels_with_the_target(tmp_path: Path, index: MethodIndexPage) -> None:
    concepts = [
        concept_row("thema", "onrust"),
        concept_row("thema", "rellen"),
        concept_row("thema", "jaarwisseling", parent="rellen"),
        concept_row("doelgroep", "bewoners"),
        concept_row("setting", "wijk"),
    ]
    file = tmp_path / "bibliotheek.json"
    file.write_text(json.dumps({"concepts": concepts, "methods": [method_row(themes=["rellen", "onrust"])]}))
    assert import_library(file).problems == []
    merge(Concept.objects.get(notation="rellen"), Concept.objects.get(notation="onrust"))
    assert not ImportedRecord.objects.filter(key="thema/rellen").exists()

    again = import_library(file)
    changed = method_row(themes=["rellen", "onrust"], title="De grote tafel")
    new_below = concept_row("thema", "oudejaar", parent="rellen")
    file.write_text(json.dumps({"concepts": [*concepts, new_below], "methods": [changed]}))
    third = import_library(file)

    assert (again.problems, third.problems) == ([], [])
    assert any("samengevoegd met ‘onrust’, overgeslagen" in text for text in again.notices)
    assert not Concept.objects.filter(notation="rellen").exists()
    method = MethodPage.objects.get()
    assert (method.title, themes(method)) == ("De grote tafel", ["onrust"])
    assert Concept.objects.get(notation="oudejaar").parent == Concept.objects.get(notation="onrust")


# --- Moving ----------------------------------------------------------------------------------------------------------


def test_a_moved_concept_keeps_its_labels_and_counts_above(index: MethodIndexPage, old: Concept, new: Concept) -> None:
    method = make_method(index, title="De tafel", themes=[old])
    IndexTask.objects.all().delete()

    move_concept(concept=old, parent=new, user=None)

    assert themes(method) == ["rellen"]
    assert "1 methode over onrust" in Client().get("/methoden/?thema=onrust").content.decode()
    assert list(IndexTask.objects.values_list("public_id", flat=True)) == [method.public_id]
    move_concept(concept=fresh(old), parent=None, user=None)
    assert fresh(old).parent is None


def test_what_cannot_be_moved_is_refused(old: Concept, new: Concept) -> None:
    below = make_concept(Scheme.THEME, "jaarwisseling", parent=old)
    elsewhere = make_concept(Scheme.SETTING, "wijk")

    def refused(concept: Concept, parent: Concept | None) -> list[str]:
        with pytest.raises(ValidationError) as error:
            move_concept(concept=fresh(concept), parent=parent, user=None)
        return error.value.messages

    assert refused(old, new) == ["Een lijst heeft hoogstens twee lagen."]
    assert refused(new, below) == ["Een lijst heeft hoogstens twee lagen."]
    assert refused(new, elsewhere) == ["Kies een begrip uit dezelfde lijst."]
    assert refused(new, new) == ["Een begrip kan niet onder zichzelf vallen."]
    assert refused(below, old) == ["Het begrip staat daar al."]
    assert list(Concept.objects.new_parents(old)) == []
    assert list(Concept.objects.new_parents(below)) == [new]


def test_a_page_that_was_never_saved_is_no_carrier(old: Concept, new: Concept) -> None:
    build_method(themes=[old])

    merge(old, new)

    assert MethodPage.objects.count() == 0
