"""What /mijn/ tells of circles: those somebody is in or waits for, and for who leads the requests that wait."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from circles.enums import KNOWN, LEADING, LIVING, UNDECIDED, CircleStatus, MembershipState
from circles.models import CircleMembership
from circles.permissions import can_create_circle
from common.access import Viewer
from common.components import Link
from common.my_page import MyItem, MySection


def my_circles(user: User, viewer: Viewer) -> MySection | None:
    """The circles of somebody, with what they are in each; for a begeleider the way to a new one."""
    mine = (
        CircleMembership.objects.filter(person=user, state__in=KNOWN)
        .exclude(circle__status=CircleStatus.ARCHIVED)
        .select_related("circle")
        .order_by("circle__title", "pk")
    )
    items = [_item(membership) for membership in mine]
    more = Link(_("Begin een leerkring"), reverse("circles:new")) if can_create_circle(viewer) else None
    if more and not items:
        items, more = [MyItem(more.title, more.url)], None
    return MySection(_("Mijn leerkringen"), items, more)


def requests_to_decide(user: User, viewer: Viewer) -> MySection | None:
    """For who leads a circle: how many people wait for a decision, per circle."""
    if not any(token.startswith("circle-lead:") for token in viewer.tokens):
        return None
    waiting = Count("circle__memberships__requests", filter=Q(circle__memberships__requests__state__in=UNDECIDED))
    leading = (
        CircleMembership.objects.filter(person=user, role__in=LEADING, circle__status__in=LIVING)
        .active()
        .annotate(waiting=waiting)
        .filter(waiting__gt=0)
        .select_related("circle")
        .order_by("circle__title", "pk")
    )
    items = [
        MyItem(
            row.circle.title,
            reverse("circles:requests", args=[row.circle.public_id]),
            ngettext("%d aanvraag", "%d aanvragen", row.waiting) % row.waiting,
        )
        for row in leading
    ]
    return MySection(_("Aanvragen voor uw leerkringen"), items)


def _item(membership: CircleMembership) -> MyItem:
    circle = membership.circle
    if membership.state == MembershipState.ACTIVE:
        url = reverse("circles:home", args=[circle.public_id])
        return MyItem(circle.title, url, str(membership.get_role_display()).lower())
    url = reverse("circles:my_place", args=[circle.public_id])
    return MyItem(circle.title, url, str(membership.get_state_display()))
