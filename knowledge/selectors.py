"""Reads of the library for other apps: what a viewer may see, counted and by key."""

from collections.abc import Collection, Mapping

from common.access import Viewer
from knowledge.models import MethodPage


def count_methods(viewer: Viewer) -> int:
    """How many methods a viewer may see."""
    return int(MethodPage.objects.visible_to(viewer).count())


def methods_by_slug(slugs: Collection[str]) -> Mapping[str, int]:
    """The primary keys of the methods with these slugs, published or not: for relations, never for showing."""
    return dict(MethodPage.objects.filter(slug__in=slugs).values_list("slug", "pk"))
