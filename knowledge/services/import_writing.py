"""Stores the records of an import the way an editor would: with a revision, and published."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import timezone

from common.content import publish
from knowledge.importing.building import build_child, field_values, relations, stream_items
from knowledge.importing.checks import verdict
from knowledge.importing.concept_checks import parent_of
from knowledge.importing.known import Known
from knowledge.importing.lists import References
from knowledge.importing.parsing import Row
from knowledge.importing.planning import Action, Step
from knowledge.importing.schema import Table
from knowledge.models import Assessment, Concept, ImportedRecord, ItemMethod, MethodPage
from knowledge.services.evidence import add_assessments
from knowledge.services.import_documents import DocumentStore
from knowledge.services.vocabulary import reindex_labelled_with


class Writer:
    """Writes steps one by one, inside the transaction of its caller.

    Raises ValidationError when a record does not satisfy its model.
    """

    def __init__(self, known: Known, documents: DocumentStore) -> None:
        self._known = known
        self._documents = documents
        self._concepts: dict[tuple[str, str], Concept] = {
            (concept.scheme, concept.notation): concept for concept in Concept.objects.select_related("parent")
        }
        # What each slug in the files means, by kind; of pages that are made and not published yet the page itself.
        self._records: dict[tuple[str, str], int] = {}
        self._pages: dict[tuple[str, str], Any] = {}
        self._left_out: set[tuple[str, str]] = set()
        self._written: list[ImportedRecord] = []
        self.assessments = 0

    def prepare(self, steps: Sequence[Step]) -> None:
        """Learn which record of the site each slug in the files means, if any."""
        for step in steps:
            if step.stored:
                self._records[step.name] = step.stored.pk
            elif step.action == Action.SKIPPED:
                self._left_out.add(step.name)

    def create(self, step: Step) -> None:
        """Make a new page, not published yet: others of its kind refer to it."""
        if step.row.table.parent is None or step.stored:
            return
        page = step.row.table.model(public_id=step.public_id or uuid.uuid4(), live=False)
        self._fill(page, step.row)
        step.row.table.parent.objects.get().add_child(instance=page)
        self._records[step.name], self._pages[step.name] = page.pk, page

    def write(self, step: Step) -> None:
        """Store and publish the record of a step."""
        if step.row.table.name == "concepts":
            key, state = self._write_concept(step)
        else:
            record = self._write_page(step) if step.row.table.parent else self._write_record(step)
            key, state = str(record.public_id), str(record.latest_revision_id)
        kind, slug = step.name
        self._written.append(ImportedRecord(kind=kind, key=key, slug=slug, digest=step.digest, state=state))

    def remember(self) -> None:
        """Keep what was written, for the next import."""
        now = timezone.now()
        for row in self._written:
            row.imported_at = now
        ImportedRecord.objects.bulk_create(
            self._written,
            update_conflicts=True,
            unique_fields=["kind", "key"],
            update_fields=["slug", "digest", "state", "imported_at"],
        )

    # --- One record ----------------------------------------------------------------------------------------------

    def _write_concept(self, step: Step) -> tuple[str, str]:
        row = step.row
        scheme, notation = row.values["scheme"], row.values["notation"]
        concept = self._concepts.get((scheme, notation)) or Concept(scheme=scheme, notation=notation)
        _set(concept, field_values(row))
        if "parent" not in row.absent:
            parent = parent_of(row, self._known)
            concept.parent = self._concepts[scheme, parent] if parent else None
        concept.full_clean()
        concept.save()
        self._concepts[scheme, notation] = concept
        if step.action == Action.CHANGED:
            reindex_labelled_with(concept)
        return concept.key, concept.state

    def _write_page(self, step: Step) -> Any:
        if step.stored:
            page = step.row.table.model.objects.get(pk=step.stored.pk)
            self._fill_again(page, step.row)
        else:
            page = self._pages.pop(step.name)
        for child in step.row.table.children:
            if child.name in step.row.children and _refers(child):
                getattr(page, child.field).set(self._relations(step.row.children[child.name]))
        return publish(page)

    def _write_record(self, step: Step) -> Any:
        row = step.row
        if step.stored:
            record = row.table.model.objects.get(pk=step.stored.pk)
            self._fill_again(record, row)
        else:
            record = row.table.model(public_id=step.public_id or uuid.uuid4(), live=False)
            self._fill(record, row)
        record.method_id = self._find("methods", row.values["method"])
        record.full_clean()
        if not step.stored:
            record.save()
        record.save_revision(clean=False).publish()
        return record

    def _fill_again(self, record: Any, row: Row) -> None:
        """The same for a record that exists; its address is for editors to change: the old one has to redirect."""
        slug = record.slug
        self._fill(record, row)
        record.slug = slug

    def _fill(self, record: Any, row: Row) -> None:
        """Everything that does not refer to a record of the same kind."""
        _set(record, field_values(row))
        for child in row.table.children:
            if child.name in row.children and child.name != "evidence" and not _refers(child):
                self._set_list(record, row, child)
        for field, (scheme, notations) in relations(row).items():
            # Two codes mean one concept after a merge.
            codes = dict.fromkeys(self._known.current(scheme, notation) for notation in notations)
            getattr(record, field).set([self._concepts[scheme, code] for code in codes])
        for column in row.table.columns:
            if isinstance(column.type, References) and column.name not in row.absent:
                getattr(record, column.target).set(self._methods_of_item(row.values.get(column.name, ())))

    # --- Lists and references ------------------------------------------------------------------------------------

    def _set_list(self, record: Any, row: Row, table: Table) -> None:
        """A StreamField, or a list of rows of their own in the order of the file."""
        children = row.children[table.name]
        if table.block:
            setattr(record, table.field, stream_items(children))
            return
        items = [build_child(child, **self._documents.relation(child)) for child in children]
        for place, item in enumerate(items):
            item.sort_order = place
        getattr(record, table.field).set(items)

    def _relations(self, rows: Iterable[Row]) -> list[Any]:
        """What a record is to others of its kind, without those that are left out."""
        items: list[Any] = []
        for row in rows:
            kind = row.table.column("related").type.kind  # type: ignore[attr-defined]
            if (kind, row.values["related"]) not in self._left_out:
                related = self._find(kind, row.values["related"])
                items.append(build_child(row, related_id=related, sort_order=len(items)))
        return items

    def _methods_of_item(self, slugs: Iterable[str]) -> list[ItemMethod]:
        kept = [slug for slug in slugs if ("methods", slug) not in self._left_out]
        return [ItemMethod(method_id=self._find("methods", slug), sort_order=place) for place, slug in enumerate(kept)]

    def _find(self, kind: str, slug: str) -> int:
        """The record that a slug in the files means: a row of the files, or else a record of the site."""
        name = (kind, slug)
        return self._records[name] if name in self._records else self._known.records[name].pk

    # --- Evidence ------------------------------------------------------------------------------------------------

    def add_assessments(self, steps: Iterable[Step]) -> None:
        """Add the assessments that a method does not have yet; none is ever changed or taken away.

        A method that an editor changed gets them too, one that no import made does not.
        """
        rows = {
            self._records[step.name]: step.row.children.get("evidence", [])
            for step in steps
            if step.row.table.name == "methods" and (step.action != Action.SKIPPED or step.is_ours)
        }
        present: dict[int, set[tuple[object, ...]]] = defaultdict(set)
        for method, *known in Assessment.objects.filter(method__in=rows).values_list(
            "method", "axis", "value", "assessed_on", "assessed_by"
        ):
            present[method].add(tuple(known))
        missing = [(pk, row) for pk, children in rows.items() for row in children if verdict(row) not in present[pk]]
        methods = MethodPage.objects.in_bulk({pk for pk, _row in missing})
        assessments = [build_child(row, method=methods[pk]) for pk, row in missing]
        add_assessments(assessments)
        self.assessments = len(assessments)


def _set(record: Any, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(record, name, value)


def _refers(table: Table) -> bool:
    """Whether a list refers to other records of the kind that it belongs to."""
    return any(column.name == "related" for column in table.columns)
