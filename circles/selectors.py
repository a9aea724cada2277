"""Reads of circles for other apps, and what somebody is in each."""

from collections.abc import Iterable

from circles.enums import KNOWN
from circles.models import CircleMembership
from circles.permissions import tokens_for


def audience_tokens(user_id: int) -> Iterable[str]:
    """What an account may call itself in its circles; see `circles/permissions.py`."""
    memberships = CircleMembership.objects.filter(person=user_id, state__in=KNOWN)
    for public_id, role, state in memberships.values_list("circle__public_id", "role", "state"):
        yield from tokens_for(public_id, role, state)
