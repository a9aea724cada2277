"""Invitations: a link with a secret, of which only a digest is kept."""

import datetime as dt
import hashlib
import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.selectors import has_unproven_address
from circles.activity import record_about
from circles.enums import CircleRole, MembershipState, RequestState
from circles.errors import CircleStateError
from circles.models import Circle, CircleMembership, Invitation, InvitationUse
from circles.notifications import tell_invitation
from circles.services.agreements import agree
from circles.services.joining import close_requests
from circles.services.locking import lock_living
from circles.services.places import admit

INVITATION_TERM = dt.timedelta(days=14)


@transaction.atomic
def invite(
    *,
    circle: Circle,
    actor: User,
    role: str = CircleRole.MEMBER,
    email: str = "",
    domain: str = "",
    max_uses: int = 1,
    term: dt.timedelta = INVITATION_TERM,
) -> tuple[Invitation, str]:
    """Make an invitation: for one address, or a link that can be used a number of times, within a domain or not.

    Returns it with the secret of its link, which nobody can find out later. Raises CircleStateError when the circle is
    not open.
    """
    locked = lock_living(circle)
    secret = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        circle=locked,
        role=role,
        email=email.strip().lower(),
        domain=domain.strip().lower(),
        token_digest=_digest(secret),
        max_uses=max_uses,
        created_by=actor,
        expires_at=timezone.now() + term,
    )
    record_about(locked, "invited", actor=actor, code=role)
    if invitation.email:
        tell_invitation(invitation, secret)
    return invitation, secret


def find_invitation(secret: str) -> Invitation | None:
    """The invitation of a link, also one that is over; None when there is none."""
    return Invitation.objects.filter(token_digest=_digest(secret)).select_related("circle").first()


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, actor: User) -> None:
    """Let nobody else in by it; once more changes nothing."""
    changed = Invitation.objects.filter(pk=invitation.pk, revoked_at=None).update(revoked_at=timezone.now())
    if changed:
        record_about(invitation.circle, "invitation_revoked", actor=actor)


def invitation_problem(invitation: Invitation, person: User) -> str:
    """Why an invitation does not let somebody in, in words; empty when it does. `person` is an account."""
    if not invitation.circle.is_living:
        return _("Deze leerkring is niet open voor deelnemers.")
    if not invitation.is_open or invitation.uses.count() >= invitation.max_uses:
        return _("Deze uitnodiging is niet meer geldig. Vraag de begeleider om een nieuwe.")
    if has_unproven_address(person):
        return _("Bevestig eerst het e-mailadres van uw account.")
    address = person.email.lower()
    if invitation.email and address != invitation.email:
        return _("Deze uitnodiging is voor een ander e-mailadres. Log in met het account van dat adres.")
    if invitation.domain and not _is_at(address, invitation.domain):
        return _("Deze uitnodiging is voor mensen met een e-mailadres dat eindigt op @%(domain)s.") % {
            "domain": invitation.domain
        }
    return ""


@transaction.atomic
def accept_invitation(*, invitation: Invitation, person: User, version: int) -> CircleMembership:
    """Come in by an invitation, to the waiting list when the circle is full. Who takes part already stays as they are.

    Raises CircleStateError, in the words of `invitation_problem`, when it does not let them in, and when they agree to
    agreements of before.
    """
    circle = lock_living(invitation.circle)
    invitation = Invitation.objects.select_related("circle").get(pk=invitation.pk)
    known = CircleMembership.objects.filter(circle=circle, person=person).select_related("person").first()
    membership = known or CircleMembership(circle=circle, person=person)
    if membership.state in {MembershipState.ACTIVE, MembershipState.WAITING}:
        return membership
    if problem := invitation_problem(invitation, person):
        raise CircleStateError(problem)
    agree(circle=circle, person=person, version=version)
    InvitationUse.objects.get_or_create(invitation=invitation, person=person)
    membership.role = invitation.role
    if known:
        close_requests(membership, RequestState.ACCEPTED)
    return admit(circle, membership)


def _digest(secret: str) -> str:
    """A secret of 256 random bits needs no salt and no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _is_at(address: str, domain: str) -> bool:
    found = address.rpartition("@")[2]
    return found == domain or found.endswith(f".{domain}")
