"""The feeds of what is new or changed: methods, and publications with lessons."""

from collections.abc import Callable
from typing import Any

from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from wagtail.models import Site

from common.access import Viewer
from knowledge.models.library_item import LibraryItemPage
from knowledge.models.method import MethodPage

ENTRIES = 30


def method_feed(*, title: str, site_url: str, list_path: str, viewer: Viewer) -> str:
    """An Atom feed of the methods that changed last: new text, or a new assessment."""
    methods = MethodPage.objects.visible_to(viewer).with_changed_at().order_by("-changed_at", "-pk")
    feed = _Feed(title=title, site_url=site_url, list_path=list_path)
    return feed.write(methods[:ENTRIES], describe=lambda method: f"{method.tagline} {method.summary}")


def item_feed(*, title: str, site_url: str, list_path: str, viewer: Viewer) -> str:
    """An Atom feed of the publications and lessons that were published or changed last."""
    items = LibraryItemPage.objects.visible_to(viewer).for_cards().changed_last()
    feed = _Feed(title=title, site_url=site_url, list_path=list_path)
    return feed.write(items[:ENTRIES], describe=lambda item: item.specific_item.lead)


class _Feed:
    """An Atom feed of pages with `changed_at`.

    Its entries carry the permanent identifier, so that a reader of feeds knows a page again after it moved.
    """

    def __init__(self, *, title: str, site_url: str, list_path: str) -> None:
        self._site_url = site_url
        self._feed = Atom1Feed(
            title=title,
            link=f"{site_url}{list_path}",
            description=None,
            language="nl",
            feed_url=f"{site_url}{list_path}feed/",
            feed_guid=f"{site_url}{list_path}feed/",
        )

    def write(self, pages: Any, *, describe: Callable[[Any], str]) -> str:
        """The feed with an entry for each of these pages."""
        roots = Site.get_site_root_paths()
        for page in pages:
            page._wagtail_cached_site_root_paths = roots
            example = _("Voorbeeld") + ": " if page.is_example else ""
            self._feed.add_item(
                title=f"{example}{page.title}",
                link=f"{self._site_url}{page.get_url()}",
                description=describe(page),
                unique_id=f"urn:uuid:{page.public_id}",
                pubdate=page.first_published_at,
                updateddate=page.changed_at,
            )
        return str(self._feed.writeString("utf-8"))
