"""The materials on a method page: what they are, what one may do with them, and whose file is linked."""

import pytest
from django.test import Client
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction

from common.access import ANONYMOUS
from knowledge.models import MethodIndexPage, MethodMaterial, MethodPage
from knowledge.permissions import can_list_attachment
from tests.knowledge.factories import make_method
from tests.knowledge.method_pages import add_material, cells, html, profile

pytestmark = pytest.mark.django_db


def test_materials_say_what_they_are_and_what_one_may_do(
    client: Client, index: MethodIndexPage, document: Document
) -> None:
    method = make_method(index)
    add_material(method, document=document, sort_order=0)
    add_material(
        method,
        title="Film",
        url="https://www.example.org/film?x=1&y=2",
        language="ar",
        licence="eigenaar",
        note="Duurt 8 minuten",
        sort_order=1,
    )

    page = html(client, method)

    assert cells(profile(method).materials) == [
        ["Draaiboek", "DOCX, 2,0\N{NO-BREAK SPACE}KB", "Nederlands", "CC BY 4.0: vrij, met naam van de maker", "–"],
        ["Film", "Website: www.example.org", "Arabisch", "Vraag het de eigenaar", "Duurt 8 minuten"],
    ]
    assert f'href="/documenten/{document.pk}/draaiboek.docx"' in page
    assert 'href="https://www.example.org/film?x=1&amp;y=2"' in page


def test_a_file_without_a_known_size_is_not_opened(index: MethodIndexPage) -> None:
    method = make_method(index)
    add_material(method, document=Document.objects.create(title="Weg", file="documents/bestaat-niet.pdf"))

    assert cells(profile(method).materials)[0][1] == "PDF"


def test_a_restricted_file_is_linked_for_nobody(client: Client, index: MethodIndexPage, document: Document) -> None:
    method = make_method(index)
    shelf = Collection.get_first_root_node().add_child(name="Besloten")
    secret = Document.objects.create(title="Geheim", file="documents/geheim.pdf", collection=shelf)
    CollectionViewRestriction.objects.create(collection=shelf, restriction_type=CollectionViewRestriction.LOGIN)
    materials = [
        add_material(method, title="Open", document=document),
        add_material(method, title="Elders", url="https://example.org/"),
        add_material(method, title="Besloten stuk", document=secret),
    ]

    by_query = set(MethodMaterial.objects.visible_to(ANONYMOUS))

    assert by_query == {material for material in materials if can_list_attachment(ANONYMOUS, material)}
    assert by_query == set(materials[:2])
    assert "Besloten stuk" not in html(client, method)
    assert "geheim" not in html(client, method)
    draft = MethodPage.objects.get(pk=method.pk).make_preview_request()
    assert "Besloten stuk" not in draft.rendered_content
    assert "Elders" in draft.rendered_content


def test_a_file_takes_its_materials_along(index: MethodIndexPage, document: Document) -> None:
    method = make_method(index)
    add_material(method, document=document)
    method.save_revision().publish()

    document.delete()
    method.get_latest_revision_as_object().save_revision().publish()

    assert not MethodMaterial.objects.exists()
