"""The whole sample content in the database."""

import pytest

from config import demo


@pytest.fixture
def content(db: None) -> None:
    """Everything that the demo loads."""
    demo.load_content()
