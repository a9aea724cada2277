"""What changes in the Agenda tell the search index, and what that costs."""

import uuid

import pytest
from wagtail.models import Page, PageViewRestriction

from agenda.models import DocumentsPage, DossierReference, EditionPage, ParliamentaryDocument
from agenda.search_source import DocumentSource
from common.access import ANONYMOUS
from search.models import IndexTask
from tests.agenda.factories import add_part, make_document

pytestmark = pytest.mark.django_db


def changed() -> set[uuid.UUID]:
    """The documents that wait for the index, and an empty queue after that."""
    found = set(IndexTask.objects.filter(kind="document").values_list("public_id", flat=True))
    IndexTask.objects.all().delete()
    return found


@pytest.fixture
def page(edition: EditionPage) -> DocumentsPage:
    return add_part(edition, DocumentsPage, slug="kamerstukken")


@pytest.fixture
def document(page: DocumentsPage) -> ParliamentaryDocument:
    document = make_document(page)
    IndexTask.objects.all().delete()
    return document


def test_a_draft_is_not_indexed(document: ParliamentaryDocument) -> None:
    document.title = "Concept"
    document.save_revision()

    assert changed() == set()


def test_publishing_unpublishing_and_deleting_a_document_are_told(document: ParliamentaryDocument) -> None:
    document.save_revision().publish()
    assert changed() == {document.public_id}

    document.unpublish()
    assert changed() == {document.public_id}

    identifier = document.public_id
    document.delete()
    assert changed() == {identifier}


def test_what_happens_to_its_page_is_told(document: ParliamentaryDocument, page: DocumentsPage) -> None:
    page.unpublish()
    assert changed() == {document.public_id}

    page.save_revision().publish()
    assert changed() == {document.public_id}


def test_what_happens_above_its_page_is_told(
    document: ParliamentaryDocument, page: DocumentsPage, edition: EditionPage
) -> None:
    restriction = PageViewRestriction.objects.create(page=edition, restriction_type=PageViewRestriction.LOGIN)
    assert changed() == {document.public_id}

    restriction.delete()
    assert changed() == {document.public_id}

    edition.refresh_from_db()
    edition.slug = "ander-adres"
    edition.save_revision().publish()
    assert document.public_id in changed()

    Page.objects.get(pk=page.pk).move(edition.get_parent(), pos="last-child")
    assert changed() == {document.public_id}


def test_a_page_without_documents_tells_nothing_of_them(document: ParliamentaryDocument, edition: EditionPage) -> None:
    other = add_part(edition, DocumentsPage)
    other.save_revision().publish()

    assert changed() == set()


def test_a_document_that_lost_its_number_is_in_no_result(document: ParliamentaryDocument) -> None:
    DossierReference.objects.all().delete()

    assert list(DocumentSource().documents([document.public_id])) == []
    assert DocumentSource().cards(ANONYMOUS, [document.public_id]) == {}


def test_cards_of_documents_take_as_many_queries_for_thirty_as_for_one(
    edition: EditionPage, django_assert_num_queries: object
) -> None:
    page = add_part(edition, DocumentsPage)
    documents = [make_document(page) for _ in range(30)]
    DocumentSource().cards(ANONYMOUS, [documents[0].public_id])

    for number in (1, 30):
        with django_assert_num_queries(4):  # type: ignore[operator]
            cards = DocumentSource().cards(ANONYMOUS, [document.public_id for document in documents[:number]])
        assert len(cards) == number
