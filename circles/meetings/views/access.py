"""Finding a circle or a meeting for who asks: what they may not see is not there."""

from typing import cast
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from circles.models import Circle, CircleMembership, Meeting
from common.access import viewer_of
from common.components import Link


def visited_circle(request: HttpRequest, public_id: UUID) -> Circle:
    """A circle that the viewer takes part in, also as a guest. Raises Http404."""
    return get_object_or_404(Circle.objects.visited_by(viewer_of(request)), public_id=public_id)


def led_circle(request: HttpRequest, public_id: UUID) -> Circle:
    """A circle that the viewer leads. Raises Http404."""
    return get_object_or_404(Circle.objects.facilitated_by(viewer_of(request)), public_id=public_id)


def visible_meeting(request: HttpRequest, public_id: UUID, meeting_id: UUID) -> Meeting:
    """A meeting that the viewer may see. Raises Http404."""
    meetings = Meeting.objects.visible_to(viewer_of(request)).select_related("circle")
    return get_object_or_404(meetings, public_id=meeting_id, circle__public_id=public_id)


def led_meeting(request: HttpRequest, public_id: UUID, meeting_id: UUID) -> Meeting:
    """A meeting of a circle that the viewer leads. Raises Http404."""
    meetings = Meeting.objects.led_by(viewer_of(request)).select_related("circle")
    return get_object_or_404(meetings, public_id=meeting_id, circle__public_id=public_id)


def own_membership(request: HttpRequest, meeting: Meeting) -> CircleMembership:
    """The membership with which the viewer is expected at a meeting. Raises Http404."""
    mine = CircleMembership.objects.expected_at(meeting).filter(person=request.user.pk).first()
    if mine is None:
        raise Http404
    return mine


def actor_of(request: HttpRequest) -> User:
    """The account behind a request that was signed in."""
    return cast("User", request.user)


def way_to(circle: Circle, meeting: Meeting | None = None) -> tuple[Link, ...]:
    """The breadcrumb down to the meetings of a circle, or to one of them."""
    links = [
        Link(_("Leerkringen"), "/leerkringen/"),
        Link(circle.title, reverse("circles:home", args=[circle.public_id])),
        Link(_("Bijeenkomsten"), reverse("meetings:list", args=[circle.public_id])),
    ]
    if meeting is not None:
        links.append(Link(meeting.title, meeting.get_absolute_url()))
    return tuple(links)
