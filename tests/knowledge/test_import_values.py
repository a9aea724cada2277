"""Values that are wrong: made from the declaration of the format, one or more for every column that there is."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from knowledge.importing.columns import Column
from knowledge.importing.lists import Notations, References, Rich, Words
from knowledge.importing.schema import KINDS, Table
from knowledge.importing.values import Choice, Day, FileName, Identifier, Reference, Slug, Text, Url, Whole, YesNo
from knowledge.models import LibraryIndexPage, MethodIndexPage
from tests.knowledge.import_files import Content, complete, sheets_of, write_json, write_xlsx
from tests.knowledge.import_problems import found

pytestmark = pytest.mark.django_db

# What is wrong for each type of column: a value, which item of a list is wrong, and a part of the reason.
WRONG: dict[type, list[tuple[Any, int | None, str]]] = {
    Text: [({"een": "object"}, None, "Vul hier tekst in"), ("<b>vet</b>", None, "Hier staat HTML")],
    Slug: [("Met Spatie", None, "kan niet in een webadres")],
    Reference: [("bestaat-niet", None, "‘bestaat-niet’ staat niet in")],
    References: [(["tafel", "bestaat-niet"], 1, "‘bestaat-niet’ staat niet in"), ("tafel", None, "een lijst")],
    Notations: [(["bestaat-niet"], 0, "‘bestaat-niet’ staat niet in"), ("onrust", None, "een lijst")],
    Words: [(["goed", 5], 1, "Vul hier tekst in")],
    Rich: [(["Goed.", ""], 1, "Deze alinea is leeg"), (["<script>alert(1)</script>"], 0, "Hier staat HTML")],
    Choice: [("onzin", None, "‘onzin’ kan hier niet. Kies uit:"), (True, None, "kan hier niet")],
    Whole: [("twaalf", None, "is geen getal"), (-1, None, "niet lager zijn dan 0"), (1e12, None, "te groot")],
    Day: [("2024-02-30", None, "bestaat niet"), (20240501, None, "is geen datum")],
    YesNo: [("ja", None, "Kies uit: true, false")],
    Url: [("javascript:alert(1)", None, "geen webadres met http")],
    Identifier: [("123", None, "geen permanent kenmerk")],
    FileName: [("../geheim.pdf", None, "geen bestandsnaam"), ("weg.pdf", None, "staat niet in de map")],
}


@pytest.fixture(autouse=True)
def _pages(index: MethodIndexPage, library: LibraryIndexPage) -> None:
    """The pages that new pages stand below."""


# --- Values in JSON: every column ------------------------------------------------------------------------------------


def places() -> Iterator[tuple[str, Table, Table | None]]:
    """Every table with a record or item of it in the complete content: its path, and below which table it stands."""
    for table in KINDS:
        yield f"{table.name}[0]", table, None
        for child in table.children:
            yield f"{table.name}[0].{child.key_in_json}[0]", child, table


def item(content: Content, table: Table, above: Table | None) -> dict[str, Any]:
    if above is None:
        return content[table.name][0]
    found: dict[str, Any] = content[above.name][0][table.key_in_json][0]
    return found


def name_of(column: Column) -> str:
    return column.in_json or column.name


def wrong_values() -> Iterator[Any]:
    for path, table, above in places():
        for column in table.columns:
            for value, place, reason in WRONG[type(column.type)]:
                at = f"{path}.{name_of(column)}" + ("" if place is None else f"[{place}]")
                yield pytest.param(table, above, column, value, at, reason, id=f"{at} {value}")


@pytest.mark.parametrize(("table", "above", "column", "value", "at", "reason"), list(wrong_values()))
def test_a_wrong_value_in_json(
    tmp_path: Path, table: Table, above: Table | None, column: Column, value: Any, at: str, reason: str
) -> None:
    content = complete()
    item(content, table, above)[name_of(column)] = value

    problems = found(write_json(tmp_path / "a.json", content))

    assert [text for place, text in problems if place == at and reason in text] != [], problems


def required() -> list[tuple[str, Table, Table | None, list[str]]]:
    """For every table the columns that have to be filled in."""
    return [
        (path, table, above, [name_of(column) for column in table.columns if column.required])
        for path, table, above in places()
    ]


@pytest.mark.parametrize(("path", "table", "above", "names"), required())
def test_values_that_have_to_be_there(
    tmp_path: Path, path: str, table: Table, above: Table | None, names: list[str]
) -> None:
    content = complete()
    for name in names:
        item(content, table, above)[name] = "  "

    problems = found(write_json(tmp_path / "a.json", content))

    wanted = [(f"{path}.{name}", "Dit moet ingevuld zijn.") for name in names]
    assert [problem for problem in problems if problem in wanted] == wanted


# --- Values in a workbook --------------------------------------------------------------------------------------------

SHEET_VALUES = [
    ("use_cases", "hours", "12,5", "zonder cijfers achter de komma"),
    ("use_cases", "hours", 12.5, "zonder cijfers achter de komma"),
    ("use_cases", "hours", "-3", "niet lager zijn dan 0"),
    ("use_cases", "hours", "€ 12", "is geen getal"),
    ("use_cases", "hours", "1.2.3", "is geen getal"),
    ("use_cases", "hours", True, "is geen getal"),
    ("use_cases", "hours", "9" * 5000, "te groot"),
    ("use_cases", "hours", "NaN", "is geen getal"),
    ("costs", "price_year", 99_999, "te groot"),
    ("costs", "amount_from", "veel", "is geen getal"),
    ("use_cases", "period_from", "31-2-2024", "bestaat niet"),
    ("use_cases", "period_from", "1/2/2024", "is geen datum"),
    ("use_cases", "period_from", "1-2-24", "is geen datum"),
    ("use_cases", "period_from", 2024, "is geen datum"),
    ("use_cases", "period_from", "45463", "is geen datum"),
    ("use_cases", "period_from", "0001-01-01", "kan niet kloppen"),
    ("use_cases", "period_from", "vorig jaar", "is geen datum"),
    ("use_cases", "period_from", False, "is geen datum"),
    ("use_cases", "is_checked", "misschien", "Kies uit: ja, nee"),
    ("use_cases", "is_checked", 2, "Kies uit: ja, nee"),
    ("use_cases", "title", "=1+1", "formule"),
    ("use_cases", "title", "#REF!", "fout van Excel"),
    ("use_cases", "title", "#DIV/0!", "fout van Excel"),
    ("use_cases", "title", "a" * 161, "te lang: 161 tekens"),
    ("use_cases", "title", "twee\nregels", "op één regel"),
    ("use_cases", "title", "<img src=x onerror=alert(1)>", "Hier staat HTML"),
    ("use_cases", "title", "<!-- weg -->", "Hier staat HTML"),
    ("use_cases", "title", "verloren \ufffd letter", "letter verloren"),
    ("use_cases", "title", "andersom \u202egro", "onzichtbaar teken (U+202E)"),
    ("use_cases", "title", True, "Vul hier tekst in"),
    ("use_cases", "title", 1.5, "Vul hier tekst in"),
    ("use_cases", "costs", "a" * 20_001, "te lang: 20001 tekens"),
    ("use_cases", "slug", "Hoofdletters", "Gebruik kleine letters"),
    ("use_cases", "slug", "a" * 121, "te lang"),
    ("use_cases", "slug", "met/streep", "kan niet in een webadres"),
    ("use_cases", "themes", "onrust; onbekend", "‘onbekend’ staat niet in"),
    ("use_cases", "themes", "onrust; onrust", "staat hier twee keer"),
    ("use_cases", "themes", "onrrust", "Bedoelt u ‘onrust’?"),
    ("use_cases", "method", "tafell", "Bedoelt u ‘tafel’?"),
    ("use_cases", "period_to", "1-1-2020", "kan niet eindigen voordat zij begint"),
    ("evaluations", "dropouts", 41, "niet meer mensen afvallen"),
    ("evaluations", "report_url", "www.example.org", "geen webadres"),
    ("methods", "problem", "# Een kop", "tussenkop"),
    ("methods", "problem", "<p>Tekst</p>", "Hier staat HTML"),
    ("methods", "summary", "woord " * 101, "1 woord te lang"),
    ("methods", "hours_to", 5, "eerst het laagste"),
    ("costs", "amount_to", 5, "eerst het laagste"),
    ("costs", "method", "onbekend", "staat niet in de rijen van ‘methods’"),
    ("outcomes", "evaluation", "onbekend", "staat niet in de rijen van ‘evaluations’"),
    ("evidence", "value", "goed-beschreven", "hoort niet bij"),
    ("evidence", "on", "1-1-2099", "niet in de toekomst"),
    ("evidence", "valid_until", "1-1-2020", "verlopen voordat"),
    ("evidence", "quality", 2, "als er iets gemeten is"),
    ("materials", "file", "/etc/passwd", "geen bestandsnaam"),
    ("materials", "file", "..\\geheim.pdf", "geen bestandsnaam"),
    ("materials", "file", "virus.exe", "Dit soort bestand kan niet"),
    ("materials", "url", "", "één van de twee"),
    ("related", "related", "tafel", "niet naar zichzelf"),
    ("lesson_relations", "related", "eerst-luisteren", "niet naar zichzelf"),
    ("lessons", "review_on", "1-1-2020", "Kies een latere dag"),
    ("publications", "methods", "weg", "‘weg’ staat niet in"),
    ("concepts", "parent", "weg", "‘weg’ staat niet in"),
    ("concepts", "parent", "onrust-op-straat", "onder zichzelf"),
]


@pytest.mark.parametrize(("sheet", "column", "value", "reason"), SHEET_VALUES)
def test_a_wrong_value_in_a_workbook(tmp_path: Path, sheet: str, column: str, value: Any, reason: str) -> None:
    sheets = sheets_of(complete())
    names, first = sheets[sheet][:2]
    first[names.index(column)] = value

    problems = found(write_xlsx(tmp_path / "a.xlsx", sheets))

    assert [text for place, text in problems if place == f"{sheet}:2:{column}" and reason in text] != [], problems


def test_there_are_at_least_two_hundred_defects() -> None:
    assert len(list(wrong_values())) + len(SHEET_VALUES) >= 200
