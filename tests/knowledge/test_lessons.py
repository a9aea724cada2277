"""Lessons that come from elsewhere: published once, taken back for good, and silent about where they came from."""

import datetime as dt
import uuid
from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from knowledge.enums import Scheme
from knowledge.models import LessonPage, LessonProvenance, LibraryIndexPage, MethodIndexPage
from knowledge.services import LessonText, LessonWithdrawnError, publish_lesson, withdraw_lesson
from search.models import IndexTask
from search.registry import sources
from tests.knowledge.factories import make_concept, make_lesson, make_method

pytestmark = pytest.mark.django_db

ORIGIN = uuid.UUID("5f0c7d0e-9d3b-4a53-a3c5-2f8d0c7b1a11")
TEXT = LessonText(
    title="Bel eerst",
    statement="Bel voordat u schrijft.",
    happened="Er kwam een brief.",
    worked="Bellen werkte.",
    for_whom="Gemeenten.",
    circumstances="Een dorp.",
    credit="Vier gemeenten",
)


@pytest.fixture
def theme(library: LibraryIndexPage) -> None:
    make_concept(Scheme.THEME, "polarisatie")


def publish(**changes: Any) -> Any:
    values = {
        "origin_id": ORIGIN,
        "text": TEXT,
        "learned_on": dt.date(2025, 1, 1),
        "concepts": {"themes": ["polarisatie"]},
    }
    return publish_lesson(**(values | changes))


def test_a_lesson_is_published_as_an_editor_would(theme: None, index: MethodIndexPage, client: Client) -> None:
    method = make_method(index)

    published = publish(methods=[method.public_id, uuid.uuid4()], review_on=dt.date(2027, 1, 1))

    page = LessonPage.objects.get(public_id=published.public_id)
    assert (page.live, page.slug, page.statement, page.credit) == (
        True,
        "bel-eerst",
        "Bel voordat u schrijft.",
        "Vier gemeenten",
    )
    assert (page.dated_on, page.review_on) == (dt.date(2025, 1, 1), dt.date(2027, 1, 1))
    assert list(page.themes.values_list("notation", flat=True)) == ["polarisatie"]
    assert [link.method for link in page.method_links.all()] == [method]
    assert page.live_revision_id == page.latest_revision_id is not None
    assert IndexTask.objects.filter(kind="lesson", public_id=page.public_id).exists()
    assert client.get("/kennisbank/bel-eerst/").status_code == 200


def test_an_origin_is_published_once_whatever_comes_after(theme: None) -> None:
    first = publish()
    LessonPage.objects.update(title="Verbeterd door een redacteur")

    again = publish(text=replace(TEXT, title="Iets anders"))

    assert again == first
    assert [page.title for page in LessonPage.objects.all()] == ["Verbeterd door een redacteur"]
    assert LessonProvenance.objects.count() == 1


def test_two_origins_with_one_title_get_two_addresses(theme: None, library: LibraryIndexPage) -> None:
    make_lesson(library, slug="bel-eerst")

    publish()
    publish(origin_id=uuid.uuid4())
    publish(origin_id=uuid.uuid4(), text=replace(TEXT, title="???"))

    assert sorted(LessonPage.objects.values_list("slug", flat=True)) == [
        "bel-eerst",
        "bel-eerst-2",
        "bel-eerst-3",
        "les",
    ]


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"concepts": {"themes": ["bestaat-niet"]}}, "themes", "Dit begrip bestaat niet: bestaat-niet."),
        ({"text": replace(TEXT, statement="x" * 251)}, "statement", "niet meer dan 250 tekens"),
        ({"text": replace(TEXT, happened="")}, "happened", "Dit veld"),
        ({"review_on": dt.date(2024, 1, 1)}, "review_on", "Kies een latere dag dan de datum."),
    ],
)
def test_what_does_not_fit_stores_nothing(theme: None, changes: dict[str, Any], field: str, message: str) -> None:
    with pytest.raises(ValidationError) as refused:
        publish(**changes)

    assert message in str(refused.value.message_dict[field])
    assert not LessonPage.objects.exists()
    assert not LessonProvenance.objects.exists()


def test_without_a_library_nothing_is_published(db: None) -> None:
    with pytest.raises(ValidationError, match="Er is nog geen kennisbank"):
        publish(concepts={})


def test_a_lesson_that_is_withdrawn_is_gone_for_good(theme: None, client: Client) -> None:
    published = publish()
    IndexTask.objects.all().delete()
    before = timezone.now()

    for _ in range(2):
        withdraw_lesson(provenance_id=published.provenance_id, reason="Geen toestemming meer.")

    row = LessonProvenance.objects.get()
    assert client.get("/kennisbank/bel-eerst/").status_code == 404
    assert (row.withdrawn_because, row.lesson.live if row.lesson else None) == ("Geen toestemming meer.", False)
    assert row.withdrawn_at is not None
    assert row.withdrawn_at >= before
    assert IndexTask.objects.filter(kind="lesson", public_id=published.public_id).count() == 1
    with pytest.raises(LessonWithdrawnError):
        publish()
    assert not LessonPage.objects.live().exists()


def test_the_row_stays_when_the_page_is_deleted(theme: None) -> None:
    published = publish()
    LessonPage.objects.get().delete()

    withdraw_lesson(provenance_id=published.provenance_id, reason="Weg.")

    assert LessonProvenance.objects.get(pk=published.provenance_id).lesson is None


def test_an_unknown_key_is_refused(db: None) -> None:
    with pytest.raises(LessonProvenance.DoesNotExist):
        withdraw_lesson(provenance_id=1, reason="Weg.")


def test_nothing_that_is_shown_or_indexed_names_the_origin(theme: None, client: Client) -> None:
    published = publish()

    (document,) = sources()["lesson"].documents([published.public_id])
    shown = [
        client.get(address).content.decode()
        for address in ("/kennisbank/bel-eerst/", "/kennisbank/", "/kennisbank/feed/", "/sitemap.xml")
    ]

    for text in (*shown, repr(document)):
        assert str(ORIGIN) not in text
        assert ORIGIN.hex not in text
    assert client.get(f"/id/{ORIGIN}").status_code == 404
