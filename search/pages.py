"""Wagtail pages in the index: a source for a page type, and the signals after which pages are indexed again.

The index follows publication, not saving: drafts never enter it. The rule which pages are found is `visible_to` of
`common.pages`, asked anew each time.
"""

import uuid
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page, Site

from common.access import ANONYMOUS, Viewer
from common.components import CardItem
from common.pages import BasePage
from search.contracts import SearchDocument
from search.indexing import enqueue
from search.registry import sources

CHUNK_SIZE = 200

PageQuery = Callable[[Any], Any]


# Where the sites begin, read once for the cards of several kinds.
_site_roots: ContextVar[Any] = ContextVar("site_roots", default=None)


@contextmanager
def shared_site_roots() -> Iterator[None]:
    """Read where the sites begin once for all page sources that are asked inside: every kind would else ask again."""
    token = _site_roots.set(Site.get_site_root_paths())
    try:
        yield
    finally:
        _site_roots.reset(token)


def _unchanged(pages: Any) -> Any:
    return pages


class PageSource:
    """The search source of one page type.

    `model` is a page type on `BasePage`. `document(page)` gives the SearchDocument of a page, `card(page)` its card.
    `for_documents` and `for_cards` add select_related or prefetch_related to the pages that these two are given, so
    that the number of queries does not grow with the number of pages.

    Example::

        register_source(
            PageSource("method", "Methoden", MethodPage, document=method_document, card=method_card)
        )
    """

    def __init__(
        self,
        kind: str,
        label: str,
        model: type[BasePage],
        document: Callable[[Any], SearchDocument],
        card: Callable[[Any], CardItem],
        *,
        for_documents: PageQuery = _unchanged,
        for_cards: PageQuery = _unchanged,
    ) -> None:
        self.kind = kind
        self.label = label
        self.model = model
        self.document = document
        self.card = card
        self.for_documents = for_documents
        self.for_cards = for_cards

    def documents(self, public_ids: Collection[uuid.UUID] | None) -> Iterator[SearchDocument]:
        """The documents of published, unrestricted pages, streamed in chunks."""
        pages = self.model.objects.visible_to(ANONYMOUS).order_by("pk")
        if public_ids is not None:
            pages = pages.filter(public_id__in=public_ids)
        for page in self.for_documents(pages).iterator(chunk_size=CHUNK_SIZE):
            yield self.document(page)

    def cards(self, viewer: Viewer, public_ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, CardItem]:
        """A card for each of these pages that the viewer may see now."""
        pages = self.for_cards(self.model.objects.visible_to(viewer).filter(public_id__in=public_ids))
        roots = _site_roots.get() or Site.get_site_root_paths()
        cards = {}
        for page in pages:
            # Wagtail looks here first; without it every address costs a query.
            page._wagtail_cached_site_root_paths = roots
            cards[page.public_id] = self.card(page)
        return cards


def enqueue_pages(pages: QuerySet[Page]) -> None:
    """Say that these pages changed, whatever their type and whether or not they are published."""
    keys = pages.values("pk")
    for source in sources().values():
        if isinstance(source, PageSource):
            enqueue(source.kind, source.model.objects.filter(pk__in=keys).values_list("public_id", flat=True))


def enqueue_tree(page: Page) -> None:
    """Say that a page and everything below it changed."""
    enqueue_pages(Page.objects.descendant_of(page, inclusive=True))


def page_changed(sender: Any, instance: Page, **kwargs: Any) -> None:
    """A page was published, unpublished or is about to be deleted."""
    enqueue_pages(Page.objects.filter(pk=instance.pk))


def tree_changed(sender: Any, instance: Page, **kwargs: Any) -> None:
    """A page was moved or got another address: restrictions and places of everything below it changed with it."""
    enqueue_tree(instance)


def restriction_changed(sender: Any, instance: Any, **kwargs: Any) -> None:
    """A view restriction was made, changed or removed; it holds for everything below its page."""
    page = Page.objects.filter(pk=instance.page_id).first()
    # A restriction that goes because its page goes: the page's own signal has told it.
    if page:
        enqueue_tree(page)
