"""What somebody is to a circle and what they can do next: one answer for pages, buttons, services and tests."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from circles.enums import Joining, MembershipState, RequestState
from circles.models import Circle, CircleMembership, JoinRequest
from circles.places import Places, places_of
from common.components import Link


class Standing(StrEnum):
    """Where somebody stands."""

    MEMBER = "member"
    REQUESTED = "requested"
    ASKED = "asked"
    OFFERED = "offered"
    WAITING = "waiting"
    REMOVED = "removed"
    NOT_OPEN = "not-open"
    INVITATION = "invitation"
    SIGN_IN = "sign-in"
    REQUEST = "request"
    JOIN = "join"
    FULL = "full"


@dataclass(frozen=True)
class Eligibility:
    """`allowed` is true when somebody can ask for a place now; `reason` says how it stands, `step` is what to do."""

    standing: Standing
    allowed: bool
    reason: str
    step: Link | None = None


def eligibility(circle: Circle, user: Any, *, places: Places | None = None) -> Eligibility:
    """What `user`, an account or nobody, can do; `places` when they were counted already."""
    membership = CircleMembership.objects.filter(circle=circle, person=user).first() if user.is_authenticated else None
    if membership and (found := _as_known(circle, membership)):
        return found
    if not circle.is_living:
        return Eligibility(
            Standing.NOT_OPEN, allowed=False, reason=_("Deze leerkring laat geen nieuwe deelnemers toe.")
        )
    if circle.joining == Joining.INVITATION:
        reason = _("Meedoen kan alleen met een uitnodiging van een begeleider.")
        return Eligibility(Standing.INVITATION, allowed=False, reason=reason)
    return _as_newcomer(circle, user, places or places_of(circle))


def open_request(membership: CircleMembership) -> JoinRequest | None:
    """The request of somebody that nobody decided on."""
    return membership.requests.filter(state__in=(RequestState.OPEN, RequestState.ASKED)).first()


def _as_known(circle: Circle, membership: CircleMembership) -> Eligibility | None:
    """What somebody can do whom the circle knows; None for who left, and is like anybody else."""
    mine = reverse("circles:my_place", args=[circle.public_id])
    if membership.state == MembershipState.ACTIVE:
        room = Link(_("Ga naar de kring"), reverse("circles:home", args=[circle.public_id]))
        return Eligibility(Standing.MEMBER, allowed=False, reason=_("U doet mee aan deze kring."), step=room)
    if membership.state == MembershipState.WAITING:
        if membership.offers.holding().exists():
            reason = _("Er is een plek voor u. Neem die aan of geef die door.")
            return Eligibility(Standing.OFFERED, allowed=False, reason=reason, step=Link(_("Bekijk uw plek"), mine))
        reason = _("U staat op de wachtlijst.")
        return Eligibility(Standing.WAITING, allowed=False, reason=reason, step=Link(_("Bekijk uw plek"), mine))
    if membership.state == MembershipState.REQUESTED:
        request = open_request(membership)
        if request and request.state == RequestState.ASKED:
            reason = _("Een begeleider heeft u een vraag gesteld.")
            return Eligibility(Standing.ASKED, allowed=False, reason=reason, step=Link(_("Beantwoord de vraag"), mine))
        reason = _("Uw aanvraag wacht op een begeleider.")
        return Eligibility(Standing.REQUESTED, allowed=False, reason=reason, step=Link(_("Bekijk uw aanvraag"), mine))
    if membership.state == MembershipState.REMOVED:
        reason = _("U kunt alleen met een uitnodiging weer meedoen.")
        return Eligibility(Standing.REMOVED, allowed=False, reason=reason)
    return None


def _as_newcomer(circle: Circle, user: Any, places: Places) -> Eligibility:
    url = reverse("circles:join", args=[circle.public_id])
    is_full = not places.free_for_newcomers
    if not user.is_authenticated:
        reason = _("Log in om mee te doen. Hebt u nog geen account? Dat maakt u in een paar minuten.")
        step = Link(_("Log in en doe mee"), f"{reverse('account_login')}?next={url}")
        return Eligibility(Standing.SIGN_IN, allowed=False, reason=reason, step=step)
    if circle.joining == Joining.REQUEST:
        full = _("De kring is vol. U kunt een plek op de wachtlijst aanvragen. Een begeleider beslist.")
        reason = full if is_full else _("U vraagt een plek aan. Een begeleider beslist.")
        return Eligibility(Standing.REQUEST, allowed=True, reason=reason, step=Link(_("Vraag een plek aan"), url))
    if is_full:
        reason = _("De kring is vol. Zet u zich op de wachtlijst, dan krijgt u een mail als er een plek vrij is.")
        return Eligibility(Standing.FULL, allowed=True, reason=reason, step=Link(_("Zet mij op de wachtlijst"), url))
    return Eligibility(Standing.JOIN, allowed=True, reason=_("U kunt meteen meedoen."), step=Link(_("Doe mee"), url))
