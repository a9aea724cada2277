"""Materials of a method: in one place, with a licence."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.documents.models import Document

from knowledge.models import MethodMaterial

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(db: None) -> Document:
    return Document.objects.create(title="Draaiboek", file="draaiboek.pdf", file_size=2048)


def material(**fields) -> MethodMaterial:
    return MethodMaterial(**({"title": "Draaiboek", "licence": "CC-BY-4.0"} | fields))


def test_a_file_or_an_address_but_not_both(document: Document) -> None:
    for fields in ({"document": document}, {"url": "https://example.org/draaiboek"}):
        material(**fields).full_clean(exclude=["method"])

    for fields in ({}, {"document": document, "url": "https://example.org/draaiboek"}):
        with pytest.raises(ValidationError) as refused:
            material(**fields).full_clean(exclude=["method"])
        assert refused.value.message_dict == {"url": ["Kies een bestand of vul een webadres in: één van de twee."]}


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"url": "javascript:alert(1)"}, "url"),
        ({"url": "https://example.org/", "licence": "zomaar"}, "licence"),
        ({"url": "https://example.org/", "language": "klingon"}, "language"),
        ({"url": "https://example.org/", "title": ""}, "title"),
    ],
)
def test_what_is_wrong_is_named(fields: dict, field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        material(**fields).full_clean(exclude=["method"])

    assert field in refused.value.message_dict
