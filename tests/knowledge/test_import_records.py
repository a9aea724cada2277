"""Records that contradict each other or miss a part: each is reported with its place and its reason."""

from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.models import LibraryIndexPage, MethodIndexPage
from tests.knowledge.import_files import Content, complete, sheets_of, write_json, write_xlsx
from tests.knowledge.import_problems import found
from tests.knowledge.imports import concept, method, verdict

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _pages(index: MethodIndexPage, library: LibraryIndexPage) -> None:
    """The pages that new pages stand below."""


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


def test_a_list_without_rows_is_called_by_its_sheet(tmp_path: Path) -> None:
    sheets = sheets_of(complete())
    del sheets["approach"][1:]

    problems = found(write_xlsx(tmp_path / "a.xlsx", sheets))

    assert problems == [(f"methods:{row}:", "Hier hoort ten minste één rij bij in ‘approach’.") for row in (2, 3)]


# --- A name that is wrong hides nothing ------------------------------------------------------------------------------

LIST = "Hier hoort ten minste één rij bij."
ADDRESS = "‘{}’ kan niet in een webadres. Gebruik kleine letters, cijfers en streepjes."


@pytest.mark.parametrize("slug", ["De Tafel", ""])
def test_a_wrong_slug_hides_no_other_problem_of_its_record(tmp_path: Path, slug: str) -> None:
    cost = {"basis": "per-ronde", "amount_from": 9, "amount_to": 1, "price_year": 2024}
    broken = method(slug=slug, hours_from=20, hours_to=10, conditions=[], costs=[cost])
    content = {"concepts": complete()["concepts"], "methods": [broken]}

    rules = found(write_json(tmp_path / "a.json", content))
    broken["themes"] = ["weg"]
    problems = found(write_json(tmp_path / "a.json", content))

    told = "Dit moet ingevuld zijn." if not slug else ADDRESS.format(slug)
    assert dict(problems)["methods[0].slug"] == dict(rules)["methods[0].slug"] == told
    assert dict(problems)["methods[0].themes[0]"].startswith("‘weg’ staat niet in ‘thema’")
    assert dict(problems)["methods[0].conditions"] == dict(rules)["methods[0].conditions"] == LIST
    assert {place for place, _text in rules} == {
        "methods[0].slug",
        "methods[0].conditions",
        "methods[0].hours_to",
        "methods[0].costs[0].amount_to",
    }


def test_the_rows_of_a_record_with_a_wrong_slug_are_read_with_it(tmp_path: Path) -> None:
    content = {"concepts": complete()["concepts"], "methods": [method(slug="De Tafel", evidence=[verdict()] * 2)]}
    sheets = sheets_of(content)
    del sheets["conditions"][1:]

    problems = found(write_xlsx(tmp_path / "a.xlsx", sheets))

    told = ADDRESS.format("De Tafel")
    rows = {f"{name}:{row}" for name, cells in sheets.items() if name != "concepts" for row in range(2, len(cells) + 1)}
    assert {place.rpartition(":")[0] for place, text in problems if text == told} == rows
    assert [(place, text) for place, text in problems if text != told] == [
        ("evidence:3:", "Dit oordeel staat er twee keer; de eerste keer in a.xlsx, blad ‘evidence’, rij 2."),
        ("methods:2:", "Hier hoort ten minste één rij bij in ‘conditions’."),
    ]


def test_a_wrong_code_hides_no_other_problem_of_its_concept(tmp_path: Path) -> None:
    content = complete()
    content["concepts"] += [
        concept("thema", "Te Veel", label="ONRUST", parent="weg"),
        concept("thema", "", label="Onrust", parent="onrust-op-straat"),
    ]

    problems = found(write_json(tmp_path / "a.json", content))

    assert problems == [
        ("concepts[4].notation", ADDRESS.format("Te Veel")),
        ("concepts[5].notation", "Dit moet ingevuld zijn."),
        ("concepts[4].label", "De naam ‘ONRUST’ is in deze lijst al van ‘onrust’."),
        ("concepts[5].label", "De naam ‘Onrust’ is in deze lijst al van ‘onrust’."),
        ("concepts[4].parent", "Het begrip ‘weg’ staat niet in de lijst ‘thema’."),
        (
            "concepts[5].parent",
            "Een lijst heeft hoogstens twee lagen: ‘onrust-op-straat’ valt zelf al onder ‘onrust’.",
        ),
    ]
