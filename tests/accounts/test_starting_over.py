"""A stolen password never becomes a role: who gets one, or loses the factor, comes back through the mailbox only."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Group
from django.core.mail import EmailMessage
from django.test import Client

from accounts.models import User
from common.access import Role
from common.activity.models import Activity
from tests.accounts.helpers import (
    EMAIL,
    SECOND,
    code_in,
    errors,
    give_app,
    is_signed_in,
    make_account,
    sign_in,
    sign_in_as,
    totp,
)

pytestmark = pytest.mark.django_db


def give(user: User, *roles: Role) -> None:
    user.groups.add(*Group.objects.filter(name__in=roles))


def verbs(user: User) -> list[tuple[str, str]]:
    rows = Activity.objects.filter(about_id=str(user.pk), verb__in=["account.started_over", "account.factor_reset"])
    return list(rows.values_list("verb", "codes"))


def nothing_opens(user: User) -> bool:
    user.refresh_from_db()
    return not (
        user.has_usable_password()
        or Authenticator.objects.filter(user=user).exists()
        or UserSession.objects.filter(user=user).exists()
    )


# --- A role ----------------------------------------------------------------------------------------------------------


def test_a_thief_of_a_password_who_added_a_factor_gets_nothing_of_a_role(
    client: Client, mailoutbox: list[EmailMessage]
) -> None:
    user = make_account()
    thief = Client()
    secret = give_app(user)
    sign_in(thief)
    thief.post(SECOND, {"code": totp(secret)})
    assert is_signed_in(thief)

    give(user, Role.EDITOR)

    assert not is_signed_in(thief)
    assert nothing_opens(user)
    sign_in(thief)
    assert not is_signed_in(thief)
    assert verbs(user) == [("account.started_over", "")]
    (told,) = [mail for mail in mailoutbox if mail.subject.endswith("u kunt meer met uw account")]
    assert told.to == [EMAIL]
    assert "- Redacteur" in told.body
    assert "http://testserver/account/login/code/" in told.body
    # The owner reads the mail, and is led to set up a factor.
    client.post("/account/login/code/", {"email": EMAIL})
    client.post("/account/login/code/confirm/", {"code": code_in(mailoutbox[-1])})
    assert client.get("/mijn/").headers["Location"].startswith("/mijn/tweede-stap/")


@pytest.mark.parametrize("side", ["account", "group"])
def test_it_is_so_from_whatever_side_the_role_is_given(client: Client, side: str) -> None:
    user = make_account()
    sign_in(client)
    group = Group.objects.get(name=Role.ORGANISER)

    user.groups.add(group) if side == "account" else group.user_set.add(user)

    assert nothing_opens(user)


def test_a_role_without_power_and_one_more_role_change_nothing(client: Client, mailoutbox: list[EmailMessage]) -> None:
    plain = make_account("begeleider@example.org")
    sign_in(client, plain.email)
    give(plain, Role.FACILITATOR)
    assert is_signed_in(client)

    editor = make_account(role=Role.EDITOR)
    sign_in_as(client, editor)
    give(editor, Role.REVIEWER)
    assert client.get("/beheer/").status_code == 200
    assert verbs(plain) == verbs(editor) == []
    assert [mail for mail in mailoutbox if "meer met uw account" in mail.subject] == []


def test_an_account_that_nobody_used_is_told_of_once(mailoutbox: list[EmailMessage]) -> None:
    user = make_account()

    give(user, Role.EDITOR)

    assert nothing_opens(user)
    assert mailoutbox == []


# --- A factor that was lost ------------------------------------------------------------------------------------------


@pytest.fixture
def administrator(client: Client) -> User:
    account = make_account("beheerder@example.org", Role.ADMINISTRATOR)
    sign_in_as(client, account)
    return account


@pytest.fixture
def editor() -> User:
    return make_account(role=Role.EDITOR)


def reset(client: Client, user: User, **changes: str) -> object:
    return client.post(f"/beheer/tweede-stap/{user.pk}/", {"reason": "lost", "is_known": "on"} | changes)


def test_a_beheerder_takes_a_lost_factor_away(
    client: Client, administrator: User, editor: User, mailoutbox: list[EmailMessage]
) -> None:
    theirs = Client()
    sign_in_as(theirs, editor)
    RecoveryCodes.activate(editor)
    assert f'href="/beheer/tweede-stap/{editor.pk}/"' in client.get("/beheer/users/").content.decode()

    response = reset(client, editor)

    assert response.headers["Location"] == "/beheer/users/"  # type: ignore[attr-defined]
    assert nothing_opens(editor)
    assert not is_signed_in(theirs)
    assert verbs(editor) == [("account.factor_reset", "lost")]
    assert Activity.objects.get(verb="account.factor_reset").actor_id == administrator.pk
    (told,) = [mail for mail in mailoutbox if mail.subject.endswith("uw tweede stap is weggehaald")]
    assert told.to == [editor.email]


@pytest.mark.parametrize("changes", [{"reason": ""}, {"reason": "verzonnen"}, {"is_known": ""}])
def test_without_a_reason_or_having_met_nothing_happens(
    client: Client, administrator: User, editor: User, changes: dict[str, str]
) -> None:
    secret = give_app(editor)

    response = reset(client, editor, **changes)

    assert response.status_code == 200  # type: ignore[attr-defined]
    assert len(response.context["form"].errors) == 1  # type: ignore[attr-defined]
    assert secret
    assert Authenticator.objects.filter(user=editor).count() == 1


def test_nobody_takes_their_own_or_that_of_a_superuser_away(client: Client, administrator: User) -> None:
    boss = User.objects.create_superuser("baas@example.org")
    give_app(boss)

    for account in (administrator, boss):
        assert reset(client, account).headers["Location"] == "/beheer/"  # type: ignore[attr-defined]
        assert Authenticator.objects.filter(user=account).exists()
    html = client.get("/beheer/users/").content.decode()
    assert "/beheer/tweede-stap/" not in html


@pytest.mark.parametrize("role", [Role.EDITOR, Role.REVIEWER])
def test_no_other_role_takes_one_away(client: Client, role: Role) -> None:
    sign_in_as(client, make_account("collega@example.org", role))
    editor = make_account(role=Role.EDITOR)
    give_app(editor)

    assert reset(client, editor).headers["Location"] == "/beheer/"  # type: ignore[attr-defined]

    assert Authenticator.objects.filter(user=editor).exists()


# --- One device ------------------------------------------------------------------------------------------------------


def test_one_device_is_signed_out_and_the_others_stay(client: Client) -> None:
    user = make_account()
    lost, kept = Client(), Client()
    for browser in (lost, kept, client):
        sign_in(browser)
    pk = UserSession.objects.get(session_key=lost.session.session_key).pk

    response = client.post(f"/mijn/apparaten/{pk}/uitloggen/")

    assert response.headers["Location"] == "/account/sessions/"
    assert [is_signed_in(browser) for browser in (lost, kept, client)] == [False, True, True]
    row = Activity.objects.get(verb="account.session_ended")
    assert (row.actor_id, row.about_id) == (user.pk, str(user.pk))


def test_the_device_of_somebody_else_stays_and_ones_own_asks_first(client: Client) -> None:
    make_account("ander@example.org")
    other = Client()
    sign_in(other, "ander@example.org")
    make_account()
    sign_in(client)
    theirs = UserSession.objects.get(session_key=other.session.session_key).pk
    mine = UserSession.objects.get(session_key=client.session.session_key).pk

    client.post(f"/mijn/apparaten/{theirs}/uitloggen/")
    response = client.post(f"/mijn/apparaten/{mine}/uitloggen/")

    assert is_signed_in(other)
    assert response.headers["Location"] == "/account/logout/"
    assert is_signed_in(client)
    assert errors(response) == []
