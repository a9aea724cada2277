"""Where a permanent identifier of the library leads, besides its pages."""

import uuid

from common.access import Viewer
from knowledge.models import Evaluation, UseCase


def resolve_record(public_id: uuid.UUID, viewer: Viewer) -> str | None:
    """The address of an evaluation or a use case that the viewer may see."""
    for model in (Evaluation, UseCase):
        record = model.objects.visible_to(viewer).filter(public_id=public_id).first()
        if record:
            return str(record.get_absolute_url())
    return None
