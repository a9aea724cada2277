"""Evaluations and use cases in the search index."""

import uuid
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from common.access import ANONYMOUS, Viewer
from common.components import CardItem
from knowledge.enums import RECORD_SCHEMES, Direction
from knowledge.models import Evaluation, UseCase
from knowledge.record_cards import evaluation_card, use_case_card
from knowledge.search_source import notations
from knowledge.wording import running_text
from search.contracts import SearchDocument, SearchSource
from search.pages import CHUNK_SIZE


class RecordSource:
    """The search source of evaluations or of use cases; `read` adds what documents and cards need."""

    def __init__(
        self,
        kind: str,
        label: str,
        read: Callable[[], Any],
        text: Callable[[Any], str],
        card: Callable[[Any], CardItem],
    ) -> None:
        self.kind = kind
        self.label = label
        self._read = read
        self._text = text
        self._card = card

    def documents(self, public_ids: Collection[uuid.UUID] | None) -> Iterator[SearchDocument]:
        """The documents of what anybody may see, streamed."""
        broader = (f"{relation}__parent" for relation in RECORD_SCHEMES)
        found = self._read().visible_to(ANONYMOUS).select_related("method").prefetch_related(*broader).order_by("pk")
        if public_ids is not None:
            found = found.filter(public_id__in=public_ids)
        for record in found.iterator(chunk_size=CHUNK_SIZE):
            yield self._document(record)

    def cards(self, viewer: Viewer, public_ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, CardItem]:
        """A card for each of these that the viewer may see now."""
        found = self._read().visible_to(viewer).filter(public_id__in=public_ids)
        return {record.public_id: self._card(record) for record in found}

    def _document(self, record: Any) -> SearchDocument:
        return SearchDocument(
            kind=self.kind,
            public_id=record.public_id,
            title=record.title,
            summary=record.summary,
            body=self._text(record),
            keywords=tuple(_names_of_labels(record)),
            facets={"thema": notations(record.themes.all()), "doelgroep": notations(record.target_groups.all())},
            published_on=record.first_published_at.date() if record.first_published_at else None,
        )


def record_sources() -> tuple[SearchSource, ...]:
    """The sources of evaluations and of use cases."""
    return (
        RecordSource(
            "evaluation",
            "Evaluaties",
            lambda: Evaluation.objects.with_direction().prefetch_related("outcomes"),
            _evaluation_text,
            evaluation_card,
        ),
        RecordSource("usecase", "Toepassingen", UseCase.objects.all, _use_case_text, use_case_card),
    )


def _names_of_labels(record: Any) -> dict[str, None]:
    """What the labels are called, also elsewhere: found, but never shown as the text of the record."""
    concepts = [concept for relation in RECORD_SCHEMES for concept in getattr(record, relation).all()]
    return {word: None for concept in concepts for word in concept.words}


def _place(record: Any) -> list[str]:
    return [
        record.method.title,
        record.municipality,
        record.get_size_class_display(),
        record.get_urbanity_display(),
        record.delivered_by,
    ]


def _evaluation_text(evaluation: Evaluation) -> str:
    prose = [
        evaluation.worked_for,
        evaluation.not_for,
        evaluation.mechanism,
        evaluation.barriers,
        evaluation.limitations,
        evaluation.adaptations,
        evaluation.owner_reaction,
        *(f"{row.measure}: {Direction(row.direction).label}. {row.size}" for row in evaluation.outcomes.all()),
    ]
    facts = [
        evaluation.get_type_display(),
        evaluation.get_design_display(),
        evaluation.researchers,
        evaluation.commissioner,
        evaluation.report,
    ]
    return running_text(prose, [*facts, *_place(evaluation)])


def _use_case_text(use_case: UseCase) -> str:
    prose = [use_case.helped, use_case.hindered, use_case.again_reason, use_case.adaptations, use_case.costs]
    return running_text(prose, [use_case.organisation, use_case.filled_in_by, *_place(use_case)])
