"""Reads a JSON file: one object with a list per kind, and below a record the lists that belong to it."""

import json
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from common.importing.places import Place
from knowledge.importing.rows import RawRow, Reading
from knowledge.importing.schema import KINDS, Table


class _RepeatedKeyError(ValueError):
    """A key stands twice in one object: which of the two is meant is a guess."""


def read_json(text: str, *, file: str, into: Reading) -> None:
    """Add the rows of a file, or the reason why there are none."""
    place = Place(file=file)
    try:
        content = json.loads(text, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        reason = _("Dit is geen geldige JSON, vanaf teken %(column)d van deze regel.") % {"column": error.colno}
        into.refuse(Place(file=file, row=error.lineno), reason)
    except _RepeatedKeyError as error:
        into.refuse(place, _("De naam ‘%(name)s’ staat twee keer in één object.") % {"name": error})
    except RecursionError:
        into.refuse(place, _("Deze JSON is te diep genest. Records hebben hoogstens drie lagen."))
    except ValueError:
        into.refuse(place, _("In deze JSON staat een getal dat te groot is."))
    else:
        _read_kinds(content, place, into)


def _object(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise _RepeatedKeyError(name)
        found[name] = value
    return found


def _read_kinds(content: object, place: Place, into: Reading) -> None:
    kinds = {table.name: table for table in KINDS}
    if not isinstance(content, dict):
        into.refuse(place, _('Zet om de records heen een object, zoals {"methods": [...]}.'))
        return
    for name, records in content.items():
        if name in kinds:
            into.rows += _read_list(kinds[name], records, place.below(name), into)
        else:
            reason = _("Onbekende soort ‘%(name)s’. Kies uit: %(kinds)s.")
            into.refuse(place, reason % {"name": name, "kinds": ", ".join(kinds)}, name)


def _read_list(table: Table, records: object, place: Place, into: Reading) -> tuple[RawRow, ...]:
    if not isinstance(records, list):
        into.refuse(place, _("Zet hier een lijst, met [ en ]."), place.path)
        return ()
    rows = []
    for index, record in enumerate(records):
        at = Place(file=place.file, path=f"{place.path}[{index}]")
        if isinstance(record, dict):
            rows.append(_read_record(table, record, at, into))
        else:
            into.refuse(at, _("Zet hier een object, met { en }."), at.path)
    return tuple(rows)


def _read_record(table: Table, record: dict[str, Any], place: Place, into: Reading) -> RawRow:
    lists = {child.key_in_json: child for child in table.children}
    children = {
        child.name: _read_list(child, record[name], place.below(name), into)
        for name, child in lists.items()
        if record.get(name) is not None
    }
    columns = {column.name_at(place): column.name for column in table.columns}
    for name in record:
        if name not in columns and name not in lists:
            into.refuse(place, _("Onbekende naam ‘%(name)s’.") % {"name": name}, place.column(name))
    values = {columns[name]: value for name, value in record.items() if name in columns and not _is_empty(value)}
    absent = frozenset(column for name, column in columns.items() if name not in record)
    return RawRow(table=table, place=place, values=values, is_strict=True, children=children, absent=absent)


def _is_empty(value: object) -> bool:
    """Nothing was filled in: no value, an empty list or a text of spaces."""
    return value is None or value == [] or (isinstance(value, str) and not value.strip())
