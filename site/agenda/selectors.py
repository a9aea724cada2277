"""What other modules ask of the Agenda."""

from collections.abc import Iterable, Mapping

from django.db.models import F

from agenda.models import DocumentsPage, ParliamentaryDocument
from common.access import Viewer


def document_addresses(documents: Iterable[ParliamentaryDocument], viewer: Viewer) -> Mapping[int, str]:
    """The address of each document by its id, in one query; of two pages the one of the latest edition counts.

    A document that stands on no page that the viewer may see has no address.
    """
    by_id = {document.pk: document for document in documents}
    pages = DocumentsPage.objects.visible_to(viewer).filter(documents__in=by_id).annotate(holds=F("documents__pk"))
    return {page.holds: page.address_of(by_id[page.holds]) for page in pages.order_by("path")}
