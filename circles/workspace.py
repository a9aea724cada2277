"""The room of a circle: its tabs, and the parts of its first page. Apps and parts of this app register theirs.

`register_tab` puts a page in the menu of every circle, for who its rule lets in. `register_part` tells a member
something on the first page: what comes next, what is new, what waits for them. A part that has nothing to tell is None.
Asking may take a query or two, and as many for thirty items as for one.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

from circles.models import Circle, CircleMembership
from common.access import Viewer
from common.components import Tab
from common.my_page import MySection

Rule = Callable[[Viewer, Circle], bool]
Part = Callable[[CircleMembership, Viewer], MySection | None]


@dataclass(frozen=True)
class RoomTab:
    """A page of the room: its name, the name of its address, and who sees it."""

    title: str | Promise
    url_name: str
    rule: Rule


_tabs: list[tuple[int, RoomTab]] = []
_parts: list[tuple[int, Part]] = []


def register_tab(order: int, tab: RoomTab) -> None:
    """Put a page in the menu of every circle. Called from `ready()` only; the lowest order stands first."""
    _tabs.append((order, tab))


def register_part(order: int, part: Part) -> None:
    """Tell something on the first page of a circle. Called from `ready()` only; the lowest order stands first."""
    _parts.append((order, part))


def tabs_for(circle: Circle, viewer: Viewer, current: str) -> tuple[Tab, ...]:
    """The menu as this viewer sees it; `current` is the name of the address of the page."""
    return tuple(
        Tab(
            value=tab.url_name,
            label=str(tab.title),
            count=None,
            url=reverse(tab.url_name, args=[circle.public_id]),
            current=tab.url_name == current,
        )
        for _order, tab in sorted(_tabs, key=lambda entry: entry[0])
        if tab.rule(viewer, circle)
    )


def parts_for(membership: CircleMembership, viewer: Viewer) -> tuple[MySection, ...]:
    """What the first page tells this member, without what has nothing to tell."""
    found = (part(membership, viewer) for _order, part in sorted(_parts, key=lambda entry: entry[0]))
    return tuple(section for section in found if section is not None and section.items)
