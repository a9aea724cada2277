"""What the site has already, read once before anything is compared."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from knowledge.importing.schema import KINDS, Table
from knowledge.models import Concept, ImportedRecord, MergedConcept


@dataclass(frozen=True)
class Stored:
    """A record of the site, and whether it still is what the last import made of it."""

    pk: int
    public_id: uuid.UUID | None
    slug: str
    # What the file said when the record was written by an import; None for a record that no import made.
    digest: str | None = None
    is_edited: bool = False


@dataclass(frozen=True)
class KnownConcept:
    """A concept of the site."""

    label: str
    parent: str


class Known:
    """The records and concepts of the site."""

    def __init__(self) -> None:
        imported = {(row.kind, row.key): row for row in ImportedRecord.objects.all()}
        concepts = list(Concept.objects.select_related("parent"))
        self.concepts: Mapping[tuple[str, str], KnownConcept] = {
            (concept.scheme, concept.notation): KnownConcept(
                label=concept.label, parent=concept.parent.notation if concept.parent else ""
            )
            for concept in concepts
        }
        # The code that took the place of one that was merged, by vocabulary and old code.
        self.merged: Mapping[tuple[str, str], str] = {
            (scheme, notation): target
            for scheme, notation, target in MergedConcept.objects.values_list("scheme", "notation", "target__notation")
        }
        # By kind and slug; a concept by its vocabulary and code.
        self.records: dict[tuple[str, str], Stored] = {
            ("concepts", concept.key): _stored_concept(concept, imported) for concept in concepts
        }
        self._by_public_id: dict[tuple[str, uuid.UUID], Stored] = {}
        # The key of what an import wrote, by kind and by what the file called it.
        self._keys = {(row.kind, row.slug): row.key for row in imported.values()}
        self._imported = frozenset(imported)
        for table in KINDS:
            if table.name != "concepts":
                self._read_records(table, imported)

    def _read_records(self, table: Table, imported: Mapping[tuple[str, str], ImportedRecord]) -> None:
        model: Any = table.model
        fields = ("pk", "public_id", "slug", "latest_revision_id", "live", "has_unpublished_changes")
        for pk, public_id, slug, revision, live, has_changes in model.objects.values_list(*fields):
            row = imported.get((table.name, str(public_id)))
            stored = Stored(
                pk=pk,
                public_id=public_id,
                slug=slug,
                digest=row.digest if row else None,
                is_edited=row is None or not live or has_changes or row.state != str(revision),
            )
            self.records[table.name, slug] = stored
            self._by_public_id[table.name, public_id] = stored

    def current(self, scheme: str, notation: str) -> str:
        """The code itself, or that of the concept it was merged into."""
        return self.merged.get((scheme, notation), notation)

    def find(self, table: str, key: str | None, public_id: uuid.UUID | None) -> Stored | None:
        """The record with this permanent identifier; without one, the record with this slug or code.

        A record that an import wrote under this slug is that record, also when an editor changed its address.
        """
        if public_id is None and (found := self.at(table, key)):
            return found
        identifier = self.identifier(table, key, public_id)
        return self._by_public_id.get((table, identifier)) if identifier else None

    def identifier(self, table: str, key: str | None, public_id: uuid.UUID | None) -> uuid.UUID | None:
        """The permanent identifier that was given, or else that of what an import wrote under this slug."""
        found = self._keys.get((table, key or "")) if table != "concepts" else None
        return public_id or (uuid.UUID(found) if found else None)

    def is_removed(self, table: str, key: str | None, public_id: uuid.UUID | None) -> bool:
        """Whether an import wrote this record, and it is gone: an editor removed it."""
        imported = key if table == "concepts" else str(self.identifier(table, key, public_id))
        return (table, imported) in self._imported and self.find(table, key, public_id) is None

    def is_taken(self, table: Table, key: str | None) -> bool:
        """Whether a record has this slug or code already, or a page beside it."""
        kinds = [kind.name for kind in KINDS if kind is table or (kind.parent and kind.parent is table.parent)]
        return any(self.at(kind, key) for kind in kinds)

    def at(self, table: str, key: str | None) -> Stored | None:
        """The record that has this slug or code."""
        return self.records.get((table, key or ""))


def _stored_concept(concept: Concept, imported: Mapping[tuple[str, str], ImportedRecord]) -> Stored:
    row = imported.get(("concepts", concept.key))
    return Stored(
        pk=concept.pk,
        public_id=None,
        slug=concept.key,
        digest=row.digest if row else None,
        is_edited=row is None or row.state != concept.state,
    )
