"""Which concepts: by code, and where one can go."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

from django.db.models import Q, QuerySet

if TYPE_CHECKING:
    from knowledge.models.concept import Concept


class ConceptQuerySet(QuerySet["Concept"]):
    """The concepts of all vocabularies."""

    def called(self, notations: Iterable[str]) -> Self:
        """Those with one of these codes, or with one that was merged into them."""
        codes = list(notations)
        return self.filter(Q(notation__in=codes) | Q(merged__notation__in=codes)).distinct()

    def merge_targets(self, source: Concept) -> Self:
        """What a concept can be merged into: nothing below itself, and its narrower concepts stay on the second level.

        `knowledge.services.vocabulary.merge_concepts` refuses all others.
        """
        found = self.filter(scheme=source.scheme).exclude(pk=source.pk).exclude(parent=source)
        return found.filter(parent=None) if source.narrower.exists() else found

    def parents_for(self, concept: Concept) -> Self:
        """What a concept can stand under, where it stands included; nothing when others are under it.

        `Concept.clean` refuses all others.
        """
        if concept.narrower.exists():
            return self.none()
        return self.filter(scheme=concept.scheme, parent=None).exclude(pk=concept.pk)

    def new_parents(self, concept: Concept) -> Self:
        """What a concept can be moved under."""
        return self.parents_for(concept).exclude(pk=concept.parent_id or 0)
