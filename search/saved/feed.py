"""A kept question as an Atom feed."""

import datetime as dt
import uuid
from collections import defaultdict

from django.conf import settings
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from search.registry import sources
from search.saved.results import Newest


def write_feed(found: Newest, *, link: str, own_url: str) -> str:
    """An entry for each result; its identifier stays when its title or address changes."""
    feed = Atom1Feed(
        title=_("Nieuw voor “%(name)s”") % {"name": found.saved.name},
        link=settings.SITE_URL + link,
        description=None,
        language="nl",
        feed_url=settings.SITE_URL + own_url,
        feed_guid=f"urn:uuid:{found.saved.public_id}",
    )
    dates = _dates(found)
    for result in found.results:
        moment = dates.get(result.id, found.saved.created_at)
        feed.add_item(
            title=str(result.card.title),
            link=settings.SITE_URL + result.card.url,
            description=strip_tags(str(result.card.summary)),
            unique_id=f"urn:uuid:{result.id.partition(':')[2]}",
            pubdate=moment,
            updateddate=moment,
        )
    return str(feed.writeString("utf-8"))


def _dates(found: Newest) -> dict[str, dt.datetime]:
    """When results were published, by their identifiers, as the sources tell it."""
    wanted: dict[str, list[uuid.UUID]] = defaultdict(list)
    for result in found.results:
        kind, _colon, public_id = result.id.partition(":")
        wanted[kind].append(uuid.UUID(public_id))
    return {
        document.id: timezone.make_aware(dt.datetime.combine(document.published_on, dt.time()))
        for kind, public_ids in wanted.items()
        for document in sources()[kind].documents(public_ids)
        if document.published_on
    }
