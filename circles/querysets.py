"""Which circles, and which people in them: the rules of `circles/permissions.py` as queries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from circles.enums import KNOWN, LEADING, LIVING, SEATED, CircleRole, MembershipState, OfferState
from circles.permissions import FINDABLE, PUBLIC_STATUSES
from common.access import Viewer

if TYPE_CHECKING:
    from circles.models import Meeting


class CircleQuerySet(QuerySet[Any]):
    """Circles by who may see them or come in, and with what is counted of them."""

    def listed(self) -> Self:
        """The rule `can_list_circle` as a query."""
        return self.filter(visibility__in=FINDABLE, status__in=PUBLIC_STATUSES)

    def visible_to(self, viewer: Viewer) -> Self:
        """The rule `can_view_circle` as a query."""
        listed = Q(visibility__in=FINDABLE, status__in=PUBLIC_STATUSES)
        return self.filter(listed | Q(self._with_membership(viewer, Q(state__in=KNOWN))))

    def entered_by(self, viewer: Viewer) -> Self:
        """The rule `can_enter` as a query."""
        return self.filter(self._with_membership(viewer, Q(state=MembershipState.ACTIVE, role__in=SEATED)))

    def visited_by(self, viewer: Viewer) -> Self:
        """The rule `can_visit` as a query."""
        return self.filter(self._with_membership(viewer, Q(state=MembershipState.ACTIVE)))

    def facilitated_by(self, viewer: Viewer) -> Self:
        """The rule `can_facilitate` as a query."""
        return self.filter(self._with_membership(viewer, Q(state=MembershipState.ACTIVE, role__in=LEADING)))

    def living(self) -> Self:
        """Those that people can join and that meet."""
        return self.filter(status__in=LIVING)

    def with_places(self) -> Self:
        """Add `seated` and `offered`, which take the places, and `waiting`, how many stand in line for one."""
        members = _memberships().filter(circle=OuterRef("pk")).order_by()
        return self.annotate(
            seated=_counted(members.seated(), "circle"),
            offered=_counted(_offers().filter(membership__circle=OuterRef("pk")).holding(), "membership__circle"),
            waiting=_counted(members.in_line(), "circle"),
        )

    def with_places_to_offer(self) -> Self:
        """Those with a place that nobody holds, and somebody in line for it."""
        return self.with_places().filter(waiting__gt=0, max_members__gt=F("seated") + F("offered"))

    def _with_membership(self, viewer: Viewer, rule: Q) -> Any:
        mine = _memberships().filter(circle=OuterRef("pk"), person_id=viewer.user_id)
        return Exists(mine.filter(rule))


class MembershipQuerySet(QuerySet[Any]):
    """What people are in circles."""

    def active(self) -> Self:
        """Those who take part, guests included."""
        return self.filter(state=MembershipState.ACTIVE)

    def seated(self) -> Self:
        """Those who take a place."""
        return self.active().filter(role__in=SEATED)

    def leading(self) -> Self:
        """Facilitators and co-facilitators."""
        return self.active().filter(role__in=LEADING)

    def facilitators(self) -> Self:
        """Those of whom a circle always has one."""
        return self.active().filter(role=CircleRole.FACILITATOR)

    def expected_at(self, meeting: Meeting) -> Self:
        """Those who belong at a meeting: who sits at the table, and the guests who are invited to it."""
        at_table = Q(circle=meeting.circle_id, role__in=SEATED)
        as_guest = Q(pk__in=meeting.guests.values("pk"), role=CircleRole.GUEST)
        return self.active().filter(at_table | as_guest, person__is_active=True)

    def waiting(self) -> Self:
        """The waiting list, who came first first."""
        return self.filter(state=MembershipState.WAITING).order_by("waiting_since", "pk")

    def in_line(self) -> Self:
        """Those on the waiting list who have no offer that still stands."""
        return self.waiting().exclude(pk__in=_offers().holding().values("membership"))


class OfferQuerySet(QuerySet[Any]):
    """Offered places by whether they still stand."""

    def holding(self) -> Self:
        """Those that keep a place free: not answered, and not over. Nobody has to come by to end one."""
        return self.filter(state=OfferState.PENDING, expires_at__gt=timezone.now())

    def overdue(self) -> Self:
        """Those whose time is over and that still have to be written off."""
        return self.filter(state=OfferState.PENDING, expires_at__lte=timezone.now())


def _memberships() -> MembershipQuerySet:
    return MembershipQuerySet(apps.get_model("circles", "CircleMembership"))


def _offers() -> OfferQuerySet:
    return OfferQuerySet(apps.get_model("circles", "PlaceOffer"))


def _counted(rows: Any, by: str) -> Any:
    """How many rows, as part of a larger query; 0 without any."""
    return Coalesce(Subquery(rows.order_by().values(by).annotate(number=Count("pk")).values("number")), 0)
