"""Fixtures for the tests of what all apps share."""

import pytest
from django.test import Client

from accounts.models import User
from tests.accounts.helpers import sign_in_as


@pytest.fixture
def admin_client(client: Client, admin_user: User) -> Client:
    """An administrator who signed in with a second factor."""
    return sign_in_as(client, admin_user)
