"""What a sheet and a CSV file have in common: a row of names, and rows of values below it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from common.importing.places import Place
from knowledge.importing.rows import RawRow, Reading, Refused
from knowledge.importing.schema import TABLES, Table
from knowledge.importing.texts import WITHOUT_WIDTH

MAX_ROWS = 20_000


def table_called(name: str) -> Table | None:
    """The table that a sheet or a CSV file is named after."""
    return TABLES.get(name.strip().lower())


def refuse_name(name: str, place: Place, into: Reading) -> None:
    """Say that a sheet or a CSV file has a name that is not one of ours."""
    reason = _("‘%(name)s’ is geen soort. Kies uit: %(kinds)s.")
    into.refuse(place, reason % {"name": name, "kinds": ", ".join(TABLES)})


def read_table(table: Table, rows: Iterable[tuple[int, Sequence[object]]], place: Place, into: Reading) -> None:
    """Add the rows of a sheet; each comes with its number, the row with the names first. None is an empty cell."""
    into.tables.add(table.name)
    names: Mapping[int, str] | None = None
    absent: frozenset[str] = frozenset()
    reported: set[int] = set()
    for number, cells in rows:
        at = replace(place, row=number)
        if names is None:
            names = _read_names(table, cells, at, into)
            absent = frozenset(column.name for column in table.sheet_columns) - set(names.values())
            reported = set(range(len(cells))) - set(names) - _empty_places(cells)
        elif number > MAX_ROWS:
            into.refuse(at, _("Dit zijn te veel rijen. Hoogstens %d kan; verdeel ze over meer bestanden.") % MAX_ROWS)
            return
        else:
            _read_row(table, cells, names, absent, reported, at, into)
    if names is None:
        into.refuse(replace(place, row=1), _("Hier hoort een rij met de namen van de kolommen."))


def _empty_places(cells: Sequence[object]) -> set[int]:
    return {place for place, cell in enumerate(cells) if cell is None}


def _read_names(table: Table, cells: Sequence[object], place: Place, into: Reading) -> Mapping[int, str]:
    """The name of each column that the table knows, by its place; says which are wrong, double or missing."""
    known = {column.name for column in table.sheet_columns}
    names: dict[int, str] = {}
    for position, cell in enumerate(cells):
        if cell is None:
            continue
        name = str(cell.reason if isinstance(cell, Refused) else cell).translate(WITHOUT_WIDTH).strip().lower()
        if name not in known:
            reason = _("Onbekende kolom. Kies uit: %s.") % ", ".join(column.name for column in table.sheet_columns)
            into.refuse(place, reason, str(cell)[:60])
        elif name in names.values():
            into.refuse(place, _("Deze kolom staat er twee keer."), name)
        else:
            names[position] = name
    for column in table.sheet_columns:
        if column.required and column.name not in names.values():
            into.refuse(place, _("Deze kolom ontbreekt."), column.name)
    return names


def _read_row(
    table: Table,
    cells: Sequence[object],
    names: Mapping[int, str],
    absent: frozenset[str],
    reported: set[int],
    place: Place,
    into: Reading,
) -> None:
    filled = {position: cell for position, cell in enumerate(cells) if cell is not None}
    if not filled:
        return
    for position in filled.keys() - names.keys() - reported:
        # Said once: the whole column has no name.
        reported.add(position)
        into.refuse(place, _("Boven deze waarde staat geen naam van een kolom."), get_column_letter(position + 1))
    values = {names[position]: cell for position, cell in filled.items() if position in names}
    if values:
        into.rows.append(RawRow(table=table, place=place, values=values, is_strict=False, absent=absent))
