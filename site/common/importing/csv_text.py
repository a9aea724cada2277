"""Reads the records of a CSV file as a Dutch spreadsheet writes it."""

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from common.importing.places import Place

SEPARATORS = ";,\t"
BOM = b"\xef\xbb\xbf"

Refuse = Callable[[Place, str], None]
Record = list[str | None]


def read_text(file: Path, refuse: Refuse) -> str | None:
    """The text of a file; None when it is not UTF-8, with the place and the reason told to `refuse`."""
    content = file.read_bytes().removeprefix(BOM)
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        _refuse_encoding(content, error.start, Place(file=file.name), refuse)
        return None


def _refuse_encoding(content: bytes, position: int, place: Place, refuse: Refuse) -> None:
    """Name the row of the first letter that is not UTF-8, as a spreadsheet counts it."""
    before = content[:position].decode()
    # The quote that may be open closes here, so that the row itself is counted.
    row = sum(1 for _record in csv.reader(_lines(before + "?"), delimiter=_separator(before)))
    reason = _("Hier staat een teken dat geen UTF-8 is. Bewaar het bestand in Excel als ‘CSV UTF-8’.")
    refuse(Place(file=place.file, row=row), reason)


def _lines(text: str) -> io.StringIO:
    """The lines of a file. Not splitlines(): signs that a text can hold, such as U+2028, would end a row as well."""
    return io.StringIO(text, newline="")


def _separator(text: str) -> str:
    """What stands most often between the names: Dutch spreadsheets write a semicolon."""
    names = text.split("\n", 1)[0]
    return max(SEPARATORS, key=names.count)


def read_records(text: str, place: Place, refuse: Refuse) -> Iterator[tuple[int, Record]]:
    """The records with their numbers, an empty cell as None, up to the first that cannot be read."""
    reader = csv.reader(_lines(text), delimiter=_separator(text), strict=True)
    number = 0
    while True:
        number += 1
        try:
            record = next(reader, None)
        except csv.Error:
            reason = _("Deze rij is niet te lezen: een aanhalingsteken staat verkeerd, of een waarde is veel te lang.")
            refuse(Place(file=place.file, row=number), reason)
            return
        if record is None:
            return
        yield number, [cell.strip() or None for cell in record]
