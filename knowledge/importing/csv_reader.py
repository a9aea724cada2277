"""Reads a CSV file: one table, of which the file has the name."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from django.utils.translation import gettext as _

from knowledge.importing.places import Place
from knowledge.importing.rows import Reading
from knowledge.importing.sheets import read_table, refuse_name, table_called

SEPARATORS = ";,\t"
BOM = b"\xef\xbb\xbf"


def read_csv(file: Path, into: Reading) -> None:
    """Add the rows of a file, or the reason why there are none."""
    place = Place(file=file.name)
    table = table_called(file.stem)
    if table is None:
        refuse_name(file.stem, place, into)
        return
    content = file.read_bytes().removeprefix(BOM)
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        _refuse_encoding(content, error.start, place, into)
        return
    read_table(table, _records(text, place, into), place, into)


def _refuse_encoding(content: bytes, position: int, place: Place, into: Reading) -> None:
    """Name the row of the first letter that is not UTF-8, as a spreadsheet counts it."""
    before = content[:position].decode()
    # The quote that may be open closes here, so that the row itself is counted.
    row = sum(1 for _record in csv.reader((before + "?").splitlines(keepends=True), delimiter=_separator(before)))
    reason = _("Hier staat een teken dat geen UTF-8 is. Bewaar het bestand in Excel als ‘CSV UTF-8’.")
    into.refuse(Place(file=place.file, row=row), reason)


def _separator(text: str) -> str:
    """What stands most often between the names: Dutch spreadsheets write a semicolon."""
    names = text.split("\n", 1)[0]
    return max(SEPARATORS, key=names.count)


def _records(text: str, place: Place, into: Reading) -> Iterator[tuple[int, Sequence[object]]]:
    """The records with their numbers, up to the first that cannot be read."""
    reader = csv.reader(text.splitlines(keepends=True), delimiter=_separator(text), strict=True)
    number = 0
    while True:
        number += 1
        try:
            record = next(reader, None)
        except csv.Error:
            reason = _("Deze rij is niet te lezen: een aanhalingsteken staat verkeerd, of een waarde is veel te lang.")
            into.refuse(Place(file=place.file, row=number), reason)
            return
        if record is None:
            return
        yield number, [cell.strip() or None for cell in record]
