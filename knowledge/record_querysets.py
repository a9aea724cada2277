"""Which evaluations and use cases a viewer may see, and in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import Case, Count, F, Min, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from common.access import Viewer
from knowledge.enums import EFFECT_TYPES, RECORD_SCHEMES, UNKNOWN, Direction

if TYPE_CHECKING:
    from wagtail.models import Page

    from knowledge.models.concept import Concept


class RecordQuerySet(QuerySet[Any]):
    """Evaluations or use cases."""

    def visible_to(self, viewer: Viewer) -> Self:
        """The rule `permissions.can_list_record` as a query."""
        methods = apps.get_model("knowledge", "MethodPage").objects.visible_to(viewer)
        return self.filter(live=True, method__in=methods.values("pk"))

    def newest_first(self) -> Self:
        """By the start of the period, the latest first."""
        return self.order_by("-period_from", "-pk")

    def labelled_with(self, concept: Concept) -> Self:
        """Those that carry a concept or one of its narrower ones."""
        rule = Q(pk__in=[])
        for relation, scheme in RECORD_SCHEMES.items():
            if scheme == concept.scheme:
                rule |= Q(**{relation: concept}) | Q(**{f"{relation}__parent": concept})
        return self.filter(rule).distinct()

    def below(self, page: Page) -> Self:
        """Those of a method, or of every method below a page."""
        methods = apps.get_model("knowledge", "MethodPage").objects.descendant_of(page, inclusive=True)
        return self.filter(method__in=methods.values("pk"))


class EvaluationQuerySet(RecordQuerySet):
    """Evaluations."""

    def with_direction(self) -> Self:
        """Add `direction_now`: where all outcomes point, and "gemengd" when they differ.

        It is "onbekend" without outcomes, and where the study was not about the effect.
        """
        together = (
            apps.get_model("knowledge", "Outcome")
            .objects.filter(evaluation=OuterRef("pk"))
            .order_by()
            .values("evaluation")
            .annotate(kinds=Count("direction", distinct=True), only=Min("direction"))
            .annotate(together=Case(When(kinds=1, then=F("only")), default=Value(Direction.MIXED.value)))
            .values("together")
        )
        about_effect = When(type__in=EFFECT_TYPES, then=Coalesce(Subquery(together), Value(UNKNOWN)))
        return self.annotate(direction_now=Case(about_effect, default=Value(UNKNOWN)))


class UseCaseQuerySet(RecordQuerySet):
    """Use cases."""
