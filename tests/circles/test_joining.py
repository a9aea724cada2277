"""Getting in: at once, by asking, by an invitation, by the waiting list; and agreeing on every one of these ways."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from circles import services
from circles.enums import CircleRole, CircleStatus, Joining, MembershipState, OfferState, RequestState, Visibility
from circles.models import AgreementAcceptance, Circle, CircleMembership, Invitation, InvitationUse, PlaceOffer
from circles.places import places_of
from circles.services import CircleStateError
from circles.tasks import has_places_to_look_after, look_after_places
from common.activity.models import Activity
from tests.circles.factories import ask, bring_in, facilitator_of, make_circle, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def circle() -> Circle:
    """Three places, of which the facilitator has one."""
    return make_circle(max_members=3)


@pytest.fixture
def on_request() -> Circle:
    return make_circle(joining=Joining.REQUEST, max_members=3)


def join(circle: Circle, person: User | None = None) -> CircleMembership:
    return services.join_circle(circle=circle, person=person or make_person(), version=1)


def fill(circle: Circle) -> list[CircleMembership]:
    return [bring_in(circle) for _place in range(places_of(circle).free_for_newcomers)]


def state_of(row: Any) -> str:
    row.refresh_from_db()
    return row.state


def verbs(circle: Circle) -> list[str]:
    return list(Activity.objects.filter(about_id=str(circle.public_id)).order_by("pk").values_list("verb", flat=True))


# --- Joining at once -------------------------------------------------------------------------------------------------


def test_joining_an_open_circle_gives_a_place_and_is_written_down(circle: Circle) -> None:
    person = make_person()

    membership = join(circle, person)

    assert (membership.state, membership.role) == (MembershipState.ACTIVE, CircleRole.MEMBER)
    assert AgreementAcceptance.objects.filter(person=person, agreement__circle=circle).count() == 1
    assert verbs(circle)[-2:] == ["circle.agreements_accepted", "circle.joined"]


def test_joining_twice_changes_nothing(circle: Circle) -> None:
    person = make_person()
    first = join(circle, person)

    again = join(circle, person)

    assert (again.pk, again.joined_at) == (first.pk, first.joined_at)
    assert verbs(circle).count("circle.joined") == 1


def test_nobody_comes_in_on_agreements_of_before(circle: Circle) -> None:
    services.change_agreement(circle=circle, text="Nieuw.", actor=facilitator_of(circle))

    with pytest.raises(CircleStateError, match="net veranderd"):
        join(circle)

    assert circle.memberships.count() == 1


@pytest.mark.parametrize("status", [CircleStatus.DRAFT, CircleStatus.CLOSED, CircleStatus.ARCHIVED])
def test_nobody_joins_a_circle_that_does_not_live(status: CircleStatus) -> None:
    with pytest.raises(CircleStateError, match="niet open"):
        join(make_circle(status=status))


def test_a_circle_on_request_lets_nobody_in_at_once(on_request: Circle) -> None:
    with pytest.raises(CircleStateError, match="niet meteen"):
        join(on_request)


def test_who_left_can_come_back_and_who_was_removed_only_by_an_invitation(circle: Circle) -> None:
    person = make_person()
    membership = join(circle, person)
    services.leave_circle(circle=circle, person=person)
    assert join(circle, person).state == MembershipState.ACTIVE
    services.remove_member(membership=membership, actor=facilitator_of(circle))

    with pytest.raises(CircleStateError, match="uitnodiging"):
        join(circle, person)

    assert bring_in(circle, person).state == MembershipState.ACTIVE


# --- Asking ----------------------------------------------------------------------------------------------------------


def test_a_request_keeps_the_questions_as_they_were_asked(on_request: Circle) -> None:
    request = ask(on_request)

    on_request.join_questions = "Iets anders?"
    on_request.save()

    assert request.membership.state == MembershipState.REQUESTED
    assert list(request.answers.values_list("question", "answer")) == [("Waarom?", "Daarom.")]


def test_a_facilitator_lets_somebody_in_once(on_request: Circle) -> None:
    request, leader = ask(on_request), facilitator_of(on_request)

    membership = services.accept_request(request=request, actor=leader)

    assert (membership.state, state_of(request)) == (MembershipState.ACTIVE, RequestState.ACCEPTED)
    with pytest.raises(CircleStateError, match="al besloten"):
        services.decline_request(request=request, actor=leader, reason="Toch niet.")
    log = Activity.objects.get(verb="circle.request_accepted")
    assert (log.actor_id, log.codes) == (leader.pk, f"account:{membership.person_id}")


def test_a_declined_request_says_why_and_another_may_follow(on_request: Circle) -> None:
    request = ask(on_request)

    services.decline_request(request=request, actor=facilitator_of(on_request), reason="Dit gaat over jeugd.")

    assert (state_of(request), request.reason) == (RequestState.DECLINED, "Dit gaat over jeugd.")
    assert state_of(request.membership) == MembershipState.LEFT
    assert ask(on_request, request.membership.person).pk != request.pk


def test_a_facilitator_asks_and_the_applicant_answers(on_request: Circle) -> None:
    request, leader = ask(on_request), facilitator_of(on_request)

    services.ask_applicant(request=request, actor=leader, question="In welke gemeente?")
    assert state_of(request) == RequestState.ASKED
    with pytest.raises(CircleStateError, match="al een vraag open"):
        services.ask_applicant(request=request, actor=leader, question="En nog iets?")
    services.answer_question(request=request, answer="Voorbeeldstad.")

    assert state_of(request) == RequestState.OPEN
    assert request.answers.last().answer == "Voorbeeldstad."
    with pytest.raises(CircleStateError, match="geen vraag"):
        services.answer_question(request=request, answer="Nog eens.")


def test_who_asked_cannot_ask_again_and_can_take_it_back(on_request: Circle) -> None:
    request = ask(on_request)
    person = request.membership.person
    with pytest.raises(CircleStateError, match="al een aangevraagd"):
        ask(on_request, person)

    services.leave_circle(circle=on_request, person=person)

    assert (state_of(request), state_of(request.membership)) == (RequestState.WITHDRAWN, MembershipState.LEFT)


# --- Invitations -----------------------------------------------------------------------------------------------------


def test_the_secret_of_an_invitation_is_not_in_the_database(circle: Circle) -> None:
    invitation, secret = services.invite(circle=circle, actor=facilitator_of(circle))

    found = services.find_invitation(secret)

    assert found == invitation
    assert services.find_invitation(secret + "x") is None
    assert all(secret not in str(value) for value in Invitation.objects.values().get().values())


def test_a_link_works_as_often_as_it_may(circle: Circle) -> None:
    invitation, _secret = services.invite(circle=circle, actor=facilitator_of(circle), max_uses=2)
    people = [make_person() for _number in range(3)]

    for person in people[:2]:
        services.accept_invitation(invitation=invitation, person=person, version=1)
    # Who came in by it and comes by again is no third use.
    services.accept_invitation(invitation=invitation, person=people[0], version=1)
    with pytest.raises(CircleStateError, match="niet meer geldig"):
        services.accept_invitation(invitation=invitation, person=people[2], version=1)

    assert InvitationUse.objects.count() == 2


def test_an_invitation_ends_by_time_and_by_taking_it_back(circle: Circle) -> None:
    leader = facilitator_of(circle)
    person = make_person()
    services.invite(circle=circle, actor=leader, term=dt.timedelta(days=1))
    revoked, _secret = services.invite(circle=circle, actor=leader)
    services.revoke_invitation(invitation=revoked, actor=leader)

    with time_machine.travel(timezone.now() + dt.timedelta(days=1, seconds=1)):
        for invitation in Invitation.objects.all():
            assert "niet meer geldig" in services.invitation_problem(invitation, person)


@pytest.mark.parametrize(
    ("limit", "problem"),
    [
        ({"email": "Iemand@Example.org"}, "een ander e-mailadres"),
        ({"domain": "voorbeeldstad.nl"}, "@voorbeeldstad.nl"),
        ({"domain": "ample.org"}, "@ample.org"),
        ({"domain": "example.org"}, ""),
        ({"domain": "org"}, ""),
    ],
)
def test_an_invitation_for_an_address_or_a_domain_is_for_nobody_else(
    circle: Circle, limit: dict[str, str], problem: str
) -> None:
    invitation, _secret = services.invite(circle=circle, actor=facilitator_of(circle), **limit)

    found = services.invitation_problem(invitation, make_person())

    assert problem in found
    assert bool(problem) is bool(found)


def test_an_address_that_was_not_proven_opens_nothing(circle: Circle) -> None:
    person = make_person()
    EmailAddress.objects.filter(user=person).update(verified=False)
    invitation, _secret = services.invite(circle=circle, actor=facilitator_of(circle), email=person.email)

    assert "Bevestig eerst" in services.invitation_problem(invitation, person)


def test_an_invitation_asks_for_the_agreements_as_well(circle: Circle) -> None:
    invitation, _secret = services.invite(circle=circle, actor=facilitator_of(circle))
    services.change_agreement(circle=circle, text="Nieuw.", actor=facilitator_of(circle))

    with pytest.raises(CircleStateError, match="net veranderd"):
        services.accept_invitation(invitation=invitation, person=make_person(), version=1)

    assert InvitationUse.objects.count() == 0


def test_a_guest_needs_no_place(circle: Circle) -> None:
    fill(circle)

    assert bring_in(circle, role=CircleRole.GUEST).state == MembershipState.ACTIVE
    assert places_of(circle).seated == 3


def test_an_invitation_ends_an_open_request(on_request: Circle) -> None:
    request = ask(on_request)

    membership = bring_in(on_request, request.membership.person)

    assert (membership.state, state_of(request)) == (MembershipState.ACTIVE, RequestState.ACCEPTED)


# --- The waiting list ------------------------------------------------------------------------------------------------


def test_a_full_circle_has_a_waiting_list_and_a_free_place_is_offered_to_the_first(circle: Circle) -> None:
    members = fill(circle)
    first, second = join(circle), join(circle)
    assert [first.state, second.state] == [MembershipState.WAITING] * 2

    services.leave_circle(circle=circle, person=members[0].person)

    offer = PlaceOffer.objects.get()
    assert (offer.membership, offer.stands) == (first, True)
    assert places_of(circle).free == 0
    assert services.accept_offer(offer=offer).state == MembershipState.ACTIVE
    assert state_of(second) == MembershipState.WAITING


def test_nobody_passes_who_waits(circle: Circle) -> None:
    fill(circle)
    join(circle)
    # A place that came free without anybody looking: a newcomer goes behind who waits.
    Circle.objects.filter(pk=circle.pk).update(max_members=4)

    newcomer = join(circle)

    assert newcomer.state == MembershipState.WAITING


def test_the_worker_offers_what_was_missed(circle: Circle) -> None:
    fill(circle)
    waiting = join(circle)
    assert not has_places_to_look_after()
    Circle.objects.filter(pk=circle.pk).update(max_members=4)

    assert has_places_to_look_after()
    assert look_after_places.func() == 1

    assert PlaceOffer.objects.get().membership == waiting
    assert not has_places_to_look_after()


def test_an_offer_that_is_over_goes_to_the_next_and_cannot_be_taken(circle: Circle) -> None:
    members = fill(circle)
    first, second = join(circle), join(circle)
    services.leave_circle(circle=circle, person=members[0].person)
    offer = PlaceOffer.objects.get()

    with time_machine.travel(offer.expires_at):
        with pytest.raises(CircleStateError, match="niet meer voor u"):
            services.accept_offer(offer=offer)
        # It stopped counting by itself, before anybody wrote it off.
        assert places_of(circle).free == 1
        look_after_places.func()

        assert [state_of(offer), state_of(first)] == [OfferState.EXPIRED, MembershipState.LEFT]
        assert PlaceOffer.objects.get(state=OfferState.PENDING).membership == second


def test_a_declined_offer_goes_to_the_next(circle: Circle) -> None:
    members = fill(circle)
    first, second = join(circle), join(circle)
    services.leave_circle(circle=circle, person=members[0].person)
    offer = PlaceOffer.objects.get()

    services.decline_offer(offer=offer)
    services.decline_offer(offer=offer)

    assert state_of(first) == MembershipState.LEFT
    assert PlaceOffer.objects.get(state=OfferState.PENDING).membership == second


def test_who_leaves_the_list_gives_up_the_offer(circle: Circle) -> None:
    members = fill(circle)
    first, second = join(circle), join(circle)
    services.leave_circle(circle=circle, person=members[0].person)

    services.leave_circle(circle=circle, person=first.person)

    states = dict(PlaceOffer.objects.values_list("membership", "state"))
    assert states == {first.pk: OfferState.REVOKED, second.pk: OfferState.PENDING}


def test_more_places_are_offered_at_once_and_fewer_put_nobody_out(circle: Circle) -> None:
    fill(circle)
    waiting = [join(circle) for _number in range(3)]
    leader = facilitator_of(circle)

    services.change_circle(circle=circle, actor=leader, max_members=5)
    offered = set(PlaceOffer.objects.values_list("membership", flat=True))
    services.change_circle(circle=circle, actor=leader, max_members=3)

    assert offered == {waiting[0].pk, waiting[1].pk}
    assert circle.memberships.seated().count() == 3
    assert places_of(Circle.objects.get(pk=circle.pk)).free == 0


# --- The people inside -----------------------------------------------------------------------------------------------


def test_the_last_facilitator_cannot_go_in_any_way(circle: Circle) -> None:
    leader = facilitator_of(circle)
    membership = circle.memberships.get(person=leader)
    bring_in(circle, role=CircleRole.CO_FACILITATOR)

    for attempt in (
        lambda: services.leave_circle(circle=circle, person=leader),
        lambda: services.remove_member(membership=membership, actor=leader),
        lambda: services.change_role(membership=membership, role=CircleRole.MEMBER, actor=leader),
    ):
        with pytest.raises(CircleStateError, match="altijd een begeleider"):
            attempt()

    assert membership == circle.memberships.facilitators().get()


def test_with_a_second_facilitator_the_first_can_go(circle: Circle) -> None:
    leader = facilitator_of(circle)
    second = bring_in(circle, role=CircleRole.FACILITATOR)

    services.leave_circle(circle=circle, person=leader)

    assert list(circle.memberships.facilitators()) == [second]


def test_a_guest_becomes_a_member_only_while_there_is_a_place(circle: Circle) -> None:
    guest = bring_in(circle, role=CircleRole.GUEST)
    members = fill(circle)
    leader = facilitator_of(circle)

    with pytest.raises(CircleStateError, match="geen plaats vrij"):
        services.change_role(membership=guest, role=CircleRole.MEMBER, actor=leader)
    services.remove_member(membership=members[0], actor=leader)

    assert services.change_role(membership=guest, role=CircleRole.MEMBER, actor=leader).role == CircleRole.MEMBER


def test_closing_ends_what_waits_and_keeps_who_is_in(on_request: Circle) -> None:
    leader = facilitator_of(on_request)
    request = ask(on_request)
    fill(on_request)
    waiting = bring_in(on_request)
    services.change_circle(circle=on_request, actor=leader, max_members=4)
    offer, (invitation, _secret) = PlaceOffer.objects.get(), services.invite(circle=on_request, actor=leader)

    closed = services.close_circle(circle=on_request, actor=leader)

    assert (closed.status, closed.closed_at is not None) == (CircleStatus.CLOSED, True)
    assert [state_of(request), state_of(waiting), state_of(offer)] == [
        RequestState.DECLINED,
        MembershipState.LEFT,
        OfferState.REVOKED,
    ]
    assert closed.memberships.seated().count() == 3
    invitation.refresh_from_db()
    assert not invitation.is_open
    with pytest.raises(CircleStateError, match="niet bezig"):
        services.close_circle(circle=on_request, actor=leader)


def test_agreements_have_versions_and_the_same_text_is_no_new_one(circle: Circle) -> None:
    leader = facilitator_of(circle)

    services.change_agreement(circle=circle, text="Nieuw.", actor=leader)
    changed = services.change_agreement(circle=circle, text="Nieuw.", actor=leader)

    assert changed.version == 2
    assert list(AgreementAcceptance.objects.filter(person=leader).values_list("agreement__version", flat=True)) == [
        1,
        2,
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"visibility": Visibility.HIDDEN, "joining": Joining.OPEN},
        {"max_members": 2},
        {"starts_on": dt.date(2026, 3, 2), "ends_on": dt.date(2026, 3, 1)},
    ],
)
def test_the_database_refuses_what_no_circle_is(wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_circle(**wrong)
