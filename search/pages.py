"""Wagtail pages in the index: a source for a page type, and the signals after which pages are indexed again.

The index follows publication, not saving: drafts never enter it. The rule which pages are found is `visible_to` of
`common.pages`, asked anew each time.
"""

import uuid
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import Page, Site

from common.access import ANONYMOUS, Viewer
from common.components import CardItem
from common.pages import BasePage, ListedPageQuerySet
from search.contracts import FileKey, FileLink, SearchDocument
from search.indexing import enqueue
from search.registry import sources

CHUNK_SIZE = 200

PageQuery = Callable[[Any], Any]
FilesOf = Callable[[Viewer, Collection[FileKey]], Mapping[FileKey, FileLink]]


def _unchanged(pages: Any) -> Any:
    return pages


class PageSource:
    """The search source of one page type.

    `model` is a page type on `BasePage`. `document(page)` gives the SearchDocument of a page, `card(page)` its card.
    `for_documents` and `for_cards` add select_related or prefetch_related to the pages that these two are given, so
    that the number of queries does not grow with the number of pages. `files` gives the files of pages whose documents
    have pages of them: see `FileSource.files`.

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
        files: FilesOf | None = None,
    ) -> None:
        self.kind = kind
        self.label = label
        self.model = model
        self.document = document
        self.card = card
        self.for_documents = for_documents
        self.for_cards = for_cards
        self._files = files

    def documents(self, public_ids: Collection[uuid.UUID] | None) -> Iterator[SearchDocument]:
        """The documents of published, unrestricted pages, streamed in chunks."""
        pages = self.model.objects.visible_to(ANONYMOUS).order_by("pk")
        if public_ids is not None:
            pages = pages.filter(public_id__in=public_ids)
        for page in self.for_documents(pages).iterator(chunk_size=CHUNK_SIZE):
            yield self.document(page)

    def cards(self, viewer: Viewer, public_ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, CardItem]:
        """A card for each of these pages that the viewer may see now."""
        return page_cards(viewer, {self: public_ids})[self]

    def files(self, viewer: Viewer, wanted: Collection[FileKey]) -> Mapping[FileKey, FileLink]:
        """See `FileSource.files`; none when the pages of this type have none."""
        return self._files(viewer, wanted) if self._files else {}

    def visible_pages(self, viewer: Viewer, public_ids: Collection[uuid.UUID]) -> Iterable[Any]:
        """The pages behind these identifiers that the viewer may see now, ready for their cards."""
        visible: Iterable[Any] = self.for_cards(self.model.objects.visible_to(viewer).filter(public_id__in=public_ids))
        return visible

    @property
    def can_share_a_query(self) -> bool:
        """True when its cards need no more than the page, and its rule of access is the one of every page."""
        own_rule = type(self.model.objects.all()).visible_to
        return self.for_cards is _unchanged and own_rule is ListedPageQuerySet.visible_to


def source_of(model: type[Page]) -> PageSource | None:
    """The source of this very page type, or None when it is not searched."""
    found = (source for source in sources().values() if isinstance(source, PageSource) and source.model is model)
    return next(found, None)


Wanted = Mapping[PageSource, Collection[uuid.UUID]]


def page_cards(viewer: Viewer, wanted: Wanted) -> Mapping[PageSource, Mapping[uuid.UUID, CardItem]]:
    """The cards of pages of several types that the viewer may see now.

    Types that can share a query do: a page of results may hold a dozen types, and each would else ask on its own.
    """
    if not wanted:
        return {}
    shared = {source: public_ids for source, public_ids in wanted.items() if source.can_share_a_query}
    pages = [*_read_together(viewer, shared)] if len(shared) > 1 else []
    for source, public_ids in wanted.items():
        if len(shared) < 2 or source not in shared:
            pages.extend((source, page) for page in source.visible_pages(viewer, public_ids))
    roots = Site.get_site_root_paths()
    cards: dict[PageSource, dict[uuid.UUID, CardItem]] = {source: {} for source in wanted}
    for source, page in pages:
        # Wagtail looks here first; without it every address costs a query.
        page._wagtail_cached_site_root_paths = roots
        cards[source][page.public_id] = source.card(page)
    return cards


def _read_together(viewer: Viewer, wanted: Wanted) -> Iterator[tuple[PageSource, Any]]:
    """Read pages of several types in one query, each as its own type."""
    paths = {source: _path_from_page(source.model) for source in wanted}
    among = Q()
    for source, public_ids in wanted.items():
        among |= Q(**{f"{paths[source]}__public_id__in": public_ids})
    for page in ListedPageQuerySet(Page).visible_to(viewer).filter(among).select_related(*paths.values()):
        for source, path in paths.items():
            specific = _follow(page, path)
            if specific is not None:
                yield source, specific


def _path_from_page(model: type[Page]) -> str:
    """The lookup that leads from a page to its row of this type, through the types in between."""
    chain = [model, *model._meta.get_base_chain(Page)]
    return "__".join(reversed([between._meta.model_name for between in chain if between is not Page]))


def _follow(page: Page, path: str) -> Any:
    found: Any = page
    for name in path.split("__"):
        # Wagtail's pages have no such attribute when they are of another type.
        found = getattr(found, name, None)
    return found


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
    """A view restriction was made, changed or removed; it holds for everything below its page and the page's aliases.

    There is no such page when the restriction goes with it; the page's own signal tells that.
    """
    for page in Page.objects.filter(Q(pk=instance.page_id) | Q(alias_of=instance.page_id)):
        enqueue_tree(page)
