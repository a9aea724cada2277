"""The whole sample content in the database."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from config import demo


@pytest.fixture(scope="module")
def loaded_once(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Everything that the demo loads, once for the tests of a module."""
    with django_db_blocker.unblock(), transaction.atomic():
        demo.load_content()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def content(loaded_once: None, db: None) -> None:
    """Everything that the demo loads; what a test changes is undone."""
