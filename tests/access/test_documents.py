"""Files: open to whoever may open a published page that they hang on, and to nobody else but the CMS."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction, ReferenceIndex

from agenda.models import ContentPage
from knowledge.models import PublicationFile, PublicationPage
from tests.access.conftest import Visitors
from tests.access.matrix import CMS_ROLES, NOBODY, VISITORS, everybody, signed_in
from tests.access.test_matrix import answer_of

pytestmark = pytest.mark.django_db

SIGN_IN = "302 /account/login/"
CMS_ONLY = everybody(404) | dict.fromkeys(CMS_ROLES, 200)


@pytest.fixture
def file(content: None) -> PublicationFile:
    """A file of a published publication of the sample."""
    return PublicationFile.objects.exclude(document=None).select_related("document", "publication").first()  # type: ignore[return-value]


def answers(document: Any, visitors: Visitors) -> dict[str, object]:
    found = {}
    for name in VISITORS:
        response = visitors[name].get(document.url)
        found[name] = answer_of(response)
        # Closing the answer itself would close the connection to the database, in the middle of the transaction.
        for close in response._resource_closers:
            close()
    return found


def restrict(page: Page) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def make_document() -> Any:
    return get_document_model().objects.create(title="Rapport", file=ContentFile(b"tekst", name="rapport.txt"))


def link_from_text(document: Any) -> ContentPage:
    page = ContentPage.objects.live().first()
    page.body = [("documents", {"documents": [document]})]
    page.save()
    # What the worker does after a page was saved.
    ReferenceIndex.create_or_update_for_object(page)
    return page


def test_a_file_of_a_published_page_is_for_everybody(file: PublicationFile, visitors: Visitors) -> None:
    assert answers(file.document, visitors) == everybody(200)


@pytest.mark.parametrize("method", ["TRACE", "OPTIONS", "PUT", "DELETE"])
def test_a_file_is_only_read(method: str, file: PublicationFile, visitors: Visitors) -> None:
    answer = visitors[NOBODY].generic(method, file.document.url)

    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")


def test_a_file_of_an_unpublished_page_is_for_the_cms(file: PublicationFile, visitors: Visitors) -> None:
    Page.objects.filter(pk=file.publication.pk).update(live=False)

    assert answers(file.document, visitors) == CMS_ONLY


def test_a_file_of_a_restricted_page_asks_who_is_there(file: PublicationFile, visitors: Visitors) -> None:
    restrict(file.publication)

    assert answers(file.document, visitors) == signed_in(200, nobody=SIGN_IN)


def test_a_page_that_is_for_others_does_not_open_its_file(file: PublicationFile, visitors: Visitors) -> None:
    PageViewRestriction.objects.create(page=file.publication, restriction_type=PageViewRestriction.GROUPS)

    assert answers(file.document, visitors) == CMS_ONLY | {NOBODY: SIGN_IN}


def test_a_file_on_two_pages_is_open_while_one_of_them_is(file: PublicationFile, visitors: Visitors) -> None:
    other = PublicationPage.objects.exclude(pk=file.publication.pk).first()
    other.files.add(PublicationFile(title="Ook hier", document=file.document))
    other.save()
    restrict(file.publication)

    assert answers(file.document, visitors) == everybody(200)


def test_a_file_that_hangs_nowhere_yet_is_for_the_cms(content: None, visitors: Visitors) -> None:
    assert answers(make_document(), visitors) == CMS_ONLY


def test_a_file_in_a_draft_of_a_published_page_is_for_the_cms(file: PublicationFile, visitors: Visitors) -> None:
    document = make_document()
    page = file.publication
    page.files.add(PublicationFile(title="Morgen", document=document))
    page.save_revision()

    assert answers(document, visitors) == CMS_ONLY


def test_a_file_in_the_text_of_a_page_follows_that_page(content: None, visitors: Visitors) -> None:
    document = make_document()
    page = link_from_text(document)
    assert answers(document, visitors) == everybody(200)

    Page.objects.filter(pk=page.pk).update(live=False)

    assert answers(document, visitors) == CMS_ONLY


def test_a_file_that_was_taken_off_its_page_is_closed_at_once(file: PublicationFile, visitors: Visitors) -> None:
    ReferenceIndex.create_or_update_for_object(file.publication)
    document = file.document

    file.delete()

    assert answers(document, visitors) == CMS_ONLY


def test_a_closed_collection_closes_its_files_wherever_they_hang(file: PublicationFile, visitors: Visitors) -> None:
    closed = Collection.get_first_root_node().add_child(name="Besloten")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type=CollectionViewRestriction.LOGIN)
    get_document_model().objects.filter(pk=file.document_id).update(collection=closed)

    assert answers(file.document, visitors) == signed_in(200, nobody=SIGN_IN)
