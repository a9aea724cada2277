"""Places while others come and go, on PostgreSQL in transactions that run at the same time."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from circles import services
from circles.enums import CircleRole, MembershipState, OfferState
from circles.models import Circle, CircleMembership, PlaceOffer
from circles.places import places_of
from circles.services import CircleStateError
from circles.services.places import OFFER_TERM
from common.activity.models import Activity
from tests.circles.factories import bring_in, facilitator_of, make_circle, make_person
from tests.services.postgres import at_the_same_time, start, wait_until_locked_out

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

CROWD = 50


def refusal(work: Any) -> str:
    """Why something was refused; empty when it was done."""
    try:
        work()
    except CircleStateError as refused:
        return str(refused)
    return ""


@pytest.fixture
def circle() -> Circle:
    """Three places, one of them free."""
    circle = make_circle(max_members=3)
    bring_in(circle)
    return circle


def test_of_fifty_people_one_gets_the_last_place_and_the_others_wait_in_order(circle: Circle) -> None:
    people = [make_person() for _number in range(CROWD)]

    with ThreadPoolExecutor(CROWD) as pool:
        with transaction.atomic():
            # All of them stand before the same door, which then opens.
            Circle.objects.select_for_update().get(pk=circle.pk)
            joining = [
                start(pool, lambda person=person: services.join_circle(circle=circle, person=person, version=1))
                for person in people
            ]
            wait_until_locked_out(CROWD)
        states = [future.result().state for future in joining]

    assert sorted(states) == [MembershipState.ACTIVE] + [MembershipState.WAITING] * (CROWD - 1)
    assert (places_of(circle).seated, places_of(circle).waiting) == (3, CROWD - 1)
    # The order of the list is the order in which each of them held the door, which the log wrote down there.
    came = Activity.objects.filter(verb="circle.waiting").order_by("pk").values_list("actor_id", flat=True)
    assert list(circle.memberships.waiting().values_list("person_id", flat=True)) == list(came)
    assert len(set(circle.memberships.waiting().values_list("waiting_since", flat=True))) == CROWD - 1


def offered(circle: Circle) -> PlaceOffer:
    """The last place goes, somebody waits, and gets it offered."""
    taken = bring_in(circle)
    bring_in(circle)
    services.leave_circle(circle=circle, person=taken.person)
    return PlaceOffer.objects.get(membership__circle=circle)


@pytest.mark.parametrize("accept_first", [True, False])
def test_an_offer_that_ends_while_it_is_accepted_has_one_outcome(circle: Circle, accept_first: bool) -> None:
    offer = offered(circle)
    works = [
        lambda: refusal(lambda: services.accept_offer(offer=offer)),
        lambda: refusal(lambda: services.offer_places(circle=circle)),
    ]
    with ThreadPoolExecutor(2) as pool:
        with transaction.atomic():
            Circle.objects.select_for_update().get(pk=circle.pk)
            running = []
            for number, work in enumerate(works if accept_first else works[::-1], start=1):
                running.append(start(pool, work))
                wait_until_locked_out(number)
            # Its time is over while both wait.
            PlaceOffer.objects.filter(pk=offer.pk).update(expires_at=timezone.now())
        refusals = {future.result() for future in running}

    offer.refresh_from_db()
    assert "Deze plek wordt niet meer voor u vastgehouden." in refusals
    assert (offer.state, offer.membership.state) == (OfferState.EXPIRED, MembershipState.LEFT)
    assert places_of(circle).seated == 2


def test_accepting_at_the_last_moment_is_not_undone(circle: Circle) -> None:
    offer = offered(circle)
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            services.accept_offer(offer=offer)
            sweeping = start(pool, lambda: services.offer_places(circle=circle))
            wait_until_locked_out(1)
        with time_machine.travel(timezone.now() + OFFER_TERM + dt.timedelta(seconds=1)):
            sweeping.result()

    offer.refresh_from_db()
    assert (offer.state, offer.membership.state) == (OfferState.ACCEPTED, MembershipState.ACTIVE)
    assert places_of(circle).seated == 3


def test_of_two_facilitators_who_leave_at_the_same_moment_one_stays(circle: Circle) -> None:
    for _round in range(5):
        first = facilitator_of(circle)
        membership = CircleMembership.objects.filter(circle=circle, role=CircleRole.MEMBER).active().first()
        second = services.change_role(membership=membership, role=CircleRole.FACILITATOR, actor=first).person

        refusals = at_the_same_time(
            *(
                lambda person=person: refusal(lambda: services.leave_circle(circle=circle, person=person))
                for person in (first, second)
            )
        )

        assert sorted(bool(text) for text in refusals) == [False, True]
        assert circle.memberships.facilitators().count() == 1
        bring_in(circle)
