"""Where a permanent identifier of the Agenda leads."""

import uuid

from agenda.models import ParliamentaryDocument
from agenda.models.document import document_addresses
from common.access import Viewer


def resolve_document(public_id: uuid.UUID, viewer: Viewer) -> str | None:
    """The address of a parliamentary document that the viewer may see."""
    document = ParliamentaryDocument.objects.visible_to(viewer).filter(public_id=public_id).first()
    return document_addresses([document], viewer).get(document.pk) if document else None
