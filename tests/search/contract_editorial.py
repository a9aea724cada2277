"""What every engine has to make of what editors decide."""

from search.dutch.abbreviations import Abbreviation
from search.dutch.expansion import OtherWords, Synonyms
from search.engines.base import EngineQuery, SearchEngine
from search.query import parse
from tests.search.asking import ask, build, titles
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
