"""Verbs of what editors decide about search."""

import uuid

from search.models import EditorialState


def note_change() -> None:
    """Say that editors decided something else, inside the transaction of the change: all processes read it again."""
    EditorialState.objects.update_or_create(id=1, defaults={"version": uuid.uuid4()})
