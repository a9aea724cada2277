"""Reads a CSV file: one table, of which the file has the name."""

from pathlib import Path

from common.importing.csv_text import read_records, read_text
from common.importing.places import Place
from knowledge.importing.rows import Reading
from knowledge.importing.sheets import read_table, refuse_name, table_called


def read_csv(file: Path, into: Reading) -> None:
    """Add the rows of a file, or the reason why there are none."""
    place = Place(file=file.name)
    table = table_called(file.stem)
    if table is None:
        refuse_name(file.stem, place, into)
        return
    text = read_text(file, into.refuse)
    if text is not None:
        read_table(table, read_records(text, place, into.refuse), place, into)
