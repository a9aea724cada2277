"""The concepts that a method is labelled with, read in one query."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F, Value

from knowledge.enums import CONCEPT_SCHEMES

if TYPE_CHECKING:
    from knowledge.models.method import MethodPage


@dataclass(frozen=True, order=True)
class Label:
    """A concept on a method; `relation` is the field that holds it."""

    relation: str
    text: str
    notation: str
    concept_id: int


@dataclass(frozen=True)
class Labels:
    """All labels of one method."""

    rows: tuple[Label, ...]

    def of(self, relation: str) -> tuple[Label, ...]:
        """The labels in one relation, from A to Z."""
        return tuple(label for label in self.rows if label.relation == relation)

    def texts(self, relation: str) -> tuple[str, ...]:
        """The words of one relation, from A to Z."""
        return tuple(label.text for label in self.of(relation))


def stored_labels(method: MethodPage) -> Labels:
    """The labels of a method as they are in the database."""
    queries = [
        getattr(type(method), relation)
        .through.objects.filter(methodpage=method)
        .annotate(relation=Value(relation), text=F("concept__label"), notation=F("concept__notation"))
        .values_list("relation", "text", "notation", "concept_id")
        for relation in CONCEPT_SCHEMES
    ]
    return Labels(tuple(sorted(Label(*row) for row in queries[0].union(*queries[1:], all=True))))


def draft_labels(method: MethodPage) -> Labels:
    """The labels of a method that is being edited, stored or not."""
    return Labels(
        tuple(
            sorted(
                Label(relation, concept.label, concept.notation, concept.pk)
                for relation in CONCEPT_SCHEMES
                for concept in getattr(method, relation).all()
            )
        )
    )
