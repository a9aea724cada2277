"""Files and sheets that cannot be read: each is reported with its place and its reason."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from knowledge.importing.sources import MAX_BYTES
from knowledge.models import LibraryIndexPage, MethodIndexPage
from knowledge.services import import_library
from tests.knowledge.import_files import complete, sheets_of, write_csv, write_json, write_xlsx
from tests.knowledge.import_problems import found, where

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _pages(index: MethodIndexPage, library: LibraryIndexPage) -> None:
    """The pages that new pages stand below."""


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


def test_hidden_rows_and_columns(tmp_path: Path) -> None:
    def hide(book: Any) -> None:
        book["methods"].row_dimensions[3].hidden = True
        # Nothing is in these, which is how people hide what they do not use.
        book["methods"].row_dimensions[40].hidden = True
        book["concepts"].column_dimensions["C"].hidden = True
        book["concepts"].column_dimensions["ZZ"].hidden = True

    assert found(changed_workbook(tmp_path / "a.xlsx", hide)) == [
        ("concepts:1:C", "Deze kolom is verborgen. Maak haar zichtbaar of haal haar weg."),
        ("methods:3:", "Deze rij is verborgen, misschien door een filter. Maak haar zichtbaar of wis haar."),
    ]


def test_names_that_differ_in_capitals_or_in_what_nobody_sees_are_one_name(tmp_path: Path) -> None:
    for name in ("LABEL", "label\ufeff", " label\u00a0"):
        sheets = {"concepts": [["scheme", "notation", "label", name]]}
        assert found(write_xlsx(tmp_path / "a.xlsx", sheets)) == [
            ("concepts:1:label", "Deze kolom staat er twee keer.")
        ]


def test_a_folder_that_leads_into_itself(tmp_path: Path) -> None:
    (tmp_path / "binnen").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "rond.json").symlink_to(tmp_path / "rond.json")

    assert found(tmp_path) == [("::", "In deze map staat geen CSV-, XLSX- of JSON-bestand.")]


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
