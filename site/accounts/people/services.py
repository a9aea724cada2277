"""Verbs about the person behind an account."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.mails import ORGANISATION_CONFIRMED, ORGANISATION_DECLINED
from accounts.models import User
from accounts.organisations.models import Organisation
from accounts.people.enums import AffiliationState
from accounts.people.models import Affiliation, Profile
from common.activity.services import record
from common.mail.services import send


class AffiliationStateError(Exception):
    """Something was decided already. The text is for people."""


@transaction.atomic
def save_profile(
    *, user: User, function: str, show_function: bool, show_organisation: bool, show_email: bool
) -> Profile:
    """Keep what somebody tells of themselves, and what of it others may see; write down that it changed, not what."""
    values = {
        "function": function,
        "show_function": show_function,
        "show_organisation": show_organisation,
        "show_email": show_email,
    }
    profile, _made = Profile.objects.update_or_create(user=user, defaults=values)
    record(verb="account.profile_changed", about=user)
    return profile


@transaction.atomic
def ask_affiliation(*, user: User, organisation: Organisation) -> Affiliation:
    """Ask a beheerder to confirm that somebody works there. A question that is open gives way to this one.

    Raises AffiliationStateError when the same person asks twice at once.
    """
    Affiliation.objects.filter(user=user, state=AffiliationState.ASKED).update(
        state=AffiliationState.ENDED, decided_at=timezone.now()
    )
    try:
        with transaction.atomic():
            asked = Affiliation.objects.create(user=user, organisation=organisation)
    except IntegrityError as error:
        raise AffiliationStateError(_("Uw aanvraag is al verstuurd.")) from error
    record(verb="account.organisation_asked", about=organisation)
    return asked


@transaction.atomic
def confirm_affiliation(*, affiliation: Affiliation) -> None:
    """Say that somebody works there, and tell them; it takes the place of where they worked before.

    Raises AffiliationStateError when that was decided already.
    """
    Affiliation.objects.filter(user=affiliation.user, state=AffiliationState.CONFIRMED).update(
        state=AffiliationState.ENDED
    )
    _decide(affiliation, AffiliationState.CONFIRMED)
    record(verb="account.organisation_confirmed", about=affiliation.user)
    _tell(affiliation, ORGANISATION_CONFIRMED)


@transaction.atomic
def decline_affiliation(*, affiliation: Affiliation) -> None:
    """Say that it was not confirmed, and tell the person.

    Raises AffiliationStateError when that was decided already.
    """
    _decide(affiliation, AffiliationState.DECLINED)
    record(verb="account.organisation_declined", about=affiliation.user)
    _tell(affiliation, ORGANISATION_DECLINED)


@transaction.atomic
def end_affiliation(*, user: User) -> bool:
    """Take back what somebody asked for or was confirmed; return False when there was nothing."""
    open_states = (AffiliationState.ASKED, AffiliationState.CONFIRMED)
    ended = Affiliation.objects.filter(user=user, state__in=open_states).update(
        state=AffiliationState.ENDED, decided_at=timezone.now()
    )
    if ended:
        record(verb="account.organisation_ended", about=user)
    return bool(ended)


def _decide(affiliation: Affiliation, state: AffiliationState) -> None:
    changed = Affiliation.objects.filter(pk=affiliation.pk, state=AffiliationState.ASKED).update(
        state=state, decided_at=timezone.now()
    )
    if not changed:
        raise AffiliationStateError(_("Over deze aanvraag is al besloten, of hij is ingetrokken."))


def _tell(affiliation: Affiliation, purpose: str) -> None:
    context = {"organisation": str(affiliation.organisation)}
    send(purpose=purpose, recipient=affiliation.user.email, context=context, about=affiliation)
