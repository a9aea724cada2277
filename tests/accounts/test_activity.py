"""What the activity log tells of accounts."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.models import Group
from django.test import Client

from accounts.models import User
from accounts.services import save_account
from common.access import Role
from common.activity.models import Activity
from tests.accounts.helpers import EMAIL, code_in, make_account, sign_in, sign_in_as, totp
from tests.accounts.test_second_step import confirm_password, secret_on
from tests.services.mailbox import Postbox

pytestmark = pytest.mark.django_db


def told(*verbs: str) -> list[tuple[Any, ...]]:
    """The rows of some verbs: who, what, about which account, with which codes, and how it ended."""
    rows = Activity.objects.filter(verb__in=[f"account.{verb}" for verb in verbs]).order_by("pk")
    return [(row.actor_id, row.verb[8:], row.about, row.codes, row.result) for row in rows]


def key(user: User) -> str:
    return f"accounts.user:{user.pk}"


def test_signing_in_and_out_is_told_with_the_network(client: Client) -> None:
    user = make_account()

    sign_in(client, REMOTE_ADDR="198.51.100.23")
    client.post("/account/logout/")

    assert told("signed_in", "signed_out") == [
        (user.pk, "signed_in", key(user), "", "done"),
        (user.pk, "signed_out", key(user), "", "done"),
    ]
    assert Activity.objects.get(verb="account.signed_in").origin == "198.51.100.0/24"


def test_a_wrong_password_is_told_of_the_account_and_of_nobody(client: Client) -> None:
    user = make_account()

    sign_in(client, EMAIL.upper(), "fout")
    sign_in(client, "onbekend@example.org", "fout")

    assert told("sign_in_refused", "signed_in") == [
        (None, "sign_in_refused", key(user), "password", "refused"),
        (None, "sign_in_refused", "", "password", "refused"),
    ]


def test_a_wrong_code_is_told(client: Client) -> None:
    user = make_account()
    client.post("/account/login/code/", {"email": EMAIL})

    client.post("/account/login/code/confirm/", {"code": "XXXX-XXXX"})

    assert told("sign_in_refused") == [(None, "sign_in_refused", key(user), "code", "refused")]


def test_a_new_account_is_told(client: Client, mailoutbox: Postbox) -> None:
    data = {"first_name": "Nienke", "last_name": "van Dam", "email": EMAIL}
    client.post("/account/signup/", data | {"password1": "vier groene fietsen", "password2": "vier groene fietsen"})
    client.post("/account/confirm-email/", {"code": code_in(mailoutbox[0])})

    user = User.objects.get(email=EMAIL)
    assert told("signed_up", "signed_in") == [
        (user.pk, "signed_up", key(user), "", "done"),
        (user.pk, "signed_in", key(user), "", "done"),
    ]


def test_the_second_step_is_told_taken_and_refused(client: Client) -> None:
    user = make_account()
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    sign_in(client)

    client.post("/account/2fa/authenticate/", {"code": "000000"})
    client.post("/account/2fa/authenticate/", {"code": totp(secret)})

    assert told("factor_used", "factor_refused", "signed_in") == [
        (None, "factor_refused", key(user), "", "refused"),
        (user.pk, "factor_used", key(user), "totp", "done"),
        (user.pk, "signed_in", key(user), "", "done"),
    ]


def test_ways_to_take_the_second_step_are_told(client: Client) -> None:
    user = make_account()
    sign_in(client)
    confirm_password(client, "/account/2fa/totp/activate/")
    secret = secret_on(client.get("/account/2fa/totp/activate/"))

    client.post("/account/2fa/totp/activate/", {"code": totp(secret)})
    client.post("/account/2fa/totp/deactivate/")

    kinds = {Authenticator.Type.TOTP.value, "recovery-codes"}
    for verb in ("factor_added", "factor_removed"):
        assert {row[3] for row in told(verb)} == kinds
        assert {(row[0], row[2], row[4]) for row in told(verb)} == {(user.pk, key(user), "done")}


def test_roles_are_told_by_whatever_way_they_change() -> None:
    user = make_account(role=Role.EDITOR)
    save_account(email=EMAIL, first_name="N", last_name="D", password_hash="", role=Role.ADMINISTRATOR)
    Group.objects.get(name=Role.REVIEWER).user_set.add(user)
    user.groups.clear()

    assert [row[2:4] for row in told("roles_changed")] == [
        (key(user), "+redacteur"),
        (key(user), "-redacteur"),
        (key(user), "+beheerder"),
        (key(user), "+beoordelaar"),
        (key(user), "-beheerder -beoordelaar"),
    ]


def test_a_beheerder_who_closes_and_opens_an_account_is_told(client: Client) -> None:
    administrator = make_account("beheerder@example.org", Role.ADMINISTRATOR)
    user = make_account()
    sign_in_as(client, administrator)
    form = {"email": EMAIL, "first_name": "Nienke", "last_name": "van Dam"}

    client.post(f"/beheer/users/edit/{user.pk}/", form)
    client.post(f"/beheer/users/edit/{user.pk}/", form | {"is_active": "on"})
    client.post(f"/beheer/users/edit/{user.pk}/", form | {"is_active": "on"})
    bulk = f"/beheer/bulk/accounts/user/set_active_state/?id={user.pk}"
    client.post(bulk, {"mark_as_active": "False"})
    client.post(bulk, {"mark_as_active": "False"})

    assert told("closed", "opened") == [
        (administrator.pk, verb, key(user), "", "done") for verb in ("closed", "opened", "closed")
    ]
