"""Which publications and lessons, in which order: what the overview, search and feeds ask of the database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db.models import Case, CharField, Q, Value, When
from django.db.models.functions import Cast, Coalesce, ExtractYear, Lower
from wagtail.models import PageManager

from common.pages import ListedPageQuerySet
from knowledge.enums import RECORD_SCHEMES, ItemKind

if TYPE_CHECKING:
    from knowledge.models.concept import Concept


class LibraryItemQuerySet(ListedPageQuerySet):
    """Publications and lessons, together or of one kind."""

    def with_facets(self) -> Self:
        """Add `item_kind` and, as text, `year`; for both kinds together."""
        lesson = When(lessonpage__isnull=False, then=Value(ItemKind.LESSON.value))
        return self.annotate(
            item_kind=Case(lesson, default=Value(ItemKind.PUBLICATION.value)),
            year=Cast(ExtractYear("dated_on"), CharField()),
        )

    def for_cards(self) -> Self:
        """Read along what makes each of them a publication or a lesson; for both kinds together."""
        return self.select_related("publicationpage", "lessonpage")

    def newest_first(self) -> Self:
        """By the date of the publication or the lesson, the latest first."""
        return self.order_by("-dated_on", "-pk")

    def oldest_first(self) -> Self:
        """By the date of the publication or the lesson."""
        return self.order_by("dated_on", "pk")

    def by_title(self) -> Self:
        """From A to Z, whatever the capitals."""
        return self.order_by(Lower("title"), "pk")

    def changed_last(self) -> Self:
        """What was published on the site last comes first, with `changed_at`."""
        return self.annotate(changed_at=Coalesce("last_published_at", "first_published_at")).order_by(
            "-changed_at", "-pk"
        )

    def labelled_with(self, concept: Concept) -> Self:
        """Those that carry a concept or one of its narrower ones."""
        rule = Q(pk__in=[])
        for relation, scheme in RECORD_SCHEMES.items():
            if scheme == concept.scheme:
                rule |= Q(**{relation: concept}) | Q(**{f"{relation}__parent": concept})
        return self.filter(rule).distinct()


LibraryItemManager = PageManager.from_queryset(LibraryItemQuerySet)
