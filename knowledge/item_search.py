"""Publications and lessons in the search index: what can be found of them."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import Any

from common.html import plain_text
from knowledge.attachments import files_among, pages_of, with_text
from knowledge.enums import RECORD_SCHEMES
from knowledge.item_cards import lesson_card, publication_card
from knowledge.models import LessonPage, LibraryItemPage, PublicationFile, PublicationPage
from knowledge.search_source import notations
from knowledge.wording import running_text
from search.contracts import SearchDocument
from search.pages import PageSource


def item_sources() -> tuple[PageSource, PageSource]:
    """The sources of publications and of lessons."""
    return (
        PageSource(
            "publication",
            "Publicaties",
            PublicationPage,
            document=publication_document,
            card=publication_card,
            for_documents=lambda pages: _for_documents(pages).prefetch_related(
                with_text("files", PublicationFile.objects.all())
            ),
            files=partial(files_among, PublicationFile.objects.all(), "publication"),
        ),
        PageSource(
            "lesson",
            "Lessen",
            LessonPage,
            document=lesson_document,
            card=lesson_card,
            for_documents=_for_documents,
        ),
    )


def publication_document(page: PublicationPage) -> SearchDocument:
    """What can be found of a publication: what the page says of it, and the names and the text of its files."""
    facts = (page.authors, page.publisher, *(file.title for file in page.files.all()))
    text = running_text([plain_text(page.body)], facts)
    document = _document("publication", page, text=text, words=(page.get_type_display(),))
    return replace(document, pages=pages_of(page.files.all()))


def lesson_document(page: LessonPage) -> SearchDocument:
    """What can be found of a lesson: all its text."""
    prose = (page.happened, page.worked, page.for_whom, page.circumstances, page.differently)
    return _document("lesson", page, text=running_text(prose, [page.credit]), words=("Les",))


def _document(kind: str, page: LibraryItemPage, *, text: str, words: Iterable[str]) -> SearchDocument:
    concepts = [concept for relation in RECORD_SCHEMES for concept in getattr(page, relation).all()]
    return SearchDocument(
        kind=kind,
        public_id=page.public_id,
        title=page.title,
        summary=page.lead,
        body=text,
        keywords=tuple(dict.fromkeys((*words, *(word for concept in concepts for word in concept.words)))),
        facets={"thema": notations(page.themes.all()), "doelgroep": notations(page.target_groups.all())},
        published_on=page.dated_on,
    )


def _for_documents(pages: Any) -> Any:
    return pages.prefetch_related(*(f"{relation}__parent" for relation in RECORD_SCHEMES))
