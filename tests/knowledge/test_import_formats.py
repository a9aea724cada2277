"""The same records as JSON, as a workbook and as CSV are the same; what describes the format is up to date."""

import datetime as dt
from io import StringIO
from pathlib import Path

import openpyxl
import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from wagtail.documents import get_document_model

from config.env import BASE_DIR
from knowledge.importing.schema import TABLES
from knowledge.importing.texts import blocks_of_text, html_of_blocks
from knowledge.models import (
    Concept,
    LessonPage,
    LibraryIndexPage,
    MethodIndexPage,
    MethodPage,
    PublicationPage,
    UseCase,
)
from knowledge.services import import_library
from knowledge.services.importing import ImportReport
from tests.knowledge.import_files import complete, sheets_of, write_csv, write_json, write_xlsx

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _pages(index: MethodIndexPage, library: LibraryIndexPage) -> None:
    """The pages that new pages stand below."""


def counts(report: ImportReport) -> dict[str, int]:
    assert report.problems == []
    return {action.value: number for action, number in report.counts.items()}


def test_a_workbook_and_csv_files_say_the_same_as_json(tmp_path: Path) -> None:
    content = complete()
    folder = tmp_path / "csv"
    folder.mkdir()

    assert counts(import_library(write_json(tmp_path / "a.json", content))) == {"nieuw": 11}
    assert counts(import_library(write_xlsx(tmp_path / "a.xlsx", sheets_of(content)))) == {"gelijk": 11}
    assert counts(import_library(write_csv(folder, sheets_of(content)))) == {"gelijk": 11}


@pytest.mark.parametrize(("delimiter", "encoding"), [(";", "utf-8-sig"), (",", "utf-8"), ("\t", "utf-8")])
def test_a_folder_of_csv_files_is_one_import(tmp_path: Path, delimiter: str, encoding: str) -> None:
    write_csv(tmp_path, sheets_of(complete()), delimiter=delimiter, encoding=encoding)
    (tmp_path / "~$methods.xlsx").write_bytes(b"open in Excel")
    (tmp_path / "LEESMIJ.txt").write_text("Niet om te importeren.")

    assert counts(import_library(tmp_path)) == {"nieuw": 11}

    page = MethodPage.objects.get(slug="tafel")
    assert page.problem == "<p>Er is ruzie &amp; onbegrip.</p><ol><li>Eerst.</li><li>Dan.</li></ol>"
    assert [relation.related.slug for relation in page.relations.all()] == ["stoel"]
    assert [link.method for link in PublicationPage.objects.get().method_links.all()] == [page]
    assert LessonPage.objects.get(slug="eerst-luisteren").relations.get().related.slug == "eerst-bellen"


def test_what_nobody_sees_makes_no_difference(tmp_path: Path) -> None:
    content = complete()
    method = content["methods"][0]
    assert counts(import_library(write_json(tmp_path / "a.json", content))) == {"nieuw": 11}

    method["title"] = "\ufeffDe ta\u200bfel"
    method["slug"] = "tafel\u2060"
    assert counts(import_library(write_json(tmp_path / "a.json", content))) == {"gelijk": 11}


def test_a_sign_that_ends_a_line_elsewhere_ends_no_row(tmp_path: Path) -> None:
    text = "scheme;notation;label;description\nthema;onrust;Onrust;Eerste\u2028tweede\nthema;rumoer;Rumoer;Nee\n"
    (tmp_path / "concepts.csv").write_text(text, encoding="utf-8", newline="")

    assert counts(import_library(tmp_path)) == {"nieuw": 2}
    assert Concept.objects.get(notation="onrust").description == "Eerste\u2028tweede"


def test_files_refer_to_each_other(tmp_path: Path) -> None:
    content = complete()
    write_json(tmp_path / "2.json", {"concepts": content.pop("concepts"), "methods": content.pop("methods")})
    write_xlsx(tmp_path / "1.xlsx", sheets_of(content))

    assert counts(import_library(tmp_path)) == {"nieuw": 11}


def test_values_as_a_spreadsheet_keeps_them(tmp_path: Path) -> None:
    sheets = sheets_of(complete())
    names, row = sheets["use_cases"]
    for name, value in {
        "period_from": dt.date(2024, 1, 8),
        "period_to": 45463,
        "filled_in_on": " 1-7-2024 ",
        "hours": "1\u00a0250",
        "is_checked": True,
        "is_example": "Waar",
        "title": 2024,
        "again": "Ja,\u00a0mits",
    }.items():
        row[names.index(name)] = value
    sheets["use_cases"][2:] = [[], [None, " "]]

    assert counts(import_library(write_xlsx(tmp_path / "a.xlsx", sheets))) == {"nieuw": 11}

    found = UseCase.objects.get()
    assert (found.period_from, found.period_to, found.filled_in_on) == (
        dt.date(2024, 1, 8),
        dt.date(2024, 6, 20),
        dt.date(2024, 7, 1),
    )
    assert (found.hours, found.is_checked, found.is_example) == (1250, True, True)
    assert (found.title, found.again) == ("2024", "ja-mits")


def test_an_empty_cell_empties_and_a_column_that_is_not_there_keeps(tmp_path: Path) -> None:
    sheets = sheets_of(complete())
    file = write_xlsx(tmp_path / "a.xlsx", sheets)
    import_library(file)
    names, *rows = sheets["methods"]
    sheets = {"methods": [names, *rows], "costs": [sheets["costs"][0]]}
    rows[0][names.index("hours_from")] = None
    place = names.index("other_names")
    for row in (*rows, names):
        del row[place]

    assert counts(import_library(write_xlsx(file, sheets))) == {"gewijzigd": 2}

    page = MethodPage.objects.get(slug="tafel")
    assert (page.hours_from, page.other_names, page.costs.count()) == (None, "Buurttafel", 0)
    assert (page.materials.count(), len(page.approach)) == (1, 2)


def test_a_file_of_a_publication_becomes_one_document(tmp_path: Path) -> None:
    content = complete()
    content["publications"][0]["files"] = [{"title": "Het rapport", "file": "rapport.txt"}]
    content["methods"][0]["materials"] = [{"title": "Ook het rapport", "file": "rapport.txt", "licence": "eigenaar"}]
    (tmp_path / "files").mkdir()
    (tmp_path / "files/rapport.txt").write_text("Het hele rapport.")
    file = write_json(tmp_path / "a.json", content)
    model = get_document_model()

    before = set(default_storage.listdir("documents")[1]) if default_storage.exists("documents") else set()
    import_library(file, keep=False)
    after = set(default_storage.listdir("documents")[1]) if default_storage.exists("documents") else set()
    assert (after - before, model.objects.count()) == (set(), 0)

    import_library(file)
    document = model.objects.get()
    assert Path(document.file.path).read_text() == "Het hele rapport."
    assert PublicationPage.objects.get().files.get().document == document
    assert counts(import_library(file)) == {"gelijk": 11}

    (tmp_path / "files/rapport.txt").write_text("Een nieuw rapport.")
    assert counts(import_library(file)) == {"gelijk": 9, "gewijzigd": 2}
    assert Path(PublicationPage.objects.get().files.get().document.file.path).read_text() == "Een nieuw rapport."
    for kept in model.objects.all():
        kept.file.delete(save=False)


def test_the_description_of_the_format_is_up_to_date() -> None:
    out = StringIO()

    call_command("import_knowledge", describe=True, stdout=out)

    assert out.getvalue() == (BASE_DIR / "docs/import-format.md").read_text()


def test_the_template_has_every_sheet_and_column_and_imports_as_nothing(tmp_path: Path) -> None:
    template = tmp_path / "leeg.xlsx"

    call_command("import_knowledge", template=template)

    workbook = openpyxl.load_workbook(template)
    assert workbook.sheetnames == ["uitleg", *TABLES]
    assert {sheet.title: [cell.value for cell in sheet[1]] for sheet in workbook.worksheets[1:]} == {
        name: [column.name for column in table.sheet_columns] for name, table in TABLES.items()
    }
    assert counts(import_library(template)) == {}


def test_a_command_without_a_file_says_what_is_missing() -> None:
    with pytest.raises(CommandError, match="Noem een bestand of een map"):
        call_command("import_knowledge")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Eén.\nNog één.\n\nTwee & drie.", "<p>Eén. Nog één.</p><p>Twee &amp; drie.</p>"),
        ("Doe dit:\n- bel\n- praat\n\n- wacht", "<p>Doe dit:</p><ul><li>bel</li><li>praat</li><li>wacht</li></ul>"),
        ("1. bel\n2) praat\nEn dan.", "<ol><li>bel</li><li>praat</li></ol><p>En dan.</p>"),
        ("# Kop\nTekst.", "<h2>Kop</h2><p>Tekst.</p>"),
        ("minder dan < 5 > 3", "<p>minder dan &lt; 5 &gt; 3</p>"),
        ("", ""),
    ],
)
def test_plain_text_becomes_paragraphs_and_lists(text: str, html: str) -> None:
    assert html_of_blocks(blocks_of_text(text)) == html
