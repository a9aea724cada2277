"""Keeping the index true to the database."""

import uuid
from collections.abc import Iterable

from search.models import IndexTask


def enqueue(kind: str, public_ids: Iterable[uuid.UUID]) -> None:
    """Say that these records changed, appeared or went.

    Call it inside the transaction of the change: both happen or neither does. From the commit on the records are
    in no result, count, facet or suggestion until the worker has read them again.
    """
    IndexTask.objects.bulk_create([IndexTask(kind=kind, public_id=public_id) for public_id in public_ids])
