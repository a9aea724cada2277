"""Importing the official lists: what is stored, that a second time changes nothing, and what is refused."""

from collections import Counter
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Organisation, OrganisationDomain
from accounts.organisations.importing import Outcome, import_organisations
from common.activity.models import Activity
from tests.accounts.organisations.helpers import TOOI, make_organisation
from tests.services.reference import reference_data

pytestmark = pytest.mark.django_db

GEMEENTEN = "gm_code,name,extra,province_code,inhabitants,inhabitants_date,urbanity_class,tooi_uri"
STAD = f"GM9001,Voorbeeldstad,x,PV99,120000,2025-01-01,2,{TOOI}/gemeente/gm9001"
DORP = f"GM9002,Voorbeelddorp,x,PV99,8000,2025-01-01,5,{TOOI}/gemeente/gm9002"
ORGANISATIES = "type,name,abbreviation,tooi_uri,note"
PROVINCIE = f"provincie,Voorbeeldland,,{TOOI}/provincie/pv99,"
INSTITUUT = "kennisinstituut of landelijke organisatie,Voorbeeldinstituut,VI,,"


def write(folder: Path, municipalities: list[str] | None = None, organisations: list[str] | None = None) -> Path:
    """The lists in `folder`: a province, an institute and two municipalities unless told."""
    lists = {
        "gemeenten.csv": [GEMEENTEN, *([STAD, DORP] if municipalities is None else municipalities)],
        "organisations.csv": [ORGANISATIES, *([PROVINCIE, INSTITUUT] if organisations is None else organisations)],
    }
    for name, lines in lists.items():
        (folder / name).write_text("\n".join(lines) + "\n")
    return folder


def run(folder: Path, *options: str) -> tuple[int, str]:
    """What the command ends with, and what it says."""
    out = StringIO()
    try:
        call_command("import_organisations", str(folder), *options, stdout=out, stderr=out)
    except SystemExit as end:
        return int(str(end.code)), out.getvalue()
    return 0, out.getvalue()


def stored() -> list[Any]:
    return list(Organisation.objects.order_by("pk").values_list())


def test_the_official_lists_are_imported_and_a_second_time_changes_nothing() -> None:
    folder = reference_data()

    first = import_organisations(folder)
    before = stored()
    second = import_organisations(folder)

    assert (first.problems, first.counts) == ((), {Outcome.NEW: 442})
    assert Counter(Organisation.objects.values_list("kind", flat=True)) == {
        "gemeente": 342,
        "provincie": 12,
        "veiligheidsregio": 25,
        "ministerie": 15,
        "landelijk": 48,
    }
    assert (second.problems, second.counts) == ((), {Outcome.SAME: 442})
    assert stored() == before
    groningen = Organisation.objects.get(tooi_uri=f"{TOOI}/gemeente/gm0014")
    assert (str(groningen), groningen.code, str(groningen.province)) == (
        "Gemeente Groningen",
        "GM0014",
        "Provincie Groningen",
    )
    assert (groningen.inhabitants, groningen.size_class, groningen.urbanity) == (244441, "vanaf-100000", "zeer-sterk")
    assert Organisation.objects.filter(name="Nationaal Archief").get().abbreviation == "NA"


def test_the_command_says_what_it_did_and_that_is_written_down(tmp_path: Path) -> None:
    folder = write(tmp_path)

    assert run(folder) == (0, "4 nieuw, 0 gewijzigd, 0 gelijk\n")
    write(tmp_path, municipalities=[STAD.replace("120000", "120001"), DORP])
    assert run(folder) == (0, "0 nieuw, 1 gewijzigd, 3 gelijk\n")

    assert Organisation.objects.get(name="Voorbeeldstad").inhabitants == 120001
    assert list(Activity.objects.filter(verb="organisations.imported").order_by("pk").values_list("codes")) == [
        ("new:4",),
        ("same:3 changed:1",),
    ]


def test_a_trial_says_what_would_happen_and_keeps_nothing(tmp_path: Path) -> None:
    said = run(write(tmp_path), "--dry-run")

    assert said == (0, "4 nieuw, 0 gewijzigd, 0 gelijk\nDit was een proef: er is niets bewaard.\n")
    assert (stored(), Activity.objects.count()) == ([], 0)


def test_what_editors_gave_and_what_is_in_no_list_stays(tmp_path: Path) -> None:
    import_organisations(write(tmp_path))
    stad = Organisation.objects.get(name="Voorbeeldstad")
    OrganisationDomain.objects.create(organisation=stad, domain="voorbeeldstad.nl")

    write(tmp_path, municipalities=[STAD.replace("Voorbeeldstad", "Stad aan Zee")])
    report = import_organisations(tmp_path)

    assert report.counts == {Outcome.CHANGED: 1, Outcome.SAME: 2}
    stad = Organisation.objects.get(pk=stad.pk)
    assert (stad.name, [str(domain) for domain in stad.domains.all()]) == ("Stad aan Zee", ["voorbeeldstad.nl"])
    assert Organisation.objects.filter(name="Voorbeelddorp").exists()


def test_an_address_that_comes_later_is_given_to_the_same_organisation_and_never_taken_away(tmp_path: Path) -> None:
    import_organisations(write(tmp_path))
    with_address = INSTITUUT.replace("VI,", f"VI,{TOOI}/oorg/oorg99999")

    found = import_organisations(write(tmp_path, organisations=[PROVINCIE, with_address]))
    lost = import_organisations(write(tmp_path))

    assert (found.counts[Outcome.CHANGED], lost.counts[Outcome.CHANGED]) == (1, 0)
    assert Organisation.objects.get(name="Voorbeeldinstituut").tooi_uri == f"{TOOI}/oorg/oorg99999"


def test_the_name_of_an_organisation_that_ended_is_free(tmp_path: Path) -> None:
    old = make_organisation("Voorbeelddorp", tooi_uri=f"{TOOI}/gemeente/gm9000")

    refused = import_organisations(write(tmp_path))
    Organisation.objects.filter(pk=old.pk).update(valid_until="2020-12-31")
    done = import_organisations(tmp_path)

    (problem,) = refused.problems
    assert str(problem) == (
        "gemeenten.csv, rij 3, kolom ‘name’: Er is al een organisatie met deze naam, met TOOI-adres "
        f"{TOOI}/gemeente/gm9000. Beëindig die eerst."
    )
    assert done.counts == {Outcome.NEW: 4}


def test_a_semicolon_a_byte_order_mark_and_capitals_in_the_names_are_fine(tmp_path: Path) -> None:
    write(tmp_path)
    text = (tmp_path / "organisations.csv").read_text().replace(",", ";").replace("type;name", "Type;Name")
    (tmp_path / "organisations.csv").write_bytes(b"\xef\xbb\xbf" + text.encode())

    assert import_organisations(tmp_path).counts == {Outcome.NEW: 4}


@pytest.mark.parametrize(
    ("line", "column", "reason"),
    [
        (STAD.replace("GM9001", "9001"), "gm_code", "Een code is GM met vier cijfers."),
        (STAD.replace("GM9001", "GM9003"), "tooi_uri", "Dit adres hoort niet bij GM9003."),
        (STAD.replace(TOOI, "https://example.org"), "tooi_uri", "Dit is geen adres van een organisatie in TOOI."),
        (STAD.replace("Voorbeeldstad", ""), "name", "Dit is leeg."),
        (STAD.replace("Voorbeeldstad", "x" * 201), "name", "Dit is te lang: hoogstens 200 tekens."),
        (STAD.replace("PV99", "PV98"), "province_code", "Deze provincie is er niet, en staat niet in de lijsten."),
        (STAD.replace("PV99", "Utrecht"), "province_code", "Een code is PV met twee cijfers."),
        (STAD.replace("120000", "120.000"), "inhabitants", "Dit is geen aantal."),
        (STAD.replace("120000", "²"), "inhabitants", "Dit is geen aantal."),
        (STAD.replace("2025-01-01", "1 januari"), "inhabitants_date", "Een datum is jjjj-mm-dd."),
        (STAD.replace(",2,", ",6,"), "urbanity_class", "Een klasse is een getal van 1 tot en met 5."),
    ],
)
def test_a_wrong_value_is_told_by_row_and_column_and_nothing_changes(
    tmp_path: Path, line: str, column: str, reason: str
) -> None:
    status, said = run(write(tmp_path, municipalities=[DORP, line]))

    assert status == 1
    assert said == f"gemeenten.csv, rij 3, kolom ‘{column}’: {reason}\n\n1 fout gevonden. Er is niets veranderd.\n"
    assert stored() == []


def test_other_mistakes_are_told_together(tmp_path: Path) -> None:
    folder = write(tmp_path, [STAD, STAD], [PROVINCIE, "bedrijf,Winkel,,,"])

    kinds = (
        "gemeente, provincie, ministerie, veiligheidsregio, kennisinstituut of landelijke organisatie, "
        "maatschappelijke organisatie"
    )
    assert run(folder)[1].splitlines() == [
        f"organisations.csv, rij 3, kolom ‘type’: Onbekende soort. Kies uit: {kinds}.",
        "gemeenten.csv, rij 3, kolom ‘tooi_uri’: Dit staat er twee keer; de eerste keer in gemeenten.csv, rij 2.",
        "gemeenten.csv, rij 3, kolom ‘name’: Dit staat er twee keer; de eerste keer in gemeenten.csv, rij 2.",
        "",
        "3 fouten gevonden. Er is niets veranderd.",
    ]


def test_files_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    assert "In deze map staat geen gemeenten.csv of organisations.csv." in run(tmp_path)[1]
    assert "In deze map staat geen" in run(tmp_path / "nergens")[1]
    write(tmp_path)
    (tmp_path / "gemeenten.csv").write_bytes(b"gm_code\n\xff")
    (tmp_path / "organisations.csv").write_text("type,name\n")

    assert run(tmp_path)[1].splitlines()[:3] == [
        "gemeenten.csv, rij 2: Hier staat een teken dat geen UTF-8 is. Bewaar het bestand in Excel als ‘CSV UTF-8’.",
        "organisations.csv, rij 1, kolom ‘abbreviation’: Deze kolom ontbreekt.",
        "organisations.csv, rij 1, kolom ‘tooi_uri’: Deze kolom ontbreekt.",
    ]
    for name in ("gemeenten.csv", "organisations.csv"):
        (tmp_path / name).write_text("")
    assert "gemeenten.csv, rij 1: Hier hoort een rij met de namen van de kolommen." in run(tmp_path)[1]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=200) | st.text(max_size=200).map(lambda text: f"{ORGANISATIES}\n{text}".encode()))
def test_any_file_is_stored_or_refused_with_a_reason(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "organisations.csv").write_bytes(content)

    report = import_organisations(tmp_path, keep=False)

    assert report.problems or set(report.counts) <= {Outcome.NEW}
