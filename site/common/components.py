"""What the templates in `templates/components/` are given: small frozen objects and the functions that build them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.forms import BaseForm
from django.utils.safestring import SafeString
from django.utils.translation import gettext_noop as _


@dataclass(frozen=True)
class Link:
    """A named address."""

    title: str
    url: str


@dataclass(frozen=True)
class NavigationItem:
    """An entry of the primary navigation; `current` is the value of aria-current, or empty."""

    title: str
    url: str
    current: str


# The names are translated in the templates.
NAVIGATION: tuple[Link, ...] = (
    Link(_("Agenda"), "/agenda/"),
    Link(_("Methoden"), "/methoden/"),
    Link(_("Leerkringen"), "/leerkringen/"),
    Link(_("Conferentie"), "/conferentie/"),
    Link(_("Kennisbank"), "/kennisbank/"),
)

FOOTER: tuple[Link, ...] = (
    Link(_("Over dit platform"), "/over/"),
    Link(_("Toegankelijkheid"), "/toegankelijkheid/"),
    Link(_("Privacy"), "/privacy/"),
    Link(_("Lek in de beveiliging melden"), "/.well-known/security.txt"),
)


def build_navigation(path: str) -> tuple[NavigationItem, ...]:
    """The primary navigation as seen from `path`: the page itself is "page", a page below an entry "true"."""

    def current(url: str) -> str:
        if path == url:
            return "page"
        return "true" if path.startswith(url) else ""

    return tuple(NavigationItem(link.title, link.url, current(link.url)) for link in NAVIGATION)


# --- Lists and filters -----------------------------------------------------------------------------------------------

FACET_OPTIONS_SHOWN = 6


@dataclass(frozen=True)
class FacetOption:
    """One value of a facet, with the number of results it would give."""

    value: str
    label: str
    count: int
    selected: bool


@dataclass(frozen=True)
class FacetGroup:
    """A facet; `name` is the query parameter its checkboxes send."""

    name: str
    label: str
    options: tuple[FacetOption, ...]

    @property
    def first(self) -> tuple[FacetOption, ...]:
        """The options that are always in view: those that would give most. One option is never hidden on its own."""
        if len(self.options) <= FACET_OPTIONS_SHOWN + 1:
            return self.options
        most = sorted(self.options, key=lambda option: -option.count)[:FACET_OPTIONS_SHOWN]
        return tuple(option for option in self.options if option in most)

    @property
    def rest(self) -> tuple[FacetOption, ...]:
        """The options behind "Toon nog 7 keuzes"."""
        first = self.first
        return tuple(option for option in self.options if option not in first)

    @property
    def chosen(self) -> int:
        """How many of its options are selected."""
        return sum(option.selected for option in self.options)

    @property
    def rest_selected(self) -> bool:
        """True when a hidden option is selected, so that the rest has to be open."""
        return any(option.selected for option in self.rest)


@dataclass(frozen=True)
class Tab:
    """A part of a list that is shown by itself; `value` is how addresses call it, empty for all of the list.

    A `count` of None shows no number: a list of its own that stands beside this one.
    """

    value: str
    label: str
    count: int | None
    url: str
    current: bool


@dataclass(frozen=True)
class Chip:
    """A chosen filter; `remove_url` is the same list without it."""

    label: str
    remove_url: str


@dataclass(frozen=True)
class PageLink:
    """A page number in the pager. `number` is None for a gap."""

    number: int | None
    url: str
    current: bool


@dataclass(frozen=True)
class Pager:
    """Where the reader is in a long list. An empty address means that there is no such page."""

    number: int
    pages: int
    total: int
    previous_url: str
    next_url: str
    links: tuple[PageLink, ...]


def build_pager(*, number: int, pages: int, total: int, url_for: Callable[[int], str]) -> Pager:
    """Build the pager: first page, last page, the current one and its neighbours.

    A gap stands for two pages or more; a single missing page is shown instead. A number outside the list is moved
    into it.
    """
    pages = max(pages, 1)
    number = min(max(number, 1), pages)
    shown = {1, pages} | {near for near in (number - 1, number, number + 1) if 1 <= near <= pages}
    shown |= {page for page in range(2, pages) if page - 1 in shown and page + 1 in shown}
    links: list[PageLink] = []
    previous = 0
    for page in sorted(shown):
        if page - previous > 1:
            links.append(PageLink(number=None, url="", current=False))
        links.append(PageLink(number=page, url=url_for(page), current=page == number))
        previous = page
    return Pager(
        number=number,
        pages=pages,
        total=total,
        previous_url=url_for(number - 1) if number > 1 else "",
        next_url=url_for(number + 1) if number < pages else "",
        links=tuple(links),
    )


@dataclass(frozen=True)
class Mark:
    """An evidence mark. `label` and `value` are always shown in words.

    `axis` is stage, recognition, measured or direction; `tone` is positive, negative, mixed, none (measured, no
    effect), unknown or neutral (a value that is neither good nor bad).
    """

    axis: str
    label: str
    value: str
    tone: str


@dataclass(frozen=True)
class CardItem:
    """An entry in a list that is scanned.

    `kind` is method, evaluation, lesson, circle, session, agenda, document or page; `kind_label` is its word.
    `example` adds the word "Voorbeeld", `badge` a word that says why the entry stands here. `found_in` is the file in
    which `summary` was found.
    """

    kind: str
    kind_label: str
    title: str
    url: str
    summary: SafeString | str
    marks: tuple[Mark, ...] = ()
    meta: tuple[str, ...] = ()
    example: bool = False
    badge: str = ""
    found_in: Link | None = None


@dataclass(frozen=True)
class Fact:
    """A label and its value in a list of key facts; `url` makes the value a link.

    `part` makes the label one: to the part of the page that tells more of it ("#kosten").
    """

    label: str
    value: SafeString | str
    url: str = ""
    part: str = ""


# --- The thread ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ThreadNode:
    """A step of the thread. `links` are the things of that step that hang on the page.

    `step` is goal, activity, method, evaluation, circle or lesson. A `count` of None shows no number; a node without
    a `url` is not a link.
    """

    step: str
    label: str
    url: str
    count: int | None
    current: bool
    links: tuple[Link, ...]


# --- Time, numbers ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class TimelineItem:
    """A moment in a timeline; `state` is done, now or future, and is shown in words."""

    date_label: str
    title: str
    text: str
    state: str
    url: str = ""


@dataclass(frozen=True)
class Column:
    """A column of a table; numbers are set to the right, under each other."""

    label: str
    numeric: bool = False


@dataclass(frozen=True)
class Cell:
    """A cell that knows its column, so that a row reads as a list on a small screen."""

    column: Column
    text: SafeString | str
    url: str = ""


@dataclass(frozen=True)
class Table:
    """A table of which the first cell of each row is the row's header."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def build_table(caption: str, columns: Sequence[Column], rows: Sequence[Sequence[SafeString | str | Link]]) -> Table:
    """Build a table from plain rows; a `Link` in a cell becomes a link."""

    def cell(column: Column, value: SafeString | str | Link) -> Cell:
        if isinstance(value, Link):
            return Cell(column, value.title, value.url)
        return Cell(column, value)

    return Table(
        caption=caption,
        columns=tuple(columns),
        rows=tuple(tuple(cell(column, value) for column, value in zip(columns, row, strict=True)) for row in rows),
    )


@dataclass(frozen=True)
class OrderLink:
    """A way to sort a list, as a link to the same list in that order."""

    label: str
    url: str
    current: bool


# --- Forms -----------------------------------------------------------------------------------------------------------


def form_errors(form: BaseForm) -> tuple[Link, ...]:
    """The errors of a bound form in the order of its fields, each with its field's name and address.

    Errors of the form as a whole come first and have no address.
    """
    links = [Link(title=str(error), url="") for error in form.non_field_errors()]
    for field in form:
        # A group of choices has no element of its own to focus: its first choice is where the reader has to be.
        target = field.id_for_label or f"{field.auto_id}_0"
        url = "" if field.is_hidden else f"#{target}"
        name = str(field.label).rstrip(".:?! ")
        links.extend(Link(title=f"{name}: {error}", url=url) for error in field.errors)
    return tuple(links)
