"""Every address, for a role without a second factor, or that did not show it: what a visitor gets, or the way to it."""

from collections.abc import Iterator

import pytest
from django.test import Client

from accounts.models import User
from common.access import Role
from tests.access.addresses import Address, every_address
from tests.access.conftest import Visitors
from tests.access.matrix import NOBODY
from tests.access.test_matrix import answer_of, fingerprint
from tests.access.test_pages import published
from tests.accounts.helpers import give_app, make_account, sign_in

pytestmark = pytest.mark.django_db

GATE = "302 /mijn/tweede-stap/"
CLOSED = ("/beheer/", "/mijn/", "/account/", "/kring/")
# What setting up and showing a factor take; the answers are those of allauth.
SHOWING = {"/account/logout/", "/account/reauthenticate/", "/account/2fa/reauthenticate/"}
SHOWING |= {"/account/2fa/webauthn/reauthenticate/", "/mijn/tweede-stap/"}
SETTING_UP = SHOWING | {"/account/2fa/totp/activate/", "/account/2fa/webauthn/add/"}


# The one that may do most, and one that an app names.
@pytest.fixture(params=[Role.ADMINISTRATOR, Role.ORGANISER])
def account(request: pytest.FixtureRequest, content: None) -> User:
    return make_account("zonder@example.org", request.param)


@pytest.fixture(params=["setup", "challenge"])
def held_back(request: pytest.FixtureRequest, account: User) -> tuple[Client, set[str]]:
    """A session that signed in with a password alone, and the addresses that are open to it."""
    client = Client(raise_request_exception=False)
    sign_in(client, account.email)
    if request.param == "setup":
        return client, SETTING_UP
    give_app(account)
    return client, SHOWING


def addresses() -> Iterator[Address]:
    return (address for address in every_address() if address.path != "/account/logout/")


@pytest.mark.parametrize("method", ["get", "post"])
def test_it_gets_what_a_visitor_gets_or_is_led_to_the_factor(
    method: str, held_back: tuple[Client, set[str]], visitors: Visitors
) -> None:
    client, open_to_it = held_back
    visitor = visitors[NOBODY]
    wrong = {}
    for address in addresses():
        if address.path in open_to_it:
            continue
        answer = answer_of(getattr(client, method)(address.path))
        expected = GATE
        if not address.path.startswith(CLOSED):
            expected = answer_of(getattr(visitor, method)(address.path))
            expected = GATE if expected == "302 /account/login/" else expected
        if answer != expected:
            wrong[address.path] = (answer, expected)

    assert wrong == {}


def test_what_is_open_to_it_is_about_the_factor_alone(held_back: tuple[Client, set[str]]) -> None:
    client, open_to_it = held_back
    answers = {path: answer_of(client.get(path)) for path in sorted(open_to_it)}

    assert open_to_it <= {address.path for address in every_address()}
    again = "302 /account/reauthenticate/"
    if open_to_it == SHOWING:
        assert answers == {
            "/account/2fa/reauthenticate/": 200,
            "/account/2fa/webauthn/reauthenticate/": "302 /account/2fa/reauthenticate/",
            "/account/logout/": 200,
            "/account/reauthenticate/": "302 /account/2fa/reauthenticate/",
            "/mijn/tweede-stap/": again,
        }
    else:
        assert answers == {
            "/account/2fa/reauthenticate/": again,
            "/account/2fa/totp/activate/": again,
            "/account/2fa/webauthn/add/": again,
            "/account/2fa/webauthn/reauthenticate/": again,
            "/account/logout/": 200,
            "/account/reauthenticate/": 200,
            "/mijn/tweede-stap/": 200,
        }


def test_public_pages_are_those_of_a_visitor(held_back: tuple[Client, set[str]], visitors: Visitors) -> None:
    client, _ = held_back
    for page in published()[:5]:
        html = client.get(page.url).content.decode()
        assert "Inloggen" in html
        assert "wagtail-userbar" not in html
        assert answer_of(client.get(page.url)) == answer_of(visitors[NOBODY].get(page.url)) == 200


def test_nothing_changes_by_trying(held_back: tuple[Client, set[str]]) -> None:
    client, _ = held_back
    before = fingerprint()
    for address in addresses():
        client.post(address.path, {"email": "x@example.org", "code": "000000", "first_name": "X", "last_name": "X"})

    after = fingerprint()
    # The log tells that it was tried.
    assert {table for table, rows in after.items() if rows != before[table]} <= {"common.activity"}
