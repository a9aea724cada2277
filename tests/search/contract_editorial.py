"""What every engine has to make of what editors decide."""

import uuid

from search.dutch.abbreviations import Abbreviation
from search.dutch.expansion import OtherWords, Synonyms
from search.engines.base import EngineQuery, SearchEngine
from search.enums import Order
from search.query import parse
from tests.search.asking import CIRCLE, ask, build, titles
from tests.search.shelf import PUBLIC, document


class EditorialContract:
    """See the module."""

    def test_words_of_editors_count_at_the_question_and_below_what_was_typed(self, engine: SearchEngine) -> None:
        snapshot = build(engine, document("Hangplek"), document("Honk"), document("Wijkbemiddelingsteam"))
        others = OtherWords((Synonyms(("hangplekken", "honk")),), (Abbreviation("WBT", "wijkbemiddelingsteam"),))

        def find(text: str) -> list[str]:
            asked = snapshot.understand(parse(text), others)
            return titles(snapshot.search(EngineQuery(query=asked, audience=PUBLIC)))

        assert find("honk ") == ["Honk", "Hangplek"]
        assert find("hangplek ") == ["Hangplek", "Honk"]
        assert find("wbt ") == ["Wijkbemiddelingsteam"]
        assert titles(ask(snapshot, "honk ")) == ["Honk"]

    def test_promoted_documents_come_first_in_their_order_and_count_once(self, engine: SearchEngine) -> None:
        best = document("Rel rel rel", "Over een rel.", weight=1.3, facets={"thema": ("wijk",)})
        other = document("Onderaan", "Een rel.", facets={"thema": ("wijk",)})
        alien = document("Vuurwerk", "Niets daarover.", facets={"thema": ("school",)}, weight=0.5)
        snapshot = build(engine, best, other, alien, document("Buiten beeld"))

        def find(*promoted: str, **options) -> tuple[list[str], int, dict[str, int]]:
            found = ask(snapshot, "rel ", promoted=promoted, facets=("thema",), **options)
            return titles(found), found.total, dict(found.counts["thema"])

        assert find() == (["Rel rel rel", "Onderaan"], 2, {"wijk": 2})
        assert find(alien.id, other.id) == (["Vuurwerk", "Onderaan", "Rel rel rel"], 3, {"wijk": 2, "school": 1})
        assert find(other.id, alien.id) == (["Onderaan", "Vuurwerk", "Rel rel rel"], 3, {"wijk": 2, "school": 1})
        assert find(other.id)[:2] == (["Onderaan", "Rel rel rel"], 2)
        assert find(alien.id, filters={"thema": frozenset({"wijk"})})[:2] == (["Rel rel rel", "Onderaan"], 2)
        assert find(alien.id, limit=1)[:2] == (["Vuurwerk"], 3)
        assert find(alien.id, offset=1, limit=1)[:2] == (["Rel rel rel"], 3)

    def test_promoted_documents_stand_under_every_guard(self, engine: SearchEngine) -> None:
        public, private = document("Openbaar"), document("Besloten", audience=frozenset({CIRCLE}))
        snapshot = build(engine, public, private)
        both = (private.id, public.id, "book:" + str(uuid.uuid4()))

        def find(**options) -> tuple[list[str], int]:
            found = ask(snapshot, "iets ", promoted=both, **options)
            return titles(found), found.total

        assert find() == (["Openbaar"], 1)
        assert find(audience=PUBLIC | {CIRCLE}) == (["Besloten", "Openbaar"], 2)
        assert find(excluded=frozenset({public.id})) == ([], 0)
        assert find(order=Order.NEWEST) == (["Openbaar"], 1)

    def test_gives_the_text_of_a_document_to_its_audience_only(self, engine: SearchEngine) -> None:
        public, private = document("Openbaar", "Tekst."), document("Besloten", audience=frozenset({CIRCLE}))
        snapshot = build(engine, public, private)

        def read(identifier: str, *tokens: str) -> tuple[str, str] | None:
            found = snapshot.text_of(identifier, audience=PUBLIC.union(tokens))
            return (found.title, found.text) if found else None

        assert read(public.id) == ("Openbaar", "Tekst.")
        assert read(private.id) is None
        assert read(private.id, CIRCLE) == ("Besloten", "")
        assert read("book:unknown") is None

    def test_scores_one_document_as_it_stands_among_the_others(self, engine: SearchEngine) -> None:
        documents = [document("Rel", "Een rel."), document("Plein", "Een rel op het plein."), document("Iets anders")]
        snapshot = build(engine, *documents)
        question = EngineQuery(query=snapshot.understand(parse("rel ")), audience=PUBLIC)

        scores = [snapshot.score(question, each.id) for each in documents]

        assert scores[0] is not None
        assert scores[1] is not None
        assert scores[0] > scores[1] > 0
        assert scores[2] is None
        assert titles(snapshot.search(question)) == ["Rel", "Plein"]
