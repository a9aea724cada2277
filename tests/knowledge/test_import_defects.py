"""Files with one thing wrong: each is reported with its place and its reason, and nothing is stored.

Defects of single values are made from the declaration of the format, one or more for every column that there is; those
of whole rows and files are written out.
"""

import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.db.models import Model

from knowledge.importing.columns import Column
from knowledge.importing.lists import Notations, References, Rich, Words
from knowledge.importing.schema import KINDS, Table
from knowledge.importing.sources import MAX_BYTES
from knowledge.importing.values import Choice, Day, FileName, Identifier, Reference, Slug, Text, Url, Whole, YesNo
from knowledge.models import Assessment, Concept, ImportedRecord, LibraryIndexPage, MethodIndexPage, MethodPage
from knowledge.services import import_library
from search.models import IndexTask
from tests.knowledge.import_files import Content, complete, sheets_of, write_csv, write_json, write_xlsx
from tests.knowledge.imports import concept

pytestmark = pytest.mark.django_db

STORED: tuple[type[Model], ...] = (Concept, MethodPage, Assessment, ImportedRecord, IndexTask)

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


def found(path: Path) -> list[tuple[str, str]]:
    """Import, and return for each problem where it is and why; whatever happens, nothing may be stored."""
    before = {model: list(model.objects.order_by("pk").values()) for model in STORED}

    report = import_library(path)

    assert {model: list(model.objects.order_by("pk").values()) for model in STORED} == before
    assert all(problem.place.file for problem in report.problems)
    return [
        (problem.column if problem.place.path else where(problem.place.sheet, problem.place.row, problem.column), text)
        for problem in report.problems
        for text in [problem.reason]
    ]


def where(sheet: str, row: int | None, column: str) -> str:
    return f"{sheet}:{row or ''}:{column}"


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


# --- Records that contradict each other ------------------------------------------------------------------------------


def double_slug(content: Content) -> None:
    content["methods"][1]["slug"] = "tafel"


def shared_address(content: Content) -> None:
    content["lessons"][0]["slug"] = "over-tafels"


def double_identifier(content: Content) -> None:
    for record in content["methods"]:
        record["public_id"] = "0b8f3a52-5c0c-4a43-8d5a-7b6f0f7f0a11"


def double_concept(content: Content) -> None:
    content["concepts"].append(concept("thema", "onrust", label="Nog eens"))


def double_label(content: Content) -> None:
    content["concepts"].append(concept("thema", "rumoer", label="ONRUST"))


def circle(content: Content) -> None:
    content["concepts"][1]["parent"] = "onrust-op-straat"


def third_level(content: Content) -> None:
    content["concepts"].append(concept("thema", "onrust-in-een-straat", parent="onrust-op-straat"))


def other_list(content: Content) -> None:
    content["concepts"][0]["parent"] = "wijk"


def double_verdict(content: Content) -> None:
    content["methods"][0]["evidence"] *= 2


def double_relation(content: Content) -> None:
    content["methods"][0]["related"] *= 2


def no_steps(content: Content) -> None:
    content["methods"][0]["approach"] = []


def no_conditions(content: Content) -> None:
    del content["methods"][0]["conditions"]


def unknown_name(content: Content) -> None:
    content["methods"][0]["tittel"] = "De tafel"


def unknown_name_below(content: Content) -> None:
    content["methods"][0]["costs"][0]["bedrag"] = 5


def unknown_kind(content: Content) -> None:
    content["methoden"] = []


def no_list(content: Content) -> None:
    content["methods"] = {"slug": "tafel"}  # type: ignore[assignment]


def no_object(content: Content) -> None:
    content["methods"][0] = "tafel"  # type: ignore[call-overload]


def no_list_below(content: Content) -> None:
    content["methods"][0]["costs"] = "gratis"


def two_places(content: Content) -> None:
    content["publications"][0]["files"] = [{"title": "Rapport"}]


@pytest.mark.parametrize(
    ("change", "at", "reason"),
    [
        (double_slug, "methods[1].slug", "‘tafel’ staat er twee keer; de eerste keer in a.json, methods[0]"),
        (shared_address, "lessons[0].slug", "staat er twee keer|staat er twee keer; de eerste keer in a.json, pub"),
        (double_identifier, "methods[1].public_id", "staat er twee keer"),
        (double_concept, "concepts[4].notation", "‘onrust’ staat er twee keer; de eerste keer in a.json, concepts[1]"),
        (double_label, "concepts[4].label", "De naam ‘ONRUST’ is in deze lijst al van ‘onrust’"),
        (circle, "concepts[1].parent", "vallen onder elkaar: onrust → onrust-op-straat → onrust"),
        (third_level, "concepts[4].parent", "hoogstens twee lagen: ‘onrust-op-straat’ valt zelf al onder ‘onrust’"),
        (other_list, "concepts[0].parent", "‘wijk’ staat niet in de lijst ‘thema’"),
        (double_verdict, "", "Dit oordeel staat er twee keer"),
        (double_relation, "methods[0].related[1].method", "‘stoel’ staat hier twee keer"),
        (no_steps, "methods[0].approach", "ten minste één rij"),
        (no_conditions, "methods[0].conditions", "ten minste één rij"),
        (unknown_name, "methods[0].tittel", "Onbekende naam ‘tittel’"),
        (unknown_name_below, "methods[0].costs[0].bedrag", "Onbekende naam ‘bedrag’"),
        (unknown_kind, ":" + ":methoden", "Onbekende soort ‘methoden’"),
        (no_list, "methods", "Zet hier een lijst"),
        (no_object, "methods[0]", "Zet hier een object"),
        (no_list_below, "methods[0].costs", "Zet hier een lijst"),
        (two_places, "publications[0].files[0].url", "één van de twee"),
    ],
    ids=lambda value: value.__name__ if callable(value) else None,
)
def test_records_that_contradict_each_other(
    tmp_path: Path, change: Callable[[Content], None], at: str, reason: str
) -> None:
    content = complete()
    change(content)

    problems = found(write_json(tmp_path / "a.json", content))

    wanted = reason.split("|", maxsplit=1)[0]
    if change is shared_address:
        assert [place for place, text in problems if wanted in text] in (["lessons[0].slug"], ["publications[0].slug"])
    else:
        assert [text for place, text in problems if place == at and wanted in text] != [], problems


def test_a_slug_may_stand_in_one_file_only(tmp_path: Path) -> None:
    write_json(tmp_path / "a.json", complete())
    write_json(tmp_path / "b.json", {"methods": complete()["methods"][1:]})

    assert ("methods[0].slug", "‘stoel’ staat er twee keer; de eerste keer in a.json, methods[1].") in found(tmp_path)


# --- Files that cannot be read ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "row", "reason"),
    [
        ('{"methods": [\n  {"slug": "a",}\n]}', 2, "geen geldige JSON"),
        ("", 1, "geen geldige JSON"),
        ("[]", None, "een object"),
        ('"tekst"', None, "een object"),
        ("[" * 100_000 + "]" * 100_000, None, "te diep genest"),
        ('{"methods": [], "methods": []}', None, "‘methods’ staat twee keer"),
        ('{"methods": [{"hours_from": ' + "9" * 5000 + "}]}", None, "te groot"),
    ],
    ids=["komma", "leeg", "lijst", "tekst", "diep", "dubbel", "getal"],
)
def test_json_that_is_not_ours(tmp_path: Path, text: str, row: int | None, reason: str) -> None:
    file = tmp_path / "a.json"
    file.write_text(text)

    ((place, said),) = found(file)

    assert place == where("", row, "")
    assert reason in said


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e400"])
def test_a_number_that_is_none(tmp_path: Path, number: str) -> None:
    file = tmp_path / "a.json"
    content = json.dumps(complete()).replace('"hours_from": 10', f'"hours_from": {number}', 1)
    file.write_text(content)

    assert [place for place, text in found(file) if "is geen getal" in text] == ["methods[0].hours_from"]


def test_half_a_character(tmp_path: Path) -> None:
    content = complete()
    content["methods"][0]["title"] = "half \ud800"

    assert found(write_json(tmp_path / "a.json", content))[0] == (
        "methods[0].title",
        "Hier staat een onzichtbaar teken (U+D800). Haal het weg.",
    )


@pytest.mark.parametrize(
    ("sheets", "at", "reason"),
    [
        ({"methoden": [["slug"]]}, "methoden::", "‘methoden’ is geen soort"),
        ({"methods": []}, "methods:1:", "namen van de kolommen"),
        ({"concepts": [["scheme", "notation", "label", "kleur"]]}, "concepts:1:kleur", "Onbekende kolom"),
        ({"concepts": [["scheme", "notation", "label", "label"]]}, "concepts:1:label", "staat er twee keer"),
        ({"concepts": [["scheme", "notation"]]}, "concepts:1:label", "Deze kolom ontbreekt"),
        (
            {"concepts": [["scheme", "notation", "label"], ["thema", "a", "A", "los"]]},
            "concepts:2:D",
            "geen naam van een kolom",
        ),
        ({"concepts": [["scheme", "notation", "label"], ["kleur", "a", "A"]]}, "concepts:2:scheme", "‘kleur’ kan hier"),
        ({"concepts": [["scheme", "notation", "label"], [], ["thema", None, "A"]]}, "concepts:3:notation", "ingevuld"),
    ],
)
def test_sheets_that_are_not_ours(tmp_path: Path, sheets: Any, at: str, reason: str) -> None:
    problems = found(write_xlsx(tmp_path / "a.xlsx", sheets))

    assert [text for place, text in problems if place == at and reason in text] != [], problems


def changed_workbook(path: Path, change: Callable[[Any], None]) -> Path:
    write_xlsx(path, sheets_of(complete()))
    workbook = openpyxl.load_workbook(path)
    change(workbook)
    workbook.save(path)
    return path


def test_merged_cells(tmp_path: Path) -> None:
    file = changed_workbook(tmp_path / "a.xlsx", lambda book: book["costs"].merge_cells("A2:A3"))

    assert ("costs::", "De cellen A2:A3 zijn samengevoegd. Splits ze: elke rij heeft eigen waarden.") in found(file)


def test_a_hidden_sheet(tmp_path: Path) -> None:
    file = changed_workbook(tmp_path / "a.xlsx", lambda book: setattr(book["costs"], "sheet_state", "hidden"))

    assert ("costs::", "Dit blad is verborgen. Maak het zichtbaar of haal het weg.") in found(file)


def test_a_workbook_with_other_dates(tmp_path: Path) -> None:
    def count_from_1904(book: Any) -> None:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904

    ((_place, text),) = found(changed_workbook(tmp_path / "a.xlsx", count_from_1904))

    assert "vanaf 1904" in text


@pytest.mark.parametrize("content", [b"", b"geen zip", b"PK\x03\x04kapot", b"\xd0\xcf\x11\xe0 met wachtwoord"])
def test_what_is_no_workbook(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(content)

    ((_place, text),) = found(file)

    assert "geen werkboek dat te lezen is" in text


def test_a_zip_that_blows_up(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/workbook.xml", "w") as entry:
        for _part in range(160):
            entry.write(bytes(1_000_000))
    assert file.stat().st_size < 1_000_000

    ((_place, text),) = found(file)

    assert text == "Uitgepakt is dit bestand te groot. Hoogstens 150 MB kan."


@pytest.mark.parametrize("name", ["a.json", "methods.csv", "a.xlsx"])
def test_a_file_that_is_too_large_is_not_opened(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    with file.open("wb") as large:
        large.truncate(100_000_000)
    assert MAX_BYTES < 100_000_000

    assert found(file) == [("::", "Dit bestand is te groot: 100 MB. Hoogstens 25 MB kan.")]


def csv_file(folder: Path, content: bytes, name: str = "concepts.csv") -> Path:
    file = folder / name
    file.write_bytes(content)
    return file


NAMES = b"scheme;notation;label\n"


@pytest.mark.parametrize(
    ("content", "at", "reason"),
    [
        (NAMES + "thema;a;A\nthema;cafe;Café\n".encode("cp1252"), ":3:", "geen UTF-8"),
        (NAMES + 'thema;a;"A\nB"\nthema;cafe;Café\n'.encode("cp1252"), ":3:", "geen UTF-8"),
        ((NAMES + b"thema;a;A\n").decode().encode("utf-16"), ":1:", "geen UTF-8"),
        (NAMES + b'thema;a;"open\n', ":2:", "niet te lezen"),
        (NAMES + b'thema;a;"A"B\n', ":2:", "niet te lezen"),
        (NAMES + b"thema;a;" + b"x" * 140_000 + b"\n", ":2:", "niet te lezen"),
        (NAMES + b"thema;a;A;los\n", ":2:D", "geen naam van een kolom"),
        (NAMES + b"\n\nthema;a;\n", ":4:label", "ingevuld"),
        (NAMES + b"thema;a;=SOM(A1)\n", ":2:label", "formule"),
        (NAMES + b"thema;a;A\x00B\n", ":2:label", "onzichtbaar teken (U+0000)"),
        (NAMES + b"thema;a;A\x07B\n", ":2:label", "onzichtbaar teken (U+0007)"),
        (b"", ":1:", "namen van de kolommen"),
        (b"scheme|notation|label\n", ":1:scheme|notation|label", "Onbekende kolom"),
        (NAMES + b"thema;a;A\n" * 20_001, ":20001:", "te veel rijen"),
    ],
)
def test_csv_that_is_not_ours(tmp_path: Path, content: bytes, at: str, reason: str) -> None:
    problems = found(csv_file(tmp_path, content))

    assert [text for place, text in problems if place == at and reason in text] != [], problems[:3]


def test_files_of_another_kind(tmp_path: Path) -> None:
    assert "bestaat niet" in found(tmp_path / "weg.csv")[0][1]
    assert "Dit soort bestand kan niet" in found(csv_file(tmp_path, b"x", "oud.xls"))[0][1]
    assert "‘mijn-lijst’ is geen soort" in found(csv_file(tmp_path, NAMES, "mijn-lijst.csv"))[0][1]
    (tmp_path / "leeg").mkdir()
    assert "staat geen CSV-, XLSX- of JSON-bestand" in found(tmp_path / "leeg")[0][1]


def test_a_link_to_a_file_elsewhere(tmp_path: Path) -> None:
    content = complete()
    content["publications"][0]["files"] = [{"title": "Rapport", "file": "rapport.pdf"}]
    (tmp_path / "files").mkdir()
    (tmp_path / "geheim.pdf").write_bytes(b"geheim")
    (tmp_path / "files/rapport.pdf").symlink_to(tmp_path / "geheim.pdf")

    ((place, text),) = found(write_json(tmp_path / "a.json", content))

    assert place == "publications[0].files[0].file"
    assert "staat niet in de map" in text


def test_every_problem_is_reported_at_once(tmp_path: Path) -> None:
    sheets = sheets_of(complete())
    sheets["use_cases"][1][0] = "geen-uuid"
    sheets["costs"][1][1] = "gratis"
    sheets["methods"][2][4] = None
    write_csv(tmp_path, sheets)

    report = import_library(tmp_path)

    assert sorted(str(problem).split(": ")[0] for problem in report.problems) == [
        "costs.csv, rij 2, kolom ‘basis’",
        "methods.csv, rij 3, kolom ‘tagline’",
        "use_cases.csv, rij 2, kolom ‘public_id’",
    ]


def test_there_are_at_least_two_hundred_defects() -> None:
    assert len(list(wrong_values())) + len(SHEET_VALUES) >= 200
