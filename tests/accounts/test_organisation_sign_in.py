"""Signing in through an organisation, with a real provider: who gets in, as whom, and who does not."""

import html
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.conf import settings as django_settings
from django.core.mail import EmailMessage
from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from common.access import Role
from config.oidc import OidcProvider
from tests.accounts.helpers import EMAIL, PASSWORD, code_in, is_signed_in, make_account, notices, sign_in, text
from tests.services import keycloak as service
from tests.services.keycloak import Keycloak, Person
from tests.services.network import free_port

pytestmark = [pytest.mark.django_db, pytest.mark.keycloak]

HERE = "http://testserver"
CONFIRM = "/account/confirm-email/"
CONNECTIONS = "/account/3rdparty/"
PEOPLE = {
    "gemeente": (Person("nienke", EMAIL), Person("samira", "samira@example.org", verified=False)),
    # Whom this organisation lets choose an address, chose the one of somebody else.
    "vereniging": (Person("naamgenoot", EMAIL),),
}


@pytest.fixture(scope="module")
def organisations(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Keycloak]:
    """Two organisations; the first is believed about addresses, in the tests that say so."""
    realms = [
        service.realm(name, people, f"{HERE}/account/oidc/{name}/login/callback/") for name, people in PEOPLE.items()
    ]
    with service.keycloak(tmp_path_factory.mktemp("keycloak"), realms) as running:
        yield running


def configure(settings: Any, organisations: Keycloak, *, trust_email: bool) -> None:
    providers = [
        OidcProvider(name, name.capitalize(), organisations.issuer(name), service.CLIENT, service.SECRET, trust_email)
        for name in PEOPLE
    ]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [provider.as_app() for provider in providers]}}


@pytest.fixture
def doubted(settings: Any, organisations: Keycloak) -> Keycloak:
    """What they say of addresses is not believed, as it is unless an operator says so."""
    configure(settings, organisations, trust_email=False)
    return organisations


@pytest.fixture
def trusted(settings: Any, organisations: Keycloak) -> Keycloak:
    """What they say of addresses is believed."""
    configure(settings, organisations, trust_email=True)
    return organisations


def through(client: Client, organisation: str, username: str, process: str = "login") -> HttpResponse:
    """Press the button, sign in at the organisation, and come back."""
    start = client.post(f"/account/oidc/{organisation}/login/?process={process}")
    assert start.status_code == 302
    page = requests.get(start.headers["Location"], timeout=60)
    # To a browser this machine is as safe as HTTPS, so it gives the secure cookies back.
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in page.cookies)
    form = re.search(r'action="([^"]+)"', page.text)
    assert form, page.text
    data = {"username": username, "password": service.PASSWORD, "credentialId": ""}
    answer = requests.post(html.unescape(form[1]), data, headers={"Cookie": cookies}, allow_redirects=False, timeout=60)
    assert answer.status_code == 302, answer.text
    return client.get(answer.headers["Location"].removeprefix(HERE))


def kept() -> list[tuple[str, str]]:
    """The links: organisation and address of the account."""
    return list(SocialAccount.objects.order_by("pk").values_list("provider", "user__email"))


def test_the_way_there_is_guarded_by_pkce(client: Client, doubted: Keycloak) -> None:
    start = client.post("/account/oidc/gemeente/login/").headers["Location"]
    asked = parse_qs(urlsplit(start).query)

    assert (asked["response_type"], asked["code_challenge_method"]) == (["code"], ["S256"])
    assert len(asked["code_challenge"][0]) == 43
    assert len(asked["state"][0]) >= 16
    without = re.sub(r"&code_challenge(_method)?=[^&]*", "", start)
    refused = requests.get(without, allow_redirects=False, timeout=60)
    assert "error=invalid_request" in refused.headers["Location"]


def test_the_button_may_lead_to_another_site_and_only_there(client: Client, doubted: Keycloak) -> None:
    page = client.get("/account/oidc/gemeente/login/")

    assert "form-action 'self' https:;" in f"{page.headers['Content-Security-Policy']};"
    assert "form-action 'self';" in f"{client.get('/account/login/').headers['Content-Security-Policy']};"
    assert "Gemeente" in text(client.get("/account/login/").content.decode())


def test_a_new_person_proves_the_address_and_comes_in(
    client: Client, doubted: Keycloak, mailoutbox: list[EmailMessage]
) -> None:
    first = through(client, "gemeente", "nienke")
    assert first.headers["Location"] == CONFIRM
    assert not is_signed_in(client)
    client.post(CONFIRM, {"code": code_in(mailoutbox[0])})
    assert is_signed_in(client)

    again = Client()
    assert through(again, "gemeente", "nienke").headers["Location"] == "/mijn/"
    user = User.objects.get()
    assert (user.email, user.get_full_name(), user.has_usable_password()) == (EMAIL, "Nienke van Dam", False)
    link = SocialAccount.objects.get()
    assert set(link.extra_data) == {"iss", "sub"}
    assert link.extra_data["iss"] == doubted.issuer("gemeente")


def test_an_organisation_that_is_believed_saves_a_code(
    client: Client, trusted: Keycloak, mailoutbox: list[EmailMessage]
) -> None:
    assert through(client, "gemeente", "nienke").headers["Location"] == "/mijn/"
    assert EmailAddress.objects.get().verified
    other = Client()
    assert through(other, "gemeente", "samira").headers["Location"] == CONFIRM
    assert [mail.to for mail in mailoutbox] == [["samira@example.org"]]


@pytest.mark.parametrize("verified", [True, False])
def test_an_address_alone_opens_no_account(client: Client, trusted: Keycloak, verified: bool) -> None:
    user = make_account()
    EmailAddress.objects.filter(user=user).update(verified=verified)

    page = through(client, "gemeente", "nienke")

    assert page.status_code == 409
    words = text(page.content.decode())
    assert "Er is al een account met uw e-mailadres Gemeente noemt nienke@example.org als uw adres." in words
    assert "Ga naar “Mijn account” en kies “Koppel uw organisatie”." in words
    assert not is_signed_in(client)
    assert (kept(), User.objects.count()) == ([], 1)


def test_a_namesake_elsewhere_does_not_get_the_account(client: Client, trusted: Keycloak) -> None:
    through(client, "gemeente", "nienke")
    other = Client()

    page = through(other, "vereniging", "naamgenoot")

    assert page.status_code == 409
    assert not is_signed_in(other)
    assert kept() == [("gemeente", EMAIL)]


def test_who_is_signed_in_links_an_organisation_and_uses_it(
    client: Client, doubted: Keycloak, mailoutbox: list[EmailMessage]
) -> None:
    user = make_account("anders@example.org")
    sign_in(client, user.email)
    assert "Koppel uw organisatie" in client.get("/mijn/").content.decode()
    assert through(client, "gemeente", "nienke", "connect").headers["Location"] == "/account/reauthenticate/"
    assert kept() == []

    client.post("/account/reauthenticate/", {"password": PASSWORD, "next": CONNECTIONS})

    assert kept() == [("gemeente", "anders@example.org")]
    assert "Bekijk uw koppelingen" in client.get("/mijn/").content.decode()
    other = Client()
    assert through(other, "gemeente", "nienke").headers["Location"] == "/mijn/"
    assert is_signed_in(other)


def test_a_link_is_not_taken_from_another_account(client: Client, trusted: Keycloak) -> None:
    through(Client(), "gemeente", "nienke")
    make_account("ander@example.org")
    sign_in(client, "ander@example.org")
    client.post("/account/reauthenticate/", {"password": PASSWORD, "next": CONNECTIONS})

    through(client, "gemeente", "nienke", "connect")

    assert kept() == [("gemeente", EMAIL)]
    assert notices(client.get(CONNECTIONS)) != []


def test_what_a_stranger_linked_is_gone_when_the_owner_proves_the_address(
    client: Client, doubted: Keycloak, mailoutbox: list[EmailMessage]
) -> None:
    through(Client(), "vereniging", "naamgenoot")
    assert kept() == [("vereniging", EMAIL)]

    client.post("/account/login/code/", {"email": EMAIL})
    client.post("/account/login/code/confirm/", {"code": code_in(mailoutbox[-1])})

    assert is_signed_in(client)
    assert kept() == []
    assert through(Client(), "vereniging", "naamgenoot").status_code == 409


def test_an_organisation_is_no_second_factor(client: Client, trusted: Keycloak) -> None:
    through(Client(), "gemeente", "nienke")
    link = SocialAccount.objects.get()
    make_account(EMAIL, Role.ADMINISTRATOR)
    # What was linked before the role counts no more; linked anew it opens the account, and nothing behind the factor.
    assert kept() == []
    through(client, "gemeente", "nienke")
    assert not is_signed_in(client)
    SocialAccount.objects.create(user=link.user, provider=link.provider, uid=link.uid)

    through(client, "gemeente", "nienke")

    assert client.get("/beheer/").headers["Location"] == "/mijn/tweede-stap/?next=/beheer/"


def test_an_organisation_that_does_not_answer_is_told_in_words(client: Client, settings: Any) -> None:
    gone = OidcProvider("weg", "Weg", f"http://127.0.0.1:{free_port()}/realms/weg", "x", "x")
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [gone.as_app()]}}

    page = client.post("/account/oidc/weg/login/")

    assert page.status_code == 503
    assert "form-action" in page.headers["Content-Security-Policy"]


def test_nothing_is_configured_in_the_other_tests() -> None:
    assert django_settings.SOCIALACCOUNT_PROVIDERS == {"openid_connect": {"APPS": []}}
