"""The next meetings of an account, for the first page of the account and of a circle."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from circles.meetings.moments import in_words
from circles.models import CircleMembership, Meeting
from common.access import Viewer
from common.components import Link
from common.my_page import SHOWN, MyItem, MySection


def next_meetings(user: Any, viewer: Viewer) -> MySection:
    """The meetings that come first, of all circles, and of which one has to answer."""
    meetings = Meeting.objects.visible_to(viewer).ahead().select_related("circle").with_own_answer(viewer)[:SHOWN]
    return MySection(_("Uw bijeenkomsten"), [_item(meeting) for meeting in meetings])


def next_meeting(membership: CircleMembership, viewer: Viewer) -> MySection:
    """The meeting of this circle that comes first, of those that the member may see."""
    meetings = Meeting.objects.visible_to(viewer).ahead().filter(circle=membership.circle).select_related("circle")
    items = [_item(meeting) for meeting in meetings.with_own_answer(viewer)[:1]]
    more = Link(_("Alle bijeenkomsten"), reverse("meetings:list", args=[membership.circle.public_id]))
    return MySection(_("Volgende bijeenkomst"), items, more)


def _item(meeting: Meeting) -> MyItem:
    note = f"{meeting.circle.title}, {in_words(meeting.starts_at, meeting.ends_at)}"
    if not meeting.own_answer:  # type: ignore[attr-defined]
        note = _("%(note)s. U hebt nog niet geantwoord.") % {"note": note}
    return MyItem(meeting.title, meeting.get_absolute_url(), note)
