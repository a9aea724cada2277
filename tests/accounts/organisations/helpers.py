"""What several tests of organisations make."""

from typing import Any

from accounts.models import Organisation, OrganisationDomain
from accounts.organisations.enums import OrganisationKind

TOOI = "https://identifier.overheid.nl/tooi/id"


def make_organisation(name: str = "Voorbeeldstad", *domains: str, **fields: Any) -> Organisation:
    """An organisation, a municipality unless told, with the domains of its e-mail."""
    made = Organisation.objects.create(**({"name": name, "kind": OrganisationKind.MUNICIPALITY} | fields))
    for domain in domains:
        OrganisationDomain.objects.create(organisation=made, domain=domain)
    return made
