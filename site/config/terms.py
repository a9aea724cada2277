"""Reads RETENTION_DAYS: the terms that an organisation chose itself."""

import re
from collections.abc import Callable

from django.core.exceptions import ImproperlyConfigured


def read_terms(value: str, days: Callable[[str, str], int]) -> dict[str, int]:
    """The terms by the name of their rule, from `mail.row=180,accounts.inactive=1095`.

    Raises ImproperlyConfigured for what cannot be read, and for a rule that is named twice. Whether there are rules
    of these names is known when all apps are there; a system check looks.
    """
    terms: dict[str, int] = {}
    for part in filter(None, (part.strip() for part in value.split(","))):
        name, _equals, number = (piece.strip() for piece in part.partition("="))
        if not re.fullmatch(r"[a-z][a-z_]*\.[a-z][a-z_]*", name) or name in terms:
            raise ImproperlyConfigured(
                f"RETENTION_DAYS must look like mail.row=365,accounts.inactive=730, not {part!r}."
            )
        terms[name] = days("RETENTION_DAYS", number)
    return terms
