"""What follows from Wagtail's signals. Handlers only call a service."""

from typing import Any

from wagtail.models import Page, PageViewRestriction

from knowledge.models import Evaluation, UseCase
from knowledge.services.records import reindex_record, reindex_records_below


def record_changed(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Something with drafts was published, unpublished or is about to be deleted."""
    if isinstance(instance, Evaluation | UseCase):
        reindex_record(instance)


def page_changed(sender: Any, instance: Page, **kwargs: Any) -> None:
    """A page was published, unpublished, moved, or got another address."""
    reindex_records_below(instance)


def restriction_changed(sender: Any, instance: PageViewRestriction, **kwargs: Any) -> None:
    """A view restriction was made, changed or removed."""
    page = Page.objects.filter(pk=instance.page_id).first()
    if page:
        reindex_records_below(page)
