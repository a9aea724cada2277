"""Follows what the CMS writes down by itself."""

from typing import Any

from common.activity import services


def cms_entry_saved(sender: Any, instance: Any, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """Take over a new entry of the history of a page or another object. Connected once, so an act is told once."""
    if created and not raw:
        services.record_cms(instance)
