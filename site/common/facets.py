"""Filters of a list whose whole state is in the address, so that it can be bookmarked, shared and reloaded.

    selection = read_selection(request.GET, path=request.path, known={"thema": themes}, keep={"volgorde": order})
    group = build_group("thema", "Thema", labels=themes, counts=counts, selection=selection)
    chips = build_chips([group], selection)
    pager, rows = build_list_pager(selection, total=total, per_page=20)

An address is text from a stranger: a value that no facet knows is left out and named in `ignored`, so that the page
can say so; an unknown parameter is dropped; a page number that makes no sense is page 1. How rows are filtered and
counted is up to the app.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import QueryDict

from common.components import Chip, FacetGroup, FacetOption, Pager, build_pager

PAGE_PARAMETER = "pagina"
# More values than any vocabulary has, and few enough to keep a hostile address cheap.
MAX_VALUES = 100
# What is repeated to the reader of a value that is not known.
SHOWN_IGNORED = 5
SHOWN_LENGTH = 60


@dataclass(frozen=True)
class FacetSelection:
    """What a reader chose in a list.

    `chosen` holds the known values per facet, in the order of the vocabulary; `ignored` what the address asked for and
    no facet knows; `keep` the other state that every address of the list carries along, such as the search text;
    `page` the page asked for, from 1, which may lie beyond the last one.
    """

    path: str
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    keep: tuple[tuple[str, str], ...] = ()
    page: int = 1

    def values(self, name: str) -> tuple[str, ...]:
        """The chosen values of one facet; empty when it does not limit the list."""
        return self.chosen.get(name, ())

    @property
    def count(self) -> int:
        """How many filters are on."""
        return sum(len(values) for values in self.chosen.values())

    def url(self, *, page: int = 1) -> str:
        """The address of this selection; another page than the first has to be asked for."""
        return self._address(self.chosen, page)

    def url_without(self, name: str, value: str) -> str:
        """The address of this selection without one filter, back on the first page."""
        rest = {
            key: tuple(kept for kept in values if (key, kept) != (name, value)) for key, values in self.chosen.items()
        }
        return self._address(rest)

    def url_choosing(self, name: str, *values: str) -> str:
        """The address of this selection with these values of one facet instead of its own, back on the first page."""
        return self._address({**{key: kept for key, kept in self.chosen.items() if key != name}, name: values})

    def url_with_kept(self, name: str, value: str) -> str:
        """The address of this selection with other state changed, such as the order; empty takes it out."""
        kept = {**dict(self.keep), name: value}
        return replace(self, keep=tuple((key, text) for key, text in kept.items() if text)).url()

    def cleared_url(self) -> str:
        """The address of the list without filters, with its other state."""
        return self._address({})

    def parameters(self) -> tuple[tuple[str, str], ...]:
        """Everything chosen as pairs, for the hidden fields of a form that changes something else."""
        return tuple((name, value) for name, values in self.chosen.items() for value in values)

    def _address(self, chosen: Mapping[str, tuple[str, ...]], page: int = 1) -> str:
        pairs = [*self.keep, *((name, value) for name, values in chosen.items() for value in values)]
        if page > 1:
            pairs.append((PAGE_PARAMETER, str(page)))
        return f"{self.path}?{urlencode(pairs)}" if pairs else self.path


def read_selection(
    query: QueryDict,
    *,
    path: str,
    known: Mapping[str, Collection[str]],
    keep: Mapping[str, str] | None = None,
) -> FacetSelection:
    """Read a selection from an address.

    `known` maps each facet to its values, in the order in which they are shown. `keep` is other state that the caller
    has read and checked itself; what is empty is left out of addresses.
    """
    chosen: dict[str, tuple[str, ...]] = {}
    ignored: list[str] = []
    for name, values in known.items():
        asked = dict.fromkeys(query.getlist(name)[:MAX_VALUES])
        asked.pop("", None)
        chosen[name] = tuple(value for value in values if value in asked)
        ignored.extend(_shown(value) for value in asked if value not in values)
    return FacetSelection(
        path=path,
        chosen={name: values for name, values in chosen.items() if values},
        ignored=tuple(dict.fromkeys(ignored))[:SHOWN_IGNORED],
        keep=tuple((name, value) for name, value in (keep or {}).items() if value),
        page=read_page_number(query.get(PAGE_PARAMETER, "")),
    )


def read_page_number(text: str) -> int:
    """The page number in `text`, or 1 when it is no whole number above zero of at most ten digits."""
    plain = text.strip()
    if len(plain) > 10 or not (plain.isascii() and plain.isdigit()):
        return 1
    return max(int(plain), 1)


def build_group(
    name: str,
    label: str,
    *,
    labels: Mapping[str, str],
    counts: Mapping[str, int],
    selection: FacetSelection,
) -> FacetGroup:
    """A facet with the values that would give something, and those that are chosen, in the order of `labels`."""
    chosen = selection.values(name)
    return FacetGroup(
        name=name,
        label=label,
        options=tuple(
            FacetOption(value=value, label=text, count=counts.get(value, 0), selected=value in chosen)
            for value, text in labels.items()
            if counts.get(value) or value in chosen
        ),
    )


def build_chips(groups: Iterable[FacetGroup], selection: FacetSelection) -> tuple[Chip, ...]:
    """Every chosen filter, as a link to the list without it."""
    return tuple(
        Chip(
            # A question needs no colon: "Opnieuw doen? Nee".
            label=f"{group.label}{'' if group.label.endswith('?') else ':'} {option.label}",
            remove_url=selection.url_without(group.name, option.value),
        )
        for group in groups
        for option in group.options
        if option.selected
    )


def build_list_pager(selection: FacetSelection, *, total: int, per_page: int) -> tuple[Pager, slice]:
    """The pager, and which rows are on its page. A page beyond the last one gives the last one."""
    pages = -(-total // per_page)
    pager = build_pager(
        number=selection.page, pages=pages, total=total, url_for=lambda number: selection.url(page=number)
    )
    first = (pager.number - 1) * per_page
    return pager, slice(first, first + per_page)


def _shown(value: str) -> str:
    """A value as it can be shown: one short line without control characters."""
    line = " ".join("".join(char if char.isprintable() else " " for char in value).split())
    return line if len(line) <= SHOWN_LENGTH else f"{line[: SHOWN_LENGTH - 1]}…"


def join_words(words: Sequence[str], conjunction: str) -> str:
    """Words as a sentence has them: "a", "a of b", "a, b of c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {conjunction} {words[-1]}"
