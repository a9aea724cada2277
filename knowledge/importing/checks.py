"""What rows say of each other and of what the site has: doubles, references, and the rules of the models."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from knowledge.importing.building import build_child, build_record, is_plain
from knowledge.importing.columns import Column
from knowledge.importing.known import Known
from knowledge.importing.lists import Notations, References
from knowledge.importing.parsing import Row
from knowledge.importing.rows import Reading
from knowledge.importing.values import Reference


def check(rows: Iterable[Row], known: Known, reading: Reading) -> None:
    """Add a problem for everything that keeps these rows from being stored together."""
    rows = list(rows)
    _check_doubles(rows, reading)
    _check_references(rows, known, reading)
    for row in rows:
        _check_model_rules(row, reading)


def _check_doubles(rows: Iterable[Row], reading: Reading) -> None:
    """One record, one row: over all files and sheets together. Pages below one page share their addresses."""
    seen: dict[tuple[object, str, object], Row] = {}
    for row in rows:
        for name, value in ((row.table.name_column, row.key), ("public_id", row.values.get("public_id"))):
            first = seen.setdefault((row.table.parent or row.table.name, name, value), row) if value else row
            if first is not row:
                reason = _("‘%(value)s’ staat er twee keer; de eerste keer in %(place)s.")
                shown = row.values.get(name, value)
                reading.refuse(row.place, reason % {"value": shown, "place": first.place}, row.place.column(name))
        for children in row.children.values():
            _check_double_verdicts(children, reading)


def _check_double_verdicts(children: Iterable[Row], reading: Reading) -> None:
    seen: dict[tuple[object, ...], Row] = {}
    for child in children:
        if child.table.name != "evidence" or not child.is_complete:
            continue
        first = seen.setdefault(verdict(child), child)
        if first is not child:
            reading.refuse(child.place, _("Dit oordeel staat er twee keer; de eerste keer in %s.") % first.place)


def verdict(row: Row) -> tuple[object, ...]:
    """What makes an assessment of a method the same as another: what, which answer, when and by whom."""
    return tuple(row.values[name] for name in ("axis", "value", "on", "by"))


# --- References ------------------------------------------------------------------------------------------------------


class _Existing:
    """What rows can refer to: the records and concepts of the files and of the site."""

    def __init__(self, rows: Iterable[Row], known: Known) -> None:
        self.slugs: dict[str, set[str]] = defaultdict(set)
        self.notations: dict[str, set[str]] = defaultdict(set)
        for kind, slug in known.records:
            self.slugs[kind].add(slug)
        for scheme, notation in (*known.concepts, *known.merged):
            self.notations[scheme].add(notation)
        for row in rows:
            if row.key is not None:
                self.slugs[row.table.name].add(row.key)
                if row.table.name == "concepts":
                    self.notations[row.values["scheme"]].add(row.values["notation"])


def _check_references(rows: Iterable[Row], known: Known, reading: Reading) -> None:
    rows = list(rows)
    existing = _Existing(rows, known)
    for row in rows:
        _check_row_references(row, existing, reading)
        for children in row.children.values():
            for child in children:
                _check_row_references(child, existing, reading)
            _check_relations(row, children, reading)


def _check_row_references(row: Row, existing: _Existing, reading: Reading) -> None:
    for column in row.table.columns:
        value = row.values.get(column.name)
        if value is None:
            continue
        match column.type:
            case Reference(kind=kind):
                _check_existing((value,), existing.slugs[kind], kind, column, row, reading)
            case References(kind=kind):
                _check_existing(value, existing.slugs[kind], kind, column, row, reading)
            case Notations(scheme=scheme):
                _check_existing(value, existing.notations[scheme], scheme.value, column, row, reading)


def _check_existing(
    values: Iterable[str], existing: Collection[str], kind: str, column: Column, row: Row, reading: Reading
) -> None:
    is_list = not isinstance(column.type, Reference)
    for place, value in enumerate(values):
        if value not in existing:
            reason = _("‘%(value)s’ staat niet in ‘%(kind)s’: niet in de bestanden en niet op de site.")
            reason = reason % {"value": value, "kind": kind} + suggestion(value, existing)
            name = column.name_at(row.place)
            reading.refuse(row.place, reason, row.place.column(name, place if is_list else None))
            row.is_complete = False


def _check_relations(row: Row, children: Iterable[Row], reading: Reading) -> None:
    """A record is something to another record of its kind, and to each of them once."""
    seen: set[str] = set()
    for child in children:
        related = child.values.get("related")
        if related is None:
            continue
        column = child.place.column(child.table.column("related").name_at(child.place))
        if related == row.key:
            reading.refuse(child.place, _("Een record kan niet naar zichzelf verwijzen."), column)
        elif related in seen:
            reading.refuse(child.place, _("‘%s’ staat hier twee keer.") % related, column)
        seen.add(related)


def suggestion(word: str, existing: Iterable[str]) -> str:
    """A further sentence for a message, when something that exists looks like the word."""
    close = get_close_matches(word, sorted(existing), n=1)
    return " " + _("Bedoelt u ‘%s’?") % close[0] if close else ""


# --- The rules of the models -----------------------------------------------------------------------------------------

# Stands for a document that is not stored yet.
SOME_DOCUMENT = -1


def _check_model_rules(row: Row, reading: Reading) -> None:
    """What fields say together, such as a period that ends before it starts; the model knows these rules."""
    for children in row.children.values():
        for child in children:
            if child.is_complete and child.table.model is not None:
                document = {"document_id": SOME_DOCUMENT} if "file" in child.values else {}
                _check_instance(build_child(child, **document), child, reading)
    # The rules of a concept are about its place among the others.
    if row.is_complete and row.table.name != "concepts":
        _check_instance(build_record(row), row, reading)


def _check_instance(instance: Any, row: Row, reading: Reading) -> None:
    filled = {
        column.target
        for column in row.table.columns
        # A name that is missing or wrong was told.
        if is_plain(column, row.table.model) and (column.name in row.values or column.name != row.table.name_column)
    }
    others = {field.name for field in instance._meta.get_fields()} - filled
    errors: Mapping[str, list[str]] = {}
    try:
        instance.clean_fields(exclude=others)
        instance.clean()
    except ValidationError as error:
        errors = error.message_dict
    for field, messages in errors.items():
        column = row.table.column_for(field)
        for message in messages:
            reading.refuse(row.place, message, row.place.column(column.name_at(row.place)) if column else "")
