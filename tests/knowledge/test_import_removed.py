"""What an editor removed stays away when its file is imported again, until somebody asks for it."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from knowledge.models import (
    Concept,
    Evaluation,
    ImportedRecord,
    LibraryIndexPage,
    MethodIndexPage,
    MethodPage,
    PublicationPage,
    UseCase,
)
from search.models import IndexTask
from tests.knowledge.factories import make_method
from tests.knowledge.import_files import complete, write_json
from tests.knowledge.imports import concept, evaluation, method

pytestmark = pytest.mark.django_db

REMOVED = "door een redacteur verwijderd, overgeslagen"
STORED = (MethodPage, Evaluation, UseCase, Concept, ImportedRecord, IndexTask)


@pytest.fixture
def file(tmp_path: Path, index: MethodIndexPage, library: LibraryIndexPage) -> Path:
    return tmp_path / "bibliotheek.json"


def run(path: Path, **options: Any) -> list[str]:
    out = StringIO()
    call_command("import_knowledge", path, stdout=out, **options)
    return out.getvalue().splitlines()


def counts() -> list[int]:
    return [model.objects.count() for model in STORED]


def small() -> dict[str, Any]:
    return {
        "concepts": [
            concept("thema", "onrust"),
            concept("thema", "rumoer"),
            concept("thema", "gerucht", parent="rumoer"),
            concept("doelgroep", "bewoners"),
            concept("setting", "wijk"),
        ],
        "methods": [method(), method(slug="stoel", title="De stoel", evidence=[])],
        "evaluations": [evaluation(method="stoel")],
    }


def remove(slug: str) -> None:
    """Remove a method with what hangs on it, as an editor has to."""
    Evaluation.objects.filter(method__slug=slug).delete()
    MethodPage.objects.get(slug=slug).delete()


@pytest.mark.parametrize("identified", [False, True])
def test_a_removed_method_stays_away_with_what_hung_on_it(file: Path, identified: bool) -> None:
    content = small()
    if identified:
        content["methods"][1]["public_id"] = "0b8f3a52-5c0c-4a43-8d5a-7b6f0f7f0a11"
    write_json(file, content)
    run(file)
    remove("stoel")
    before = counts()

    # Also when the file has another version of it.
    content["methods"][1]["title"] = "De nieuwe stoel"
    content["evaluations"].append(evaluation(slug="nog-een", title="Nog een", method="stoel"))
    write_json(file, content)
    printed = run(file)

    assert printed == [
        f"bibliotheek.json, methods[1], ‘stoel’: {REMOVED}",
        f"bibliotheek.json, evaluations[0], ‘tafel-onderzocht’: {REMOVED}",
        "bibliotheek.json, evaluations[1], ‘nog-een’: de methode is overgeslagen, dit dus ook",
        "0 nieuw, 0 gewijzigd, 6 gelijk, 3 overgeslagen",
    ]
    assert counts() == before
    assert run(file, overwrite=True)[-1] == "0 nieuw, 0 gewijzigd, 6 gelijk, 3 overgeslagen"


def test_what_was_removed_comes_back_when_it_is_asked_for(file: Path) -> None:
    write_json(file, small())
    run(file)
    was = MethodPage.objects.get(slug="stoel").public_id
    remove("stoel")

    assert run(file, restore=True) == ["2 nieuw, 0 gewijzigd, 6 gelijk"]

    # Links to its permanent address work again.
    assert MethodPage.objects.get(slug="stoel").public_id == was
    assert Evaluation.objects.get().method.slug == "stoel"
    assert run(file) == ["0 nieuw, 0 gewijzigd, 8 gelijk"]


def test_a_removed_concept_stays_away_until_something_needs_it(file: Path) -> None:
    content = small()
    write_json(file, content)
    run(file)
    Concept.objects.get(notation="gerucht").delete()
    Concept.objects.get(notation="rumoer").delete()
    before = counts()

    assert run(file) == [
        f"bibliotheek.json, concepts[1], ‘thema/rumoer’: {REMOVED}",
        f"bibliotheek.json, concepts[2], ‘thema/gerucht’: {REMOVED}",
        "0 nieuw, 0 gewijzigd, 6 gelijk, 2 overgeslagen",
    ]
    assert counts() == before

    content["methods"][0]["themes"] = ["gerucht"]
    write_json(file, content)
    needed = "door een redacteur verwijderd, maar nodig: opnieuw gemaakt"
    assert run(file) == [
        "bibliotheek.json, methods[0], ‘tafel’: gewijzigd",
        f"bibliotheek.json, concepts[1], ‘thema/rumoer’: {needed}",
        f"bibliotheek.json, concepts[2], ‘thema/gerucht’: {needed}",
        "2 nieuw, 1 gewijzigd, 5 gelijk",
    ]
    assert Concept.objects.get(notation="gerucht").parent.notation == "rumoer"
    assert run(file) == ["0 nieuw, 0 gewijzigd, 8 gelijk"]


def test_a_method_at_another_address_is_the_same_method(file: Path) -> None:
    content = small()
    write_json(file, content)
    run(file)
    MethodPage.objects.filter(slug="stoel").update(slug="zetel", url_path="/methoden/zetel/")
    content["methods"][1]["title"] = "De nieuwe stoel"
    write_json(file, content)

    assert run(file) == ["bibliotheek.json, methods[1], ‘stoel’: gewijzigd", "0 nieuw, 1 gewijzigd, 7 gelijk"]

    changed = MethodPage.objects.get(slug="zetel")
    assert changed.title == "De nieuwe stoel"
    assert MethodPage.objects.count() == 2


def test_what_an_editor_made_in_its_place_is_theirs(file: Path, index: MethodIndexPage) -> None:
    write_json(file, small())
    run(file)
    remove("stoel")
    make_method(index, slug="stoel", title="Van een redacteur")

    printed = run(file)

    assert "bibliotheek.json, methods[1], ‘stoel’: bestond al en komt niet uit een import, overgeslagen" in printed
    assert MethodPage.objects.get(slug="stoel").title == "Van een redacteur"


def test_a_removed_publication_stays_away(file: Path) -> None:
    content = complete()
    write_json(file, content)
    run(file)
    PublicationPage.objects.all().delete()

    assert any("publications[0]" in line and line.endswith(REMOVED) for line in run(file))
    assert not PublicationPage.objects.exists()
