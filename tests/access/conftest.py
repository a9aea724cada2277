"""The site with its content and one browser session per kind of visitor, made once for this folder.

Everything happens in one transaction that is rolled back at the end: the other tests find an empty database.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.test import Client

from accounts.services import save_account
from common.access import Role
from config import demo
from tests.access.matrix import NOBODY, VISITORS
from tests.accounts.helpers import sign_in_as

Visitors = dict[str, Client]


@pytest.fixture(scope="package")
def content(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The content of the demo."""
    with django_db_blocker.unblock(), transaction.atomic():
        demo.load_content()
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="package")
def visitors(content: None) -> Visitors:
    """A client for every kind of visitor, signed in where there is an account."""
    clients = {name: Client(raise_request_exception=False) for name in VISITORS}
    for name in VISITORS:
        if name == NOBODY:
            continue
        role = next((role for role in Role if role.value == name), None)
        account = save_account(
            email=f"{name}@example.org",
            first_name=name,
            last_name="Voorbeeld",
            password_hash=make_password("van-de-test"),
            role=role,
        )
        sign_in_as(clients[name], account)
    return clients
