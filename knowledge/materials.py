"""The materials of a method as a reader sees them: what it is, in which form, and what one may do with it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from common.access import Viewer
from common.components import Column, Link, Table, build_table
from knowledge.models.material import MethodMaterial
from knowledge.permissions import can_list_attachment

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowledge.models.method import MethodPage


def materials_of(method: MethodPage, viewer: Viewer, request: HttpRequest) -> list[MethodMaterial]:
    """The materials that a viewer may see: in a preview those of the draft, otherwise in one query."""
    if getattr(request, "is_preview", False):
        return [material for material in method.materials.all() if can_list_attachment(viewer, material)]
    return list(MethodMaterial.objects.visible_to(viewer).filter(method=method.pk).select_related("document"))


def material_table(materials: Iterable[MethodMaterial]) -> Table | None:
    """The materials in the order of the editor, or None without any."""
    rows = [
        (
            Link(material.title, address(material)),
            material_form(material),
            material.get_language_display(),
            material.get_licence_display(),
            material.note or "–",
        )
        for material in materials
    ]
    columns = [Column(_("Materiaal")), Column(_("Vorm")), Column(_("Taal")), Column(_("Licentie")), Column(_("Let op"))]
    return build_table(_("Materiaal bij deze methode"), columns, rows) if rows else None


def address(material: MethodMaterial) -> str:
    """Where the material is."""
    return str(material.document.url) if material.document else material.url


def material_form(material: MethodMaterial) -> str:
    """Its form and size: "PDF, 240 KB"; of something elsewhere the name of that site."""
    if material.document is None:
        return _("Website: %(host)s") % {"host": urlsplit(material.url).hostname}
    form = material.document.file_extension.upper() or _("Bestand")
    # Never asked of the file itself: Wagtail would store what it finds.
    size = material.document.file_size
    return form if size is None else f"{form}, {filesizeformat(size)}"
