"""The next meetings of an account, for the first page of the account and of a circle."""

from typing import Any

from django.utils.translation import gettext as _

from circles.meetings.moments import in_words
from circles.models import Meeting
from common.access import Viewer
from common.my_page import SHOWN, MyItem, MySection


def next_meetings(user: Any, viewer: Viewer) -> MySection:
    """The meetings that come first, of all circles, and of which one has to answer."""
    meetings = Meeting.objects.visible_to(viewer).ahead().select_related("circle").with_own_answer(viewer)[:SHOWN]
    return MySection(_("Uw bijeenkomsten"), [_item(meeting) for meeting in meetings])


def _item(meeting: Meeting) -> MyItem:
    note = f"{meeting.circle.title}, {in_words(meeting.starts_at, meeting.ends_at)}"
    if not meeting.own_answer:  # type: ignore[attr-defined]
        note = _("%(note)s. U hebt nog niet geantwoord.") % {"note": note}
    return MyItem(meeting.title, meeting.get_absolute_url(), note)
