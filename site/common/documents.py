"""Which uploaded files are public: the rule for a list, a link, or an index."""

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, QuerySet
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument
from wagtail.models import CollectionViewRestriction

from common.access import Viewer


def can_list_document(viewer: Viewer, document: AbstractDocument) -> bool:
    """True when a file may be linked: neither its collection nor one above it has a view restriction.

    A file behind a restriction is linked for nobody, like a page behind one: people with access have its address.
    """
    return not document.collection.get_view_restrictions().exists()


def documents_visible_to(viewer: Viewer) -> QuerySet[AbstractDocument]:
    """The files with the rule `can_list_document` as a query."""
    path = ExpressionWrapper(OuterRef("collection__path"), output_field=CharField())
    restricted = CollectionViewRestriction.objects.alias(path_of_collection=path).filter(
        path_of_collection__startswith=F("collection__path")
    )
    documents: QuerySet[AbstractDocument] = get_document_model().objects.filter(~Exists(restricted))
    return documents
