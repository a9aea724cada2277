"""Keeping the library true to its vocabularies."""

from knowledge.models import Concept, MethodPage
from knowledge.services.records import RECORD_KINDS
from search.indexing import enqueue


def is_concept_used(concept: Concept) -> bool:
    """True when a method, evaluation or use case carries the concept or a narrower one."""
    carriers = (MethodPage, *RECORD_KINDS.values())
    return any(model.objects.labelled_with(concept).exists() for model in carriers)


def reindex_labelled_with(concept: Concept) -> None:
    """Have everything that carries a concept, or a narrower one, found under its new words."""
    for kind, model in {"method": MethodPage, **RECORD_KINDS}.items():
        enqueue(kind, model.objects.labelled_with(concept).values_list("public_id", flat=True))
