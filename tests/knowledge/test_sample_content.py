"""All of the sample library: varied, published, plainly an example, and never loaded over an editor's head."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page, Site

from common.access import ANONYMOUS
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
from tests.knowledge.factories import rolled_back

pytestmark = pytest.mark.django_db

MODELS = (Page, Concept, MethodPage, MethodCost, Assessment, MethodIndexPage, LibraryIndexPage)
MODELS += (Evaluation, Outcome, UseCase, PublicationPage, PublicationFile, LessonPage, LessonRelation, ItemMethod)


@pytest.fixture(scope="module")
def loaded_once(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The whole sample, loaded once for the tests of this module."""
    with django_db_blocker.unblock(), rolled_back():
        load_sample(Site.objects.get(is_default_site=True).root_page)
        yield


@pytest.fixture
def loaded(loaded_once: None, db: None) -> None:
    """The whole sample; what a test changes is undone."""


@pytest.fixture
def home(loaded: None) -> Page:
    """The page below which the sample was loaded: below another one a second load makes front pages of its own."""
    return Site.objects.get(is_default_site=True).root_page


def everything() -> list[int]:
    return [model.objects.count() for model in MODELS]


def test_the_methods_differ_in_what_matters(loaded: None) -> None:
    methods = MethodPage.objects.visible_to(ANONYMOUS).with_evidence()
    stages = Counter(methods.values_list("stage_now", flat=True))
    directions = Counter(methods.values_list("direction_now", flat=True))

    assert methods.count() == 40
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


def test_a_second_load_changes_nothing(loaded: None, home: Page) -> None:
    before, tasks = everything(), IndexTask.objects.count()

    load_sample(home)

    assert everything() == before
    assert IndexTask.objects.count() == tasks


def test_what_an_editor_changed_stays(loaded: None, home: Page) -> None:
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


def test_loading_publishes_as_an_editor_would(loaded: None) -> None:
    for method in MethodPage.objects.all():
        assert method.live
        assert not method.has_unpublished_changes
        assert method.live_revision_id == method.latest_revision_id is not None
        assert IndexTask.objects.filter(kind="method", public_id=method.public_id).exists()


def test_every_page_of_the_sample_answers_and_is_marked(loaded: None, client: Client) -> None:
    for method in MethodPage.objects.all():
        page = client.get(method.get_url()).content.decode()
        assert "Deze methode is verzonnen" in page
        assert len(page) < 60_000
    assert "Kennisbank" in client.get("/kennisbank/").content.decode()


def test_no_sentence_of_the_sample_is_used_twice() -> None:
    files = [json.loads(file.read_text()) for file in sample.CONTENT.glob("*.json")]
    records = [record for file in files for records in file.values() for record in records]

    def texts(value: Any) -> list[str]:
        if isinstance(value, str):
            return [value]
        if isinstance(value, dict):
            # The name of an organisation comes back.
            organisations = {"researchers", "by", "authors", "publisher", "credit"}
            return texts([value[key] for key in value if key not in organisations])
        return [text for item in value for text in texts(item)] if isinstance(value, list) else []

    sentences = Counter(
        sentence.strip()
        for record in records
        for text in texts(record)
        for sentence in text.split(". ")
        if len(sentence.split()) > 5
    )

    assert [sentence for sentence, number in sentences.items() if number > 1] == []


def test_evaluations_point_every_way_and_use_cases_answer_every_way(loaded: None) -> None:
    evaluations = Evaluation.objects.visible_to(ANONYMOUS).with_direction()
    use_cases = UseCase.objects.visible_to(ANONYMOUS)
    directions = Counter(evaluations.values_list("direction_now", flat=True))
    answers = Counter(use_cases.values_list("again", flat=True))
    assert (directions.total(), answers.total()) == (61, 60)
    assert {name: number >= 3 for name, number in directions.items()} == dict.fromkeys(
        ("positief", "geen-effect", "gemengd", "negatief", "onbekend"), True
    )
    assert {name: number >= 10 for name, number in answers.items()} == dict.fromkeys(("ja", "ja-mits", "nee"), True)
    assert all(record.is_example for record in (*evaluations, *use_cases))


def test_a_method_whose_costs_were_studied_says_so_after_the_study(loaded: None) -> None:
    studies = Evaluation.objects.visible_to(ANONYMOUS).filter(type="kosten")
    judged = {row.method_id: row for row in Assessment.objects.with_is_current().filter(axis="kosten", is_current=True)}

    assert studies.count() == 6
    for study in studies:
        assert judged[study.method_id].value == "gemeten"
        assert judged[study.method_id].assessed_on > study.period_to


def test_every_evaluation_and_use_case_answers_and_is_marked(loaded: None, client: Client) -> None:
    for record in (*Evaluation.objects.all(), *UseCase.objects.all()):
        page = client.get(record.get_absolute_url()).content.decode()
        assert "verzonnen, net als" in page
        assert "kp-badge--warning" in page
        assert record.live_revision_id == record.latest_revision_id is not None


def test_every_publication_and_lesson_answers_and_is_marked(loaded: None, client: Client) -> None:
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
