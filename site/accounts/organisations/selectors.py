"""Finding organisations."""

from collections.abc import Hashable, Mapping
from typing import TypeVar

from accounts.organisations.domains import domain_of, is_public, with_parents
from accounts.organisations.models import Organisation, OrganisationDomain

Key = TypeVar("Key", bound=Hashable)


def organisations_of_emails(emails: Mapping[Key, str]) -> dict[Key, Organisation]:
    """The organisation that gives out addresses like each of these, or what it became; without those nobody knows.

    The most precise domain counts. A domain where anybody can get an address never does.
    """
    domains = {key: domain_of(email) for key, email in emails.items()}
    candidates = {key: with_parents(domain) for key, domain in domains.items() if domain and not is_public(domain)}
    wanted = {domain for parents in candidates.values() for domain in parents}
    known = {
        found.domain: still_existing(found.organisation)
        for found in OrganisationDomain.objects.filter(domain__in=wanted).select_related("organisation")
    }
    result = {}
    for key, parents in candidates.items():
        organisation = next((known[domain] for domain in parents if domain in known), None)
        if organisation:
            result[key] = organisation
    return result


def organisation_of_email(email: str) -> Organisation | None:
    """The same for one address; None when nobody knows."""
    return organisations_of_emails({"": email}).get("")


def still_existing(organisation: Organisation) -> Organisation | None:
    """The organisation, or what it became when it ended; None when it became nothing."""
    found: Organisation | None = organisation
    while found is not None and found.has_ended:
        found = found.successor
    return found
