"""The people inside: leaving, removing, roles, and reading up. A circle always keeps a facilitator."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from circles.activity import record_about
from circles.enums import CircleRole, MembershipState, OfferState, RequestState
from circles.errors import CircleStateError
from circles.models import Circle, CircleMembership, PlaceOffer
from circles.notifications import tell_removed
from circles.permissions import takes_place
from circles.places import places_of
from circles.services.joining import close_requests
from circles.services.locking import lock
from circles.services.places import offer_free_places


@transaction.atomic
def leave_circle(*, circle: Circle, person: User) -> None:
    """Leave, or take back a request, or give up one's place in line; once more changes nothing.

    Raises CircleStateError for the last facilitator.
    """
    locked = lock(circle)
    membership = CircleMembership.objects.filter(circle=locked, person=person).first()
    if membership is None or membership.state in {MembershipState.LEFT, MembershipState.REMOVED}:
        return
    _end(locked, membership, MembershipState.LEFT)
    record_about(locked, "left", actor=person)


@transaction.atomic
def remove_member(*, membership: CircleMembership, actor: User) -> None:
    """Put somebody out of the circle, who then comes in by an invitation only.

    Raises CircleStateError for the last facilitator.
    """
    circle = lock(membership.circle)
    membership = CircleMembership.objects.select_related("person", "circle").get(pk=membership.pk)
    if membership.state in {MembershipState.LEFT, MembershipState.REMOVED}:
        return
    _end(circle, membership, MembershipState.REMOVED)
    record_about(circle, "removed", actor=actor, person_id=membership.person_id)
    tell_removed(membership)


@transaction.atomic
def change_role(*, membership: CircleMembership, role: str, actor: User) -> CircleMembership:
    """Give somebody who takes part another role.

    Raises CircleStateError when they do not, for the last facilitator, and when a guest would need a place that is not
    there, or that somebody waits for.
    """
    circle = lock(membership.circle)
    membership = CircleMembership.objects.select_related("person").get(pk=membership.pk)
    if not membership.is_active:
        raise CircleStateError(_("Deze persoon doet niet mee."))
    if membership.role == role:
        return membership
    if membership.role == CircleRole.FACILITATOR:
        _keep_a_facilitator(circle, membership)
    if takes_place(role) and not takes_place(membership.role) and not places_of(circle).free_for_newcomers:
        raise CircleStateError(_("Er is geen plaats vrij. Maak eerst ruimte, of laat deze persoon gast."))
    membership.role = role
    membership.save(update_fields=["role"])
    record_about(circle, "role_changed", actor=actor, person_id=membership.person_id, code=role)
    offer_free_places(circle)
    return membership


def mark_read(*, circle: Circle, person: User) -> None:
    """Say that somebody has read what is new up to now."""
    CircleMembership.objects.filter(circle=circle, person=person).active().update(last_visit=timezone.now())


def _end(circle: Circle, membership: CircleMembership, state: MembershipState) -> None:
    """End what somebody was in a circle, whatever it was, and give their place to the next. The circle is locked."""
    if membership.is_active and membership.role == CircleRole.FACILITATOR:
        _keep_a_facilitator(circle, membership)
    close_requests(membership, RequestState.WITHDRAWN)
    PlaceOffer.objects.filter(membership=membership, state=OfferState.PENDING).update(state=OfferState.REVOKED)
    membership.state = state
    membership.ended_at, membership.waiting_since = timezone.now(), None
    membership.save(update_fields=["state", "ended_at", "waiting_since"])
    offer_free_places(circle)


def _keep_a_facilitator(circle: Circle, leaving: CircleMembership) -> None:
    if not circle.memberships.facilitators().exclude(pk=leaving.pk).exists():
        raise CircleStateError(
            _("Een leerkring heeft altijd een begeleider. Maak eerst iemand anders begeleider, of sluit de kring af.")
        )
