"""The text of documents follows their files: it waits, it is read in the background, and it goes when they go."""

from collections.abc import Collection, Iterator
from typing import Any

import pytest
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.models import Collection as DocumentCollection
from wagtail.models import CollectionViewRestriction

from common.document_text import services
from common.document_text.models import DocumentText, TextState
from common.document_text.problems import Problem
from common.document_text.services import has_waiting, read_text, read_waiting
from common.jobs import enqueue_due_jobs
from common.tasks import read_documents
from tests.common.document_text.files import make_docx, make_pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """The documents that apps were told of."""
    seen: list[int] = []

    def note(documents: Collection[int]) -> None:
        seen.extend(documents)

    monkeypatch.setattr(services, "_followers", [note])
    return seen  # type: ignore[return-value]


def make_document(content: bytes, name: str = "rapport.pdf", **fields: Any) -> Any:
    return get_document_model().objects.create(title="Rapport", file=ContentFile(content, name=name), **fields)


def close(collection: DocumentCollection) -> CollectionViewRestriction:
    restriction: CollectionViewRestriction = CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=CollectionViewRestriction.LOGIN
    )
    return restriction


def test_a_document_waits_and_is_read_in_the_background() -> None:
    document = make_document(make_pdf("Een", "Twee"))
    assert (document.text.state, document.text.pages) == (TextState.WAITING, [])
    assert "reading of documents" in enqueue_due_jobs()

    assert read_documents.call() == 1

    text = DocumentText.objects.get()
    assert (text.state, text.pages, text.problem, len(text.sha256)) == (TextState.READ, ["Een", "Twee"], "", 64)
    assert "reading of documents" not in enqueue_due_jobs()


def test_a_document_from_before_is_found() -> None:
    make_document(make_pdf("Oud"))
    DocumentText.objects.all().delete()
    assert has_waiting()

    assert read_waiting() == 1

    assert DocumentText.objects.get().pages == ["Oud"]


def test_another_file_takes_the_old_text_away_at_once(told: list[int]) -> None:
    document = make_document(make_pdf("Verkeerd bestand"))
    read_waiting()
    told.clear()

    document.file = ContentFile(make_docx("Goed bestand"), name="goed.docx")
    document.save()

    waiting = DocumentText.objects.get()
    assert (waiting.state, waiting.pages, waiting.sha256) == (TextState.WAITING, [], "")
    assert told == [document.pk]
    read_waiting()
    assert DocumentText.objects.get().pages == ["Goed bestand"]
    assert told == [document.pk, document.pk]


def test_what_wagtail_notes_of_a_file_changes_nothing() -> None:
    document = make_document(make_pdf("Een"))
    read_waiting()

    document.get_file_size()
    document.get_file_hash()

    assert DocumentText.objects.get().state == TextState.READ


def test_a_file_that_changed_while_it_was_read_keeps_waiting(told: list[int]) -> None:
    document = make_document(make_pdf("Oud"))
    seen = DocumentText.objects.select_related("document").get()
    document.file = ContentFile(make_pdf("Nieuw"), name="nieuw.pdf")
    document.save()
    told.clear()

    read_text(seen)

    assert DocumentText.objects.get().state == TextState.WAITING
    assert told == []
    read_waiting()
    assert DocumentText.objects.get().pages == ["Nieuw"]


@pytest.mark.parametrize(
    ("content", "name", "problem", "words"),
    [
        (b"geen pdf", "rapport.pdf", Problem.BROKEN, "beschadigd"),
        (make_pdf("Geheim", password="x"), "rapport.pdf", Problem.ENCRYPTED, "wachtwoord"),
        (b"a,b", "cijfers.csv", Problem.UNKNOWN_KIND, "PDF, DOCX, ODT en PPTX"),
    ],
)
def test_a_file_that_can_not_be_read_says_why_and_holds_up_nothing(
    content: bytes, name: str, problem: Problem, words: str
) -> None:
    broken = make_document(content, name)
    make_document(make_pdf("Goed"))

    assert read_waiting() == 2

    text = DocumentText.objects.get(document=broken)
    assert (text.state, text.problem, text.pages) == (TextState.FAILED, problem, [])
    assert words in text.reason
    assert not has_waiting()
    assert DocumentText.objects.filter(state=TextState.READ).count() == 1


def test_a_file_that_is_gone_is_a_reason(caplog: pytest.LogCaptureFixture) -> None:
    document = make_document(make_pdf("Weg"))
    document.file.storage.delete(document.file.name)

    read_waiting()

    assert DocumentText.objects.get().problem == Problem.GONE
    assert "could not be opened" in caplog.text


def test_a_document_that_goes_takes_its_text_along_and_is_told_first(told: list[int]) -> None:
    document = make_document(make_pdf("Weg"))
    key = document.pk
    told.clear()

    document.delete()

    assert told == [key]
    assert not DocumentText.objects.exists()


def test_the_text_of_a_closed_collection_is_not_searchable_by_either_rule(told: list[int]) -> None:
    root = DocumentCollection.get_first_root_node()
    closed = root.add_child(name="Besloten")
    below = closed.add_child(name="Daaronder")
    documents = [make_document(make_pdf("Tekst"), collection=collection) for collection in (root, closed, below)]
    make_document(b"kapot")
    waiting = make_document(make_pdf("Wacht"))
    read_waiting()
    DocumentText.objects.filter(document=waiting).update(state=TextState.WAITING)

    def both() -> set[int]:
        by_query = set(DocumentText.objects.searchable().values_list("document", flat=True))
        by_predicate = {text.document_id for text in DocumentText.objects.all() if text.is_searchable}
        assert by_query == by_predicate
        return by_query

    assert both() == {document.pk for document in documents}
    told.clear()
    restriction = close(closed)
    assert sorted(told) == [documents[1].pk, documents[2].pk]
    assert both() == {documents[0].pk}
    restriction.delete()
    assert sorted(told) == sorted([documents[1].pk, documents[2].pk] * 2)
    assert both() == {document.pk for document in documents}
