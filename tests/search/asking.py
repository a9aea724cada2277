"""Building a small index and asking it, for the tests of every engine."""

from search.contracts import SearchDocument
from search.engines.base import EngineQuery, EngineResults, SearchEngine, Snapshot
from search.query import parse
from tests.search.shelf import PUBLIC

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


def snapshot_all(snapshot: Snapshot) -> tuple:
    """What a suggestion may give at most in the hostile test: the public document."""
    return snapshot.suggest(parse("openbaar"), excluded=frozenset(), limit=5)
