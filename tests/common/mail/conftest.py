"""Fixtures of the mail tests."""

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
import time_machine

from tests.common.mail.transport import ScriptedTransport

Later = Callable[..., None]


@pytest.fixture
def later() -> Iterator[Later]:
    """Stop the clock; calling the fixture moves it on by the arguments of a timedelta."""
    with time_machine.travel(dt.datetime(2026, 11, 24, 9, 0, tzinfo=dt.UTC), tick=False) as clock:

        def move(**delta: float) -> None:
            clock.shift(dt.timedelta(**delta))

        yield move


@pytest.fixture
def server(settings: object) -> Iterator[type[ScriptedTransport]]:
    """A mail server that answers as the test says."""
    settings.MAIL_TRANSPORT = "tests.common.mail.transport.ScriptedTransport"  # type: ignore[attr-defined]
    ScriptedTransport.reset()
    yield ScriptedTransport
    ScriptedTransport.reset()
