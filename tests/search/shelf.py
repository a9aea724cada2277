"""A source for tests: records in memory, with an audience, that the database of a real app would hold."""

import uuid
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace

from common.access import PUBLIC_TOKEN, Viewer
from common.components import CardItem
from search.contracts import Facet, FileKey, FileLink, FilePage, SearchDocument
from search.indexing import enqueue

PUBLIC = frozenset({PUBLIC_TOKEN})


def document(title: str, body: str = "", **options) -> SearchDocument:
    """A document with a fresh identifier."""
    options.setdefault("kind", "book")
    options.setdefault("public_id", uuid.uuid4())
    return SearchDocument(title=title, summary="", body=body, **options)


def file_pages(*texts: str, file: str = "rapport") -> tuple[FilePage, ...]:
    """The pages of one file."""
    return tuple(FilePage(file, number, text) for number, text in enumerate(texts, start=1))


@dataclass
class Shelf:
    """Books. A change tells the index, as every app does; `broken` records can not be read.

    `open_files` may be opened by everybody; of other files only the pages are known.
    """

    kind: str = "book"
    label: str = "Boeken"
    records: dict[uuid.UUID, SearchDocument] = field(default_factory=dict)
    broken: set[uuid.UUID] = field(default_factory=set)
    open_files: dict[str, FileLink] = field(default_factory=dict)

    def add(self, title: str, body: str = "", **options) -> uuid.UUID:
        record = document(title, body, kind=self.kind, **options)
        self.records[record.public_id] = record
        enqueue(self.kind, [record.public_id])
        return record.public_id

    def change(self, public_id: uuid.UUID, **changes) -> None:
        self.records[public_id] = replace(self.records[public_id], **changes)
        enqueue(self.kind, [public_id])

    def remove(self, public_id: uuid.UUID) -> None:
        del self.records[public_id]
        enqueue(self.kind, [public_id])

    def documents(self, public_ids: Collection[uuid.UUID] | None) -> Iterator[SearchDocument]:
        for record in self._find(list(self.records) if public_ids is None else public_ids):
            if record.public_id in self.broken:
                raise LookupError(f"The page of {record.title} is torn.")
            yield record

    def cards(self, viewer: Viewer, public_ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, CardItem]:
        return {
            record.public_id: CardItem(
                kind="page",
                kind_label="Boek",
                title=record.title,
                url=f"/boeken/{record.public_id}/",
                summary="Een boek van de plank.",
            )
            for record in self._find(public_ids)
            if record.audience & viewer.tokens
        }

    def files(self, viewer: Viewer, wanted: Collection[FileKey]) -> Mapping[FileKey, FileLink]:
        return {key: self.open_files[key[1]] for key in wanted if key[1] in self.open_files}

    def _find(self, public_ids: Collection[uuid.UUID]) -> list[SearchDocument]:
        return [self.records[public_id] for public_id in public_ids if public_id in self.records]


THEMES = {"wonen": "Wonen", "school": "School", "wijk": "Wijk & buurt"}
THEME = Facet(
    name="thema",
    label="Thema",
    labels=lambda values: {value: THEMES[value] for value in values if value in THEMES},
)
