"""How every engine has to answer: for whom, under which filters, counted, paged, marked and suggested."""

from search.engines.base import FilePlace, SearchEngine
from search.query import parse
from tests.search.asking import CIRCLE, ask, build, titles
from tests.search.shelf import PUBLIC, document, file_pages


class AnswersContract:
    """See the module."""

    # --- Audience, exclusion, filters, counts ------------------------------------------------------------------------

    def test_only_documents_for_one_of_the_tokens_are_found_and_counted(self, engine: SearchEngine) -> None:
        snapshot = build(
            engine,
            document("Leerkring openbaar", facets={"thema": ("wijk",)}),
            document("Leerkring een", audience=frozenset({CIRCLE}), facets={"thema": ("wijk", "school")}),
            document("Leerkring twee", audience=frozenset({"circle:2", "organiser"}), facets={"thema": ("wijk",)}),
        )

        def see(*tokens: str) -> tuple[list[str], int, dict[str, int]]:
            results = ask(snapshot, "leerkring ", audience=frozenset(tokens), facets=("thema",))
            return sorted(titles(results)), results.total, dict(results.counts["thema"])

        assert see("public") == (["Leerkring openbaar"], 1, {"wijk": 1})
        assert see("public", CIRCLE) == (["Leerkring een", "Leerkring openbaar"], 2, {"wijk": 2, "school": 1})
        assert see("public", "organiser", "x") == (["Leerkring openbaar", "Leerkring twee"], 2, {"wijk": 2})
        assert see("nobody") == ([], 0, {})

    def test_excluded_documents_leave_no_trace(self, engine: SearchEngine) -> None:
        kept, gone = (
            document("Buurt een", facets={"thema": ("wijk",)}),
            document("Buurt twee", facets={"thema": ("x",)}),
        )
        snapshot = build(engine, kept, gone)

        results = ask(snapshot, "buurt ", excluded=frozenset({gone.id, "book:unknown"}), facets=("thema", "soort"))

        assert (titles(results), results.total) == (["Buurt een"], 1)
        assert results.counts == {"thema": {"wijk": 1}, "soort": {"book": 1}}
        suggested = snapshot.suggest(parse("buurt"), excluded=frozenset({gone.id}), limit=5)
        assert [hit.id for hit in suggested] == [kept.id]

    def test_filters_are_or_inside_a_facet_and_and_between_facets(self, engine: SearchEngine) -> None:
        snapshot = build(
            engine,
            document("Buurt a", kind="book", facets={"thema": ("wonen", "school")}),
            document("Buurt b", kind="book", facets={"thema": ("wijk",)}),
            document("Buurt c", kind="film", facets={"thema": ("wonen",)}),
            document("Buurt d", kind="film"),
        )

        def see(**filters: set[str]) -> tuple[list[str], dict[str, int], dict[str, int]]:
            wanted = {name: frozenset(values) for name, values in filters.items()}
            results = ask(snapshot, "buurt ", filters=wanted, facets=("thema", "soort"))
            return sorted(titles(results)), dict(results.counts["thema"]), dict(results.counts["soort"])

        everything = {"wonen": 2, "school": 1, "wijk": 1}
        assert see() == (["Buurt a", "Buurt b", "Buurt c", "Buurt d"], everything, {"book": 2, "film": 2})
        # The counts of a facet say what choosing another of its values would give.
        assert see(thema={"wonen"}) == (["Buurt a", "Buurt c"], everything, {"book": 1, "film": 1})
        assert see(thema={"wonen", "wijk"}) == (["Buurt a", "Buurt b", "Buurt c"], everything, {"book": 2, "film": 1})
        assert see(thema={"wonen"}, soort={"film"}) == (["Buurt c"], {"wonen": 1}, {"book": 1, "film": 1})
        assert see(thema=set()) == (["Buurt a", "Buurt b", "Buurt c", "Buurt d"], everything, {"book": 2, "film": 2})

    def test_values_of_facets_may_hold_anything(self, engine: SearchEngine) -> None:
        value = "a=b:c “d” e"
        snapshot = build(engine, document("Buurt", facets={"thema": (value,)}))

        results = ask(snapshot, "buurt ", filters={"thema": frozenset({value})}, facets=("thema",))

        assert results.counts == {"thema": {value: 1}}

    def test_no_facets_asked_gives_no_counts(self, engine: SearchEngine) -> None:
        snapshot = build(engine, document("Buurt", facets={"thema": ("wijk",)}))

        assert ask(snapshot, "buurt ").counts == {}

    # --- Pages of results --------------------------------------------------------------------------------------------

    def test_pages_together_hold_every_document_once(self, engine: SearchEngine) -> None:
        snapshot = build(
            engine,
            *(document(f"Buurt {number}") for number in range(15)),
            *(document(f"Buurt {number}", audience=frozenset({CIRCLE})) for number in range(15, 25)),
        )

        found = []
        for offset in range(0, 30, 10):
            results = ask(snapshot, "buurt ", audience=PUBLIC | {CIRCLE}, offset=offset, limit=10)
            assert results.total == 25
            found.extend(titles(results))

        assert sorted(found) == sorted(f"Buurt {number}" for number in range(25))

    def test_an_offset_beyond_the_end_gives_nothing(self, engine: SearchEngine) -> None:
        snapshot = build(engine, document("Buurt"))

        results = ask(snapshot, "buurt ", offset=9_980)

        assert (results.total, results.hits) == (1, ())

    # --- Highlights --------------------------------------------------------------------------------------------------

    def test_shows_where_the_words_are(self, engine: SearchEngine) -> None:
        snapshot = build(engine, document("De wijkagent", "Overal werken wijkagenten aan veiligheid."))

        hit = ask(snapshot, "wijkagent veiligheid ").hits[0]

        assert [part.text for part in hit.title.parts if part.marked] == ["wijkagent"]
        assert hit.snippet is not None
        assert [part.text for part in hit.snippet.parts if part.marked] == ["wijkagenten", "veiligheid"]
        assert "".join(part.text for part in hit.snippet.parts) == "Overal werken wijkagenten aan veiligheid."

    def test_shows_phrases_prefixes_and_accents(self, engine: SearchEngine) -> None:
        snapshot = build(engine, document("Stuk", "Sociale cohesie, jeugdwerk en coördinatie."))

        hit = ask(snapshot, '"sociale cohesie" jeugd* coordinatie').hits[0]

        assert hit.snippet is not None
        assert [part.text for part in hit.snippet.parts if part.marked] == [
            "Sociale", "cohesie", "jeugdwerk", "coördinatie",
        ]  # fmt: skip

    def test_marks_what_was_meant(self, engine: SearchEngine) -> None:
        snapshot = build(engine, document("Stuk", "Wijkteams, het NPLV-gebied en radicalisering (e-mail ons)."))

        hit = ask(snapshot, "wijkteamaanpak gebieden radicalisring email ").hits[0]

        assert hit.snippet is not None
        assert [part.text for part in hit.snippet.parts if part.marked] == [
            "Wijkteams", "NPLV-gebied", "radicalisering", "e-mail",
        ]  # fmt: skip

    def test_a_long_run_without_spaces_is_not_marked_as_a_whole(self, engine: SearchEngine) -> None:
        snapshot = build(engine, document("Stuk", "a." * 5_000 + "wijk." + "b." * 5_000))

        hit = ask(snapshot, "wijk ").hits[0]

        assert hit.snippet is not None
        assert [part.text for part in hit.snippet.parts if part.marked] == ["wijk"]
        assert len(hit.snippet.text) < 500

    def test_a_document_found_by_its_title_has_no_snippet(self, engine: SearchEngine) -> None:
        snapshot = build(engine, document("Wijkagent", "Iets heel anders."))

        assert ask(snapshot, "wijkagent ").hits[0].snippet is None

    def test_tells_on_which_page_of_which_file_a_passage_stands(self, engine: SearchEngine) -> None:
        pages = (
            *file_pages("Voorwoord van het bestuur.", "", "De wijkagent kent de buurt."),
            *file_pages("De buurt kent de wijkagent en de school.", file="bijlage"),
        )
        snapshot = build(engine, document("Onderzoek", "Over de buurt.", pages=pages))

        def found(text: str) -> tuple[str, FilePlace | None]:
            (hit,) = ask(snapshot, text).hits
            assert hit.snippet is not None
            return hit.snippet.text, hit.place

        assert found("bestuur ") == ("Voorwoord van het bestuur.", FilePlace("rapport", 1))
        assert found("wijkagent ") == ("De wijkagent kent de buurt.", FilePlace("rapport", 3))
        assert found("wijkagent school ") == ("De buurt kent de wijkagent en de school.", FilePlace("bijlage", 1))
        # What the record says itself comes first.
        assert found("buurt ") == ("Over de buurt.", None)

    # --- Suggestions -------------------------------------------------------------------------------------------------

    def test_suggests_public_titles_with_all_words(self, engine: SearchEngine) -> None:
        snapshot = build(
            engine,
            document("Leerkring weerbaarheid"),
            document("Weerbaarheid op school"),
            document("Over de leerkringen", "weerbaarheid"),
            document("Leerkring geheim", audience=frozenset({CIRCLE})),
        )

        def suggest(text: str) -> list[str]:
            return [hit.title.text for hit in snapshot.suggest(parse(text), excluded=frozenset(), limit=5)]

        assert sorted(suggest("leerkr")) == ["Leerkring weerbaarheid", "Over de leerkringen"]
        assert suggest("leerkring we") == ["Leerkring weerbaarheid"]
        assert suggest("geh") == []
        assert suggest("zzz") == []

    def test_suggestions_prefer_words_that_stand_together(self, engine: SearchEngine) -> None:
        snapshot = build(engine, document("De wijk en de sociale kant"), document("Sociale wijk"))

        found = snapshot.suggest(parse("sociale wi"), excluded=frozenset(), limit=5)

        assert [hit.title.text for hit in found] == ["Sociale wijk", "De wijk en de sociale kant"]

    def test_suggestions_follow_the_weight_of_documents(self, engine: SearchEngine) -> None:
        light, heavy = document("Wijktafel in de buurt"), document("Wijktafel in de stad", weight=1.3)
        snapshot = build(engine, light, heavy)

        found = snapshot.suggest(parse("wijkta"), excluded=frozenset(), limit=5)

        assert [hit.id for hit in found] == [heavy.id, light.id]
