"""The register of processing: made from the declarations, in the CMS, as a file and on the command line."""

import csv
import io
import json

import pytest
from django.core.management import call_command
from django.test import Client, override_settings

from common.privacy.register import as_data, as_rows, entries
from common.privacy.registry import declarations

pytestmark = pytest.mark.django_db

CONTROLLER = "Ministerie van Voorbeelden, Straat 1, 1234 AB Voorbeeldstad"


def test_every_declaration_is_in_it_once() -> None:
    kinds = [kind for entry in entries() for kind in entry.kinds]

    assert len(kinds) == len(declarations())
    assert [entry.title for entry in entries()] == sorted(entry.title for entry in entries())
    assert all(kind.holds and kind.kept and kind.on_erasure for kind in kinds)


def test_it_says_what_article_30_asks() -> None:
    with override_settings(PRIVACY_CONTROLLER=CONTROLLER, PRIVACY_OFFICER="fg@example.org"):
        data = as_data()

    log = next(entry for entry in data["activities"] if entry["title"] == "Logboek van handelingen")
    assert (data["controller"], data["officer"]) == (CONTROLLER, "fg@example.org")
    assert log["purpose"] == "Misbruik en fouten kunnen nagaan, zoals de BIO vraagt (8.15)."
    assert log["basis"] == "taak van algemeen belang (artikel 6, lid 1, onder e, AVG)"
    assert log["seen_by"] == "beheerders"
    assert log["kinds"][0]["name"] == "Handeling"
    assert log["kinds"][0]["kept"] == "de handeling: 3 jaar"


def test_the_page_shows_it_and_gives_the_files(admin_client: Client) -> None:
    page = admin_client.get("/beheer/verwerkingsregister/").content.decode()

    for entry in entries():
        assert entry.title in page
    assert "niet ingevuld (PRIVACY_CONTROLLER)" in page

    sheet = admin_client.get("/beheer/verwerkingsregister/register.csv")
    rows = list(csv.reader(io.StringIO(sheet.content.decode("utf-8-sig")), delimiter=";"))
    assert rows == [list(row) for row in as_rows()]
    assert 'filename="verwerkingsregister-' in sheet.headers["Content-Disposition"]

    answer = admin_client.get("/beheer/verwerkingsregister/register.json")
    assert json.loads(answer.content) == as_data_in_json()


def test_the_command_prints_it(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("privacy_register")
    sheet = capsys.readouterr().out
    call_command("privacy_register", "--format", "json")

    assert list(csv.reader(io.StringIO(sheet), delimiter=";")) == [list(row) for row in as_rows()]
    assert json.loads(capsys.readouterr().out) == as_data_in_json()


def as_data_in_json() -> object:
    return json.loads(json.dumps(as_data()))
