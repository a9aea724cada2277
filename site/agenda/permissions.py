"""Who may see which parts of the Agenda. Pages follow `common.pages.can_list_page`."""

from typing import TYPE_CHECKING

from common.access import Viewer
from common.pages import can_list_page

if TYPE_CHECKING:
    from agenda.models import ParliamentaryDocument


def can_list_document(viewer: Viewer, document: "ParliamentaryDocument") -> bool:
    """True when a document is published, has a number, and stands on a page that may be listed.

    Its text is public at its source; what is ours is the page that it stands on.
    """
    on_a_page = any(can_list_page(viewer, page) for page in document.pages.all())
    return document.live and document.references.exists() and on_a_page
