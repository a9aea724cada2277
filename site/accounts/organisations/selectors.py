"""Finding organisations."""

from accounts.organisations.domains import domain_of, is_public, with_parents
from accounts.organisations.models import Organisation, OrganisationDomain


def organisation_of_email(email: str) -> Organisation | None:
    """The organisation that gives out addresses like this one, or what it became; None when nobody says so.

    The most precise domain counts. A domain where anybody can get an address never does.
    """
    domain = domain_of(email)
    if not domain or is_public(domain):
        return None
    known = {
        found.domain: found.organisation
        for found in OrganisationDomain.objects.filter(domain__in=with_parents(domain)).select_related("organisation")
    }
    found = known[max(known, key=len)] if known else None
    while found is not None and found.has_ended:
        found = found.successor
    return found
