"""How the sample library is loaded: all of it or nothing, and never in the place of an editor's own record."""

import json
import shutil
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Page

from knowledge.models import (
    Assessment,
    Concept,
    Evaluation,
    ItemMethod,
    LessonPage,
    LessonRelation,
    LibraryIndexPage,
    MethodCost,
    MethodIndexPage,
    MethodPage,
    Outcome,
    PublicationFile,
    PublicationPage,
    UseCase,
)
from knowledge.services import load_sample, sample
from tests.knowledge.factories import make_lesson, make_method, make_use_case

pytestmark = pytest.mark.django_db

MODELS = (Page, Concept, MethodPage, MethodCost, Assessment, MethodIndexPage, LibraryIndexPage)
MODELS += (Evaluation, Outcome, UseCase, PublicationPage, PublicationFile, LessonPage, LessonRelation, ItemMethod)
# A part of the sample that is quick to load, and that refers to nothing outside it.
FIRST_FILES = ("concepts", "methods", "evaluations", "use_cases", "publications", "lessons")


@pytest.fixture
def first_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of a part of the sample, which is loaded instead of all of it and may be changed."""
    for name in FIRST_FILES:
        shutil.copy(sample.CONTENT / f"{name}.json", tmp_path)
    shutil.copytree(sample.CONTENT / "files", tmp_path / "files")
    monkeypatch.setattr(sample, "CONTENT", tmp_path)
    return tmp_path


def everything() -> list[int]:
    return [model.objects.count() for model in MODELS]


def test_an_editors_own_method_with_the_same_address_stays(
    first_files: Path, home: Page, index: MethodIndexPage
) -> None:
    own = make_method(index, slug="spanningsmeter", title="Van ons")

    load_sample(home)

    assert MethodPage.objects.get(slug="spanningsmeter").pk == own.pk
    assert not own.assessments.exists()


def test_content_that_does_not_fit_stores_nothing(first_files: Path, home: Page) -> None:
    content = json.loads((first_files / "methods.json").read_text())
    content["methods"][-1]["summary"] = "woord " * 200
    (first_files / "methods.json").write_text(json.dumps(content))
    before = everything()

    with pytest.raises(ValidationError, match=r"methods\.json, methods\[7\]\.summary: .* 100 woorden te lang"):
        load_sample(home)

    assert everything() == before


def test_parts_materials_and_relations_are_read(first_files: Path, home: Page) -> None:
    content = json.loads((first_files / "methods.json").read_text())
    records = content["methods"]
    records[0] |= {
        "forms": ["groepsgesprek"],
        "risk_factors": ["vijandbeeld"],
        "protective_factors": ["invloed-op-besluiten", "sociale-steun"],
        "parts": [{"role": "kern", "text": "Drie avonden."}, {"role": "niet-doen", "text": "Een panel."}],
        "moderators": [{"direction": "slechter", "text": "er camera's zijn"}],
        "materials": [
            {"title": "Draaiboek", "url": "https://example.org/draaiboek", "language": "nl", "licence": "CC-BY-4.0"}
        ],
        "related": [{"method": "spanningsmeter", "kind": "verwant"}, {"method": "naast-je", "kind": "vervangt"}],
    }
    (first_files / "methods.json").write_text(json.dumps(content))

    load_sample(home)

    method = MethodPage.objects.get(slug=records[0]["slug"])
    for found in (method, method.get_latest_revision_as_object()):
        assert [concept.notation for concept in found.protective_factors.all()] == [
            "invloed-op-besluiten",
            "sociale-steun",
        ]
        assert [(part.value["role"], part.value["text"]) for part in found.parts] == [
            ("kern", "Drie avonden."),
            ("niet-doen", "Een panel."),
        ]
        assert [dict(row.value) for row in found.moderators] == [
            {"direction": "slechter", "text": "er camera's zijn", "source": ""}
        ]
        assert [str(material) for material in found.materials.all()] == ["Draaiboek"]
        assert [(row.kind, row.related.slug) for row in found.relations.all()] == [
            ("verwant", "spanningsmeter"),
            ("vervangt", "naast-je"),
        ]
    assert not method.has_unpublished_changes


def test_a_record_without_its_method_or_with_a_taken_address_is_left_out(
    first_files: Path, home: Page, index: MethodIndexPage
) -> None:
    own = make_method(index, slug="spanningsmeter-van-ons")
    mine = make_use_case(own, slug="wijktafel-in-voorbeeldbeek", title="Van ons")
    make_method(index, slug="botsen-met-regels")

    load_sample(home)

    assert UseCase.objects.get(slug="wijktafel-in-voorbeeldbeek").pk == mine.pk
    assert not Evaluation.objects.filter(slug__startswith="botsen").exists()
    assert Evaluation.objects.filter(slug__startswith="wijktafel").count() == 2


def test_an_item_with_a_taken_address_is_left_out(first_files: Path, home: Page, library: LibraryIndexPage) -> None:
    own = make_lesson(library, slug="bel-eerst-wie-boos-is", title="Van ons")

    load_sample(home)

    assert LessonPage.objects.get(slug="bel-eerst-wie-boos-is").pk == own.pk
    assert not LessonRelation.objects.filter(lesson=own).exists()
