"""The page of a circle follows the circle: made, named, taken down and found again with it."""

from typing import Any

from wagtail.models import Page

from circles.models import Circle, CircleIndexPage, CirclePage
from circles.permissions import can_list_circle
from common.access import ANONYMOUS
from common.content import publish
from search.pages import enqueue_pages


def show_page(circle: Circle) -> None:
    """Bring the page of a circle in step with it. There is none without an overview to stand under."""
    page = CirclePage.objects.filter(circle=circle).first()
    if not can_list_circle(ANONYMOUS, circle):
        if page and page.live:
            page.unpublish()
        return
    if page is None:
        index = CircleIndexPage.objects.first()
        if index:
            publish(CirclePage(circle=circle, title=circle.title, public_id=circle.public_id), below=index)
        return
    if page.title != circle.title:
        Page.objects.filter(pk=page.pk).update(title=circle.title, draft_title=circle.title)
        page.refresh_from_db()
    if not page.live:
        page.save_revision().publish()
    enqueue_pages(Page.objects.filter(pk=page.pk))


def concept_changed(sender: Any, instance: Any, **kwargs: Any) -> None:
    """A theme got other words or another place, or took those of another: circles with it are found by those."""
    labelled = CirclePage.objects.filter(circle__themes=instance) | CirclePage.objects.filter(
        circle__themes__parent=instance
    )
    enqueue_pages(Page.objects.filter(pk__in=labelled.values("pk")))
