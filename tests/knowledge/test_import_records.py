"""Records that contradict each other or miss a part: each is reported with its place and its reason."""

from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.models import LibraryIndexPage, MethodIndexPage
from tests.knowledge.import_files import Content, complete, sheets_of, write_json, write_xlsx
from tests.knowledge.import_problems import found
from tests.knowledge.imports import concept

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
