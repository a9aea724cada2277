"""Which methods, in which order: everything that overviews, search and feeds ask of the database."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import (
    Case,
    Count,
    DateTimeField,
    Exists,
    Expression,
    IntegerField,
    Max,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest, Lower
from wagtail.models import PageManager

from common.pages import ListedPageQuerySet
from knowledge.enums import CONCEPT_SCHEMES, UNKNOWN, Axis, Direction, Stage
from knowledge.models.assessment import Assessment

if TYPE_CHECKING:
    from knowledge.models.concept import Concept

# From the most to the least established; what was stopped and what is unknown come last.
STAGE_ORDER: tuple[str, ...] = (
    Stage.NATIONWIDE,
    Stage.PROVEN,
    Stage.EVALUATED,
    Stage.TESTED,
    Stage.IN_DEVELOPMENT,
    Stage.STOPPED,
)
# What is known to help comes first, then what nobody knows yet, then what is known not to help or to harm.
DIRECTION_ORDER: tuple[str, ...] = (
    Direction.POSITIVE,
    Direction.MIXED,
    Direction.UNKNOWN,
    Direction.NONE,
    Direction.NEGATIVE,
)


def _value_now(axis: Axis) -> Coalesce:
    """The value of the latest assessment on one axis, or "onbekend"."""
    latest = Assessment.objects.filter(method=OuterRef("pk"), axis=axis).latest_first().values("value")[:1]
    return Coalesce(Subquery(latest), Value(UNKNOWN))


def _rank(field: str, values: Sequence[str]) -> Case:
    """The place of a value in a list; what is not in it comes last."""
    places = [When(**{field: value}, then=Value(place)) for place, value in enumerate(values)]
    return Case(*places, default=Value(len(values)), output_field=IntegerField())


class MethodQuerySet(ListedPageQuerySet):
    """Method pages."""

    def with_evidence(self) -> MethodQuerySet:
        """Add `stage_now` and `direction_now`, the values that a method has today."""
        return self.annotate(stage_now=_value_now(Axis.STAGE), direction_now=_value_now(Axis.DIRECTION))

    def with_changed_at(self) -> MethodQuerySet:
        """Add `changed_at`: when the text was last published or the last assessment was added."""
        added = (
            Assessment.objects.filter(method=OuterRef("pk"))
            .order_by()
            .values("method")
            .annotate(last=Max("recorded_at"))
            .values("last")
        )
        published = Coalesce("last_published_at", "first_published_at", output_field=DateTimeField())
        return self.annotate(changed_at=Greatest(published, Coalesce(Subquery(added), published)))

    def in_use(self) -> MethodQuerySet:
        """Methods with an assessment, an evaluation or a use case, published or not: these can not be deleted."""
        assessed = Exists(Assessment.objects.filter(method=OuterRef("pk")))
        return self.filter(Q(assessed) | Q(evaluations__isnull=False) | Q(usecases__isnull=False)).distinct()

    def for_cards(self) -> MethodQuerySet:
        """Read along what a card shows: labels, and as `latest_assessments` the evidence."""
        return self.with_latest_assessments().prefetch_related("target_groups", "settings")

    def with_latest_assessments(self) -> MethodQuerySet:
        """Read along, as `latest_assessments`, what the marks show."""
        latest = Prefetch("assessments", queryset=Assessment.objects.current(), to_attr="latest_assessments")
        return self.prefetch_related(latest)

    def by_title(self) -> MethodQuerySet:
        """From A to Z, whatever the capitals."""
        return self.order_by(Lower("title"), "pk")

    def newest_first(self) -> MethodQuerySet:
        """The method that was published last comes first."""
        return self.order_by("-first_published_at", "-pk")

    def by_stage(self) -> MethodQuerySet:
        """The most established first, what was stopped last; within a stage the best direction. Needs `with_evidence`.

        A method of which nobody knows the stage comes before those that were stopped.
        """
        stages = (*(stage for stage in STAGE_ORDER if stage != Stage.STOPPED), UNKNOWN, Stage.STOPPED)
        ranked = self.annotate(
            stage_rank=_rank("stage_now", stages), direction_rank=_rank("direction_now", DIRECTION_ORDER)
        )
        return ranked.order_by("stage_rank", "direction_rank", Lower("title"), "pk")

    def labelled_with(self, concept: Concept) -> MethodQuerySet:
        """Methods that carry a concept or one of its narrower ones, in whichever relation."""
        relations = [relation for relation, scheme in CONCEPT_SCHEMES.items() if scheme == concept.scheme]
        rule = Q(pk__in=[])
        for relation in relations:
            rule |= Q(**{relation: concept}) | Q(**{f"{relation}__parent": concept})
        return self.filter(rule).distinct()

    def around(self, method_id: int | None, themes: Collection[int], *, told: Expression) -> MethodQuerySet:
        """Methods that are something to a method, then those that share its themes, the most of them first.

        `told` is what that method says about each of them. Adds `told_here` and `told_there`: a kind, or nothing.
        """
        relations = apps.get_model("knowledge", "MethodRelation").objects
        there = relations.filter(method=OuterRef("pk"), related=method_id).values("kind")[:1]
        labels = self.model._meta.get_field("themes").remote_field.through.objects
        shared = labels.filter(methodpage=OuterRef("pk"), concept__in=themes).order_by().values("methodpage")
        return (
            self.exclude(pk=method_id)
            .annotate(
                told_here=told,
                told_there=Coalesce(Subquery(there), Value("")),
                shared_themes=Coalesce(Subquery(shared.annotate(number=Count("pk")).values("number")), 0),
            )
            .alias(is_related=Case(When(told_here="", told_there="", then=0), default=1, output_field=IntegerField()))
            .filter(Q(is_related=1) | Q(shared_themes__gt=0))
            .order_by("-is_related", "-shared_themes", Lower("title"), "pk")
        )


MethodManager = PageManager.from_queryset(MethodQuerySet)
