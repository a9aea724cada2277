"""Keeping the library true to its vocabularies."""

from knowledge.models import Concept, MethodPage
from search.indexing import enqueue


def reindex_methods_of(concept: Concept) -> None:
    """Have the methods that carry a concept, or a narrower one, found under its new words."""
    enqueue("method", MethodPage.objects.labelled_with(concept).values_list("public_id", flat=True))
