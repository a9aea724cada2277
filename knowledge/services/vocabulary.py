"""Keeping the library true to its vocabularies."""

from knowledge.models import Concept, LessonPage, MethodPage, PublicationPage
from knowledge.services.records import RECORD_KINDS
from search.indexing import enqueue

# Everything that carries concepts, by its kind in search.
CARRIERS = {"method": MethodPage, "publication": PublicationPage, "lesson": LessonPage, **RECORD_KINDS}


def is_concept_used(concept: Concept) -> bool:
    """True when something in the library carries the concept or a narrower one, published or not."""
    return any(model.objects.labelled_with(concept).exists() for model in CARRIERS.values())


def reindex_labelled_with(concept: Concept) -> None:
    """Have everything that carries a concept, or a narrower one, found under its new words."""
    for kind, model in CARRIERS.items():
        enqueue(kind, model.objects.labelled_with(concept).values_list("public_id", flat=True))
