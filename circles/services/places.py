"""Places: who gets one, who waits, and what is offered to whom.

Whatever uses up a place does so with the circle locked, and counts after that. What frees one gives it to the waiting
list in the same transaction; the worker looks again for what was missed, and for offers that are over.
"""

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from circles.activity import record_about
from circles.enums import MembershipState, OfferState
from circles.errors import CircleStateError
from circles.models import Circle, CircleMembership, PlaceOffer
from circles.notifications import tell_offer, tell_waiting, tell_welcome
from circles.permissions import takes_place
from circles.places import places_of
from circles.querysets import CircleQuerySet
from circles.services.locking import lock, lock_living

# How long a place is kept for somebody.
OFFER_TERM = dt.timedelta(days=3)


def admit(circle: Circle, membership: CircleMembership) -> CircleMembership:
    """Give somebody who may come in a place, or one in the waiting list. The circle is locked.

    A guest needs no place.
    """
    if takes_place(membership.role) and not places_of(circle).free_for_newcomers:
        return _put_in_line(circle, membership)
    return seat(circle, membership)


def seat(circle: Circle, membership: CircleMembership) -> CircleMembership:
    """Let somebody take part. The circle is locked."""
    membership.state = MembershipState.ACTIVE
    membership.joined_at = timezone.now()
    membership.ended_at = membership.waiting_since = None
    membership.save()
    record_about(circle, "joined", actor=membership.person, code=membership.role)
    tell_welcome(membership)
    return membership


def offer_free_places(circle: Circle) -> int:
    """Keep a place for as many of the waiting list as there are free, who came first first. The circle is locked.

    Returns how many were offered.
    """
    if not circle.is_living:
        return 0
    _write_off_overdue(circle)
    chosen = list(
        CircleMembership.objects.filter(circle=circle)
        .in_line()
        .select_related("person", "circle")[: places_of(circle).free]
    )
    for membership in chosen:
        tell_offer(PlaceOffer.objects.create(membership=membership, expires_at=timezone.now() + OFFER_TERM))
        record_about(circle, "place_offered", actor=None, person_id=membership.person_id)
    return len(chosen)


@transaction.atomic
def offer_places(*, circle: Circle) -> int:
    """The same for a circle that is not locked yet."""
    return offer_free_places(lock(circle))


def circles_to_look_after() -> CircleQuerySet:
    """Circles with an offer to write off, or a free place and somebody in line: what the worker looks for."""
    overdue = PlaceOffer.objects.overdue().values("membership__circle")
    return Circle.objects.living().filter(
        Q(pk__in=overdue) | Q(pk__in=Circle.objects.with_places_to_offer().values("pk"))
    )


@transaction.atomic
def accept_offer(*, offer: PlaceOffer) -> CircleMembership:
    """Take the place that was kept; once more changes nothing.

    Raises CircleStateError when it is no longer kept: the offer is over, was answered otherwise, or the circle ended.
    """
    circle = lock_living(offer.membership.circle)
    offer = PlaceOffer.objects.select_related("membership__person").get(pk=offer.pk)
    if offer.state == OfferState.ACCEPTED and offer.membership.is_active:
        return offer.membership
    if not offer.stands:
        raise CircleStateError(_("Deze plek wordt niet meer voor u vastgehouden."))
    offer.state = OfferState.ACCEPTED
    offer.save(update_fields=["state"])
    record_about(circle, "place_accepted", actor=offer.membership.person)
    return seat(circle, offer.membership)


@transaction.atomic
def decline_offer(*, offer: PlaceOffer) -> None:
    """Give the place to the next in line, and leave the waiting list; once more changes nothing.

    Raises CircleStateError when the place was taken already.
    """
    circle = lock(offer.membership.circle)
    offer = PlaceOffer.objects.select_related("membership__person").get(pk=offer.pk)
    if offer.state == OfferState.ACCEPTED:
        raise CircleStateError(_("U hebt deze plek al aangenomen."))
    if offer.state != OfferState.PENDING:
        return
    _end_offer(offer, OfferState.DECLINED)
    record_about(circle, "place_declined", actor=offer.membership.person)
    offer_free_places(circle)


def _put_in_line(circle: Circle, membership: CircleMembership) -> CircleMembership:
    """The moment is taken while the circle is locked: the order of the list is the order in which people came by."""
    membership.state = MembershipState.WAITING
    membership.waiting_since = timezone.now()
    membership.ended_at = None
    membership.save()
    record_about(circle, "waiting", actor=membership.person)
    tell_waiting(membership)
    return membership


def _write_off_overdue(circle: Circle) -> None:
    """Who does not answer leaves the list, so that the next gets a chance and nobody is asked for ever."""
    for offer in PlaceOffer.objects.filter(membership__circle=circle).overdue().select_related("membership"):
        _end_offer(offer, OfferState.EXPIRED)
        record_about(circle, "place_expired", actor=None, person_id=offer.membership.person_id)


def _end_offer(offer: PlaceOffer, state: OfferState) -> None:
    offer.state = state
    offer.save(update_fields=["state"])
    membership = offer.membership
    membership.state = MembershipState.LEFT
    membership.ended_at, membership.waiting_since = timezone.now(), None
    membership.save(update_fields=["state", "ended_at", "waiting_since"])
