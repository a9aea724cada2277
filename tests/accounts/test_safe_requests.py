"""Looking changes nothing: no address of sign-in or of one's own account writes on GET.

Sessions and the cache are left out: a session remembers where somebody is on the way in, and the cache counts.
"""

from collections.abc import Iterator

import pytest
from allauth import urls as allauth_urls
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.core.mail import EmailMessage
from django.db import connection
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, reverse

from accounts.models import User
from tests.accounts.helpers import PASSWORD, make_account, sign_in

pytestmark = pytest.mark.django_db

# Remembers that recovery codes were seen. Without the setting that shows them once, nothing looks at it.
SEEN_CODES = ("mfa_authenticator", "mfa_view_recovery_codes")


def names(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    """The names of all addresses below `patterns`."""
    for entry in patterns:
        if isinstance(entry, URLResolver):
            yield from names(entry.url_patterns)
        elif entry.name:
            yield entry.name


def paths(key: Authenticator) -> dict[str, str]:
    """An address for every name of allauth, and our own."""
    values = [{}, {"pk": key.pk}, {"provider_id": "onbekend"}]
    found: dict[str, str] = {"my_page": "/mijn/", "my_name": "/mijn/naam/"}
    for name in names(allauth_urls.urlpatterns):
        for kwargs in values:
            try:
                found[name] = reverse(name, kwargs=kwargs)
            except NoReverseMatch:
                continue
            break
        else:
            raise AssertionError(f"No address for {name}.")
    return found


def contents() -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables but sessions."""
    rows = {}
    with connection.cursor() as cursor:
        for model in apps.get_models():
            table = model._meta.db_table
            if table == "django_session":
                continue
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            rows[table] = sorted(cursor.fetchall(), key=repr)
    return rows


def account_with_everything() -> tuple[User, Authenticator]:
    user = make_account()
    Authenticator.objects.create(user=user, type="recovery_codes", data={"seed": "0" * 40, "used_mask": 0})
    key = Authenticator.objects.create(user=user, type="webauthn", data={"name": "Telefoon", "credential": {}})
    return user, key


def changed_by_looking(client: Client, addresses: dict[str, str]) -> list[tuple[str, str]]:
    changes = []
    before = contents()
    for name, path in addresses.items():
        client.get(path)
        after = contents()
        changes += [(table, name) for table in after if after[table] != before[table]]
        before = after
    return changes


def test_a_visitor_who_looks_changes_nothing(client: Client, mailoutbox: list[EmailMessage]) -> None:
    _, key = account_with_everything()
    addresses = paths(key)
    assert len(addresses) > 30

    assert changed_by_looking(client, addresses) == []
    assert mailoutbox == []


def test_an_account_that_looks_changes_nothing(client: Client, mailoutbox: list[EmailMessage]) -> None:
    user, key = account_with_everything()
    client.force_login(user)
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    # These two ask the browser for the passkey, and the one here is no real one.
    addresses = paths(key)
    del addresses["mfa_reauthenticate_webauthn"], addresses["mfa_add_webauthn"]

    assert changed_by_looking(client, addresses) == [SEEN_CODES]
    assert mailoutbox == []
    assert client.get("/mijn/").status_code == 200


def test_somebody_half_way_in_who_looks_changes_nothing(client: Client, mailoutbox: list[EmailMessage]) -> None:
    make_account()
    client.post("/account/login/code/", {"email": "nienke@example.org"})
    mailoutbox.clear()
    _, key = account_with_everything()

    assert changed_by_looking(client, paths(key)) == []
    assert mailoutbox == []


def test_the_comparison_sees_a_change(client: Client) -> None:
    make_account()

    before = contents()
    sign_in(client)

    after = contents()
    assert {table for table in after if after[table] != before[table]} == {
        "accounts_user",
        "common_activity",
        "usersessions_usersession",
    }
