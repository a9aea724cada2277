"""What every engine has to find: words, what may be meant by them, phrases and what is left out."""

import datetime as dt
import uuid

import pytest

from search.engines.base import SearchEngine
from search.enums import Order
from search.query import parse
from tests.search.asking import CIRCLE, GENERATION, ask, build, snapshot_all, titles
from tests.search.shelf import PUBLIC, document, file_pages


class WordsContract:
    """See the module."""

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
        snapshot = build(
            engine, document("Kamerbrief", "Inleiding", pages=file_pages("Eerste blad", "Over radicalisering"))
        )

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
