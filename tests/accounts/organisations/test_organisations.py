"""Organisations: which address belongs to which, what became of them, and the form in the CMS."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Organisation, OrganisationDomain
from accounts.organisations.domains import PUBLIC_DOMAINS, domain_of, is_public, with_parents
from accounts.organisations.enums import OrganisationKind
from accounts.organisations.selectors import organisation_of_email
from common.access import Role
from common.territory import SizeClass, size_class_of
from tests.accounts.helpers import make_account, sign_in_as
from tests.accounts.organisations.helpers import make_organisation

pytestmark = pytest.mark.django_db

LIST = "/beheer/snippets/accounts/organisation/"


@pytest.mark.parametrize(
    ("email", "name"),
    [
        ("n@voorbeeldstad.nl", "Voorbeeldstad"),
        ("N@VoorbeeldStad.NL ", "Voorbeeldstad"),
        ("n@team.voorbeeldstad.nl", "Voorbeeldstad"),
        ("n@jeugd.voorbeeldstad.nl", "Jeugdteam"),
        ("n@nietvoorbeeldstad.nl", None),
        ("n@voorbeeldstad.nl.example.org", None),
        ("n@nl", None),
        ("voorbeeldstad.nl", None),
        ("n@", None),
        ("", None),
    ],
)
def test_the_most_precise_domain_tells_the_organisation(email: str, name: str | None) -> None:
    make_organisation("Voorbeeldstad", "voorbeeldstad.nl")
    make_organisation("Jeugdteam", "jeugd.voorbeeldstad.nl", kind=OrganisationKind.CIVIL)

    found = organisation_of_email(email)

    assert (found.name if found else None) == name


@pytest.mark.parametrize("domain", sorted(PUBLIC_DOMAINS))
def test_a_domain_of_everybody_is_refused_and_never_matches(domain: str) -> None:
    made = make_organisation("Voorbeeldstad", domain)

    assert organisation_of_email(f"n@{domain}") is None
    with pytest.raises(ValidationError, match="Het zegt niet waar iemand werkt"):
        OrganisationDomain(organisation=made, domain=f"mail.{domain}").clean_fields()


@pytest.mark.parametrize("domain", ["@stad.nl", "stad", "Stad.nl", "stad..nl", "-stad.nl", "stad.nl/", "a b.nl", ""])
def test_what_is_no_domain_is_refused(domain: str) -> None:
    with pytest.raises(ValidationError):
        OrganisationDomain(organisation=make_organisation(), domain=domain).clean_fields()


@given(email=st.text())
def test_any_text_has_a_domain_or_none(email: str) -> None:
    domain = domain_of(email)

    assert domain == "" or email.strip().lower().endswith(f"@{domain}")
    assert all(domain.endswith(parent) for parent in with_parents(domain))
    assert not is_public("")


def test_the_people_of_a_merged_municipality_belong_to_what_it_became() -> None:
    new = make_organisation("Nieuwstad", "nieuwstad.nl")
    between = make_organisation("Tussenstad", valid_until="2024-12-31", successor=new)
    make_organisation("Oudstad", "oudstad.nl", valid_until="2020-12-31", successor=between)
    make_organisation("Weg", "weg.nl", valid_until="2020-12-31")

    assert organisation_of_email("n@oudstad.nl") == new
    assert organisation_of_email("n@weg.nl") is None
    assert set(Organisation.objects.current()) == {new}
    assert {row for row in Organisation.objects.all() if not row.has_ended} == {new}


def test_an_organisation_cannot_become_itself() -> None:
    one = make_organisation("Een", valid_until="2020-12-31")
    two = make_organisation("Twee", valid_until="2021-12-31", successor=one)
    one.successor = two

    with pytest.raises(ValidationError, match="kan niet in zichzelf opgaan"):
        one.clean()


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"name": "voorbeeldstad"}, "Er is al een organisatie van deze soort met deze naam."),
        ({"valid_from": "2020-01-02", "valid_until": "2020-01-01"}, "kan niet eindigen voordat zij begon"),
        ({"tooi_uri": "https://example.org/gm0001"}, "Dit is geen adres van een organisatie in TOOI."),
    ],
)
def test_what_contradicts_itself_is_refused(fields: dict[str, str], message: str) -> None:
    make_organisation("Voorbeeldstad")

    with pytest.raises(ValidationError, match=message):
        Organisation(**({"name": "Ander", "kind": OrganisationKind.MUNICIPALITY} | fields)).full_clean()


@pytest.mark.parametrize(
    ("inhabitants", "size"),
    [
        (0, SizeClass.SMALL),
        (29_999, SizeClass.SMALL),
        (30_000, SizeClass.MEDIUM),
        (99_999, SizeClass.MEDIUM),
        (100_000, SizeClass.LARGE),
    ],
)
def test_the_number_of_inhabitants_gives_the_size(inhabitants: int, size: SizeClass) -> None:
    assert size_class_of(inhabitants) is size
    assert make_organisation(inhabitants=inhabitants).size_class is size


def form(**fields: str) -> dict[str, str]:
    """The form of an organisation with one domain."""
    rows = {"domains-TOTAL_FORMS": "1", "domains-INITIAL_FORMS": "0", "domains-0-ORDER": "1"}
    given = {"name": "Voorbeeldstad", "kind": "gemeente", "domains-0-domain": "voorbeeldstad.nl"}
    return rows | given | fields


def test_a_beheerder_makes_an_organisation_with_its_domain(client: Client) -> None:
    sign_in_as(client, make_account("beheerder@example.org", Role.ADMINISTRATOR))

    refused = client.post(f"{LIST}add/", form(**{"domains-0-domain": "gmail.com"}))
    client.post(f"{LIST}add/", form())

    assert "Het zegt niet waar iemand werkt" in refused.content.decode()
    made = Organisation.objects.get()
    assert organisation_of_email("n@voorbeeldstad.nl") == made
    assert client.get(LIST).status_code == 200
    assert "Gemeente Voorbeeldstad" in client.get(f"{LIST}edit/{made.pk}/").content.decode()
    assert "Voorbeeldstad" in client.get(f"{LIST}?q=voorbeeldstad.nl").content.decode()


def test_an_editor_reads_organisations_and_changes_none(client: Client) -> None:
    sign_in_as(client, make_account("redacteur@example.org", Role.EDITOR))
    made = make_organisation()

    assert client.get(LIST).status_code == 200
    assert client.post(f"{LIST}edit/{made.pk}/", form(name="Anders")).status_code in {302, 403}
    made.refresh_from_db()
    assert made.name == "Voorbeeldstad"
