"""The format of import files in words and as an empty workbook, from the one declaration of it."""

from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import override
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from knowledge.importing.columns import Column
from knowledge.importing.schema import KINDS, TABLES, Table
from knowledge.importing.xlsx_reader import EXPLANATION

BOLD = Font(bold=True)
WIDTH = 24
INTRODUCTION = """\
# Bestanden om te importeren

`uv run manage.py import_knowledge BESTAND_OF_MAP` leest CSV, XLSX en JSON. Van een map horen alle bestanden bij elkaar;
de volgorde maakt niet uit. Met `--dry-run` wordt alles nagekeken en niets bewaard. `--template LEEG.xlsx` maakt een
leeg werkboek met alle bladen en kolommen.

Eén foute rij houdt alles tegen: u krijgt een lijst met bestand, blad, rij, kolom en reden, en er verandert niets. Wie
hetzelfde bestand nog eens importeert, verandert ook niets. Een rij die veranderd is, wordt een nieuwe versie. Wat een
redacteur intussen veranderde, blijft staan en wordt gemeld; met `--overwrite` wint het bestand. Wat een redacteur
verwijderde, blijft weg en wordt gemeld; met `--restore` komt het terug. Een kolom of lijst die er niet is, laat staan
wat er staat; een lege cel maakt leeg. Het webadres van een bestaand record blijft.

- **XLSX**: een blad per soort, met de namen van de kolommen in rij 1. Een blad ‘uitleg’ wordt overgeslagen.
- **CSV**: een bestand per soort, zoals `methods.csv`, in UTF-8, met een puntkomma, komma of tab ertussen.
- **JSON**: één object met een lijst per soort, zoals `{"methods": [...]}`. Wat in een werkboek een eigen blad heeft,
  staat in JSON als lijst in het record. Een lange tekst is een lijst van alinea's; een lijst daarin is een genummerde
  lijst.
- **Bestanden** bij een methode of publicatie staan in een map `files` naast het importbestand.
- In tekst kan geen HTML en geen formule staan.

Dit overzicht komt uit de code: `uv run manage.py import_knowledge --describe > docs/import-format.md`.
"""


def format_document() -> str:
    """The description of the format as Markdown."""
    with override("nl"):
        return INTRODUCTION + "".join(_chapter(table, level=2) for table in KINDS)


def _chapter(table: Table, *, level: int) -> str:
    lines = [f"\n{'#' * level} {table.label}: `{table.name}`\n"]
    if table.owner and table.key_in_json != table.name:
        lines.append(f"In JSON heet deze lijst `{table.key_in_json}`.\n")
    if table.required:
        lines.append("Ten minste één rij is verplicht.\n")
    lines += ["| Kolom | Betekenis | Verplicht | Wat |", "| --- | --- | --- | --- |"]
    lines += [_line(column) for column in table.sheet_columns]
    return "\n".join(lines) + "\n" + "".join(_chapter(child, level=level + 1) for child in table.children)


def _line(column: Column) -> str:
    name = f"`{column.name}`" + (f" (JSON: `{column.in_json}`)" if column.in_json else "")
    return f"| {name} | {column.label} | {'ja' if column.required else ''} | {column.type.description} |"


def write_template(path: Path) -> None:
    """Write an empty workbook with every sheet and column, and an explanation in front."""
    workbook = Workbook()
    explanation = workbook.active
    explanation.title = EXPLANATION
    with override("nl"):
        for values in _explanation():
            explanation.append(values)
    for table in TABLES.values():
        sheet = workbook.create_sheet(table.name)
        sheet.append([column.name for column in table.sheet_columns])
        sheet.freeze_panes = "A2"
    for sheet in workbook.worksheets:
        for number, cell in enumerate(sheet[1], start=1):
            cell.font = BOLD
            sheet.column_dimensions[get_column_letter(number)].width = WIDTH
    workbook.save(path)


def _explanation() -> Iterator[list[str]]:
    yield ["Blad", "Kolom", "Betekenis", "Verplicht", "Wat"]
    for table in TABLES.values():
        for column in table.sheet_columns:
            yield [
                table.name,
                column.name,
                str(column.label),
                "ja" if column.required else "nee",
                column.type.description,
            ]
