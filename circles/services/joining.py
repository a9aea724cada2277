"""The ways in: joining at once, asking, and what a facilitator says to that. Invitations stand beside this."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from circles.activity import record_about
from circles.enums import UNDECIDED, CircleRole, Joining, MembershipState, RequestState
from circles.errors import CircleStateError
from circles.models import Circle, CircleMembership, JoinAnswer, JoinRequest
from circles.notifications import tell_declined, tell_facilitators, tell_question
from circles.services.agreements import agree
from circles.services.locking import lock_living
from circles.services.places import admit


@transaction.atomic
def join_circle(*, circle: Circle, person: User, version: int) -> CircleMembership:
    """Join a circle that is open to all, or its waiting list when it is full; once more changes nothing.

    Raises CircleStateError when it does not let people in like that, or they agree to agreements of before.
    """
    locked = lock_living(circle)
    if locked.joining != Joining.OPEN:
        raise CircleStateError(_("Bij deze leerkring kunt u niet meteen meedoen."))
    membership = _membership_for(locked, person)
    if membership.state in {MembershipState.ACTIVE, MembershipState.WAITING}:
        return membership
    agree(circle=locked, person=person, version=version)
    return admit(locked, membership)


@transaction.atomic
def request_to_join(*, circle: Circle, person: User, version: int, answers: Sequence[tuple[str, str]]) -> JoinRequest:
    """Ask the facilitators for a place; `answers` are pairs of a question as it was asked and what was said to it.

    Raises CircleStateError when the circle takes no requests, somebody asked or takes part already, or they agree to
    agreements of before.
    """
    locked = lock_living(circle)
    if locked.joining != Joining.REQUEST:
        raise CircleStateError(_("Bij deze leerkring kunt u geen plek aanvragen."))
    membership = _membership_for(locked, person)
    if membership.pk and membership.state not in {MembershipState.LEFT, MembershipState.REMOVED}:
        raise CircleStateError(_("U hebt al een plek, of u hebt er al een aangevraagd."))
    agree(circle=locked, person=person, version=version)
    membership.state, membership.ended_at = MembershipState.REQUESTED, None
    membership.save()
    request = JoinRequest.objects.create(membership=membership)
    JoinAnswer.objects.bulk_create(
        JoinAnswer(request=request, question=question, answer=answer) for question, answer in answers
    )
    record_about(locked, "requested", actor=person)
    tell_facilitators(request)
    return request


@transaction.atomic
def accept_request(*, request: JoinRequest, actor: User) -> CircleMembership:
    """Let somebody in who asked, to the waiting list when the circle is full.

    Raises CircleStateError when that was decided already, or the circle ended.
    """
    circle, request = _lock_undecided(request)
    _decide(request, RequestState.ACCEPTED)
    record_about(circle, "request_accepted", actor=actor, person_id=request.membership.person_id)
    return admit(circle, request.membership)


@transaction.atomic
def decline_request(*, request: JoinRequest, actor: User, reason: str) -> None:
    """Tell somebody that they get no place, and why.

    Raises CircleStateError when that was decided already, or the circle ended.
    """
    circle, request = _lock_undecided(request)
    _decide(request, RequestState.DECLINED, reason)
    membership = request.membership
    membership.state, membership.ended_at = MembershipState.LEFT, timezone.now()
    membership.save(update_fields=["state", "ended_at"])
    record_about(circle, "request_declined", actor=actor, person_id=membership.person_id)
    tell_declined(request)


@transaction.atomic
def ask_applicant(*, request: JoinRequest, actor: User, question: str) -> JoinAnswer:
    """Ask somebody more before deciding.

    Raises CircleStateError when that was decided already, a question is open, or the circle ended.
    """
    circle, request = _lock_undecided(request)
    if request.state == RequestState.ASKED:
        raise CircleStateError(_("Er staat al een vraag open. Wacht op het antwoord."))
    asked = JoinAnswer.objects.create(request=request, question=question)
    request.state = RequestState.ASKED
    request.save(update_fields=["state"])
    record_about(circle, "request_asked", actor=actor, person_id=request.membership.person_id)
    tell_question(request, question)
    return asked


@transaction.atomic
def answer_question(*, request: JoinRequest, answer: str) -> None:
    """Answer what a facilitator asked.

    Raises CircleStateError when nothing was asked.
    """
    circle, request = _lock_undecided(request)
    if request.state != RequestState.ASKED:
        raise CircleStateError(_("Er staat geen vraag voor u open."))
    asked = request.answers.last()
    assert asked is not None  # `ask_applicant` wrote it.  # noqa: S101
    asked.answer = answer
    asked.save(update_fields=["answer"])
    request.state = RequestState.OPEN
    request.save(update_fields=["state"])
    record_about(circle, "request_answered", actor=request.membership.person)
    tell_facilitators(request)


def close_requests(membership: CircleMembership, state: RequestState) -> None:
    """End what somebody asked, when they went another way. The circle is locked."""
    for request in membership.requests.filter(state__in=UNDECIDED):
        _decide(request, state)


def _membership_for(circle: Circle, person: User) -> CircleMembership:
    """The row of somebody; a new one is not saved yet.

    Raises CircleStateError for who was removed: only an invitation lets them in again.
    """
    found = CircleMembership.objects.filter(circle=circle, person=person).select_related("person").first()
    if found is None:
        return CircleMembership(circle=circle, person=person)
    if found.state == MembershipState.REMOVED:
        raise CircleStateError(_("U kunt alleen met een uitnodiging weer meedoen."))
    if not found.is_active:
        found.role = CircleRole.MEMBER
    return found


def _lock_undecided(request: JoinRequest) -> tuple[Circle, JoinRequest]:
    circle = lock_living(request.membership.circle)
    request = JoinRequest.objects.select_related("membership__person").get(pk=request.pk)
    if request.state not in UNDECIDED:
        raise CircleStateError(_("Over deze aanvraag is al besloten."))
    return circle, request


def _decide(request: JoinRequest, state: RequestState, reason: str = "") -> None:
    request.state, request.reason, request.decided_at = state, reason, timezone.now()
    request.save(update_fields=["state", "reason", "decided_at"])
