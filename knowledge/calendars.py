"""What editors have to look at again, in their calendars."""

from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.permissions import CMS_ROLES
from common.access import Viewer
from common.calendars.entries import CalendarEntry, lasting_uid
from common.calendars.registry import Window
from knowledge.models import LibraryItemPage, MethodPage


def reviews(viewer: Viewer, window: Window) -> Iterator[CalendarEntry]:
    """The days on which an editor looks again at what they put on the site, for who may see it.

    Only what is published: in a feed nobody shows a second factor, and a title of a draft is no public text.
    """
    roles = [role.value for role in CMS_ROLES]
    editors = get_user_model().objects.filter(pk=viewer.user_id or 0, groups__name__in=roles)
    for model in (MethodPage, LibraryItemPage):
        pages = model.objects.visible_to(viewer).filter(owner__in=editors, review_on__range=(window.first, window.last))
        for page in pages:
            yield CalendarEntry(
                uid=lasting_uid("knowledge.review", page.pk),
                title=_("Opnieuw bekijken: %(title)s") % {"title": page.title},
                starts=page.review_on,
                ends=page.review_on,
                updated_at=page.last_published_at,
                url=settings.SITE_URL + reverse("wagtailadmin_pages:edit", args=[page.pk]),
            )
