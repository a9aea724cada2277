"""Documents and the registry refuse what can only be a mistake."""

import datetime as dt
import uuid
from dataclasses import replace

import pytest

from search import registry
from search.contracts import Facet
from tests.search.shelf import THEME, Shelf, document, file_pages


@pytest.mark.parametrize("mistake", [{"title": " "}, {"audience": frozenset()}, {"weight": 0.0}, {"weight": -1.0}])
def test_refuses_a_document_that_can_not_be_right(mistake: dict) -> None:
    with pytest.raises(ValueError, match="book:"):
        document(**({"title": "Titel"} | mistake))


def test_the_identifier_holds_kind_and_public_id() -> None:
    public_id = uuid.uuid4()

    assert document("Titel", kind="method", public_id=public_id).id == f"method:{public_id}"


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Anders"},
        {"summary": "x"},
        {"body": "x"},
        {"pages": file_pages("x")},
        {"pages": file_pages("x", file="ander")},
        {"keywords": ("x",)},
        {"audience": frozenset({"circle:1"})},
        {"facets": {"thema": ("wijk",)}},
        {"published_on": dt.date(2026, 11, 24)},
        {"weight": 2.0},
    ],
)
def test_the_digest_changes_with_everything_that_is_indexed(change: dict) -> None:
    before = document("Titel")

    assert replace(before, **change).digest != before.digest


def test_the_digest_does_not_depend_on_order() -> None:
    before = document("Titel", facets={"thema": ("a", "b"), "fase": ("x",)})

    assert replace(before, facets={"fase": ("x",), "thema": ("b", "a")}).digest == before.digest


def test_sources_are_registered_once_and_have_a_plain_kind(own_registry: None) -> None:
    registry.register_source(Shelf())

    assert list(registry.sources()) == ["book"]
    with pytest.raises(ValueError, match="registered already"):
        registry.register_source(Shelf())
    with pytest.raises(ValueError, match="plain word"):
        registry.register_source(Shelf(kind="a:b"))


@pytest.mark.parametrize("name", ["soort", "q", "pagina", "volgorde", "a=b", ""])
def test_facets_have_a_name_of_their_own(own_registry: None, name: str) -> None:
    with pytest.raises(ValueError, match="facet"):
        registry.register_facet(Facet(name=name, label="Fout", labels=dict))


def test_facets_are_registered_once_and_the_kind_comes_first(own_registry: None) -> None:
    registry.register_source(Shelf())
    registry.register_facet(THEME)

    assert list(registry.facets()) == ["soort", "thema"]
    assert registry.facets()["soort"].labels(["book", "film"]) == {"book": "Boeken"}
    with pytest.raises(ValueError, match="registered already"):
        registry.register_facet(THEME)
