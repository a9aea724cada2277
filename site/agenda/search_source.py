"""The Agenda in search: what is in the index, and the cards that results show."""

import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from django.utils import timezone
from wagtail.models import Page

from agenda.blocks import section_html
from agenda.models import (
    ActivityPage,
    AgendaIndexPage,
    AreasPage,
    BudgetPage,
    ContentPage,
    DocumentsPage,
    EditionPage,
    GoalPage,
    GrantPage,
    ParliamentaryDocument,
    ProgressReportPage,
    TimelinePage,
)
from agenda.models.document import document_addresses
from agenda.models.edition import CHAPTERS
from common.access import ANONYMOUS, Viewer
from common.components import CardItem
from common.html import plain_text
from common.pages import BasePage
from search.contracts import PAGES, KindGroup, SearchDocument, SearchSource
from search.index_pages import index_page_source
from search.pages import PageSource

DOCUMENT_KIND = "document"
# Of most of its kinds the Agenda has one page: visitors choose them together.
AGENDA = KindGroup("agenda", "Agenda")
_CHUNK = 200


# One kind per page type: a part of every document's identifier and of the address of a filtered search.
_KINDS: tuple[tuple[type[BasePage], str, str], ...] = (
    (EditionPage, "edition", "Edities van de Agenda"),
    (GoalPage, "goal", "Doelen"),
    (ActivityPage, "activity", "Activiteiten"),
    (BudgetPage, "budget", "Geld"),
    (TimelinePage, "timeline", "Tijdlijnen"),
    (AreasPage, "areas", "Gebieden"),
    (GrantPage, "grant", "Uitkeringen"),
    (ProgressReportPage, "progress", "Voortgang"),
    (DocumentsPage, "documents", "Overzichten van Kamerstukken"),
)


class DocumentSource:
    """Parliamentary documents."""

    kind = DOCUMENT_KIND
    label = "Kamerstukken"

    def documents(self, public_ids: Collection[uuid.UUID] | None) -> Iterator[SearchDocument]:
        """The documents that are published on a page that may be listed."""
        found = ParliamentaryDocument.objects.visible_to(ANONYMOUS).prefetch_related("references").order_by("pk")
        if public_ids is not None:
            found = found.filter(public_id__in=public_ids)
        for document in found.iterator(chunk_size=_CHUNK):
            yield SearchDocument(
                kind=self.kind,
                public_id=document.public_id,
                title=document.title,
                summary=document.summary,
                body="\n".join([document.get_kind_display(), *_ways_to_write(document)]),
                published_on=document.sent_on,
            )

    def cards(self, viewer: Viewer, public_ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, CardItem]:
        """A card for each of these documents that the viewer may see now."""
        found = ParliamentaryDocument.objects.visible_to(viewer).filter(public_id__in=public_ids)
        documents = list(found.prefetch_related("references"))
        addresses = document_addresses(documents, viewer)
        return {
            document.public_id: document.card(addresses[document.pk])
            for document in documents
            if document.pk in addresses
        }


def search_sources() -> tuple[tuple[SearchSource, KindGroup | None], ...]:
    """The sources of the Agenda, each with the group in which visitors choose it."""
    pages = (
        index_page_source("agenda_index", "Agenda", AgendaIndexPage),
        *(
            PageSource(kind, label, model, document=partial(agenda_document, kind), card=agenda_card)
            for model, kind, label in _KINDS
        ),
    )
    return (
        *((page, AGENDA) for page in pages),
        (DocumentSource(), None),
        (PageSource("page", "Pagina's", ContentPage, document=content_document, card=content_card), PAGES),
    )


def agenda_document(kind: str, page: Any) -> SearchDocument:
    """What can be found of a page of the Agenda: its lead, its sections, and what its lists name."""
    return SearchDocument(
        kind=kind,
        public_id=page.public_id,
        title=page.title,
        summary=page.intro,
        body="\n".join(_texts(page)),
        keywords=(str(page.kind_label),),
        published_on=_published_on(page),
    )


def agenda_card(page: Any) -> CardItem:
    """A result: what sort of page it is, and what it says."""
    return CardItem(
        kind="agenda",
        kind_label=str(page.kind_label),
        title=page.title,
        url=page.get_url(),
        summary=page.search_description,
    )


def content_document(page: ContentPage) -> SearchDocument:
    """What can be found of a page of text."""
    return SearchDocument(
        kind="page",
        public_id=page.public_id,
        title=page.title,
        summary=page.intro,
        body=plain_text(str(page.body)),
        published_on=_published_on(page),
    )


def content_card(page: ContentPage) -> CardItem:
    """A page of text as a result."""
    return CardItem(kind="page", kind_label="Pagina", title=page.title, url=page.get_url(), summary=page.intro)


def _texts(page: Any) -> Iterator[str]:
    """The text of a page of the Agenda, without markup."""
    if isinstance(page, EditionPage):
        for name, _heading in CHAPTERS:
            yield plain_text(getattr(page, name))
        return
    for html in section_html(page.sections):
        yield plain_text(html)
    yield from _named(page)


def _named(page: Any) -> Iterable[str]:
    """The names in the lists of a page."""
    if isinstance(page, AreasPage):
        return [f"{area.name}, {area.municipality}, {area.province}" for area in page.areas.all()]
    if isinstance(page, TimelinePage):
        return [f"{event.written}: {event.title}. {event.text}" for event in page.events.all()]
    if isinstance(page, ActivityPage):
        return [f"{milestone.written}: {milestone.title}. {milestone.text}" for milestone in page.milestones.all()]
    if isinstance(page, BudgetPage):
        return [f"{line.label}. {line.note}" for line in page.lines.all()]
    return []


def _ways_to_write(document: ParliamentaryDocument) -> Iterator[str]:
    """The numbers of a document in each form in which people type them."""
    for number in document.numbers:
        yield from (str(number), number.code, f"{number.dossier}{number.chapter and '-'}{number.chapter}")


def _published_on(page: Page) -> Any:
    return timezone.localdate(page.first_published_at) if page.first_published_at else None
