"""What the tests of a method page read from it, and hang on it."""

from typing import Any

from django.test import Client, RequestFactory

from common.access import ANONYMOUS
from common.components import Table
from knowledge.models import MethodMaterial, MethodPage, MethodRelation
from knowledge.profile import MethodProfile, method_profile


def profile(method: MethodPage) -> MethodProfile:
    return method_profile(method, viewer=ANONYMOUS, request=RequestFactory().get("/"))


def html(client: Client, method: MethodPage) -> str:
    response = client.get(method.get_url())
    assert response.status_code == 200
    return response.content.decode()


def cells(table: Table | None) -> list[list[str]]:
    assert table is not None
    return [[cell.text for cell in row] for row in table.rows]


def relate(method: MethodPage, other: MethodPage, kind: str) -> MethodRelation:
    return MethodRelation.objects.create(method=method, related=other, kind=kind)


def add_material(method: MethodPage, **fields: Any) -> MethodMaterial:
    return MethodMaterial.objects.create(method=method, **({"title": "Draaiboek", "licence": "CC-BY-4.0"} | fields))
