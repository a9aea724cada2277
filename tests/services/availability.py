"""What a test does when a real service is missing: skip on a laptop, fail in CI."""

import os
from typing import NoReturn

import pytest

CI = os.environ.get("CI") == "true"


def unavailable(reason: str) -> NoReturn:
    """Skip the test with `reason`; in CI, where every service has to be there, fail with it."""
    if CI:
        pytest.fail(f"Required in CI: {reason}", pytrace=False)
    pytest.skip(reason)
