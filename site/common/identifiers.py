"""Permanent identifiers: /id/<uuid> leads to the record for ever, also after it moved."""

import uuid
from collections.abc import Callable
from typing import Any

from django.db import models

from common.access import Viewer

Resolver = Callable[[uuid.UUID, Viewer], str | None]
_resolvers: list[Resolver] = []


class Identified(models.Model):
    """A record with a `public_id` that never changes and is never copied along."""

    public_id = models.UUIDField("permanent kenmerk", default=uuid.uuid4, unique=True, editable=False)

    # Wagtail leaves these out when an editor copies a page.
    exclude_fields_in_copy = ["public_id"]

    class Meta:
        abstract = True


def register_resolver(resolver: Resolver) -> None:
    """Let an app answer for its records: `resolver(public_id, viewer)` gives an address or None."""
    _resolvers.append(resolver)


def resolve(public_id: uuid.UUID, viewer: Viewer) -> str | None:
    """Return the address of a record that the viewer may see, or None."""
    for resolver in _resolvers:
        address = resolver(public_id, viewer)
        if address:
            return address
    return None


def page_resolver(model: Any) -> Resolver:
    """A resolver for a page type with a `public_id` and `visible_to`."""

    def find(public_id: uuid.UUID, viewer: Viewer) -> str | None:
        page = model.objects.visible_to(viewer).filter(public_id=public_id).first()
        return page.get_url() if page else None

    return find
