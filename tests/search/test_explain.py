"""`search_explain`: why a document stands where it stands, with figures of the engine."""

import uuid
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from search.indexing import drain, rebuild
from search.models import SynonymGroup
from tests.search.shelf import Shelf


def explain(query: str, public_id: uuid.UUID, **options: str) -> list[str]:
    output = StringIO()
    call_command("search_explain", query, f"book:{public_id}", stdout=output, **options)
    return output.getvalue().splitlines()


@pytest.fixture
def books(shelf: Shelf) -> dict[str, uuid.UUID]:
    found = {
        "honk": shelf.add("Het honk", "Een gebouw.", weight=1.3),
        "plek": shelf.add("De hangplek", "Een rand van het plein."),
        "closed": shelf.add("Besloten hangplek", audience=frozenset({"circle:1"})),
    }
    rebuild()
    drain()
    SynonymGroup.objects.create(terms="hangplek\nhonk")
    return found


def test_tells_what_was_read_what_it_found_and_the_rank(books: dict[str, uuid.UUID]) -> None:
    lines = explain("hangplekken ", books["honk"])

    assert lines[:2] == ["Words: hangplekken", "Document: Het honk; weight 1.3; for public"]
    (synonym,) = [line for line in lines if "synonym as" in line]
    score = float(synonym.rpartition(" ")[2])
    assert synonym.startswith("“hangplekken”, synonym as honk, times 0.5: score ")
    assert "“hangplekken”, typed as hangplek, times 1: not in the document" in lines
    assert lines[-2:] == [
        f"Score: {score:.3f}; of the alternatives for one word only the best counts",
        "Rank: 2 of 2",
    ]


def test_tells_why_a_document_is_not_there(shelf: Shelf, books: dict[str, uuid.UUID]) -> None:
    hidden = "Hidden from everybody: it does not exist, is not published, or is restricted"

    assert "Hidden from this viewer: belongs to none of the audiences" in explain("hangplek ", books["closed"])
    assert hidden in explain("hangplek ", uuid.uuid4(), role="redacteur")
    assert explain("gebouw ", books["plek"])[-1] == "Not found by this question"
    shelf.change(books["plek"], title="Anders")
    assert "Hidden for now: a change of it waits for the worker" in explain("hangplek ", books["plek"])


def test_bad_identifiers_and_a_missing_index_are_told(shelf: Shelf) -> None:
    with pytest.raises(CommandError, match="is no identifier: it is written kind:uuid"):
        call_command("search_explain", "x", "book:onzin")
    with pytest.raises(CommandError, match="Search is down: No search index was built yet"):
        explain("x", uuid.uuid4())
