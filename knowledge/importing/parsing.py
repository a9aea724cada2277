"""From raw rows to records: every value by the type of its column, and lists with the record that they belong to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from common.importing.places import Place
from knowledge.importing.columns import Column
from knowledge.importing.errors import CellError
from knowledge.importing.rows import RawRow, Reading, Refused
from knowledge.importing.schema import KINDS, Table


@dataclass
class Row:
    """A row with values of ours: only those that are right.

    `is_complete` says whether all of them are but its name, which tells nothing of the rest of it.
    """

    table: Table
    place: Place
    values: dict[str, Any]
    absent: frozenset[str] = frozenset()
    is_complete: bool = True
    # Its name, or that of the record it belongs to, as it stands in the file: right or wrong.
    written: str = ""
    # The lists below a record, by table; one that is not there at all is left as it is.
    children: dict[str, list["Row"]] = field(default_factory=dict)

    @property
    def key(self) -> str | None:
        """What a record is called in the files: its slug, or vocabulary and code; None when that is not known."""
        if self.table.name == "concepts":
            scheme, notation = self.values.get("scheme"), self.values.get("notation")
            return f"{scheme}/{notation}" if scheme and notation else None
        return self.values.get("slug")


def parse(reading: Reading) -> list[Row]:
    """The records of everything that was read; adds to its problems."""
    records: list[Row] = []
    loose: list[Row] = []
    for raw in reading.rows:
        row = _parse_row(raw, reading, is_nested=False)
        (loose if raw.table.owner else records).append(row)
    _attach(records, loose, reading)
    return records


def _parse_row(raw: RawRow, reading: Reading, *, is_nested: bool) -> Row:
    owner = None if is_nested else raw.table.owner
    name_column = owner.name if owner else raw.table.name_column
    written = str(raw.values.get(name_column, ""))
    row = Row(table=raw.table, place=raw.place, values={}, absent=raw.absent, written=written)
    for column in raw.table.columns if is_nested else raw.table.sheet_columns:
        if column.name in raw.values:
            try:
                row.values[column.name] = _parse_value(column, raw)
            except CellError as error:
                item = error.item if raw.is_strict else None
                reading.refuse(raw.place, error.reason, raw.place.column(column.name_at(raw.place), item))
                row.is_complete &= column.name == name_column
        elif column.required:
            row.is_complete &= column.name == name_column
            # A spreadsheet without the column was told so once.
            if raw.is_strict or column.name not in raw.absent:
                reading.refuse(raw.place, _("Dit moet ingevuld zijn."), raw.place.column(column.name_at(raw.place)))
    for name, children in raw.children.items():
        row.children[name] = [_parse_row(child, reading, is_nested=True) for child in children]
    return row


def _parse_value(column: Column, raw: RawRow) -> Any:
    value = raw.values[column.name]
    if isinstance(value, Refused):
        raise CellError(value.reason)
    return column.type.parse(value, strict=raw.is_strict)


def _attach(records: Iterable[Row], loose: Iterable[Row], reading: Reading) -> None:
    """Give lists that stand in sheets of their own to their records."""
    owners: dict[tuple[str, str], Row] = {}
    for record in records:
        for child in record.table.children:
            if child.name in reading.tables:
                record.children.setdefault(child.name, [])
            owners.setdefault((child.name, record.key or record.written), record)
    for row in loose:
        _attach_row(row, owners, reading)


def _attach_row(row: Row, owners: Mapping[tuple[str, str], Row], reading: Reading) -> None:
    column = row.table.owner
    if column is None or not row.written:
        return
    name = row.values.pop(column.name, None)
    owner = owners.get((row.table.name, name or row.written))
    if owner is not None:
        owner.children[row.table.name].append(row)
    elif name is not None:
        reason = _("‘%(name)s’ staat niet in de rijen van ‘%(table)s’.")
        parent = next(table for table in KINDS if row.table in table.children)
        reading.refuse(row.place, reason % {"name": name, "table": parent.name}, row.place.column(column.name))
