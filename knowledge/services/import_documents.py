"""The files that an import brings along, as documents of the CMS."""

from typing import Any

from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

from knowledge.importing.attachments import Attached
from knowledge.importing.parsing import Row


class DocumentStore:
    """Makes documents, and takes their files away again when the import is not kept: storage knows no transactions."""

    def __init__(self) -> None:
        self._saved: list[Any] = []

    def relation(self, row: Row) -> dict[str, int]:
        """The document of a row with a file, as the values of its relation; nothing for other rows.

        A document that has the same content already, where everybody may read it, is used again. Raises
        ValidationError when the document model refuses the file.
        """
        attached = row.values.get("file")
        if not isinstance(attached, Attached):
            return {}
        model = get_document_model()
        document = model.objects.filter(file_hash=attached.digest, collection__depth=1).first()
        if document is None:
            content = ContentFile(attached.path.read_bytes(), name=attached.path.name)
            document = model(title=row.values["title"], file=content)
            document._set_document_file_metadata()
            document.full_clean(exclude=["uploaded_by_user"])
            document.save()
            self._saved.append(document)
        return {"document_id": document.pk}

    def undo(self) -> None:
        """Remove the files that were stored."""
        for document in self._saved:
            document.file.delete(save=False)
        self._saved.clear()
