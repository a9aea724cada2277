"""Searching for a viewer: the three guards, facets, pages, suggestions."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from common.access import ANONYMOUS, Viewer
from search import engines, guard, registry, service
from search.engines import get_engine
from search.engines.tantivy_reader import TantivySnapshot
from search.errors import SearchUnavailableError
from search.indexing import drain, enqueue, rebuild
from search.models import IndexState, IndexTask
from search.registry import register_source
from search.service import SearchPage, Suggestion, search, suggest
from tests.search.shelf import Shelf

MEMBER = Viewer(user_id=1, tokens=frozenset({"public", "circle:1"}))
OTHER_MEMBER = Viewer(user_id=2, tokens=frozenset({"public", "circle:2"}))
CIRCLE = frozenset({"circle:1"})


def titles(page: SearchPage) -> list[str]:
    return [result.card.title for result in page.results]


def counts(page: SearchPage, name: str = "thema") -> dict[str, int]:
    return {value: count for facet in page.facets if facet.name == name for value, count in facet.counts.items()}


def ask(viewer: Viewer = ANONYMOUS, text: str = "boek ", page: int = 1, **filters: list[str]) -> SearchPage:
    return search(viewer, text=text, filters=filters, page=page)


# --- First guard: audience, and what waits ---------------------------------------------------------------------------


def test_a_private_document_is_found_by_its_audience_only(shelf: Shelf) -> None:
    shelf.add("Boek voor iedereen", facets={"thema": ("wijk",)})
    shelf.add("Boek van de kring", audience=CIRCLE, facets={"thema": ("wijk", "wonen")})
    rebuild()
    drain()

    for viewer, seen, themes in (
        (ANONYMOUS, ["Boek voor iedereen"], {"wijk": 1}),
        (MEMBER, ["Boek van de kring", "Boek voor iedereen"], {"wijk": 2, "wonen": 1}),
        (OTHER_MEMBER, ["Boek voor iedereen"], {"wijk": 1}),
    ):
        page = ask(viewer)
        assert (sorted(titles(page)), page.total, counts(page)) == (seen, len(seen), themes)
        # Suggestions come from public documents, for everybody.
        assert [suggestion.title for suggestion in suggest(viewer, "boek v")] == ["Boek voor iedereen"]


def test_who_leaves_the_audience_finds_nothing_from_that_moment(shelf: Shelf) -> None:
    shelf.add("Boek van de kring", audience=CIRCLE)
    rebuild()
    drain()

    assert ask(MEMBER).total == 1
    assert ask(Viewer(user_id=1)).total == 0


@pytest.mark.parametrize("audience", [CIRCLE, frozenset({"circle:2"})])
def test_a_document_that_becomes_private_leaves_no_trace_before_it_is_indexed(
    shelf: Shelf, audience: frozenset[str]
) -> None:
    book = shelf.add("Boek over geheimen", facets={"thema": ("wonen",)})
    shelf.add("Boek over planten", facets={"thema": ("wijk",)})
    rebuild()
    drain()

    shelf.change(book, audience=audience)

    for viewer in (ANONYMOUS, MEMBER):
        page = ask(viewer)
        assert (titles(page), page.total) == (["Boek over planten"], 1)
        assert counts(page) == {"wijk": 1}
        assert counts(page, "soort") == {"book": 1}
        assert suggest(viewer, "geheim") == ()
    drain()
    assert suggest(MEMBER, "geheim") == ()
    assert ask(ANONYMOUS).total == 1


def test_above_the_limit_nothing_is_counted_or_suggested(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "MAX_EXCLUDED", 2)
    secret = shelf.add("Boek geheim", "een nieuw geheim", facets={"thema": ("wonen",)})
    shelf.add("Boek open", facets={"thema": ("wijk",)})
    rebuild()
    drain()
    shelf.change(secret, title="Boek onschuldig", body="niets")

    enqueue("book", [uuid.uuid4()])
    at_the_limit = ask()
    enqueue("book", [uuid.uuid4()])
    above = ask()

    assert (titles(at_the_limit), at_the_limit.total, counts(at_the_limit)) == (["Boek open"], 1, {"wijk": 1})
    assert (titles(above), above.total, counts(above)) == (["Boek open"], None, {})
    assert (above.number, above.pages, above.goes_on) == (1, 2, False)
    assert [suggestion.title for suggestion in suggest(ANONYMOUS, "boek")] == []
    # The page number says nothing of how many there are.
    far = ask(page=10**9)
    assert (titles(far), far.number, far.pages) == ([], 500, 500)


def test_above_the_limit_filters_still_work(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "MAX_EXCLUDED", 0)
    shelf.add("Boek een", facets={"thema": ("wonen",)})
    shelf.add("Boek twee", facets={"thema": ("wijk",)})
    rebuild()
    drain()
    enqueue("book", [uuid.uuid4()])

    page = ask(thema=["wijk", "onzin"])

    assert (titles(page), page.total) == (["Boek twee"], None)
    assert {facet.name: facet.labels for facet in page.facets}["thema"] == {"wijk": "Wijk & buurt"}


def test_a_correction_comes_from_public_books_and_is_told_to_who_sees_a_result(shelf: Shelf) -> None:
    shelf.add("Boek over radicalisering")
    shelf.add("Boek over zwaluwnesten", audience=CIRCLE)
    rebuild()
    drain()

    page = ask(ANONYMOUS, "radicalisring ")
    assert (titles(page), page.corrected) == (["Boek over radicalisering"], (("radicalisring", "radicalisering"),))
    for viewer in (ANONYMOUS, MEMBER):
        assert ask(viewer, "zwaluwnestn ").corrected == ()


def test_a_word_of_a_private_book_is_not_called_wrong_to_who_may_read_it(shelf: Shelf) -> None:
    shelf.add("Boek over wijkteams")
    shelf.add("Boek over wijkteamz", audience=CIRCLE)
    rebuild()
    drain()

    assert ask(ANONYMOUS, "wijkteamz ").corrected == (("wijkteamz", "wijkteams"),)
    assert ask(MEMBER, "wijkteamz ").corrected == ()
    assert titles(ask(MEMBER, "wijkteamz "))[0] == "Boek over wijkteamz"


def test_a_correction_is_told_when_only_the_filter_hides_its_results(shelf: Shelf) -> None:
    shelf.add("Boek over radicalisering", facets={"thema": ("wijk",)})
    shelf.add("Boek over wonen", facets={"thema": ("wonen",)})
    rebuild()
    drain()

    page = ask(ANONYMOUS, "radicalisring ", thema=["wonen"])

    assert (page.total, page.corrected) == (0, (("radicalisring", "radicalisering"),))


def test_a_word_that_the_database_refuses_is_not_told(shelf: Shelf) -> None:
    book = shelf.add("Boek over zwaluwnesten")
    rebuild()
    drain()
    del shelf.records[book]

    page = ask(ANONYMOUS, "zwaluwnestn ")

    assert (titles(page), page.corrected) == ([], ())


def test_above_the_limit_nothing_is_told_of_what_was_meant(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "MAX_EXCLUDED", 0)
    shelf.add("Boek over radicalisering")
    rebuild()
    drain()
    enqueue("book", [uuid.uuid4()])

    page = ask(ANONYMOUS, "radicalisring ")

    assert (titles(page), page.corrected) == (["Boek over radicalisering"], ())


# --- Second guard: the database --------------------------------------------------------------------------------------


def test_a_hit_that_the_database_refuses_is_not_shown_or_counted(shelf: Shelf, caplog) -> None:
    book = shelf.add("Boek geheim")
    shelf.add("Boek open")
    rebuild()
    drain()
    # Gone without a word to the index: a mistake of an app, which may not become a leak.
    del shelf.records[book]

    page = ask()

    assert (titles(page), page.total) == (["Boek open"], 1)
    assert suggest(ANONYMOUS, "boek ge") == ()
    assert str(book) in caplog.text
    assert "geheim" not in caplog.text


def test_the_title_of_the_database_is_shown_not_that_of_the_index(shelf: Shelf) -> None:
    book = shelf.add("Boek met een oude titel")
    rebuild()
    drain()
    shelf.records[book] = shelf.records[book].__class__(
        kind="book", public_id=book, title="Boek met nieuwe titel", summary="", body=""
    )

    (result,) = ask().results

    assert result.card.title == "Boek met nieuwe titel"
    assert (result.title.text, result.title.spans) == ("Boek met nieuwe titel", ())


def test_a_kind_that_is_no_longer_registered_is_not_shown(shelf: Shelf) -> None:
    films = Shelf(kind="film", label="Films")
    register_source(films)
    films.add("Boek verfilmd")
    rebuild()
    drain()
    registry._sources.pop("film")

    assert titles(ask()) == []


# --- No index, no answer ---------------------------------------------------------------------------------------------


def test_without_an_index_search_is_unavailable(shelf: Shelf) -> None:
    with pytest.raises(SearchUnavailableError, match="Run search_rebuild"):
        ask()
    with pytest.raises(SearchUnavailableError):
        suggest(ANONYMOUS, "boek")


def test_an_index_behind_the_database_is_not_served(shelf: Shelf) -> None:
    shelf.add("Boek een")
    rebuild()
    drain()
    assert ask().total == 1

    IndexState.objects.update(stamp=99)

    with pytest.raises(SearchUnavailableError):
        ask()


def test_a_swap_between_two_steps_is_no_failure(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf.add("Boek een")
    rebuild()
    drain()
    read_before_the_swap = iter([IndexState.objects.get()])
    rebuild()
    live_state = guard._live_state
    monkeypatch.setattr(guard, "_live_state", lambda: next(read_before_the_swap, None) or live_state())
    # Another process: it has no snapshot of the old index.
    engines._engine.cache_clear()

    assert ask().total == 1
    assert list(read_before_the_swap) == []


@pytest.mark.parametrize("method", ["search", "suggest"])
def test_an_index_that_goes_in_the_middle_of_a_question_is_no_failure(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    """As on a cluster, which forgets an index at once."""
    shelf.add("Boek")
    rebuild()
    drain()
    as_it_is = getattr(TantivySnapshot, method)
    gone: list[str] = []

    def gone_meanwhile(self: TantivySnapshot, *args: object, **options: object) -> object:
        if not gone:
            gone.append(self.generation)
            rebuild()
        if self.generation in gone:
            raise SearchUnavailableError("There is no such index.")
        return as_it_is(self, *args, **options)

    monkeypatch.setattr(TantivySnapshot, method, gone_meanwhile)

    found = titles(ask()) if method == "search" else [suggestion.title for suggestion in suggest(ANONYMOUS, "boe")]

    assert found == ["Boek"]
    # Long after a rebuild a failure is a failure, and is told at once.
    IndexState.objects.update(built_at=timezone.now() - 2 * guard.JUST_NOW)
    gone[:] = [IndexState.objects.get().generation]
    with pytest.raises(SearchUnavailableError):
        ask() if method == "search" else suggest(ANONYMOUS, "boe")


# --- Facets ----------------------------------------------------------------------------------------------------------


def test_facets_have_labels_and_the_most_frequent_comes_first(shelf: Shelf) -> None:
    shelf.add("Boek een", facets={"thema": ("wonen", "wijk")})
    shelf.add("Boek twee", facets={"thema": ("wijk", "weg")})
    rebuild()
    drain()

    page = ask()

    assert [(facet.name, facet.label) for facet in page.facets] == [("soort", "Soort"), ("thema", "Thema")]
    # A value without a label does not exist for visitors.
    assert list(page.facets[1].labels.items()) == [("wijk", "Wijk & buurt"), ("wonen", "Wonen")]
    assert page.facets[0].labels == {"book": "Boeken"}


@pytest.mark.parametrize("value", ["onzin", "x" * 5000, "a\x00b", " wijk", "wijk\n", "' OR 1=1 --"])
def test_values_that_do_not_exist_limit_nothing(shelf: Shelf, value: str) -> None:
    shelf.add("Boek een", facets={"thema": ("wijk",)})
    shelf.add("Boek twee", facets={"thema": ("school",)})
    rebuild()
    drain()

    assert ask(thema=[value]).total == 2
    assert ask(thema=[value, "wijk"]).total == 1
    assert ask(onbekend=["wijk"]).total == 2
    assert value not in ask(thema=[value]).facets[1].labels


def test_a_chosen_value_without_results_keeps_its_label(shelf: Shelf) -> None:
    shelf.add("Boek een", facets={"thema": ("wijk",)})
    rebuild()
    drain()

    page = ask(thema=["wonen"])

    assert (page.total, page.facets[1].labels) == (0, {"wijk": "Wijk & buurt", "wonen": "Wonen"})


# --- Pages -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "number", "first"),
    [(-1, 1, 20), (0, 1, 20), (1, 1, 20), (2, 2, 20), (3, 3, 5), (4, 3, 5), (10**9, 3, 5)],
)
def test_page_numbers_are_moved_into_the_results(shelf: Shelf, asked: int, number: int, first: int) -> None:
    for book in range(45):
        shelf.add(f"Boek {book}")
    rebuild()
    drain()

    page = ask(page=asked)

    assert (page.number, page.pages, page.total, len(page.results)) == (number, 3, 45, first)


def test_nothing_found_is_one_empty_page(shelf: Shelf) -> None:
    rebuild()

    page = ask(page=7)

    assert (page.number, page.pages, page.total, page.results) == (1, 1, 0, ())


def test_very_many_results_end_at_a_limit(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "MAX_RESULTS", 40)
    for book in range(45):
        shelf.add(f"Boek {book}")
    rebuild()
    drain()

    page = ask(page=3)

    assert (page.number, page.pages, page.total, page.goes_on) == (2, 2, 45, True)


# --- Suggestions -----------------------------------------------------------------------------------------------------


def test_suggestions_lead_to_the_page(shelf: Shelf) -> None:
    book = shelf.add("Boek over de wijk")
    rebuild()
    drain()

    assert suggest(ANONYMOUS, "wij") == (Suggestion(title="Boek over de wijk", url=f"/boeken/{book}/", kind="Boek"),)
    assert suggest(ANONYMOUS, "wij*") == suggest(ANONYMOUS, "wij")


@pytest.mark.parametrize("text", ["", " ", "b", " b ", "-boek", '"boek"', "\x00", "***"])
def test_too_little_text_suggests_nothing(shelf: Shelf, text: str) -> None:
    shelf.add("Boek")
    rebuild()
    drain()

    assert suggest(ANONYMOUS, text) == ()


# --- Cost ------------------------------------------------------------------------------------------------------------


def test_the_number_of_queries_does_not_grow_with_the_results(shelf: Shelf) -> None:
    rebuild()

    def queries() -> int:
        drain()
        with CaptureQueriesContext(connection) as captured:
            ask()
        return len(captured)

    shelf.add("Boek 0", facets={"thema": ("wijk",)})
    with_one = queries()
    for book in range(1, 30):
        shelf.add(f"Boek {book}", facets={"thema": ("wijk", "school")})
    with_thirty = queries()

    # What waits, what editors decided, and which index is live; the books are not in the database.
    assert (with_one, with_thirty) == (3, 3)


def test_a_search_never_waits_for_the_writer(shelf: Shelf) -> None:
    shelf.add("Boek een")
    rebuild()
    drain()

    with get_engine().exclusive(wait=0):
        assert ask().total == 1


def test_the_row_of_a_change_is_all_that_search_needs_to_know(shelf: Shelf) -> None:
    book = shelf.add("Boek een")
    rebuild()
    drain()
    enqueue("book", [book, book])

    assert IndexTask.objects.documents() == {f"book:{book}"}
    assert ask().total == 0
