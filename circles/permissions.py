"""Who may do what in a circle, as predicates; `circles/querysets.py` has the same rules as queries.

A viewer carries what they are in each circle as a token, read once per request. So a rule costs no query, and who left
has lost access at their next request.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from circles.enums import LEADING, SEATED, CircleRole, CircleStatus, MembershipState, Visibility
from common.access import Role, Viewer

if TYPE_CHECKING:
    from uuid import UUID

    from circles.models.circle import Circle

# The audience of what is private to the members of a circle; the search index knows this one.
MEMBER = "circle"
LEADER = "circle-lead"
GUEST = "circle-guest"
# Asked to join, or waits for a place.
ASKING = "circle-asking"

# A circle that can be found has one of these.
PUBLIC_STATUSES = (CircleStatus.RECRUITING, CircleStatus.RUNNING, CircleStatus.CLOSED)
FINDABLE = (Visibility.OPEN, Visibility.CLOSED)


def member_token(public_id: UUID) -> str:
    """The audience token of the members of a circle: facilitators and members, not guests."""
    return f"{MEMBER}:{public_id}"


def tokens_for(public_id: UUID, role: str, state: str) -> tuple[str, ...]:
    """What somebody with this role and state may call themselves; nothing for who left."""
    if state in {MembershipState.REQUESTED, MembershipState.WAITING}:
        kinds: tuple[str, ...] = (ASKING,)
    elif state != MembershipState.ACTIVE:
        kinds = ()
    elif role == CircleRole.GUEST:
        kinds = (GUEST,)
    else:
        kinds = (MEMBER, LEADER) if role in LEADING else (MEMBER,)
    return tuple(f"{kind}:{public_id}" for kind in kinds)


def can_create_circle(viewer: Viewer) -> bool:
    """True for a begeleider."""
    return viewer.has_role(Role.FACILITATOR)


def can_list_circle(viewer: Viewer, circle: Circle) -> bool:
    """True when a circle may be in lists, counts, search and feeds: the same for everybody."""
    return circle.visibility in FINDABLE and circle.status in PUBLIC_STATUSES


def can_view_circle(viewer: Viewer, circle: Circle) -> bool:
    """True for who may know that the circle exists, and what it is about."""
    return can_list_circle(viewer, circle) or _is(viewer, circle, MEMBER, GUEST, ASKING)


def can_view_people_and_dates(viewer: Viewer, circle: Circle) -> bool:
    """True for who may see, from outside, who leads the circle and when it meets."""
    shown_to_all = circle.visibility == Visibility.OPEN and can_list_circle(viewer, circle)
    return shown_to_all or _is(viewer, circle, MEMBER, GUEST)


def can_enter(viewer: Viewer, circle: Circle) -> bool:
    """True for who sees everything inside: members and facilitators. No role of the site opens a circle."""
    return _is(viewer, circle, MEMBER)


def can_visit(viewer: Viewer, circle: Circle) -> bool:
    """True for who may come in at all: members, facilitators, and guests, who see only what they were asked for."""
    return _is(viewer, circle, MEMBER, GUEST)


def can_facilitate(viewer: Viewer, circle: Circle) -> bool:
    """True for the facilitators of this circle."""
    return _is(viewer, circle, LEADER)


def takes_place(role: str) -> bool:
    """True for a role that takes one of the places."""
    return role in SEATED


def _is(viewer: Viewer, circle: Circle, *kinds: str) -> bool:
    return any(f"{kind}:{circle.public_id}" in viewer.tokens for kind in kinds)
