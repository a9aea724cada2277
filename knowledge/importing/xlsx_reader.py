"""Reads a workbook: a table per sheet, without calculating and without believing what the file says of itself."""

import datetime as dt
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

import openpyxl
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext as _
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.utils.exceptions import InvalidFileException

from common.importing.places import Place
from knowledge.importing.rows import Reading, Refused
from knowledge.importing.sheets import read_table, refuse_name, table_called

# A sheet with explanation, such as the one in our template.
EXPLANATION = "uitleg"
MAX_UNPACKED = 150_000_000
MAX_COLUMNS = 200
MERGED = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}mergeCell"
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
        merged = _merged_cells(sheet, archive)
        for area in merged:
            into.refuse(place, _("De cellen %s zijn samengevoegd. Splits ze: elke rij heeft eigen waarden.") % area)
        if not merged:
            read_table(table, _rows(sheet), place, into)


def _merged_cells(sheet: Any, archive: ZipFile) -> list[str]:
    """The areas that are merged. Reading row by row, openpyxl does not tell; the file does."""
    with archive.open(sheet._worksheet_path) as source:
        return [element.get("ref", "") for _event, element in iterparse(source) if element.tag == MERGED]


def _rows(sheet: Any) -> Iterator[tuple[int, Sequence[object]]]:
    # The size that the file claims to have may be wrong.
    sheet.reset_dimensions()
    for number, cells in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS), start=1):
        values = [_value(cell) for cell in cells]
        # An empty row in front of the names is no row with names.
        if number == 1 or any(value is not None for value in values):
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
