"""Publications and lessons in the CMS: drafts that lack anything, previews, and publishing from the form."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from common.access import Role
from common.document_text.services import read_waiting
from knowledge.enums import Scheme
from knowledge.models import (
    LessonPage,
    LibraryIndexPage,
    MethodIndexPage,
    MethodMaterial,
    PublicationFile,
    PublicationPage,
)
from tests.accounts.helpers import sign_in_as
from tests.common.document_text.files import make_pdf
from tests.knowledge.factories import make_concept, make_lesson, make_method, make_publication

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer(client: Client, person: Any) -> Client:
    sign_in_as(client, person(Role.REVIEWER))
    return client


def add_url(kind: str, library: LibraryIndexPage) -> str:
    return reverse("wagtailadmin_pages:add", args=["knowledge", kind, library.pk])


def publication_form(**changes: Any) -> dict[str, Any]:
    empty = {
        "title": "Rapport",
        "slug": "rapport",
        "type": "",
        "authors": "",
        "publisher": "",
        "language": "nl",
        "licence": "",
        "summary": "",
        "body": rich_text(""),
        "dated_on": "",
        "method_links": inline_formset([]),
        "files": inline_formset([]),
        "comments": inline_formset([]),
    }
    themes = changes.pop("themes", [])
    return {**nested_form_data(empty | changes), "themes": themes}


def lesson_form(**changes: Any) -> dict[str, Any]:
    empty = {
        "title": "Bel eerst",
        "slug": "bel-eerst",
        **dict.fromkeys(("statement", "happened", "worked", "for_whom", "circumstances", "differently", "credit"), ""),
        "dated_on": "",
        "method_links": inline_formset([]),
        "relations": inline_formset([]),
        "comments": inline_formset([]),
    }
    themes = changes.pop("themes", [])
    return {**nested_form_data(empty | changes), "themes": themes}


def test_a_draft_needs_a_title_and_can_be_looked_at(reviewer: Client, library: LibraryIndexPage) -> None:
    for kind, form in (("publicationpage", publication_form()), ("lessonpage", lesson_form())):
        assert reviewer.post(add_url(kind, library), form).status_code == 302

    for page in (PublicationPage.objects.get(), LessonPage.objects.get()):
        assert (page.live, page.dated_on) == (False, None)
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        form = publication_form() if isinstance(page, PublicationPage) else lesson_form()
        preview = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
        assert reviewer.get(edit).status_code == 200
        assert reviewer.post(preview, form).json()["is_valid"] is True
        assert page.title in reviewer.get(preview).content.decode()


def test_publishing_asks_for_what_is_missing(reviewer: Client, library: LibraryIndexPage) -> None:
    sent = reviewer.post(add_url("publicationpage", library), publication_form(**{"action-publish": "x"}))

    page = sent.content.decode()
    assert sent.status_code == 200
    assert "Vul dit aan of verbeter het" in page
    assert not PublicationPage.objects.exists()


def test_a_publication_is_published_with_its_file_and_its_method(
    reviewer: Client, index: MethodIndexPage, library: LibraryIndexPage
) -> None:
    method, theme = make_method(index), make_concept(Scheme.THEME, "polarisatie")
    document = get_document_model().objects.create(title="x", file=ContentFile(make_pdf("Tekst"), name="x.pdf"))

    sent = reviewer.post(
        add_url("publicationpage", library),
        publication_form(
            type="onderzoek",
            authors="Een bureau",
            publisher="De uitgever",
            licence="CC-BY-4.0",
            summary="Wat erin staat.",
            dated_on="2024-03-01",
            themes=[theme.pk],
            method_links=inline_formset([{"method": method.pk}]),
            files=inline_formset([{"title": "Het rapport", "document": document.pk, "url": ""}]),
            **{"action-publish": "x"},
        ),
    )

    page = PublicationPage.objects.get()
    assert (sent.status_code, page.live) == (302, True)
    assert [link.method for link in page.method_links.all()] == [method]
    assert [file.document for file in page.files.all()] == [document]
    assert list(page.themes.all()) == [theme]


def test_a_lesson_is_published_with_what_it_says_of_another(reviewer: Client, library: LibraryIndexPage) -> None:
    theme, other = make_concept(Scheme.THEME, "polarisatie"), make_lesson(library)

    texts = dict.fromkeys(("statement", "happened", "worked", "for_whom", "circumstances"), "Tekst.")
    sent = reviewer.post(
        add_url("lessonpage", library),
        lesson_form(
            **texts,
            dated_on="2024-03-01",
            themes=[theme.pk],
            relations=inline_formset([{"kind": "weerspreekt", "related": other.pk}]),
            **{"action-publish": "x"},
        ),
    )

    lesson = LessonPage.objects.exclude(pk=other.pk).get()
    assert (sent.status_code, lesson.live) == (302, True)
    assert [(row.kind, row.related) for row in lesson.relations.all()] == [("weerspreekt", other)]


def test_nobody_makes_what_is_neither(reviewer: Client, library: LibraryIndexPage) -> None:
    choices = reviewer.get(reverse("wagtailadmin_pages:add_subpage", args=[library.pk])).content.decode()

    assert "/publicationpage/" in choices
    assert "/lessonpage/" in choices
    assert "/libraryitempage/" not in choices


def make_holder(kind: str, library: LibraryIndexPage, index: MethodIndexPage) -> tuple[Any, Any, type[Any]]:
    """A page with files, its list of files, and what a row of that list is."""
    if kind == "publication":
        publication = make_publication(library)
        return publication, publication.files, PublicationFile
    method = make_method(index)
    return method, method.materials, MethodMaterial


@pytest.mark.parametrize("kind", ["publication", "method"])
def test_an_editor_sees_whether_a_file_could_be_read(
    reviewer: Client, library: LibraryIndexPage, index: MethodIndexPage, kind: str
) -> None:
    holder, files, row = make_holder(kind, library, index)
    address = reverse("wagtailadmin_pages:edit", args=[holder.pk])
    assert "Vindt de zoekmachine de tekst?" not in reviewer.get(address).content.decode()
    contents = {"goed.pdf": make_pdf("Een", "Twee"), "kapot.pdf": b"kapot", "wacht.pdf": make_pdf("x")}
    for name, content in contents.items():
        document = get_document_model().objects.create(title=name, file=ContentFile(content, name=name))
        files.add(row(title=name, document=document))
        holder.save()
        if name != "wacht.pdf":
            read_waiting()

    page = reviewer.get(address).content.decode()

    assert "Vindt de zoekmachine de tekst?" in page
    assert "goed.pdf: doorzoekbaar, 2 bladzijden" in page
    assert "kapot.pdf: niet doorzoekbaar. Het bestand is beschadigd" in page
    assert "wacht.pdf: wordt binnenkort gelezen" in page
