"""What a full-text engine does for search. `search.service` reads, `search.indexing` writes; nobody else calls it.

An engine keeps its documents in generations: whole indexes beside each other, of which the database says which one is
live. A generation is two indexes: one for public documents, one for the others, so that a suggestion can never come
from a private text. Every commit carries a stamp, a number that only rises; the engine keeps it beside the index,
with the versions of its own schema and of `search.dutch`.

Arguments and results are our own types. Errors of the engine's library, panics included, come out as
`SearchUnavailableError`.

Example::

    engine = get_engine()
    with engine.exclusive(wait=2.0):
        with engine.writer("2026-11-24-a1b2c3") as writer:
            writer.put(document)
            writer.remove(["method:0b6f6a0e-8f0c-4c59-a6f3-1f3f0d5b7c11"])
            writer.commit(stamp=8)

    snapshot = engine.open("2026-11-24-a1b2c3", stamp=8)
    asked = snapshot.understand(parse("leerkring"))
    results = snapshot.search(
        EngineQuery(query=asked, audience=viewer.tokens, facets=("soort", "thema"), limit=20)
    )
    for hit in results.hits:
        ...  # raw: only `search.authorise` makes it something to show
"""

import uuid
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

from search.contracts import SearchDocument
from search.dutch.expansion import NO_OTHER_WORDS, OtherWords
from search.enums import Order
from search.highlight import Highlight
from search.language import Language
from search.query import Query
from search.understanding import Understood, understand


@dataclass(frozen=True)
class EngineQuery:
    """One question to the engine.

    A document counts when it is for one of the `audience` tokens, is not `excluded` (identifiers) and has, for each
    facet in `filters`, one of its values. `facets` are the names to count. Ordered by date, documents without one come
    last. The documents `promoted` (identifiers, the first one first) count whatever they hold, and come before all
    others when ordered by relevance; for them, too, everything above decides.
    """

    query: Understood
    audience: frozenset[str]
    excluded: frozenset[str] = frozenset()
    filters: Mapping[str, frozenset[str]] = field(default_factory=dict)
    facets: tuple[str, ...] = ()
    promoted: tuple[str, ...] = ()
    order: Order = Order.RELEVANCE
    offset: int = 0
    limit: int = 20


@dataclass(frozen=True)
class FilePlace:
    """A page of a file, by what the source calls the file and the number of the page."""

    file: str
    number: int


@dataclass(frozen=True)
class Hit:
    """A document that the index offers. It is not yet allowed to be shown: the database decides.

    `place` is where `snippet` comes from when that is a page of a file.
    """

    kind: str
    public_id: uuid.UUID
    title: Highlight
    snippet: Highlight | None
    place: FilePlace | None = None

    @property
    def id(self) -> str:
        """The identifier in the index."""
        return f"{self.kind}:{self.public_id}"


@dataclass(frozen=True)
class ShownText:
    """The title and the text of a document, as they are in the index."""

    title: str
    text: str


@dataclass(frozen=True)
class EngineResults:
    """The answer to an `EngineQuery`, in its order.

    `counts` hold, per facet and value, how many documents there are under all filters but those of the facet itself.
    """

    total: int
    hits: tuple[Hit, ...]
    counts: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class IndexEntry:
    """What the index knows of a document, for `search_verify`."""

    id: str
    audience: frozenset[str]
    digest: str
    in_public_index: bool


class Snapshot(ABC):
    """One generation as it was at one commit. Safe to share between threads; nothing to close."""

    generation: str
    stamp: int

    @property
    @abstractmethod
    def language(self) -> Language:
        """The words of the public index, of this commit or a little older. Read when it is first asked for.

        Raises SearchUnavailableError when the engine fails.
        """

    def understand(self, query: Query, others: OtherWords = NO_OTHER_WORDS) -> Understood:
        """Say what a query may mean in this index; `others` are words beside those that the index knows."""
        return understand(query, vocabulary=self.language.vocabulary, thesaurus=self.language.thesaurus(others))

    @abstractmethod
    def search(self, query: EngineQuery) -> EngineResults:
        """Answer a question.

        Raises SearchUnavailableError when the engine fails.
        """

    @abstractmethod
    def suggest(self, query: Query, *, excluded: frozenset[str], limit: int) -> tuple[Hit, ...]:
        """Public documents of which the title holds all words, the last one as a beginning.

        Raises SearchUnavailableError when the engine fails.
        """

    @abstractmethod
    def text_of(self, identifier: str, *, audience: frozenset[str]) -> ShownText | None:
        """What is shown of a document for the audience, as far as the engine keeps it; None when it is not there.

        Raises SearchUnavailableError when the engine fails.
        """

    @abstractmethod
    def score(self, query: EngineQuery, identifier: str) -> float | None:
        """How much a document counts for a question, its weight included; None when it is not found.

        Raises SearchUnavailableError when the engine fails.
        """

    @abstractmethod
    def entries(self) -> Iterator[IndexEntry]:
        """Every document in both indexes.

        Raises SearchUnavailableError when the engine fails.
        """

    @abstractmethod
    def counts(self) -> tuple[int, int]:
        """How many public and how many other documents there are."""


class Writer(ABC):
    """Changes to one generation; nothing counts before `commit`. Got from, and closed by, `SearchEngine.writer`."""

    @abstractmethod
    def put(self, document: SearchDocument) -> None:
        """Add a document, or replace the one with its identifier in both indexes.

        Raises DocumentRefusedError when the engine can not take it; the others are not touched by that.
        """

    @abstractmethod
    def remove(self, ids: Collection[str]) -> None:
        """Remove documents from both indexes; those that are not there are fine."""

    @abstractmethod
    def commit(self, stamp: int) -> None:
        """Make everything so far permanent, then write the stamp.

        The order matters: a stamp promises that its changes are in the index. Raises SearchUnavailableError when that
        can not be promised.
        """


class SearchEngine(ABC):
    """A full-text engine. One object per process; it may be shared between threads."""

    schema: str
    """Name and version of the engine's layout. An index of another schema is not served."""

    @abstractmethod
    def open(self, generation: str, *, stamp: int) -> Snapshot:
        """Give the generation as it is at `stamp` or later.

        Raises SearchUnavailableError when it is not there, has not reached the stamp, or is of another schema or
        analysis.
        """

    @abstractmethod
    def exclusive(self, *, wait: float) -> AbstractContextManager[None]:
        """Be the only one that writes, over all processes.

        Raises WriterBusyError when that does not succeed within `wait` seconds. Readers are never held up.
        """

    @abstractmethod
    def writer(self, generation: str, *, new: bool = False) -> AbstractContextManager[Writer]:
        """Change a generation, or make a new one, with memory for many documents. Only inside `exclusive`.

        On leaving, whatever was not committed is dropped and the engine's own lock is released, also after an error.
        Raises SearchUnavailableError when the generation is not there, or is there and should be new.
        """

    @abstractmethod
    def stamp(self, generation: str) -> int:
        """The stamp beside a generation; 0 when it has none."""

    @abstractmethod
    def generations(self) -> Collection[str]:
        """The generations that exist, complete or not."""

    @abstractmethod
    def drop(self, generation: str) -> None:
        """Delete a generation. One that is not there is fine."""
