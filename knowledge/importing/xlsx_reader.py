"""Reads a workbook: a table per sheet, without calculating and without believing what the file says of itself."""

import datetime as dt
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

import openpyxl
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.utils.exceptions import InvalidFileException

from common.importing.places import Place
from knowledge.importing.rows import Reading, Refused
from knowledge.importing.sheets import read_table, refuse_name, table_called

# A sheet with explanation, such as the one in our template.
EXPLANATION = "uitleg"
MAX_UNPACKED = 150_000_000
MAX_COLUMNS = 200
NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
# How a workbook writes a truth value.
TRUE = {"1", "true"}
UNREADABLE = (
    BadZipFile,
    InvalidFileException,
    DefusedXmlException,
    ParseError,
    KeyError,
    ValueError,
    TypeError,
    OSError,
)


@dataclass
class Layout:
    """What of a sheet is merged, by area, and hidden: rows by their number, columns by their place."""

    merged: list[str] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


def read_xlsx(file: Path, into: Reading) -> None:
    """Add the rows of a workbook, or the reason why there are none."""
    place = Place(file=file.name)
    try:
        with ZipFile(file) as archive, warnings.catch_warnings():
            if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
                reason = _("Uitgepakt is dit bestand te groot. Hoogstens %d MB kan.")
                into.refuse(place, reason % (MAX_UNPACKED // 1_000_000))
                return
            # What openpyxl leaves out, such as a drop-down list, says nothing about the values.
            warnings.simplefilter("ignore")
            _read_workbook(file, archive, place, into)
    except UNREADABLE:
        into.refuse(place, _("Dit is geen werkboek dat te lezen is. Bewaar het opnieuw als .xlsx, zonder wachtwoord."))


def _read_workbook(file: Path, archive: ZipFile, place: Place, into: Reading) -> None:
    workbook = openpyxl.load_workbook(file, read_only=True, keep_links=False)
    try:
        if workbook.epoch == CALENDAR_MAC_1904:
            into.refuse(place, _("Dit werkboek telt dagen vanaf 1904. Zet in Excel het datumsysteem op 1900."))
            return
        for sheet in workbook.worksheets:
            _read_sheet(sheet, archive, Place(file=place.file, sheet=sheet.title), into)
    finally:
        workbook.close()


def _read_sheet(sheet: Any, archive: ZipFile, place: Place, into: Reading) -> None:
    table = table_called(sheet.title)
    if sheet.title.strip().lower() == EXPLANATION:
        return
    if sheet.sheet_state != "visible":
        into.refuse(place, _("Dit blad is verborgen. Maak het zichtbaar of haal het weg."))
    elif table is None:
        refuse_name(sheet.title, place, into)
    else:
        layout = _layout(sheet, archive)
        for area in layout.merged:
            into.refuse(place, _("De cellen %s zijn samengevoegd. Splits ze: elke rij heeft eigen waarden.") % area)
        if not layout.merged:
            read_table(table, _rows(sheet, layout, place, into), place, into)


def _layout(sheet: Any, archive: ZipFile) -> Layout:
    """How a sheet looks. Reading row by row, openpyxl does not tell; the file does."""
    layout = Layout()
    with archive.open(sheet._worksheet_path) as source:
        for _event, element in iterparse(source):
            match element.tag.removeprefix(NAMESPACE):
                case "mergeCell":
                    layout.merged.append(element.get("ref", ""))
                case "row" if element.get("hidden") in TRUE:
                    layout.hidden_rows.add(int(element.get("r", "0")))
                case "col" if element.get("hidden") in TRUE:
                    last = min(int(element.get("max", "0")), MAX_COLUMNS)
                    layout.hidden_columns.update(range(int(element.get("min", "0")) - 1, last))
    return layout


def _rows(sheet: Any, layout: Layout, place: Place, into: Reading) -> Iterator[tuple[int, Sequence[object]]]:
    """The rows with something in them; says which of it nobody sees in the workbook."""
    # The size that the file claims to have may be wrong.
    sheet.reset_dimensions()
    for number, cells in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS), start=1):
        values = [_value(cell) for cell in cells]
        filled = {position for position, value in enumerate(values) if value is not None}
        at = replace(place, row=number)
        if filled and number in layout.hidden_rows:
            into.refuse(at, _("Deze rij is verborgen, misschien door een filter. Maak haar zichtbaar of wis haar."))
        for position in sorted(filled & layout.hidden_columns):
            # Said once for a column.
            layout.hidden_columns.discard(position)
            reason = _("Deze kolom is verborgen. Maak haar zichtbaar of haal haar weg.")
            into.refuse(at, reason, get_column_letter(position + 1))
        # An empty row in front of the names is no row with names.
        if number == 1 or filled:
            yield number, values


def _value(cell: Any) -> object:
    value = cell.value
    if value is None:
        return None
    match cell.data_type:
        case "f":
            return Refused(_("Dit is een formule. De uitkomst wordt niet berekend; vul de waarde zelf in."))
        case "e":
            return Refused(_("In deze cel staat een fout van Excel: %s.") % value)
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dt.time | dt.timedelta):
        return Refused(_("Hier staat een tijd. Vul een gewone waarde in."))
    return value
