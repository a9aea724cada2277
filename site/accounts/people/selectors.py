"""Where people work, and what others may see of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.organisations.models import Organisation
from accounts.organisations.selectors import organisations_of_emails, still_existing
from accounts.people.enums import AffiliationState
from accounts.people.models import Affiliation, Profile


@dataclass(frozen=True)
class PersonCard:
    """What the members of somebody's circles see: the name, and what the person chose to show."""

    name: str
    function: str = ""
    organisation: str = ""
    email: str = ""


@dataclass(frozen=True)
class Workplace:
    """Where somebody works as far as that was confirmed, and the rows that say so or ask for it."""

    organisation: Organisation | None
    confirmed: Affiliation | None
    asked: Affiliation | None


def organisations_of(users: Iterable[User]) -> dict[int, Organisation]:
    """Where people work, by the number of their account; who is not in it did not say, or was not confirmed.

    What a beheerder confirmed counts before what the domain of a confirmed e-mail address tells.
    """
    accounts = {user.pk for user in users}
    emails = EmailAddress.objects.filter(user__in=accounts, verified=True, primary=True)
    found = organisations_of_emails({address.user_id: address.email for address in emails})
    confirmed = Affiliation.objects.filter(user__in=accounts, state=AffiliationState.CONFIRMED)
    for affiliation in confirmed.select_related("organisation"):
        organisation = still_existing(affiliation.organisation)
        if organisation:
            found[affiliation.user_id] = organisation
    return found


def organisation_of(user: User) -> Organisation | None:
    """Where somebody works, as far as that was confirmed."""
    return organisations_of([user]).get(user.pk)


def workplace_of(user: User) -> Workplace:
    """The same with what it rests on, for the person."""
    states = (AffiliationState.CONFIRMED, AffiliationState.ASKED)
    rows = Affiliation.objects.filter(user=user, state__in=states).select_related("organisation")
    by_state = {row.state: row for row in rows}
    confirmed = by_state.get(AffiliationState.CONFIRMED)
    organisation = still_existing(confirmed.organisation) if confirmed else None
    if organisation is None:
        emails = EmailAddress.objects.filter(user=user, verified=True, primary=True)
        found = organisations_of_emails(dict(emails.values_list("user_id", "email")))
        organisation = found.get(user.pk)
    return Workplace(organisation, confirmed, by_state.get(AffiliationState.ASKED))


def cards_of(users: Iterable[User]) -> list[PersonCard]:
    """What circle members see of these people, in the same order and with as many queries for many as for one."""
    people = list(users)
    profiles = {profile.user_id: profile for profile in Profile.objects.filter(user__in=people)}
    organisations = organisations_of(people)
    return [_card(user, profiles.get(user.pk), organisations.get(user.pk)) for user in people]


def _card(user: User, profile: Profile | None, organisation: Organisation | None) -> PersonCard:
    # An address is never shown in the place of a name that was not given.
    name = user.get_full_name() or _("Naamloos")
    if profile is None:
        return PersonCard(name=name)
    return PersonCard(
        name=name,
        function=profile.function if profile.show_function else "",
        organisation=str(organisation) if organisation and profile.show_organisation else "",
        email=user.email if profile.show_email else "",
    )
