"""An Atom feed of what changes in the Agenda."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext
from wagtail.models import Page

from common.access import Viewer
from common.pages import ListedPageQuerySet

ENTRIES = 30


def agenda_feed(index: Page, viewer: Viewer, request: HttpRequest) -> HttpResponse:
    """The pages of the Agenda that the viewer may see, the last changed first.

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
    pages = ListedPageQuerySet(Page).descendant_of(index, inclusive=True).visible_to(viewer)
    for page in pages.order_by("-last_published_at", "pk")[:ENTRIES]:
        feed.add_item(
            title=page.title,
            link=settings.SITE_URL + page.get_url(request),
            description=page.search_description,
            unique_id=page.translation_key.urn,
            pubdate=page.first_published_at,
            updateddate=page.last_published_at,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=f"{feed.content_type}")
