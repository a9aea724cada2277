"""What stands on /mijn/privacy/: parts that apps add for the person who looks. Registered in `ready()`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from common.access import Viewer
from common.privacy.contracts import Text


@dataclass(frozen=True)
class PrivacyPart:
    """A heading with what a template shows below it; the template gets `context` and the token for its forms."""

    title: Text
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


PartSource = Callable[[Any, Viewer], PrivacyPart | None]
_sources: list[tuple[int, PartSource]] = []


def register_part(order: int, source: PartSource) -> None:
    """Add a part to the page; `source` gets the account and its viewer, and gives None for nothing.

    The lowest order stands first.
    """
    _sources.append((order, source))


def parts_for(user: Any, viewer: Viewer) -> tuple[PrivacyPart, ...]:
    """The parts with something in them, in their order."""
    found = (source(user, viewer) for _order, source in sorted(_sources, key=lambda entry: entry[0]))
    return tuple(part for part in found if part is not None)
