"""Which parts of the Agenda: the questions that its pages, the chain and feeds ask of the database."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from wagtail.models import Page, PageManager

from agenda.kamerstuk import Kamerstuk
from common.access import Viewer
from common.pages import ListedPageQuerySet


class EditionQuerySet(ListedPageQuerySet):
    """Editions."""

    def newest_first(self) -> EditionQuerySet:
        """The edition with the latest first year comes first."""
        return self.order_by("-first_year", "-pk")

    def current(self, viewer: Viewer) -> EditionQuerySet:
        """The latest edition that has started and that the viewer may see; empty when there is none."""
        return self.visible_to(viewer).filter(first_year__lte=timezone.localdate().year).newest_first()[:1]


class EditionPartQuerySet(ListedPageQuerySet):
    """Pages below an edition."""

    def of_current_edition(self, viewer: Viewer) -> EditionPartQuerySet:
        """The pages of the current edition that the viewer may see."""
        current = apps.get_model("agenda", "EditionPage").objects.current(viewer).values("path")
        return self.visible_to(viewer).filter(path__startswith=Subquery(current))


class GoalQuerySet(EditionPartQuerySet):
    """Goals."""

    def in_order(self) -> GoalQuerySet:
        """By number."""
        return self.order_by("number", "pk")


class ActivityQuerySet(EditionPartQuerySet):
    """Activities."""

    def in_order(self) -> ActivityQuerySet:
        """In the order that the editors gave them in the CMS."""
        return self.order_by("path")

    def leading_to(self, page: Page) -> ActivityQuerySet:
        """The activities that are linked to a page: a method, learning circles, the conference."""
        return self.filter(Q(method_links__method_id=page.pk) | Q(place_links__page_id=page.pk)).distinct()

    def with_state(self) -> ActivityQuerySet:
        """Add `state_now` and `state_since`, from the latest status change; None when nothing is known."""
        latest = (
            apps.get_model("agenda", "StatusChange")
            .objects.filter(activity=OuterRef("pk"))
            .order_by("-changed_on", "-pk")
        )
        return self.annotate(
            state_now=Subquery(latest.values("state")[:1]), state_since=Subquery(latest.values("changed_on")[:1])
        )


class BudgetLineQuerySet(QuerySet[Any]):
    """Lines of a budget."""

    def with_activity_count(self) -> BudgetLineQuerySet:
        """Add `activity_count`: how many published activities are paid from the line."""
        return self.annotate(activity_count=Count("activities", filter=Q(activities__live=True)))


class DocumentQuerySet(QuerySet[Any]):
    """Parliamentary documents."""

    def complete(self) -> DocumentQuerySet:
        """Published, and with a number to be found under."""
        number = apps.get_model("agenda", "DossierReference").objects.filter(document=OuterRef("pk"))
        return self.filter(Exists(number), live=True)

    def visible_to(self, viewer: Viewer) -> DocumentQuerySet:
        """The rule `permissions.can_list_document` as a query."""
        pages = apps.get_model("agenda", "DocumentsPage").objects.visible_to(viewer)
        return self.complete().filter(Exists(pages.filter(documents=OuterRef("pk"))))

    def numbered(self, kamerstuk: Kamerstuk) -> DocumentQuerySet:
        """The document with this number, whether or not its session is written with it."""
        return self.filter(references__number__endswith=kamerstuk.short)

    def newest_first(self) -> DocumentQuerySet:
        """By date, the latest first; documents of which the date was not found come last."""
        return self.order_by(F("sent_on").desc(nulls_last=True), "-pk")


EditionManager = PageManager.from_queryset(EditionQuerySet)
EditionPartManager = PageManager.from_queryset(EditionPartQuerySet)
GoalManager = PageManager.from_queryset(GoalQuerySet)
ActivityManager = PageManager.from_queryset(ActivityQuerySet)
