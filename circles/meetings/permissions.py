"""Who may see and change a meeting, as predicates; `circles/meetings/querysets.py` has the same rules as queries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circles.permissions import can_enter, can_facilitate, can_visit
from common.access import Viewer

if TYPE_CHECKING:
    from circles.models import Meeting


def can_view_meeting(viewer: Viewer, meeting: Meeting) -> bool:
    """True for members of the circle, and for guests who are invited to this meeting. No role of the site opens it."""
    return can_enter(viewer, meeting.circle) or (
        can_visit(viewer, meeting.circle) and meeting.guests.filter(person_id=viewer.user_id).exists()
    )


def can_lead_meeting(viewer: Viewer, meeting: Meeting) -> bool:
    """True for the facilitators of its circle: they plan, move, cancel and close it."""
    return can_facilitate(viewer, meeting.circle)
