"""Import files for the tests: the same records as JSON, as a workbook and as CSV."""

import csv
import json
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from knowledge.importing.schema import KINDS, Column, Table
from tests.knowledge.imports import concept, evaluation, lesson, method, publication, use_case

Content = dict[str, list[dict[str, Any]]]
Sheets = dict[str, list[list[Any]]]


def complete() -> Content:
    """One of everything, with every list filled and in an order that does not help."""
    return {
        "lessons": [
            lesson(relations=[{"lesson": "eerst-bellen", "kind": "nuanceert"}]),
            lesson(slug="eerst-bellen", title="Eerst bellen"),
        ],
        "publications": [publication()],
        "use_cases": [use_case()],
        "evaluations": [evaluation()],
        "methods": [
            method(related=[{"method": "stoel", "kind": "verwant"}]),
            method(slug="stoel", title="De stoel", evidence=[]),
        ],
        "concepts": [
            concept("thema", "onrust-op-straat", parent="onrust"),
            concept("thema", "onrust", alternatives=["rumoer", "rellen"]),
            concept("doelgroep", "bewoners"),
            concept("setting", "wijk"),
        ],
    }


def write_json(path: Path, content: Any) -> Path:
    path.write_text(json.dumps(content))
    return path


def sheets_of(content: Content) -> Sheets:
    """The records as sheets: a row of names, and a row for each record and each item of a list below one."""
    sheets: Sheets = {}
    for table in KINDS:
        records = content.get(table.name, [])
        sheets[table.name] = [[column.name for column in table.columns], *(cells(table, each) for each in records)]
        for child in table.children:
            rows = [
                [record["slug"], *cells(child, item)]
                for record in records
                for item in record.get(child.key_in_json, ())
            ]
            sheets[child.name] = [[column.name for column in child.sheet_columns], *rows]
    return sheets


def cells(table: Table, record: dict[str, Any]) -> list[Any]:
    return [cell(record.get(column.in_json or column.name), column) for column in table.columns]


def cell(value: Any, column: Column) -> Any:
    """A value as somebody would type it."""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if not isinstance(value, list):
        return value
    if type(column.type).__name__ == "Rich":
        return "\n\n".join(
            "\n".join(f"{number}. {item}" for number, item in enumerate(part, start=1))
            if isinstance(part, list)
            else part
            for part in value
        )
    return "; ".join(value)


def write_xlsx(path: Path, sheets: Sheets) -> Path:
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    workbook.save(path)
    return path


def write_csv(folder: Path, sheets: Sheets, *, delimiter: str = ";", encoding: str = "utf-8-sig") -> Path:
    for name, rows in sheets.items():
        with (folder / f"{name}.csv").open("w", newline="", encoding=encoding) as file:
            csv.writer(file, delimiter=delimiter).writerows(rows)
    return folder
