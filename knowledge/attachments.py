"""The files that hang on publications and methods: their text in search, and the pages that open them."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import F, Prefetch

from common.access import ANONYMOUS, Viewer
from common.document_text.models import DocumentText
from knowledge.attachment_querysets import AttachmentQuerySet
from knowledge.models import MethodMaterial, MethodPage, PublicationFile, PublicationPage
from knowledge.models.attachment import Attachment
from search.contracts import FileKey, FileLink, FilePage
from search.enums import FileUnit
from search.indexing import enqueue

_UNITS = {"pdf": FileUnit.PAGE, "pptx": FileUnit.SLIDE}


def with_text(relation: str, attachments: AttachmentQuerySet) -> Prefetch:
    """Read along the attachments of a relation that everybody may see, with the text of their documents."""
    texts = Prefetch("document__text", queryset=DocumentText.objects.searchable())
    return Prefetch(relation, queryset=attachments.visible_to(ANONYMOUS).prefetch_related("document", texts))


def pages_of(attachments: Iterable[Attachment]) -> tuple[FilePage, ...]:
    """The pages of the documents of attachments that were read with `with_text`, one document after another."""
    documents = [attachment.document for attachment in attachments if attachment.document]
    return tuple(
        FilePage(str(document.pk), number, text)
        for document in documents
        if hasattr(document, "text")
        for number, text in enumerate(document.text.pages, start=1)
    )


def files_among(
    attachments: AttachmentQuerySet, holder: str, viewer: Viewer, wanted: Collection[FileKey]
) -> dict[FileKey, FileLink]:
    """The files of search among attachments that the viewer may open now; `holder` is the relation to their page."""
    documents = {document for _, document in wanted}
    found = attachments.visible_to(viewer).filter(document__in=documents).select_related("document")
    links: dict[FileKey, FileLink] = {}
    for row in found.annotate(held_by=F(f"{holder}__public_id")):
        unit = _UNITS.get(row.document.file_extension.lower(), FileUnit.WHOLE)
        links[row.held_by, str(row.document_id)] = FileLink(row.title, row.document.url, unit)
    return {key: links[key] for key in wanted if key in links}


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
