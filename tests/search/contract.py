"""What every engine has to do. A test class of an engine inherits from `EngineContract` and gives it an `engine`.

A behaviour that an engine can not have is skipped in its own class, with the reason.
"""

import datetime as dt
import threading
import uuid

import pytest

from search.contracts import SearchDocument
from search.engines.base import EngineQuery, EngineResults, SearchEngine, Snapshot
from search.enums import Order
from search.errors import SearchUnavailableError, WriterBusyError
from search.query import parse
from tests.search.shelf import PUBLIC, document

GENERATION = "20261124-120000-abc123"
CIRCLE = "circle:1"


def build(engine: SearchEngine, *documents: SearchDocument) -> Snapshot:
    """A new generation with these documents."""
    with engine.exclusive(wait=0), engine.writer(GENERATION, new=True) as writer:
        for each in documents:
            writer.put(each)
        writer.commit(1)
    return engine.open(GENERATION, stamp=1)


def ask(snapshot: Snapshot, text: str, **options) -> EngineResults:
    options.setdefault("audience", PUBLIC)
    return snapshot.search(EngineQuery(query=snapshot.understand(parse(text)), **options))


def titles(results: EngineResults) -> list[str]:
    return [hit.title.text for hit in results.hits]


class EngineContract:
    """Behaviour that does not depend on the engine."""

    @pytest.fixture
    def engine(self) -> SearchEngine:
        raise NotImplementedError("Every engine's test class gives its own engine.")

    # --- Words -------------------------------------------------------------------------------------------------------

    def test_one_of_the_words_is_enough_and_more_words_rank_higher(self, engine: SearchEngine) -> None:
        snapshot = build(
            engine,
            document("Eén woord", "Over eenzaamheid."),
            document("Twee woorden", "Over eenzaamheid onder ouderen."),
            document("Iets anders", "Over verkeer."),
        )

        results = ask(snapshot, "eenzaamheid ouderen ")

        assert titles(results) == ["Twee woorden", "Eén woord"]
        assert results.total == 2

    def test_a_word_in_the_title_ranks_higher(self, engine: SearchEngine) -> None:
        snapshot = build(
            engine,
            document("Verslag van een middag", "Het ging over polarisatie in de wijk."),
            document("Polarisatie", "Verslag van een middag in de wijk."),
        )

        assert titles(ask(snapshot, "polarisatie ")) == ["Polarisatie", "Verslag van een middag"]

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("wijkagent ", "Wijkagenten in gesprek"),
            ("WIJKAGENTEN ", "Wijkagenten in gesprek"),
            ("gesprekken ", "Wijkagenten in gesprek"),
            ("coördinatie ", "Coördinatie van zorg"),
            ("coordinatie ", "Coördinatie van zorg"),
            ("financien ", "Een reünie en de financiën"),
            ("reunies ", "Een reünie en de financiën"),
        ],
    )
    def test_finds_other_forms_of_a_word(self, engine: SearchEngine, text: str, found: str) -> None:
        snapshot = build(
            engine,
            document("Wijkagenten in gesprek"),
            document("Coördinatie van zorg"),
            document("Een reünie en de financiën"),
        )

        assert titles(ask(snapshot, text)) == [found]

    def test_decomposed_and_hidden_characters_make_no_difference(self, engine: SearchEngine) -> None:
        snapshot = build(engine, document("Plan", "co\u0308o\u0308rdinatie en samen\u00adwerking"))

        assert titles(ask(snapshot, "samenwerking ")) == ["Plan"]
        assert titles(ask(snapshot, "cöördinatie ")) == ["Plan"]

    def test_stop_words_do_not_count_beside_others(self, engine: SearchEngine) -> None:
        snapshot = build(engine, document("Wat is een leerkring"), document("Wat is een conferentie"))

        assert titles(ask(snapshot, "wat is een leerkring ")) == ["Wat is een leerkring"]

    def test_a_query_of_only_stop_words_is_searched_as_it_stands(self, engine: SearchEngine) -> None:
        snapshot = build(engine, document("Wat te doen bij overlast"), document("Leerkring"))

        assert titles(ask(snapshot, "wat te ")) == ["Wat te doen bij overlast"]

    def test_negations_count(self, engine: SearchEngine) -> None:
        snapshot = build(engine, document("Zonder afspraak"), document("Met afspraak"))

        assert titles(ask(snapshot, "zonder ")) == ["Zonder afspraak"]

    def test_a_word_that_may_still_grow_finds_titles(self, engine: SearchEngine) -> None:
        snapshot = build(engine, document("Leerkringen"), document("Conferentie"))

        assert titles(ask(snapshot, "leerk")) == ["Leerkringen"]
        assert titles(ask(snapshot, "leerk ")) == []

    def test_a_star_finds_every_word_that_begins_so(self, engine: SearchEngine) -> None:
        words = [f"jeugd{first}{second}" for first in "abcdefghij" for second in "klmnopqrst"]
        snapshot = build(engine, *(document("Stuk", word) for word in words), document("Stuk", "ouderen"))

        assert ask(snapshot, "jeugd*").total == 100

    def test_pages_of_a_document_are_searched(self, engine: SearchEngine) -> None:
        snapshot = build(engine, document("Kamerbrief", "Inleiding", pages=("Eerste blad", "Over radicalisering")))

        assert titles(ask(snapshot, "radicalisering ")) == ["Kamerbrief"]

    def test_weight_multiplies_the_score(self, engine: SearchEngine) -> None:
        snapshot = build(engine, document("Buurthuis een", weight=0.5), document("Buurthuis twee", weight=2.0))

        assert titles(ask(snapshot, "buurthuis ")) == ["Buurthuis twee", "Buurthuis een"]

    def test_keywords_are_searched_and_never_shown(self, engine: SearchEngine) -> None:
        snapshot = build(engine, document("Methode", "Iets heel anders.", keywords=("wij zij denken", "pubers")))

        results = ask(snapshot, '"wij zij denken" pubers')

        assert titles(results) == ["Methode"]
        assert results.hits[0].snippet is None

    def test_newest_first_puts_documents_without_a_date_last(self, engine: SearchEngine) -> None:
        snapshot = build(
            engine,
            document("Buurt zonder datum", "buurt buurt buurt"),
            document("Buurt oud", published_on=dt.date(2023, 2, 6)),
            document("Buurt nieuw", published_on=dt.date(2026, 11, 24), audience=frozenset({CIRCLE})),
            document("Buurt ertussen", published_on=dt.date(2025, 1, 1)),
        )

        found = [
            title
            for offset in (0, 2)
            for title in titles(
                ask(snapshot, "buurt ", audience=PUBLIC | {CIRCLE}, order=Order.NEWEST, offset=offset, limit=2)
            )
        ]

        assert found == ["Buurt nieuw", "Buurt ertussen", "Buurt oud", "Buurt zonder datum"]

    # --- What may be meant -------------------------------------------------------------------------------------------

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("radicalisring ", "Radicalisering voorkomen"),
            ("radicalisernig op school ", "Radicalisering voorkomen"),
            ("jeugd werk ", "Jeugdwerk"),
            ("werk ", "Jeugdwerk"),
            ("huiswerkbegeleiding ", "Begeleiding bij huiswerk"),
            ("huis werk begeleiding ", "Begeleiding bij huiswerk"),
            ("e-mail ", "Een e-mail schrijven"),
            ("email ", "Een e-mail schrijven"),
            ("VNG ", "Vereniging van Nederlandse Gemeenten"),
        ],
    )
    def test_finds_misspelt_joined_and_split_words_and_abbreviations(
        self, engine: SearchEngine, text: str, found: str
    ) -> None:
        snapshot = build(
            engine,
            document("Radicalisering voorkomen"),
            document("Jeugdwerk"),
            document("Begeleiding bij huiswerk"),
            document("Een e-mail schrijven"),
            document("Vereniging van Nederlandse Gemeenten"),
        )

        assert titles(ask(snapshot, text))[0] == found

    def test_a_word_that_is_there_ranks_above_a_correction_a_part_and_a_synonym(self, engine: SearchEngine) -> None:
        snapshot = build(engine, document("Pubers"), document("Jongeren"), document("Puberteit"), document("Jeugd"))

        assert titles(ask(snapshot, "pubers "))[0] == "Pubers"

    def test_learns_abbreviations_from_the_texts(self, engine: SearchEngine) -> None:
        snapshot = build(
            engine,
            document("Uitleg", "Het Buurtoverleg Schone Straten (BSS) komt elke week bij elkaar."),
            document("Verslag van het buurtoverleg schone straten"),
        )

        assert "Verslag van het buurtoverleg schone straten" in titles(ask(snapshot, "BSS "))

    def test_words_come_from_public_documents_only(self, engine: SearchEngine) -> None:
        private = {"audience": frozenset({CIRCLE})}
        snapshot = build(
            engine,
            document("Openbaar"),
            document("Zwaluwproject", "Het Zwaluw Overleg Project (ZOP) is geheim.", **private),
        )

        language = snapshot.language

        assert "zwaluwproject" not in language.vocabulary
        assert language.vocabulary.corrections("zwaluwprojekt") == []
        assert language.abbreviations == ()
        # Whoever may see the text finds it by the words that are in it all the same.
        assert titles(ask(snapshot, "zwaluwproject ", audience=PUBLIC | {CIRCLE})) == ["Zwaluwproject"]

    def test_words_follow_the_documents(self, engine: SearchEngine) -> None:
        first = document("Zwaluwnest", "Het Zwaluw Overleg Project (ZOP).")
        build(engine, first, document("Blijft"))
        with engine.exclusive(wait=0), engine.writer(GENERATION) as writer:
            writer.put(document("Koekoeksnest"))
            writer.remove([first.id])
            writer.commit(2)

        language = engine.open(GENERATION, stamp=2).language

        assert language.vocabulary.corrections("koekoeksnset")[0].word == "koekoeksnest"
        assert "zwaluwnest" not in language.vocabulary
        assert language.abbreviations == ()

    def test_a_record_that_is_no_longer_public_takes_its_words_along(self, engine: SearchEngine) -> None:
        public_id = uuid.uuid4()
        build(engine, document("Zwaluwnest", public_id=public_id))
        with engine.exclusive(wait=0), engine.writer(GENERATION) as writer:
            writer.put(document("Zwaluwnest", public_id=public_id, audience=frozenset({CIRCLE})))
            writer.commit(2)

        assert "zwaluwnest" not in engine.open(GENERATION, stamp=2).language.vocabulary

    # --- Phrases, exclusion ------------------------------------------------------------------------------------------

    def test_a_phrase_is_a_filter(self, engine: SearchEngine) -> None:
        snapshot = build(
            engine,
            document("Samen", "Meer sociale cohesie in de wijk."),
            document("Los", "Cohesie is niet alleen sociale samenhang."),
        )

        assert titles(ask(snapshot, '"sociale cohesie" samenhang')) == ["Samen"]
        assert titles(ask(snapshot, '"Sociale  Cohesie"')) == ["Samen"]
        assert titles(ask(snapshot, '"cohesie"')) == ["Samen", "Los"]

    def test_a_phrase_keeps_its_stop_words(self, engine: SearchEngine) -> None:
        snapshot = build(engine, document("In de wijk"), document("Op de wijk"))

        assert titles(ask(snapshot, '"in de wijk"')) == ["In de wijk"]

    def test_excluded_words_and_phrases_are_left_out(self, engine: SearchEngine) -> None:
        snapshot = build(
            engine, document("Sport op school"), document("Sport in de buurt"), document("Sport in een sporthal")
        )

        assert titles(ask(snapshot, "sport -school -sporthal")) == ["Sport in de buurt"]
        assert sorted(titles(ask(snapshot, 'sport -"in de buurt"'))) == ["Sport in een sporthal", "Sport op school"]
        assert titles(ask(snapshot, "-school -sporthal")) == ["Sport in de buurt"]

    def test_no_question_finds_everything(self, engine: SearchEngine) -> None:
        snapshot = build(engine, document("Een"), document("Twee"))

        assert ask(snapshot, "").total == 2

    def test_a_question_of_which_nothing_is_left_finds_nothing(self, engine: SearchEngine) -> None:
        snapshot = build(engine, document("Een"), document("Twee"))

        assert ask(snapshot, "x" * 150 + " ").total == 0

    @pytest.mark.parametrize(
        "text",
        [
            "\x00", "\ud800", "'; DROP TABLE x; --", "a" * 5000, "* ?", "title:geheim", "a AND (b OR", "[a TO z]",
            "(" * 150, '"' * 199, "-" * 199, "⑴*", "a^9999999999", "\\", "/.*/", "🙂 🙂", "%s {0} ${x}",
            "\u202e\u200b", "ﬀ*", "１２*", "İstan*", "ab" * 50 + "*",
        ],
    )  # fmt: skip
    def test_hostile_text_is_only_text(self, engine: SearchEngine, text: str) -> None:
        snapshot = build(engine, document("Openbaar"), document("Geheim", audience=frozenset({CIRCLE})))

        assert "Geheim" not in titles(ask(snapshot, text))
        assert snapshot.suggest(parse(text), excluded=frozenset(), limit=5) in ((), snapshot_all(snapshot))

    def test_hostile_documents_are_only_text(self, engine: SearchEngine) -> None:
        snapshot = build(
            engine,
            document("Gewoon", "\x00\x01 \ud800 woord " + "x" * 100_000 + " einde"),
            document("<script>alert(1)</script>", "woord"),
        )

        results = ask(snapshot, "woord ")
        assert sorted(titles(results)) == ["<script>alert(1)</script>", "Gewoon"]

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

    # --- Writing -----------------------------------------------------------------------------------------------------

    def test_a_document_replaces_its_earlier_version_also_in_the_other_index(self, engine: SearchEngine) -> None:
        public_id = uuid.uuid4()
        build(engine, document("Oud", public_id=public_id))

        for stamp, audience in ((2, frozenset({CIRCLE})), (3, PUBLIC)):
            with engine.exclusive(wait=0), engine.writer(GENERATION) as writer:
                writer.put(document("Nieuw", public_id=public_id, audience=audience))
                writer.commit(stamp)
            snapshot = engine.open(GENERATION, stamp=stamp)
            entries = list(snapshot.entries())

            assert [(entry.audience, entry.in_public_index) for entry in entries] == [(audience, audience == PUBLIC)]
            assert snapshot.counts() == ((1, 0) if audience == PUBLIC else (0, 1))

    def test_removing_twice_is_fine(self, engine: SearchEngine) -> None:
        gone = document("Weg")
        build(engine, gone, document("Blijft"))

        with engine.exclusive(wait=0), engine.writer(GENERATION) as writer:
            writer.remove([gone.id, gone.id, "book:unknown"])
            writer.commit(2)

        assert titles(ask(engine.open(GENERATION, stamp=2), "")) == ["Blijft"]

    def test_nothing_counts_before_the_commit(self, engine: SearchEngine) -> None:
        build(engine, document("Eerste"))

        with engine.exclusive(wait=0), engine.writer(GENERATION) as writer:
            writer.put(document("Tweede"))

        assert engine.stamp(GENERATION) == 1
        assert ask(engine.open(GENERATION, stamp=1), "").total == 1

    def test_an_error_while_writing_gives_the_writer_back(self, engine: SearchEngine) -> None:
        build(engine, document("Eerste"))

        def fail_halfway() -> None:
            with engine.exclusive(wait=0), engine.writer(GENERATION) as writer:
                writer.put(document("Tweede"))
                raise KeyError("iets anders ging mis")

        with pytest.raises(KeyError):
            fail_halfway()
        with engine.exclusive(wait=0), engine.writer(GENERATION) as writer:
            writer.put(document("Derde"))
            writer.commit(2)

        assert sorted(titles(ask(engine.open(GENERATION, stamp=2), ""))) == ["Derde", "Eerste"]

    def test_a_second_writer_is_told_that_it_is_busy(self, engine: SearchEngine) -> None:
        caught: list[BaseException] = []

        def second() -> None:
            try:
                with engine.exclusive(wait=0.1):
                    raise AssertionError("Two writers at once.")
            except WriterBusyError as busy:
                caught.append(busy)

        with engine.exclusive(wait=0):
            thread = threading.Thread(target=second)
            thread.start()
            thread.join()
        with engine.exclusive(wait=0):
            pass

        assert len(caught) == 1

    def test_a_snapshot_stays_as_it_was(self, engine: SearchEngine) -> None:
        before = build(engine, document("Eerste"))

        with engine.exclusive(wait=0), engine.writer(GENERATION) as writer:
            writer.put(document("Tweede"))
            writer.commit(2)

        assert ask(before, "").total == 1
        assert ask(engine.open(GENERATION, stamp=1), "").total == 1
        assert ask(engine.open(GENERATION, stamp=2), "").total == 2

    # --- Generations -------------------------------------------------------------------------------------------------

    def test_a_generation_behind_the_database_is_not_served(self, engine: SearchEngine) -> None:
        build(engine, document("Eerste"))

        with pytest.raises(SearchUnavailableError):
            engine.open(GENERATION, stamp=2)

    def test_a_generation_that_is_not_there_is_not_served_or_made_up(self, engine: SearchEngine) -> None:
        with pytest.raises(SearchUnavailableError):
            engine.open("weg", stamp=0)
        with pytest.raises(SearchUnavailableError), engine.exclusive(wait=0), engine.writer("weg"):
            pass
        assert list(engine.generations()) == []
        assert engine.stamp("weg") == 0

    def test_generations_stand_beside_each_other(self, engine: SearchEngine) -> None:
        build(engine, document("Eerste"))
        with engine.exclusive(wait=0), engine.writer("tweede", new=True) as writer:
            writer.put(document("Tweede"))
            writer.commit(1)

        assert sorted(engine.generations()) == [GENERATION, "tweede"]
        assert titles(ask(engine.open("tweede", stamp=1), "")) == ["Tweede"]
        assert titles(ask(engine.open(GENERATION, stamp=1), "")) == ["Eerste"]

        engine.drop(GENERATION)
        engine.drop(GENERATION)

        assert list(engine.generations()) == ["tweede"]

    def test_entries_tell_audience_and_content(self, engine: SearchEngine) -> None:
        public, private = document("Openbaar"), document("Besloten", audience=frozenset({CIRCLE, "x"}))
        snapshot = build(engine, public, private)

        entries = {entry.id: entry for entry in snapshot.entries()}

        assert entries.keys() == {public.id, private.id}
        assert entries[public.id].digest == public.digest
        assert entries[private.id].audience == {CIRCLE, "x"}
        assert not entries[private.id].in_public_index


def snapshot_all(snapshot: Snapshot) -> tuple:
    """What a suggestion may give at most in the hostile test: the public document."""
    return snapshot.suggest(parse("openbaar"), excluded=frozenset(), limit=5)
