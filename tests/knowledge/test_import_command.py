"""Importing from files with the command: what it says, what it keeps, and that a second time changes nothing."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from wagtail.models import ModelLogEntry, PageLogEntry, Revision

from knowledge.enums import Scheme
from knowledge.management.commands.import_knowledge import MOST_NAMES
from knowledge.models import (
    Assessment,
    Concept,
    Evaluation,
    ImportedRecord,
    MethodIndexPage,
    MethodPage,
    Outcome,
    UseCase,
)
from search.models import IndexTask
from tests.knowledge.factories import make_concept, make_evaluation, make_method
from tests.knowledge.imports import concept, evaluation, method, use_case, verdict

pytestmark = pytest.mark.django_db

STORED = (Revision, PageLogEntry, ModelLogEntry, IndexTask, ImportedRecord)
STORED += (Concept, MethodPage, Assessment, Evaluation, Outcome, UseCase)


def counts() -> list[int]:
    return [model.objects.count() for model in STORED]


@pytest.fixture
def file(tmp_path: Path, index: MethodIndexPage) -> Path:
    return tmp_path / "bibliotheek.json"


def write(file: Path, **kinds: Any) -> None:
    file.write_text(json.dumps(kinds))


def complete() -> dict[str, Any]:
    """One of everything."""
    return {
        "use_cases": [use_case()],
        "evaluations": [evaluation()],
        "methods": [method()],
        "concepts": [
            concept("thema", "onrust-op-straat", parent="onrust"),
            concept("thema", "onrust"),
            concept("doelgroep", "bewoners"),
            concept("setting", "wijk"),
        ],
    }


def run(path: Path, **options: Any) -> str:
    out = StringIO()
    call_command("import_knowledge", path, stdout=out, **options)
    return out.getvalue()


def refused(path: Path, **options: Any) -> list[str]:
    err = StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("import_knowledge", path, stderr=err, stdout=StringIO(), **options)
    assert stopped.value.code == 1
    return err.getvalue().splitlines()


def test_everything_in_a_file_is_published_whatever_its_order(file: Path) -> None:
    write(file, **complete())

    printed = run(file)

    assert printed == "7 nieuw, 0 gewijzigd, 0 gelijk, 1 oordeel toegevoegd\n"
    page = MethodPage.objects.get()
    assert (page.live, page.title, page.hours_from) == (True, "De tafel", 10)
    assert page.problem == "<p>Er is ruzie &amp; onbegrip.</p><ol><li>Eerst.</li><li>Dan.</li></ol>"
    assert [block.value["title"] for block in page.approach] == ["Bel", "Praat"]
    assert list(page.themes.values_list("notation", flat=True)) == ["onrust"]
    assert page.costs.get().amount_from == 100
    assert page.assessments.get().value == "getest"
    assert Evaluation.objects.get().method == UseCase.objects.get().method == page
    assert [outcome.measure for outcome in Outcome.objects.all()] == ["Rust", "Vertrouwen"]
    assert Concept.objects.get(notation="onrust-op-straat").parent.notation == "onrust"
    assert MethodPage.objects.get().latest_revision_id == page.live_revision_id is not None


def test_a_second_import_changes_nothing(file: Path) -> None:
    write(file, **complete())
    run(file)
    before = counts()

    assert run(file) == "0 nieuw, 0 gewijzigd, 7 gelijk\n"
    assert counts() == before


def test_a_trial_says_the_same_and_keeps_nothing(file: Path) -> None:
    write(file, **complete())
    before = counts()

    printed = run(file, dry_run=True)

    assert printed == (
        "7 nieuw, 0 gewijzigd, 0 gelijk, 1 oordeel toegevoegd\nDit was een proef: er is niets bewaard.\n"
    )
    assert counts() == before


def test_one_bad_row_keeps_everything_out(file: Path) -> None:
    content = complete()
    content["evaluations"][0]["outcomes"][1]["direction"] = "omhoog"
    content["use_cases"][0]["period_to"] = "2020-01-01"
    write(file, **content)
    before = counts()

    lines = refused(file)

    assert lines == [
        (
            "bibliotheek.json, evaluations[0].outcomes[1].direction: "
            "‘omhoog’ kan hier niet. Kies uit: positief, geen-effect, gemengd, negatief."
        ),
        "bibliotheek.json, use_cases[0].period_to: De periode kan niet eindigen voordat zij begint.",
        "",
        "2 fouten gevonden. Er is niets veranderd.",
    ]
    assert counts() == before


def test_a_changed_row_is_published_as_a_new_version(file: Path) -> None:
    content = complete()
    write(file, **content)
    run(file)
    page = MethodPage.objects.get()
    content["methods"][0] |= {"title": "De nieuwe tafel", "costs": [], "hours_from": None}
    content["evaluations"][0]["outcomes"].pop()
    content["concepts"][1]["label"] = "Grote onrust"
    write(file, **content)

    assert run(file).splitlines() == [
        "bibliotheek.json, concepts[1], ‘thema/onrust’: gewijzigd",
        "bibliotheek.json, methods[0], ‘tafel’: gewijzigd",
        "bibliotheek.json, evaluations[0], ‘tafel-onderzocht’: gewijzigd",
        "0 nieuw, 3 gewijzigd, 4 gelijk",
    ]

    changed = MethodPage.objects.get()
    assert (changed.title, changed.slug, changed.hours_from) == ("De nieuwe tafel", "tafel", None)
    assert not changed.costs.exists()
    assert changed.revisions.count() == 2
    assert (changed.public_id, changed.first_published_at) == (page.public_id, page.first_published_at)
    assert Outcome.objects.get().measure == "Rust"
    assert Evaluation.objects.get().revisions.count() == 2
    assert Concept.objects.get(notation="onrust").label == "Grote onrust"
    assert run(file) == "0 nieuw, 0 gewijzigd, 7 gelijk\n"


def test_of_many_records_that_change_the_first_are_named(file: Path) -> None:
    places = [concept("setting", f"plek-{number}") for number in range(MOST_NAMES + 2)]
    write(file, concepts=places)
    run(file)
    write(file, concepts=[place | {"label": f"Nieuwe {place['label']}"} for place in places])

    # What is indented tells how far it is.
    lines = [line for line in run(file).splitlines() if not line.startswith(" ")]

    assert [line for line in lines[:MOST_NAMES] if not line.endswith(": gewijzigd")] == []
    assert lines[MOST_NAMES:] == ["en nog 2 gewijzigd", f"0 nieuw, {MOST_NAMES + 2} gewijzigd, 0 gelijk"]


def test_what_is_not_in_the_file_stays_as_it_is(file: Path) -> None:
    content = complete()
    write(file, **content)
    run(file)
    for name in ("hours_from", "costs", "evidence"):
        del content["methods"][0][name]
    content["methods"][0]["title"] = "Andere titel"
    write(file, methods=content["methods"])

    assert run(file).endswith("\n0 nieuw, 1 gewijzigd, 0 gelijk\n")

    page = MethodPage.objects.get()
    assert (page.title, page.hours_from, page.costs.count(), page.assessments.count()) == ("Andere titel", 10, 1, 1)
    assert UseCase.objects.exists()


def test_evidence_is_added_once_and_never_taken_away(file: Path) -> None:
    content = complete()
    write(file, **content)
    run(file)
    content["methods"][0]["evidence"] = [verdict(value="geevalueerd", on="2025-01-01")]
    write(file, **content)

    assert run(file) == "0 nieuw, 0 gewijzigd, 7 gelijk, 1 oordeel toegevoegd\n"
    assert run(file) == "0 nieuw, 0 gewijzigd, 7 gelijk\n"
    assert list(Assessment.objects.order_by("pk").values_list("value", flat=True)) == ["getest", "geevalueerd"]


def edit(record: Any) -> None:
    record.title = "Van een redacteur"
    record.save_revision().publish()


def draft(record: Any) -> None:
    record.title = "Van een redacteur"
    record.save_revision()


def unpublish(record: Any) -> None:
    record.unpublish()


@pytest.mark.parametrize("change", [edit, draft, unpublish])
@pytest.mark.parametrize("model", [MethodPage, Evaluation, UseCase])
def test_what_an_editor_changed_is_left_alone_and_said(file: Path, model: Any, change: Any) -> None:
    content = complete()
    write(file, **content)
    run(file)
    change(model.objects.get())
    for kind in ("methods", "evaluations", "use_cases"):
        content[kind][0]["title"] = "Uit het bestand"
    write(file, **content)
    before = model.objects.get()

    printed = run(file)

    kind = {MethodPage: "methods", Evaluation: "evaluations", UseCase: "use_cases"}[model]
    assert f"bibliotheek.json, {kind}[0], ‘tafel" in printed
    assert "door een redacteur gewijzigd, overgeslagen\n" in printed
    assert printed.endswith("0 nieuw, 2 gewijzigd, 4 gelijk, 1 overgeslagen\n")
    after = model.objects.get()
    assert (after.title, after.live, after.latest_revision_id) == (before.title, before.live, before.latest_revision_id)

    assert run(file, overwrite=True).endswith("0 nieuw, 1 gewijzigd, 6 gelijk\n")
    assert (model.objects.get().title, model.objects.get().live) == ("Uit het bestand", True)
    assert run(file) == "0 nieuw, 0 gewijzigd, 7 gelijk\n"


def test_a_concept_that_an_editor_changed_is_left_alone(file: Path) -> None:
    write(file, concepts=[concept("thema", "onrust")])
    run(file)
    Concept.objects.update(label="Van een redacteur")
    write(file, concepts=[concept("thema", "onrust", description="Nieuw.")])

    assert "door een redacteur gewijzigd, overgeslagen" in run(file)
    assert Concept.objects.get().label == "Van een redacteur"
    run(file, overwrite=True)
    assert (Concept.objects.get().label, Concept.objects.get().description) == ("Onrust", "Nieuw.")


def test_a_record_that_no_import_made_is_an_editors(file: Path, index: MethodIndexPage) -> None:
    make_concept(Scheme.THEME, "onrust")
    own = make_method(index, slug="tafel", title="Van ons")
    make_evaluation(own, slug="tafel-onderzocht", title="Ook van ons")
    write(file, **complete())

    printed = run(file)

    assert printed.count("bestond al en komt niet uit een import, overgeslagen") == 3
    assert printed.endswith("4 nieuw, 0 gewijzigd, 0 gelijk, 3 overgeslagen\n")
    assert (MethodPage.objects.get().title, Evaluation.objects.get().title) == ("Van ons", "Ook van ons")
    assert not own.assessments.exists()
    assert UseCase.objects.get().method == own


def test_evidence_reaches_a_method_that_an_editor_improved(file: Path) -> None:
    content = complete()
    write(file, **content)
    run(file)
    edit(MethodPage.objects.get())
    content["methods"][0]["evidence"].append(verdict(value="geevalueerd", on="2025-01-01"))
    write(file, **content)

    assert run(file).endswith("0 nieuw, 0 gewijzigd, 6 gelijk, 1 overgeslagen, 1 oordeel toegevoegd\n")
    assert MethodPage.objects.get().title == "Van een redacteur"


def test_a_record_is_known_by_its_permanent_identifier_and_keeps_its_address(file: Path) -> None:
    content = complete()
    write(file, **content)
    run(file)
    content["methods"][0] |= {"public_id": str(MethodPage.objects.get().public_id), "slug": "tafel-nieuw"}
    for kind in ("evaluations", "use_cases"):
        content[kind][0]["method"] = "tafel-nieuw"
    write(file, **content)

    run(file)

    assert MethodPage.objects.get().slug == "tafel"
    assert Evaluation.objects.get().method == MethodPage.objects.get()


def test_an_address_of_another_record_is_refused(file: Path, index: MethodIndexPage) -> None:
    make_method(index, slug="tafel")
    content = complete()
    content["methods"][0]["public_id"] = "0b8f3a52-5c0c-4a43-8d5a-7b6f0f7f0a11"
    write(file, **content)

    assert refused(file)[0] == ("bibliotheek.json, methods[0].slug: Het webadres ‘tafel’ is al van een ander record.")


def test_a_site_without_a_place_for_methods_is_told_so(tmp_path: Path, db: None) -> None:
    file = tmp_path / "m.json"
    write(file, **complete())

    assert "load_content" in refused(file)[0]


def test_the_search_index_hears_of_what_was_written_and_of_nothing_else(file: Path) -> None:
    content = complete()
    write(file, **content)
    run(file)
    IndexTask.objects.all().delete()
    content["concepts"][1]["alternatives"] = ["rumoer"]
    write(file, **content)

    run(file)

    assert set(IndexTask.objects.values_list("kind", flat=True)) == {"method", "evaluation", "usecase"}
