"""Who may open a document: whoever may open a published page that it hangs on.

Documents of the CMS hold public material, but a draft may hold tomorrow's report, and a page may be restricted. So a
document that hangs on no published page has no address for visitors. Who works in the CMS opens everything there.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, Q, QuerySet
from django.db.models.functions import Cast
from django.http import HttpRequest
from wagtail.documents import get_document_model
from wagtail.models import Page, ReferenceIndex

PagesOf = Callable[[Any], QuerySet[Any]]

_holders: dict[str, PagesOf] = {}


def register_holder(relation: str, pages_of: PagesOf) -> None:
    """Make known where documents hang, besides in texts. Called from `ready()` only.

    `relation` is the name of the rows on their page; `pages_of(document)` gives the keys of the pages.
    """
    if relation in _holders:
        raise ValueError(f"The relation {relation} is registered already.")
    _holders[relation] = pages_of


def pages_with(document: Any) -> QuerySet[Page]:
    """The published pages that a document hangs on: in rows that apps know, or in a text or a block of the page.

    Rows count at once. Where a text refers to, Wagtail notes in the background.
    """
    here = Q(pk__in=_pages_that_refer_to(document))
    for pages_of in _holders.values():
        here |= Q(pk__in=pages_of(document))
    pages: QuerySet[Page] = Page.objects.live().filter(here)
    return pages


def may_open(request: HttpRequest, document: Any) -> bool:
    """True when a visitor may open one of the pages that the document hangs on, or works in the CMS."""
    if request.user.has_perm("wagtailadmin.access_admin"):
        return True
    return any(_lets_in(page, request) for page in pages_with(document))


def is_for_some(document: Any) -> bool:
    """True when the document hangs on a published page: for who may not open it, that page is for some people only."""
    return pages_with(document).exists()


def _lets_in(page: Page, request: HttpRequest) -> bool:
    return all(restriction.accept_request(request) for restriction in page.get_view_restrictions())


def _pages_that_refer_to(document: Any) -> QuerySet[Any]:
    types = ContentType.objects.get_for_models(Page, get_document_model())
    references = ReferenceIndex.objects.filter(
        base_content_type=types[Page], to_content_type=types[get_document_model()], to_object_id=str(document.pk)
    )
    for relation in _holders:
        # The rows themselves are the truth, and know it sooner.
        references = references.exclude(model_path__startswith=f"{relation}.")
    # Keys of all models are kept as text there.
    pages: QuerySet[Any] = references.annotate(page=Cast("object_id", BigIntegerField())).values("page")
    return pages
