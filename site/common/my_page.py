"""What stands on /mijn/: sections that every app fills for the person who looks, and the pages in its menu.

An app registers in `ready()`. A section is for what matters now; one that has nothing to tell is None and is not shown.
Asking may take a query or two, and as many for thirty items as for one: the whole page has twenty.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from common.access import Viewer
from common.components import Link


@dataclass(frozen=True)
class MyItem:
    """Something that waits or happens: where it leads, and what to know of it."""

    title: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class MySection:
    """A heading with items below it; `more` leads to all of them where these are only the first."""

    title: str
    items: Sequence[MyItem] = field(default_factory=tuple)
    more: Link | None = None


@dataclass(frozen=True)
class MyPage:
    """A page below /mijn/ that its menu leads to."""

    title: str | Promise
    url: str


# How many items a section shows of a longer list.
SHOWN = 5

Source = Callable[[Any, Viewer], MySection | None]
_sources: list[tuple[int, Source]] = []
_pages: list[tuple[int, MyPage]] = []


def register_section(order: int, source: Source) -> None:
    """Let an app tell an account what matters to it now; `source` gets the account and its viewer.

    The lowest order stands first.
    """
    _sources.append((order, source))


def register_my_page(order: int, page: MyPage) -> None:
    """Put a page in the menu of /mijn/, after its first page. The lowest order stands first."""
    _pages.append((order, page))


def sections_for(user: Any, viewer: Viewer) -> tuple[MySection, ...]:
    """The sections with something in them, in their order."""
    found = (source(user, viewer) for _order, source in sorted(_sources, key=lambda entry: entry[0]))
    return tuple(section for section in found if section is not None and section.items)


def my_pages() -> tuple[MyPage, ...]:
    """The registered pages, in their order."""
    return tuple(page for _order, page in sorted(_pages, key=lambda entry: entry[0]))
