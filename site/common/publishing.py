"""Scheduled publishing, one transaction for each object.

Wagtail's own command works in autocommit: a page could go live while the row that tells the search index is lost.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, Revision


def has_due() -> bool:
    """True when something is to be published or taken down by now."""
    return _due_revisions().exists() or any(queryset.exists() for queryset in _expired_querysets())


def publish_due() -> int:
    """Take down what has expired, publish what is due; return how many objects changed."""
    changed = 0
    for queryset in _expired_querysets():
        for subject in queryset.order_by("expire_at"):
            with transaction.atomic():
                subject.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
            changed += 1
    for revision in _due_revisions().order_by("approved_go_live_at"):
        with transaction.atomic():
            revision.publish(log_action="wagtail.publish.scheduled")
        changed += 1
    return changed


def _due_revisions() -> QuerySet[Any]:
    due: QuerySet[Any] = Revision.objects.filter(approved_go_live_at__lt=timezone.now())
    return due


def _expired_querysets() -> Iterator[QuerySet[Any]]:
    for model in apps.get_models():
        is_page_type = issubclass(model, Page) and model is not Page
        if issubclass(model, DraftStateMixin) and not is_page_type:
            yield model._default_manager.filter(live=True, expire_at__lt=timezone.now())
