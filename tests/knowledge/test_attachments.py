"""The text of files is found with the page that they hang on, and nowhere else."""

import uuid
from typing import Any

import pytest
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from common.access import ANONYMOUS, Role, Viewer
from common.document_text.services import read_waiting
from knowledge.models import LibraryIndexPage, MethodIndexPage, MethodMaterial, PublicationFile, PublicationPage
from search.contracts import FileSource
from search.indexing import drain, rebuild
from search.models import IndexTask
from search.registry import sources
from search.service import search
from tests.common.document_text.files import make_docx, make_pdf
from tests.knowledge.factories import make_method, make_publication

pytestmark = pytest.mark.django_db


def make_document(content: bytes, name: str = "rapport.pdf") -> Any:
    return get_document_model().objects.create(title="Rapport", file=ContentFile(content, name=name))


def pages(kind: str, public_id: uuid.UUID) -> list[tuple[str, ...]]:
    found = sources()[kind].documents([public_id])
    return [tuple(page.text for page in document.pages) for document in found]


def found_for(text: str, viewer: Viewer = ANONYMOUS) -> list[tuple[str, str, int] | None]:
    """Of every result the file with its address and page, as far as its passage comes from one."""
    rebuild()
    drain()
    results = search(viewer, text=text, filters={}).results
    return [(file[0].title, file[0].url, file[1]) if (file := found.file) else None for found in results]


def with_files(library: LibraryIndexPage, *documents: Any) -> PublicationPage:
    publication = make_publication(library)
    publication.files.set(
        [
            PublicationFile(title="Een geheim bestand", document=document, sort_order=place)
            for place, document in enumerate(documents)
        ]
    )
    publication.save()
    return publication


def test_a_publication_is_found_by_the_text_of_its_files(library: LibraryIndexPage) -> None:
    publication = with_files(
        library, make_document(make_pdf("Een", "Twee")), make_document(make_docx("Drie"), "d.docx"), make_document(b"")
    )
    assert pages("publication", publication.public_id) == [()]
    IndexTask.objects.all().delete()

    read_waiting()

    assert pages("publication", publication.public_id) == [("Een", "Twee", "Drie")]
    tasks = set(IndexTask.objects.values_list("kind", "public_id"))
    assert tasks == {("publication", publication.public_id)}


def test_a_method_is_found_by_the_text_of_its_materials(index: MethodIndexPage) -> None:
    method = make_method(index)
    material = MethodMaterial(title="Handleiding", document=make_document(make_pdf("Zo doet u het")), licence="CC0-1.0")
    method.materials.set([material])
    method.save()
    IndexTask.objects.all().delete()

    read_waiting()

    assert pages("method", method.public_id) == [("Zo doet u het",)]
    assert list(IndexTask.objects.values_list("kind", "public_id")) == [("method", method.public_id)]
    (document,) = sources()["method"].documents([method.public_id])
    assert "Handleiding" in document.body


def test_what_is_closed_is_in_no_document_of_search(library: LibraryIndexPage) -> None:
    closed = Collection.get_first_root_node().add_child(name="Besloten")
    document = make_document(make_pdf("Geheim"))
    publication = with_files(library, document)
    draft = with_files(library, make_document(make_pdf("Concept")))
    draft.unpublish()
    read_waiting()
    IndexTask.objects.all().delete()

    document.collection = closed
    document.save()
    CollectionViewRestriction.objects.create(collection=closed, restriction_type=CollectionViewRestriction.LOGIN)
    read_waiting()

    assert pages("publication", publication.public_id) == [()]
    (found,) = sources()["publication"].documents([publication.public_id])
    assert publication.files.get().title not in found.body
    assert pages("publication", draft.public_id) == []
    assert IndexTask.objects.filter(kind="publication", public_id=publication.public_id).exists()


def test_a_result_links_to_the_page_of_the_file_it_was_found_on(
    library: LibraryIndexPage, index: MethodIndexPage
) -> None:
    report, letter = (
        make_document(make_pdf("Voorwoord", "Over kwikstaarten")),
        make_document(make_docx("Brief"), "d.docx"),
    )
    with_files(library, report, letter)
    method = make_method(index, summary="De kwikstaart zelf.")
    method.materials.set([MethodMaterial(title="Handleiding", document=make_document(make_pdf("Roodborst")))])
    method.save()
    read_waiting()

    assert set(found_for("kwikstaarten ")) == {None, ("Een geheim bestand", report.url, 2)}
    assert found_for("brief ") == [("Een geheim bestand", letter.url, 1)]
    ((title, _, number),) = filter(None, found_for("roodborst "))
    assert (title, number) == ("Handleiding", 1)


@pytest.mark.parametrize("viewer", [ANONYMOUS, Viewer(user_id=1, roles=frozenset({Role.ADMINISTRATOR}))])
def test_no_passage_from_a_file_that_was_closed_behind_the_back_of_the_index(
    library: LibraryIndexPage, viewer: Viewer
) -> None:
    document = make_document(make_pdf("Over kwikstaarten"))
    publication = with_files(library, document)
    read_waiting()
    rebuild()
    drain()
    (before,) = search(viewer, text="kwikstaarten ", filters={}).results
    assert before.snippet
    assert before.snippet.text == "Over kwikstaarten"

    closed = Collection.get_first_root_node().add_child(name="Besloten")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type=CollectionViewRestriction.LOGIN)
    document.collection = closed
    document.save()
    IndexTask.objects.all().delete()

    (after,) = search(viewer, text="kwikstaarten ", filters={}).results
    assert (after.card.title, after.snippet, after.file) == (publication.title, None, None)


def test_links_to_files_cost_one_query_for_each_kind(library: LibraryIndexPage, django_assert_num_queries: Any) -> None:
    held = [(with_files(library, document).public_id, str(document.pk)) for document in map(make_document, [b"a"] * 20)]
    source = sources()["publication"]
    assert isinstance(source, FileSource)

    with django_assert_num_queries(1):
        assert len(source.files(ANONYMOUS, held)) == 20
    # A file of another record is no file of this one.
    assert source.files(ANONYMOUS, [(held[0][0], held[1][1])]) == {}


def test_a_restricted_publication_is_no_document_at_all(library: LibraryIndexPage) -> None:
    publication = with_files(library, make_document(make_pdf("Geheim")))
    read_waiting()
    PageViewRestriction.objects.create(page=publication, restriction_type=PageViewRestriction.LOGIN)

    assert pages("publication", publication.public_id) == []


def test_texts_of_many_files_cost_no_more_queries(library: LibraryIndexPage, django_assert_num_queries: Any) -> None:
    content = make_pdf("Tekst")
    ids = [with_files(library, make_document(content)).public_id]
    with django_assert_num_queries(7) as one:
        list(sources()["publication"].documents(ids))

    ids += [with_files(library, make_document(content)).public_id for _ in range(10)]

    with django_assert_num_queries(len(one)):
        list(sources()["publication"].documents(ids))
