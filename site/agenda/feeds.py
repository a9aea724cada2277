"""An Atom feed of what changes in the Agenda."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext
from wagtail.models import Page

from agenda.models.document import ParliamentaryDocument, document_addresses
from common.access import Viewer
from common.pages import ListedPageQuerySet

ENTRIES = 30


def agenda_feed(index: Page, viewer: Viewer, request: HttpRequest) -> HttpResponse:
    """The pages and documents of the Agenda that the viewer may see, the last changed first.

    An entry keeps its identifier when its page moves, so that readers do not see it as new.
    """
    address = settings.SITE_URL + index.get_url(request)
    feed = Atom1Feed(
        title=gettext("Wijzigingen in de Agenda"),
        link=address,
        description=index.search_description,
        language="nl",
        feed_url=settings.SITE_URL + request.path,
        feed_guid=index.translation_key.urn,
    )
    entries = [*_pages(index, viewer, request), *_documents(viewer)]
    for entry in sorted(entries, key=lambda entry: entry["updateddate"], reverse=True)[:ENTRIES]:
        feed.add_item(**entry)
    return HttpResponse(feed.writeString("utf-8"), content_type=f"{feed.content_type}")


def _pages(index: Page, viewer: Viewer, request: HttpRequest) -> Iterator[dict[str, Any]]:
    pages = ListedPageQuerySet(Page).descendant_of(index, inclusive=True).visible_to(viewer)
    for page in pages.order_by("-last_published_at", "pk")[:ENTRIES]:
        yield {
            "title": page.title,
            "link": settings.SITE_URL + page.get_url(request),
            "description": page.search_description,
            "unique_id": page.translation_key.urn,
            "pubdate": page.first_published_at,
            "updateddate": page.last_published_at,
        }


def _documents(viewer: Viewer) -> Iterator[dict[str, Any]]:
    """Parliamentary documents, which are no pages but belong to what changes."""
    documents = list(ParliamentaryDocument.objects.visible_to(viewer).order_by("-last_published_at", "pk")[:ENTRIES])
    addresses = document_addresses(documents, viewer)
    for document in documents:
        if document.pk in addresses:
            yield {
                "title": document.title,
                "link": settings.SITE_URL + addresses[document.pk],
                "description": document.summary,
                "unique_id": document.public_id.urn,
                "pubdate": document.first_published_at,
                "updateddate": document.last_published_at,
            }
