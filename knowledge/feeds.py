"""The feed of new and changed methods."""

from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from wagtail.models import Site

from common.access import Viewer
from knowledge.models.method import MethodPage

ENTRIES = 30


def method_feed(*, title: str, site_url: str, list_path: str, viewer: Viewer) -> str:
    """An Atom feed of the methods that changed last: new text, or a new assessment.

    Its entries carry the permanent identifier, so that a reader of feeds knows a method again after it moved.
    """
    feed = Atom1Feed(
        title=title,
        link=f"{site_url}{list_path}",
        description=None,
        language="nl",
        feed_url=f"{site_url}{list_path}feed/",
        feed_guid=f"{site_url}{list_path}feed/",
    )
    roots = Site.get_site_root_paths()
    methods = MethodPage.objects.visible_to(viewer).with_changed_at().order_by("-changed_at", "-pk")
    for method in methods[:ENTRIES]:
        method._wagtail_cached_site_root_paths = roots
        example = _("Voorbeeld") + ": " if method.is_example else ""
        feed.add_item(
            title=f"{example}{method.title}",
            link=f"{site_url}{method.get_url()}",
            description=f"{method.tagline} {method.summary}",
            unique_id=f"urn:uuid:{method.public_id}",
            pubdate=method.first_published_at,
            updateddate=method.changed_at,
        )
    return feed.writeString("utf-8")
