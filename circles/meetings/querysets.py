"""Which meetings: the rules of `circles/meetings/permissions.py` as queries, and what is due."""

from __future__ import annotations

from typing import Any, Self

from django.apps import apps
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from circles.enums import SEATED, CircleRole, MembershipState
from circles.meetings.enums import AHEAD, InviteState, MeetingState, ResponseAnswer
from common.access import Viewer


class MeetingQuerySet(QuerySet[Any]):
    """Meetings by who may see them, and by time."""

    def visible_to(self, viewer: Viewer) -> Self:
        """The rule `can_view_meeting` as a query."""
        mine = apps.get_model("circles", "CircleMembership").objects.filter(
            person_id=viewer.user_id, state=MembershipState.ACTIVE
        )
        as_member = Q(circle__in=mine.filter(role__in=SEATED).values("circle"))
        return self.filter(as_member | Q(pk__in=_of_guests(mine.filter(role=CircleRole.GUEST))))

    def led_by(self, viewer: Viewer) -> Self:
        """The rule `can_lead_meeting` as a query."""
        circles = apps.get_model("circles", "Circle").objects.facilitated_by(viewer)
        return self.filter(circle__in=circles)

    def ahead(self) -> Self:
        """Those that people are expected at and that are not over, the next first."""
        return self.filter(state__in=AHEAD, ends_at__gt=timezone.now()).order_by("starts_at", "pk")

    def coming(self) -> Self:
        """Everything that is not over, also what was cancelled, the next first."""
        return self.filter(ends_at__gt=timezone.now()).order_by("starts_at", "pk")

    def past(self) -> Self:
        """Everything that is over, the last first."""
        return self.filter(ends_at__lte=timezone.now()).order_by("-starts_at", "-pk")

    def overlapping(self, starts_at: Any, ends_at: Any) -> Self:
        """Those that take place in this time, or a part of it."""
        return self.filter(starts_at__lt=ends_at, ends_at__gt=starts_at).exclude(
            state__in=(MeetingState.CANCELLED, MeetingState.DID_NOT_HAPPEN)
        )

    def with_answers(self) -> Self:
        """Add `coming_count`: how many said that they come, of those who still may."""
        yes = Q(responses__answer=ResponseAnswer.YES, responses__membership__state=MembershipState.ACTIVE)
        return self.annotate(coming_count=Count("responses", filter=yes))

    def with_own_answer(self, viewer: Viewer) -> Self:
        """Add `own_answer`: what the viewer said of the time that it has now; None without that."""
        responses = apps.get_model("circles", "MeetingResponse").objects.filter(
            meeting=OuterRef("pk"), membership__person=viewer.user_id, for_start=OuterRef("starts_at")
        )
        return self.annotate(own_answer=Subquery(responses.values("answer")[:1]))


class InviteQuerySet(QuerySet[Any]):
    """What people were told of meetings."""

    def standing(self) -> Self:
        """Those whose meeting stands in a calendar."""
        return self.filter(state=InviteState.INVITED)


def _of_guests(guests: Any) -> Any:
    through = apps.get_model("circles", "Meeting").guests.through
    return through.objects.filter(circlemembership__in=guests).values("meeting")
