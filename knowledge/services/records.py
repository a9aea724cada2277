"""Keeping search true to evaluations and use cases. The index follows publication, not saving."""

from wagtail.models import Page

from knowledge.models import Evaluation, UseCase
from search.indexing import enqueue

RECORD_KINDS: dict[str, type[Evaluation] | type[UseCase]] = {"evaluation": Evaluation, "usecase": UseCase}


def reindex_record(record: Evaluation | UseCase) -> None:
    """A record was published, unpublished or deleted."""
    kind = next(kind for kind, model in RECORD_KINDS.items() if isinstance(record, model))
    enqueue(kind, [record.public_id])


def reindex_records_below(page: Page) -> None:
    """A page changed state, place or restriction: so did what hangs on it, or on a method below it."""
    for kind, model in RECORD_KINDS.items():
        enqueue(kind, model.objects.below(page).values_list("public_id", flat=True))
