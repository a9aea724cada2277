"""The files that hang on publications and methods: their text in search, and the pages that open them."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Prefetch

from common.access import ANONYMOUS
from common.document_text.models import DocumentText
from knowledge.attachment_querysets import AttachmentQuerySet
from knowledge.models import MethodMaterial, MethodPage, PublicationFile, PublicationPage
from knowledge.models.attachment import Attachment
from search.indexing import enqueue


def with_text(relation: str, attachments: AttachmentQuerySet) -> Prefetch:
    """Read along the attachments of a relation that everybody may see, with the text of their documents."""
    texts = Prefetch("document__text", queryset=DocumentText.objects.searchable())
    return Prefetch(relation, queryset=attachments.visible_to(ANONYMOUS).prefetch_related("document", texts))


def pages_of(attachments: Iterable[Attachment]) -> tuple[str, ...]:
    """The pages of the documents of attachments that were read with `with_text`, one document after another."""
    documents = [attachment.document for attachment in attachments if attachment.document]
    return tuple(page for document in documents if hasattr(document, "text") for page in document.text.pages)


def reindex_holders(documents: Collection[int]) -> None:
    """The text of these documents, or who may see them, has changed: so has what is found of their pages."""
    publications = PublicationFile.objects.filter(document__in=documents).values("publication")
    methods = MethodMaterial.objects.filter(document__in=documents).values("method")
    enqueue("publication", PublicationPage.objects.filter(pk__in=publications).values_list("public_id", flat=True))
    enqueue("method", MethodPage.objects.filter(pk__in=methods).values_list("public_id", flat=True))


def publications_with(document: Any) -> Any:
    """The keys of the publications that a document hangs on."""
    return PublicationFile.objects.filter(document=document.pk).values("publication")


def methods_with(document: Any) -> Any:
    """The keys of the methods that a document hangs on."""
    return MethodMaterial.objects.filter(document=document.pk).values("method")
