"""What follows from signals about documents and their collections. Handlers only call a service."""

from collections.abc import Collection
from typing import Any

from common.document_text.services import mark_changed, tell_collection_changed, tell_removed

# Wagtail writes down the size and the hash of a file when somebody first asks for them.
NOTES = {"file_size", "file_hash"}


def document_saved(sender: Any, instance: Any, update_fields: Collection[str] | None = None, **kwargs: Any) -> None:
    """A document was made, or got another file, title or collection."""
    if update_fields is None or not NOTES.issuperset(update_fields):
        mark_changed(instance)


def document_removed(sender: Any, instance: Any, **kwargs: Any) -> None:
    """A document is about to be deleted, while it is still known where it hangs."""
    tell_removed(instance)


def restriction_changed(sender: Any, instance: Any, **kwargs: Any) -> None:
    """A collection was closed or opened."""
    tell_collection_changed(instance.collection)


def collection_saved(sender: Any, instance: Any, created: bool = False, **kwargs: Any) -> None:
    """A collection was moved: the restrictions above it are others now."""
    if not created:
        tell_collection_changed(instance)
