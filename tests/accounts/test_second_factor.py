"""Who needs a second factor gets nowhere without it: not before there is one, and not before it was shown."""

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.core.mail import EmailMessage
from django.test import Client

from accounts.models import User
from accounts.second_factor import needs_factor
from accounts.services import drop_password
from common.access import Role, resolve_viewer
from tests.accounts.helpers import (
    EMAIL,
    LOGIN,
    PASSWORD,
    SECOND,
    code_in,
    errors,
    give_app,
    make_account,
    sign_in,
    sign_in_as,
    text,
    totp,
)

pytestmark = pytest.mark.django_db

GATE = "/mijn/tweede-stap/"
AGAIN = "/account/reauthenticate/"
CODE_AGAIN = "/account/2fa/reauthenticate/"
ACTIVATE = "/account/2fa/totp/activate/"
CODES = "/account/2fa/recovery-codes/"
ROLES_WITH_FACTOR = (Role.EDITOR, Role.REVIEWER, Role.ADMINISTRATOR, Role.ORGANISER)


def standing(client: Client) -> str:
    """Where a session is: "in", "setup", "challenge" or "out"."""
    response = client.get("/mijn/")
    if response.status_code == 200:
        return "in"
    if response.headers["Location"].startswith(LOGIN):
        return "out"
    gate = client.get(response.headers["Location"])
    if gate.status_code == 200:
        assert "Zet eerst een tweede stap aan" in gate.content.decode()
        return "setup"
    assert gate.headers["Location"].startswith(AGAIN)
    return "challenge"


def show_code(client: Client, code: str, back_to: str = "/mijn/") -> Any:
    return client.post(CODE_AGAIN, {"code": code, "next": back_to})


def set_up_app(client: Client) -> str:
    """Set up an app the way the pages lead; returns its secret."""
    secret: str = client.get(ACTIVATE).context["form"].secret
    response = client.post(ACTIVATE, {"code": totp(secret)})
    assert response.headers["Location"] == CODES
    return secret


# --- Who -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [None, *Role])
def test_who_needs_one(role: Role | None) -> None:
    user = make_account(role=role)

    assert needs_factor(user, resolve_viewer(user)) is (role in ROLES_WITH_FACTOR)


def test_a_superuser_needs_one() -> None:
    user = User.objects.create_superuser("baas@example.org", "geheim")

    assert needs_factor(user, resolve_viewer(user))


def test_whoever_may_enter_the_cms_needs_one_whatever_the_group_is_called() -> None:
    user = make_account()
    group = Group.objects.create(name="stagiairs")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    user.groups.add(group)

    assert needs_factor(user, resolve_viewer(user))


def test_it_is_asked_before_anything_asks_who_is_there() -> None:
    middleware = settings.MIDDLEWARE
    place = middleware.index("accounts.middleware.SecondFactorMiddleware")

    assert middleware[place - 1] == "django.contrib.auth.middleware.AuthenticationMiddleware"


# --- Without one -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ROLES_WITH_FACTOR)
def test_who_has_none_is_led_to_set_one_up(client: Client, role: Role) -> None:
    make_account(role=role)

    entered = sign_in(client)
    led = client.get(entered.headers["Location"])
    page = client.get(led.headers["Location"])

    assert (led.status_code, led.headers["Location"]) == (302, f"{GATE}?next=/mijn/")
    assert "Zet eerst een tweede stap aan Met uw account kunt u de website wijzigen" in text(page.content.decode())
    assert 'href="/account/2fa/webauthn/add/"' in page.content.decode()
    assert f'href="{ACTIVATE}"' in page.content.decode()


def test_a_role_without_power_is_not_held_back(client: Client) -> None:
    make_account(role=Role.FACILITATOR)
    sign_in(client)

    assert standing(client) == "in"
    assert client.get(GATE).headers["Location"] == "/mijn/"


@pytest.mark.parametrize("method", ["get", "head", "post", "put", "patch", "delete", "options"])
def test_no_method_gets_past(client: Client, method: str) -> None:
    make_account(role=Role.ADMINISTRATOR)
    sign_in(client)

    for path in ("/beheer/", "/beheer/users/new/", "/mijn/naam/", "/account/email/", "/account/2fa/"):
        response = getattr(client, method)(path)
        assert (response.status_code, response.headers["Location"].partition("?")[0]) == (302, GATE)


def test_what_was_sent_changes_nothing(client: Client) -> None:
    user = make_account(role=Role.ADMINISTRATOR)
    sign_in(client)

    client.post("/mijn/naam/", {"first_name": "Iemand", "last_name": "Anders"})
    client.post("/account/email/", {"action_add": "", "email": "ander@example.org"})
    client.post("/beheer/users/new/", {"email": "x@example.org", "first_name": "X", "last_name": "X"})

    assert [user.first_name for user in User.objects.all()] == [user.first_name]
    assert EmailAddress.objects.count() == 1


def test_no_cache_keeps_the_way_to_the_factor(client: Client) -> None:
    make_account(role=Role.EDITOR)
    sign_in(client)

    assert "no-store" in client.get("/beheer/").headers["Cache-Control"]


def test_the_door_of_the_cms_and_the_one_of_restricted_pages_lead_there_too(client: Client) -> None:
    make_account(role=Role.EDITOR)
    sign_in(client)

    door = client.get("/beheer/login/?next=/beheer/pages/").headers["Location"]
    restricted = client.get("/_util/login/?next=/methoden/").headers["Location"]

    assert door == f"{GATE}?next=/beheer/login/%3Fnext%3D/beheer/pages/"
    assert restricted == f"{GATE}?next=/methoden/"


def test_it_leads_to_no_other_site(client: Client) -> None:
    make_account(role=Role.EDITOR)
    sign_in(client)

    client.get(f"{GATE}?next=https://elders.example.org/")

    assert client.session["second_factor_back_to"] == "/mijn/"


def test_signing_out_is_possible(client: Client) -> None:
    make_account(role=Role.EDITOR)
    sign_in(client)

    client.post("/account/logout/")

    assert standing(client) == "out"


# allauth tells of a new app when the transaction is over, so this test has real ones.
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_setting_one_up_opens_the_account_and_leads_on(client: Client) -> None:
    make_account(role=Role.EDITOR)
    sign_in(client)
    other = Client()
    sign_in(other)
    client.get(f"{GATE}?next=/beheer/pages/")

    client.post(AGAIN, {"password": PASSWORD, "next": ACTIVATE})
    set_up_app(client)

    assert (standing(client), standing(other)) == ("in", "challenge")
    assert re.search(r'href="/beheer/pages/">\s*Ga verder', client.get(CODES).content.decode())
    assert client.get("/beheer/pages/").status_code == 200


def test_who_signs_in_with_a_code_and_has_no_password_sets_one_up_as_well(
    client: Client, mailoutbox: list[EmailMessage]
) -> None:
    drop_password(user=make_account(role=Role.EDITOR))
    client.post("/account/login/code/", {"email": EMAIL})
    client.post("/account/login/code/confirm/", {"code": code_in(mailoutbox[0])})
    assert standing(client) == "setup"

    set_up_app(client)

    assert Authenticator.objects.filter(type="totp").count() == 1


def test_an_address_that_is_not_confirmed_comes_first(client: Client, mailoutbox: list[EmailMessage]) -> None:
    user = make_account(role=Role.EDITOR)
    sign_in(client)
    EmailAddress.objects.filter(user=user).update(verified=False)

    page = client.get(GATE).content.decode()
    assert "Uw e-mailadres is nog niet bevestigd. Log uit en log opnieuw in" in text(page)
    assert ACTIVATE not in page

    other = Client()
    sign_in(other)
    other.post("/account/confirm-email/", {"code": code_in(mailoutbox[0])})
    assert ACTIVATE in other.get(GATE).content.decode()


# --- With one that was not shown -------------------------------------------------------------------------------------


def test_a_session_of_before_the_factor_is_asked_for_it(client: Client) -> None:
    user = make_account(role=Role.EDITOR)
    sign_in(client)
    secret = give_app(user)

    assert standing(client) == "challenge"
    asked = client.get(f"{GATE}?next=/beheer/pages/", follow=True)
    assert asked.redirect_chain == [
        (f"{AGAIN}?next=/beheer/pages/", 302),
        (f"{CODE_AGAIN}?next=%2Fbeheer%2Fpages%2F", 302),
    ]
    page = text(asked.content.decode())
    assert "Daarom vragen wij ook uw tweede stap." in page
    assert "Gebruik uw wachtwoord" not in page
    assert errors(show_code(client, "000000")) == ["Code: Deze code klopt niet. Controleer wat u hebt ingevuld."]
    assert show_code(client, totp(secret), "/beheer/pages/").headers["Location"] == "/beheer/pages/"
    assert client.get("/beheer/pages/").status_code == 200


def test_a_password_is_not_enough_to_get_past(client: Client) -> None:
    user = make_account(role=Role.EDITOR)
    sign_in(client)
    give_app(user)

    client.post(AGAIN, {"password": PASSWORD, "next": "/beheer/"})

    assert standing(client) == "challenge"


@pytest.mark.parametrize(
    "path", [ACTIVATE, "/account/2fa/webauthn/add/", "/account/2fa/totp/deactivate/", CODES, f"{CODES}generate/"]
)
def test_what_changes_or_shows_a_factor_is_closed(client: Client, path: str) -> None:
    user = make_account(role=Role.EDITOR)
    sign_in(client)
    client.post(AGAIN, {"password": PASSWORD, "next": ACTIVATE})
    give_app(user)

    for method in (client.get, client.post):
        assert method(path).headers["Location"].partition("?")[0] == GATE
    assert Authenticator.objects.get().type == "totp"


def test_a_session_that_was_made_without_signing_in_is_asked_for_it(client: Client) -> None:
    user = make_account(role=Role.ADMINISTRATOR)
    give_app(user)
    client.force_login(user)

    assert standing(client) == "challenge"


def test_the_factor_of_somebody_else_in_this_browser_counts_for_nothing(client: Client) -> None:
    sign_in_as(client, make_account(role=Role.EDITOR))
    assert standing(client) == "in"
    other = make_account("ander@example.org", Role.ADMINISTRATOR)
    give_app(other)

    client.force_login(other)

    assert standing(client) == "challenge"


def test_a_role_that_is_given_during_a_session_ends_it_at_once(client: Client) -> None:
    user = make_account()
    sign_in(client)
    assert standing(client) == "in"

    user.groups.add(Group.objects.get(name=Role.REVIEWER.value))

    assert client.get("/mijn/").headers["Location"].startswith("/account/login/")


def test_a_recovery_code_is_a_factor(client: Client) -> None:
    user = make_account(role=Role.EDITOR)
    give_app(user)
    codes = RecoveryCodes.activate(user).get_unused_codes()
    before = Client()
    before.force_login(user)

    sign_in(client)
    client.post(SECOND, {"code": codes[0]})
    show_code(before, codes[1])

    assert (standing(client), standing(before)) == ("in", "in")


def test_who_removes_the_last_factor_has_to_set_one_up_again(client: Client) -> None:
    sign_in_as(client, make_account(role=Role.EDITOR))
    assert standing(client) == "in"
    client.post(AGAIN, {"password": PASSWORD, "next": "/account/2fa/totp/deactivate/"})

    client.post("/account/2fa/totp/deactivate/")

    assert not Authenticator.objects.exists()
    assert standing(client) == "setup"


def test_recovery_codes_alone_are_no_factor(client: Client) -> None:
    user = make_account(role=Role.EDITOR)
    Authenticator.objects.create(user=user, type="recovery_codes", data={"seed": "x", "used_mask": 0})
    client.force_login(user)

    assert standing(client) == "setup"


def test_a_new_password_does_not_pass_for_a_factor(client: Client, mailoutbox: list[EmailMessage]) -> None:
    user = make_account(role=Role.EDITOR)
    give_app(user)
    new = "vijf gele trams"
    client.post("/account/password/reset/", {"email": EMAIL})
    client.post("/account/password/reset/confirm/", {"code": code_in(mailoutbox[0])})
    client.post("/account/password/reset/complete/", {"password1": new, "password2": new})
    assert standing(client) == "out"

    assert sign_in(client, password=new).headers["Location"] == SECOND
    assert standing(client) == "out"


def test_an_old_tab_that_still_asks_is_led_on(client: Client) -> None:
    sign_in_as(client, make_account(role=Role.EDITOR))

    assert client.get(f"{GATE}?next=/beheer/").headers["Location"] == "/beheer/"
