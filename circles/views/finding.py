"""Finding the circle of an address, for who may be there. Who may not is told that there is nothing."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from circles.models import Circle, CircleMembership
from circles.workspace import Rule, tabs_for
from common.access import viewer_of


def find(request: HttpRequest, public_id: UUID, rule: Rule) -> Circle:
    """The circle that `rule` opens to the viewer; raises Http404 for everybody else."""
    circle = get_object_or_404(Circle, public_id=public_id)
    if not rule(viewer_of(request), circle):
        raise Http404
    return circle


def membership_of(request: HttpRequest, circle: Circle) -> CircleMembership:
    """The row of the viewer in the circle; raises Http404 without one."""
    mine = CircleMembership.objects.select_related("circle", "person")
    return get_object_or_404(mine, circle=circle, person=request.user.pk)


def render_room(
    request: HttpRequest, circle: Circle, template: str, current: str, context: dict[str, Any]
) -> HttpResponse:
    """A page of the room, with its menu."""
    tabs = tabs_for(circle, viewer_of(request), current)
    return render(request, template, {"circle": circle, "tabs": tabs, **context})
