"""Reads of the library for other apps: what a viewer may see, counted and by key."""

from collections.abc import Collection, Mapping
from uuid import UUID

from common.access import Viewer
from common.components import Link
from knowledge.models import MethodPage
from knowledge.relations import neighbours
from knowledge.theme_links import count_themes

METHODS_PATH = "/methoden/"


def count_methods(viewer: Viewer) -> int:
    """How many methods a viewer may see."""
    return int(MethodPage.objects.visible_to(viewer).count())


def themes_of_methods(viewer: Viewer) -> tuple[Link, ...]:
    """The themes that the methods a viewer may see have, each with how many, as links to the list of them."""
    return count_themes(MethodPage.objects.visible_to(viewer), METHODS_PATH)


def methods_related_to(viewer: Viewer, public_id: UUID) -> tuple[UUID, ...]:
    """The methods that editors wrote down as related to this one, and that a viewer may see."""
    method = MethodPage.objects.visible_to(viewer).filter(public_id=public_id).first()
    found = neighbours(method, viewer, themes=()) if method else ()
    return tuple(neighbour.method.public_id for neighbour in found if neighbour.relation)


def methods_by_slug(slugs: Collection[str]) -> Mapping[str, int]:
    """The primary keys of the methods with these slugs, published or not: for relations, never for showing."""
    return dict(MethodPage.objects.filter(slug__in=slugs).values_list("slug", "pk"))
