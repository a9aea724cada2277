"""People with a role, signed in, for tests of search."""

from typing import Any

from django.contrib.auth.hashers import make_password
from django.test import Client

from accounts.services import save_account, sync_roles
from common.access import Role
from tests.accounts.helpers import sign_in_as


def sign_in(client: Client, role: Role | None) -> Any:
    """Sign in somebody with this role; gives the account."""
    sync_roles()
    user = save_account(
        email=f"{role.value if role else 'iemand'}@example.org",
        first_name=role.value if role else "iemand",
        last_name="Voorbeeld",
        password_hash=make_password("x"),
        role=role,
    )
    sign_in_as(client, user)
    return user
