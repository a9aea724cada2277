"""A circle from its first draft to the archive."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from circles.activity import record_about
from circles.enums import (
    KNOWN,
    LIVING,
    UNDECIDED,
    CircleRole,
    CircleStatus,
    MembershipState,
    OfferState,
    RequestState,
)
from circles.errors import CircleStateError
from circles.models import Circle, CircleAgreement, CircleMembership, Invitation, JoinRequest, PlaceOffer
from circles.services.agreements import agree
from circles.services.locking import lock
from circles.services.pages import show_page
from circles.services.places import offer_free_places


@transaction.atomic
def create_circle(*, actor: User, agreement: str, themes: Iterable[Any] = (), **fields: Any) -> Circle:
    """Make a draft, with its first agreements, and with who makes it as its facilitator."""
    circle = Circle.objects.create(created_by=actor, **fields)
    circle.themes.set(themes)
    CircleAgreement.objects.create(circle=circle, version=1, text=agreement)
    CircleMembership.objects.create(
        circle=circle,
        person=actor,
        role=CircleRole.FACILITATOR,
        state=MembershipState.ACTIVE,
        joined_at=timezone.now(),
    )
    record_about(circle, "created", actor=actor)
    agree(circle=circle, person=actor, version=1)
    return circle


@transaction.atomic
def change_circle(*, circle: Circle, actor: User, themes: Iterable[Any] | None = None, **fields: Any) -> Circle:
    """Write what the form of a circle holds. More places go to the waiting list at once."""
    locked = lock(circle)
    for name, value in fields.items():
        setattr(locked, name, value)
    locked.save(update_fields=list(fields) or None)
    if themes is not None:
        locked.themes.set(themes)
    record_about(locked, "changed", actor=actor)
    offer_free_places(locked)
    show_page(locked)
    return locked


def publish_circle(*, circle: Circle, actor: User) -> Circle:
    """Let people find a draft, and join it.

    Raises CircleStateError when it is no draft.
    """
    problem = _("Deze leerkring is al gepubliceerd.")
    return _move(circle, actor, "published", (CircleStatus.DRAFT,), CircleStatus.RECRUITING, problem)


def start_circle(*, circle: Circle, actor: User) -> Circle:
    """Say that the circle meets from now on; people can still join while there are places.

    Raises CircleStateError when it was not looking for members.
    """
    problem = _("Alleen een leerkring die deelnemers zoekt, kan beginnen.")
    return _move(circle, actor, "started", (CircleStatus.RECRUITING,), CircleStatus.RUNNING, problem)


@transaction.atomic
def close_circle(*, circle: Circle, actor: User) -> Circle:
    """End a circle: its members can read on, and nobody comes in any more. What waited is ended as well.

    Raises CircleStateError when it does not live.
    """
    closed = _move(circle, actor, "closed", LIVING, CircleStatus.CLOSED, _("Deze leerkring is niet bezig."))
    now = timezone.now()
    Circle.objects.filter(pk=closed.pk).update(closed_at=now)
    outside = CircleMembership.objects.filter(circle=closed, state__in=KNOWN).exclude(state=MembershipState.ACTIVE)
    JoinRequest.objects.filter(membership__in=outside, state__in=UNDECIDED).update(
        state=RequestState.DECLINED, decided_at=now
    )
    PlaceOffer.objects.filter(membership__circle=closed, state=OfferState.PENDING).update(state=OfferState.REVOKED)
    outside.update(state=MembershipState.LEFT, ended_at=now, waiting_since=None)
    Invitation.objects.filter(circle=closed, revoked_at=None).update(revoked_at=now)
    closed.refresh_from_db()
    return closed


def archive_circle(*, circle: Circle, actor: User) -> Circle:
    """Take a closed circle out of the lists.

    Raises CircleStateError when it was not closed.
    """
    problem = _("Sluit de leerkring eerst af.")
    return _move(circle, actor, "archived", (CircleStatus.CLOSED,), CircleStatus.ARCHIVED, problem)


@transaction.atomic
def _move(circle: Circle, actor: User, verb: str, before: Iterable[str], after: CircleStatus, problem: str) -> Circle:
    locked = lock(circle)
    if locked.status not in before:
        raise CircleStateError(problem)
    locked.status = after
    locked.save(update_fields=["status"])
    record_about(locked, verb, actor=actor)
    show_page(locked)
    return locked
