"""What search asks of the apps that fill it. An app implements `SearchSource` and registers it in its `ready()`.

Search knows nothing of methods, pages or circles: only documents, kinds and audiences. The index returns identifiers;
titles, addresses and access always come from the source, that is from the database.
"""

import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from common.access import PUBLIC_TOKEN, Viewer
from common.components import CardItem
from search.enums import FileUnit

PUBLIC_AUDIENCE = frozenset({PUBLIC_TOKEN})

# The facet that every document has by itself: its kind.
KIND_FACET = "soort"


def document_id(kind: str, public_id: uuid.UUID) -> str:
    """The identifier of a document in every index."""
    return f"{kind}:{public_id}"


@dataclass(frozen=True)
class FilePage:
    """A page of a file as plain text. `file` is what its source calls the file; the first page is number 1."""

    file: str
    number: int
    text: str


@dataclass(frozen=True)
class SearchDocument:
    """What the index holds of one thing, as it may be found now.

    `summary` and `body` are plain text; `pages` are the pages of the files that hang on it, of a source that is a
    `FileSource`, and only of files that the whole audience may open. `keywords` are words that it is also found by,
    such as other names of its subjects; they are never shown as a passage. `audience`
    are the tokens of `Viewer.tokens` of which a viewer needs one; only documents for "public" are in the public
    index. `facets` map a registered facet's name to values (not labels); the kind is a facet by itself.
    `published_on` is the date that visitors can order by. `weight` multiplies the score and is above zero.
    """

    kind: str
    public_id: uuid.UUID
    title: str
    summary: str
    body: str
    pages: tuple[FilePage, ...] = ()
    keywords: tuple[str, ...] = ()
    audience: frozenset[str] = PUBLIC_AUDIENCE
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    published_on: dt.date | None = None
    weight: float = 1.0

    def __post_init__(self) -> None:
        """Refuse what can only be a mistake.

        Raises ValueError for a document without a title, without an audience or with a weight of zero or less.
        """
        if not self.title.strip():
            raise ValueError(f"The document {self.id} has no title.")
        if not self.audience:
            raise ValueError(f"The document {self.id} is for nobody; leave it out instead.")
        if self.weight <= 0:
            raise ValueError(f"The document {self.id} has a weight of {self.weight}; it must be above zero.")

    @property
    def id(self) -> str:
        """The identifier in the index: "kind:public_id"."""
        return document_id(self.kind, self.public_id)

    @property
    def is_public(self) -> bool:
        """True when anybody may find it."""
        return PUBLIC_TOKEN in self.audience

    @property
    def digest(self) -> str:
        """A fingerprint of everything that is indexed, so that `search_verify` sees an entry that is behind."""
        content = [
            self.title,
            self.summary,
            self.body,
            [(page.file, page.number, page.text) for page in self.pages],
            list(self.keywords),
            sorted(self.audience),
            sorted((name, sorted(values)) for name, values in self.facets.items()),
            self.published_on.isoformat() if self.published_on else "",
            self.weight,
        ]
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()


class SearchSource(Protocol):
    """One kind of content.

    `kind` is permanent (it is part of the identifier and of the address of a filtered search); `label` is the Dutch
    plural that visitors read.

    Example::

        class LessonSource:
            kind = "lesson"
            label = "Lessen"

            def documents(self, public_ids):
                lessons = Lesson.objects.visible_to(ANONYMOUS)
                if public_ids is not None:
                    lessons = lessons.filter(public_id__in=public_ids)
                for lesson in lessons.iterator(chunk_size=200):
                    yield SearchDocument(kind="lesson", public_id=lesson.public_id, title=lesson.title, ...)

            def cards(self, viewer, public_ids):
                lessons = Lesson.objects.visible_to(viewer).filter(public_id__in=public_ids)
                return {lesson.public_id: lesson_card(lesson) for lesson in lessons}
    """

    @property
    def kind(self) -> str:
        """The first part of the identifier of its documents."""
        ...

    @property
    def label(self) -> str:
        """What visitors call this kind, in the plural."""
        ...

    def documents(self, public_ids: Collection[uuid.UUID] | None) -> Iterator[SearchDocument]:
        """The documents that may be in the index now, streamed, each once; of all records when `public_ids` is None.

        A record that is not given, though asked for, is removed from the index.
        """
        ...

    def cards(self, viewer: Viewer, public_ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, CardItem]:
        """A card for each of these records that the viewer may see now.

        Asked of the database, in a fixed number of queries. This is the boundary of access: no card, not shown.
        """
        ...


@dataclass(frozen=True)
class FileLink:
    """A file that a viewer may open now. `unit` says how a reader counts its pages."""

    title: str
    url: str
    unit: FileUnit


FileKey = tuple[uuid.UUID, str]
"""A record and what its source calls the file."""


@runtime_checkable
class FileSource(Protocol):
    """What a source has besides when its documents have pages of files."""

    def files(self, viewer: Viewer, wanted: Collection[FileKey]) -> Mapping[FileKey, FileLink]:
        """A link for each of these files that hangs on its record and that the viewer may open now.

        Asked of the database, in a fixed number of queries. No link, no passage from the file.
        """
        ...


FacetLabels = Callable[[Collection[str]], Mapping[str, str]]


def nothing_replaced(values: Collection[str]) -> Mapping[str, str]:
    """Of a facet whose values never change."""
    return {}


@dataclass(frozen=True)
class Facet:
    """A property that visitors filter on.

    `name` is the query parameter and the key in `SearchDocument.facets`; `labels` gives the words for values and
    leaves out values that do not exist. `replaced` gives, for values that old addresses still use, those that took
    their place, and leaves out all others.
    """

    name: str
    label: str
    labels: FacetLabels
    replaced: FacetLabels = nothing_replaced


@dataclass(frozen=True)
class KindGroup:
    """Kinds that visitors choose together: `name` stands in addresses, `label` is the Dutch plural that they read.

    The name may be that of one of its kinds, never that of another one.
    """

    name: str
    label: str
    kinds: tuple[str, ...] = ()


# Pages about the platform itself, of every app.
PAGES = KindGroup("page", "Andere pagina's")
