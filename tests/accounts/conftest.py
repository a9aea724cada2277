"""Fixtures of the accounts tests."""

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
import time_machine

Later = Callable[..., None]


@pytest.fixture
def later() -> Iterator[Later]:
    """Stop the clock; calling the fixture moves it on by the arguments of a timedelta."""
    with time_machine.travel(dt.datetime(2026, 11, 24, 9, 0, tzinfo=dt.UTC), tick=False) as clock:

        def move(**delta: float) -> None:
            clock.shift(dt.timedelta(**delta))

        yield move
