"""The concepts that a page is labelled with, read in one query."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Value

from knowledge.enums import CONCEPT_SCHEMES


@dataclass(frozen=True, order=True)
class Label:
    """A concept on a page; `relation` is the field that holds it."""

    relation: str
    text: str
    notation: str
    concept_id: int


@dataclass(frozen=True)
class Labels:
    """All labels of one page."""

    rows: tuple[Label, ...]

    def of(self, relation: str) -> tuple[Label, ...]:
        """The labels in one relation, from A to Z."""
        return tuple(label for label in self.rows if label.relation == relation)

    def texts(self, relation: str) -> tuple[str, ...]:
        """The words of one relation, from A to Z."""
        return tuple(label.text for label in self.of(relation))


def stored_labels(page: Any, relations: Collection[str] = tuple(CONCEPT_SCHEMES)) -> Labels:
    """The labels of a method, or of another page with these relations, as they are in the database."""
    fields = [(relation, page._meta.get_field(relation)) for relation in relations]
    queries = [
        field.remote_field.through.objects.filter(**{field.m2m_field_name(): page.pk})
        .annotate(relation=Value(relation), text=F("concept__label"), notation=F("concept__notation"))
        .values_list("relation", "text", "notation", "concept_id")
        for relation, field in fields
    ]
    return Labels(tuple(sorted(Label(*row) for row in queries[0].union(*queries[1:], all=True))))


def draft_labels(page: Any, relations: Collection[str] = tuple(CONCEPT_SCHEMES)) -> Labels:
    """The labels of a page that is being edited, stored or not."""
    return Labels(
        tuple(
            sorted(
                Label(relation, concept.label, concept.notation, concept.pk)
                for relation in relations
                for concept in getattr(page, relation).all()
            )
        )
    )


def labels_of(page: Any, request: Any, relations: Collection[str] = tuple(CONCEPT_SCHEMES)) -> Labels:
    """The labels as they are shown: in a preview those of the draft."""
    read = draft_labels if getattr(request, "is_preview", False) else stored_labels
    return read(page, relations)
