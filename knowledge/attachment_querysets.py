"""Which attachments of methods and publications a viewer may see."""

from typing import Any, Self

from django.db.models import Q, QuerySet

from common.access import Viewer
from common.documents import documents_visible_to


class AttachmentQuerySet(QuerySet[Any]):
    """Files here, and pages elsewhere."""

    def visible_to(self, viewer: Viewer) -> Self:
        """The rule `permissions.can_list_attachment` as a query."""
        return self.filter(Q(document=None) | Q(document__in=documents_visible_to(viewer).values("pk")))
