"""Loads the sample publications and lessons, with their files."""

import uuid
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

from common.content import add_page_once, publish
from knowledge.enums import RECORD_SCHEMES, Scheme
from knowledge.models import (
    Concept,
    ItemMethod,
    LessonPage,
    LessonRelation,
    LibraryIndexPage,
    LibraryItemPage,
    MethodPage,
    PublicationFile,
    PublicationPage,
)
from knowledge.rich_text import paragraphs

FILES = Path(__file__).resolve().parent.parent / "content" / "files"
Concepts = Mapping[tuple[str, str], Concept]
DATES = ("dated_on", "review_on")
SEPARATE = {"methods", "files", "relations", "body", *RECORD_SCHEMES, *DATES}


class ItemLoader:
    """Publishes records below `library` as an editor would, each with a permanent identifier of its own.

    Left alone is what exists and what has an address that an editor uses. Raises ValidationError when a record does
    not satisfy its model.
    """

    def __init__(self, library: LibraryIndexPage, concepts: Concepts, identify: Callable[[str], uuid.UUID]) -> None:
        self._library = library
        self._concepts = concepts
        self._identify = identify

    def load_publications(self, records: Iterable[Mapping[str, Any]]) -> None:
        """Make the publications that are missing."""
        for record in records:
            page = self._build(PublicationPage, record, body=paragraphs(record.get("body", ())))
            if not self._is_known(page):
                page.files.set([_file(file) for file in record.get("files", ())])
                add_page_once(self._library, page)

    def load_lessons(self, records: Iterable[Mapping[str, Any]]) -> None:
        """Make the lessons that are missing, and after them what the new ones say of others."""
        made = []
        for record in records:
            page = self._build(LessonPage, record)
            if not self._is_known(page):
                lesson, is_new = add_page_once(self._library, page)
                if is_new and record.get("relations"):
                    made.append((lesson, record["relations"]))
        for lesson, relations in made:
            others = {row["lesson"]: self._lesson(row["lesson"]) for row in relations}
            lesson.relations.set(
                [
                    LessonRelation(related=others[row["lesson"]], kind=row["kind"])
                    for row in relations
                    if others[row["lesson"]]
                ]
            )
            publish(lesson)

    def _build(self, model: Any, record: Mapping[str, Any], **fields: Any) -> Any:
        name = f"{model._meta.model_name}/{record['slug']}"
        fields |= {name: value for name, value in record.items() if name not in SEPARATE}
        fields |= {name: date.fromisoformat(record[name]) for name in DATES if name in record}
        page = model(public_id=self._identify(name), **({"is_example": True} | fields))
        for relation, scheme in RECORD_SCHEMES.items():
            codes = record.get(relation, ())
            getattr(page, relation).set([self._concepts[Scheme(scheme), code] for code in codes])
        methods = MethodPage.objects.filter(public_id__in=map(self._identify, record.get("methods", ())))
        page.method_links.set([ItemMethod(method=method) for method in methods.by_title()])
        return page

    def _is_known(self, page: LibraryItemPage) -> bool:
        return bool(LibraryItemPage.objects.filter(public_id=page.public_id).exists())

    def _lesson(self, slug: str) -> LessonPage | None:
        lesson: LessonPage | None = LessonPage.objects.filter(public_id=self._identify(f"lessonpage/{slug}")).first()
        return lesson


def _file(record: Mapping[str, Any]) -> PublicationFile:
    if "url" in record:
        return PublicationFile(title=record["title"], url=record["url"])
    source = FILES / record["file"]
    document = get_document_model()(title=record["title"], file=ContentFile(source.read_bytes(), name=source.name))
    document._set_document_file_metadata()
    document.full_clean(exclude=["uploaded_by_user"])
    document.save()
    return PublicationFile(title=record["title"], document=document)
