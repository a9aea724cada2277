"""What follows from Wagtail's signals. Handlers only call a service."""

from typing import Any

from wagtail.models import Page, PageViewRestriction

from agenda.models import ParliamentaryDocument
from agenda.services.indexing import index_document, index_documents_below


def document_changed(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Something with drafts was published, unpublished or deleted; pages have handlers of their own."""
    if isinstance(instance, ParliamentaryDocument):
        index_document(instance)


def page_changed(sender: Any, instance: Page, **kwargs: Any) -> None:
    """A page was published, unpublished, moved, or got another slug."""
    index_documents_below(instance)


def restriction_changed(sender: Any, instance: PageViewRestriction, **kwargs: Any) -> None:
    """A view restriction was made, changed or removed."""
    page = Page.objects.filter(pk=instance.page_id).first()
    if page:
        index_documents_below(page)
