"""Receivers of signals; they only call a service."""

from typing import Any

from accounts.models import User
from accounts.privacy import services
from accounts.privacy.enums import ErasureReason
from accounts.privacy.selectors import open_erasure


def used_again(sender: Any, user: User, **kwargs: Any) -> None:
    """Somebody came back to an account that would be erased because nobody used it."""
    erasure = open_erasure(user)
    if erasure is not None and erasure.reason == ErasureReason.INACTIVE:
        services.cancel_erasure(user=user)
