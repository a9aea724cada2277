"""The sample library: loaded once, never twice, never over an editor's head, and plainly an example."""

import json
from collections import Counter
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import Page

from common.access import ANONYMOUS
from knowledge.enums import Direction
from knowledge.models import (
    Assessment,
    Concept,
    Evaluation,
    ItemMethod,
    LessonPage,
    LessonRelation,
    LibraryIndexPage,
    LibraryItemPage,
    MethodCost,
    MethodIndexPage,
    MethodPage,
    Outcome,
    PublicationFile,
    PublicationPage,
    UseCase,
)
from knowledge.services import load_sample, sample
from search.models import IndexTask
from tests.knowledge.factories import make_lesson, make_method, make_use_case

pytestmark = pytest.mark.django_db

MODELS = (Page, Concept, MethodPage, MethodCost, Assessment, MethodIndexPage, LibraryIndexPage)
MODELS += (Evaluation, Outcome, UseCase, PublicationPage, PublicationFile, LessonPage, LessonRelation, ItemMethod)
CONTENT_FILES = ("methods.json", "evaluations.json", "use_cases.json", "publications.json", "lessons.json")


def copy_content(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the sample read from a folder where a test may change it."""
    for file in sample.CONTENT.glob("*.json"):
        (folder / file.name).write_text(file.read_text())
    monkeypatch.setattr(sample, "CONTENT", folder)


def everything() -> list[int]:
    return [model.objects.count() for model in MODELS]


def test_eight_methods_that_differ_in_what_matters(home: Page) -> None:
    load_sample(home)

    methods = MethodPage.objects.visible_to(ANONYMOUS).with_evidence()
    stages = Counter(methods.values_list("stage_now", flat=True))
    directions = Counter(methods.values_list("direction_now", flat=True))

    assert methods.count() == 8
    assert all(method.is_example for method in methods)
    assert set(methods.values_list("kind", flat=True)) == {"interventie", "methode", "instrument"}
    assert set(stages) == {"in-ontwikkeling", "getest", "geevalueerd", "bewezen", "landelijk-uitgerold", "gestopt"}
    assert set(directions) == {"positief", "geen-effect", "gemengd", "negatief", "onbekend"}
    assert set(methods.values_list("themes__notation", flat=True)) == {
        "maatschappelijke-spanningen",
        "polarisatie",
        "radicalisering-en-extremisme",
        "ongewenste-buitenlandse-inmenging",
    }


def test_a_second_load_changes_nothing(home: Page) -> None:
    load_sample(home)
    before, tasks = everything(), IndexTask.objects.count()

    load_sample(home)

    assert everything() == before
    assert IndexTask.objects.count() == tasks


def test_what_an_editor_changed_stays(home: Page) -> None:
    load_sample(home)
    before = everything()
    method = MethodPage.objects.get(slug="spanningsmeter")
    method.title, method.slug = "Nieuwe naam", "nieuwe-naam"
    method.save_revision().publish()
    stopped = MethodPage.objects.get(slug="naast-je")
    stopped.unpublish()
    Concept.objects.filter(notation="polarisatie").update(label="Andere naam")

    load_sample(home)

    assert everything() == before
    assert MethodPage.objects.get(pk=method.pk).title == "Nieuwe naam"
    assert not MethodPage.objects.get(pk=stopped.pk).live
    assert Concept.objects.get(notation="polarisatie").label == "Andere naam"


def test_an_editors_own_method_with_the_same_address_stays(home: Page, index: MethodIndexPage) -> None:
    own = make_method(index, slug="spanningsmeter", title="Van ons")

    load_sample(home)

    assert MethodPage.objects.get(slug="spanningsmeter").pk == own.pk
    assert not own.assessments.exists()


def test_loading_publishes_as_an_editor_would(home: Page) -> None:
    load_sample(home)

    for method in MethodPage.objects.all():
        assert method.live
        assert not method.has_unpublished_changes
        assert method.live_revision_id == method.latest_revision_id is not None
        assert IndexTask.objects.filter(kind="method", public_id=method.public_id).exists()


def test_content_that_does_not_fit_stores_nothing(home: Page, tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    records = json.loads((sample.CONTENT / "methods.json").read_text())
    records[-1]["summary"] = "woord " * 200
    copy_content(tmp_path, monkeypatch)
    (tmp_path / "methods.json").write_text(json.dumps(records))
    before = everything()

    with pytest.raises(ValidationError):
        load_sample(home)

    assert everything() == before


def test_parts_materials_and_relations_are_read(home: Page, tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy_content(tmp_path, monkeypatch)
    records = json.loads((tmp_path / "methods.json").read_text())
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
    (tmp_path / "methods.json").write_text(json.dumps(records))

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


def test_every_page_of_the_sample_answers_and_is_marked(client: Client, home: Page) -> None:
    load_sample(home)

    for method in MethodPage.objects.all():
        page = client.get(method.get_url()).content.decode()
        assert "Deze methode is verzonnen" in page
        assert len(page) < 60_000
    assert "Kennisbank" in client.get("/kennisbank/").content.decode()


def test_no_sentence_of_the_sample_is_used_twice() -> None:
    records = [record for name in CONTENT_FILES for record in json.loads((sample.CONTENT / name).read_text())]

    def texts(value) -> list[str]:
        if isinstance(value, str):
            return [value]
        children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
        return [text for child in children for text in texts(child)]

    sentences = Counter(
        sentence.strip()
        for record in records
        for text in texts(record)
        for sentence in text.split(". ")
        if len(sentence.split()) > 5
    )

    assert [sentence for sentence, number in sentences.items() if number > 1] == []


def test_evaluations_point_every_way_and_use_cases_answer_every_way(home: Page) -> None:
    load_sample(home)

    evaluations = Evaluation.objects.visible_to(ANONYMOUS).with_direction()
    use_cases = UseCase.objects.visible_to(ANONYMOUS)
    assert set(evaluations.values_list("direction_now", flat=True)) == set(Direction.values)
    assert Counter(use_cases.values_list("again", flat=True)) == {"ja": 3, "ja-mits": 3, "nee": 3}
    assert all(record.is_example for record in (*evaluations, *use_cases))
    assert all("oorbeeld" in record.municipality or "scholen" in record.municipality for record in evaluations)


def test_every_evaluation_and_use_case_answers_and_is_marked(client: Client, home: Page) -> None:
    load_sample(home)

    for record in (*Evaluation.objects.all(), *UseCase.objects.all()):
        page = client.get(record.get_absolute_url()).content.decode()
        assert "verzonnen, net als" in page
        assert "kp-badge--warning" in page
        assert record.live_revision_id == record.latest_revision_id is not None


def test_a_record_without_its_method_or_with_a_taken_address_is_left_out(home: Page, index: MethodIndexPage) -> None:
    own = make_method(index, slug="spanningsmeter-van-ons")
    mine = make_use_case(own, slug="wijktafel-in-voorbeeldbeek", title="Van ons")
    make_method(index, slug="botsen-met-regels")

    load_sample(home)

    assert UseCase.objects.get(slug="wijktafel-in-voorbeeldbeek").pk == mine.pk
    assert not Evaluation.objects.filter(slug__startswith="botsen").exists()
    assert Evaluation.objects.filter(slug__startswith="wijktafel").count() == 2


def test_every_publication_and_lesson_answers_and_is_marked(client: Client, home: Page) -> None:
    load_sample(home)

    items = LibraryItemPage.objects.visible_to(ANONYMOUS).for_cards()
    assert {type(item.specific_item) for item in items} == {PublicationPage, LessonPage}
    for item in items:
        page = client.get(item.get_url()).content.decode()
        assert "verzonnen, net als" in page
        assert "kp-badge--warning" in page
        assert item.method_links.exists()
        assert item.live_revision_id == item.latest_revision_id is not None
    kinds = {file.document.file_extension for file in PublicationFile.objects.exclude(document=None)}
    assert kinds >= {"pdf", "docx"}
    assert set(LessonRelation.objects.values_list("kind", flat=True)) >= {"weerspreekt", "nuanceert"}


def test_an_item_with_a_taken_address_is_left_out(home: Page, library: LibraryIndexPage) -> None:
    own = make_lesson(library, slug="bel-eerst-wie-boos-is", title="Van ons")

    load_sample(home)

    assert LessonPage.objects.get(slug="bel-eerst-wie-boos-is").pk == own.pk
    assert not LessonRelation.objects.filter(lesson=own).exists()
