"""Tells search what changed. The index follows publication, not saving."""

from wagtail.models import Page

from agenda.models import DocumentsPage, ParliamentaryDocument
from agenda.search_source import DOCUMENT_KIND
from search.indexing import enqueue


def index_document(document: ParliamentaryDocument) -> None:
    """A document was published, unpublished or deleted."""
    enqueue(DOCUMENT_KIND, [document.public_id])


def index_documents_below(page: Page) -> None:
    """A page changed state, place or restriction: so did the documents that are shown on it or below it."""
    pages = DocumentsPage.objects.descendant_of(page, inclusive=True)
    changed = ParliamentaryDocument.objects.filter(pages__in=pages).distinct()
    enqueue(DOCUMENT_KIND, changed.values_list("public_id", flat=True))
