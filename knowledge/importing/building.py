"""From rows to records that are not saved yet."""

from collections.abc import Iterable
from typing import Any

from knowledge.enums import AXIS_SCHEME, Axis
from knowledge.importing.columns import Column
from knowledge.importing.lists import Notations, Rich, Words
from knowledge.importing.parsing import Row
from knowledge.importing.texts import html_of_blocks


def field_values(row: Row) -> dict[str, Any]:
    """What a row says of the plain fields of its model.

    An empty cell empties the field, or gives it its default; a column that is not there leaves it as it is.
    """
    return {
        column.target: _field_value(column, row)
        for column in row.table.columns
        if column.name not in row.absent and is_plain(column, row.table.model)
    }


def is_plain(column: Column, model: Any) -> bool:
    """False for what is stored elsewhere: relations, and the identifier, which never changes."""
    names = {field.name for field in model._meta.concrete_fields if not field.is_relation}
    return column.name != "public_id" and column.target in names


def _field_value(column: Column, row: Row) -> Any:
    if column.name not in row.values:
        return row.table.model._meta.get_field(column.target).get_default()
    return _stored_form(column, row.values[column.name])


def _stored_form(column: Column, value: Any) -> Any:
    match column.type:
        case Words():
            return "\n".join(value)
        case Rich():
            return html_of_blocks(value)
    return value


def build_record(row: Row) -> Any:
    """A record of its model with the plain fields of a row, without its relations."""
    return row.table.model(**field_values(row))


def build_child(row: Row, **relations: Any) -> Any:
    """One item of a list below a record: not saved, and not tied to the record yet."""
    values = field_values(row) | relations
    if row.table.name == "evidence":
        values["scheme"] = AXIS_SCHEME[Axis(values["axis"])]
    return row.table.model(**values)


def stream_items(rows: Iterable[Row]) -> list[tuple[str, dict[str, Any]]]:
    """The items of a StreamField from the rows of a list below a record."""
    return [
        (
            row.table.block,
            {
                # What may be left out of a block is text.
                column.target: _stored_form(column, row.values[column.name]) if column.name in row.values else ""
                for column in row.table.columns
            },
        )
        for row in rows
    ]


def relations(row: Row) -> dict[str, tuple[str, tuple[str, ...]]]:
    """The relations to concepts that a row speaks of: the vocabulary and the codes of each."""
    return {
        column.target: (column.type.scheme.value, row.values.get(column.name, ()))
        for column in row.table.columns
        if isinstance(column.type, Notations) and column.name not in row.absent
    }
