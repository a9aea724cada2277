"""Importing the library from files: all of it, or nothing."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from common.activity.services import record
from common.importing.places import Place, Problem
from knowledge.importing.attachments import find_attachments
from knowledge.importing.checks import check
from knowledge.importing.concept_checks import check_concepts
from knowledge.importing.known import Known
from knowledge.importing.parsing import parse
from knowledge.importing.planning import Action, Rules, Step, plan
from knowledge.importing.rows import Reading
from knowledge.importing.schema import KINDS
from knowledge.importing.sources import read_sources
from knowledge.services.import_documents import DocumentStore
from knowledge.services.import_writing import Writer

PROGRESS_EVERY = 25
IMPORTED = "knowledge.imported"

Say = Callable[[str], None]


@dataclass(frozen=True)
class ImportReport:
    """What an import did, or the problems that kept it from doing anything."""

    problems: Sequence[Problem] = ()
    counts: Mapping[Action, int] = field(default_factory=Counter)
    # The records that were written over, as "place, ‘key’".
    changed: Sequence[str] = ()
    # What was left as it was, and why.
    notices: Sequence[str] = ()
    assessments: int = 0


def import_library(
    path: Path, *, keep: bool = True, rules: Rules | None = None, say: Say | None = None
) -> ImportReport:
    """Import a file, or all files of a folder together; with `keep=False` do everything and keep nothing.

    Nothing is stored unless every row is right; the problems in the report say which are not. `say` hears of the
    progress of long work.
    """
    say = say or (lambda text: None)
    reading = read_sources(path)
    rows = parse(reading)
    find_attachments(rows, reading)
    known = Known()
    check_concepts(rows, known, reading)
    check(rows, known, reading)
    steps = _in_order(plan(rows, known, reading, rules or Rules()))
    if not reading.problems:
        _check_parents(steps, reading)
    if reading.problems:
        return ImportReport(problems=reading.problems)
    return _store(steps, known, keep=keep, say=say)


def _in_order(steps: Sequence[Step]) -> list[Step]:
    """What others refer to comes first; a broader concept before its narrower ones."""
    order = {table.name: place for place, table in enumerate(KINDS)}
    return sorted(steps, key=lambda step: (order[step.row.table.name], bool(step.row.values.get("parent"))))


def _check_parents(steps: Sequence[Step], reading: Reading) -> None:
    """New pages stand below a page that has to be there."""
    for table in KINDS:
        new = next((step for step in steps if step.row.table is table and step.action == Action.NEW), None)
        if new and table.parent and not table.parent.objects.exists():
            reason = _("De pagina ‘%s’ is er nog niet. Laad eerst de vaste inhoud met load_content.")
            reading.refuse(Place(file=new.row.place.file), reason % table.parent._meta.verbose_name)


def _store(steps: Sequence[Step], known: Known, *, keep: bool, say: Say) -> ImportReport:
    """Write every step in one transaction."""
    documents = DocumentStore()
    writer = Writer(known, documents)
    counts = Counter(step.action for step in steps)
    is_kept = False
    try:
        with transaction.atomic():
            problems = _write(writer, steps, say)
            is_kept = keep and not problems
            if is_kept:
                record(verb=IMPORTED, codes=[f"{action.name.lower()}:{number}" for action, number in counts.items()])
            transaction.set_rollback(not is_kept)
    finally:
        if not is_kept:
            documents.undo()
    return ImportReport(
        problems=problems,
        counts=counts,
        changed=[step.title for step in steps if step.action == Action.CHANGED],
        notices=[f"{step.title}: {step.notice}" for step in steps if step.notice],
        assessments=writer.assessments,
    )


def _write(writer: Writer, steps: Sequence[Step], say: Say) -> list[Problem]:
    """Write them, up to the first that the database or a model refuses after all: the rules were asked before."""
    writer.prepare(steps)
    written = [step for step in steps if step.is_written]
    number = 0
    for _kind, of_kind in groupby(written, key=lambda step: step.row.table.name):
        group = list(of_kind)
        # Records of one kind refer to each other, so all of them are made before the first is published.
        for do, step in [*((writer.create, step) for step in group), *((writer.write, step) for step in group)]:
            try:
                do(step)
            except ValidationError as error:
                return [Problem(place=step.row.place, column="", reason=text) for text in error.messages]
            number += do == writer.write
            if do == writer.write and number % PROGRESS_EVERY == 0:
                say(_("%(number)d van %(total)d records opgeslagen") % {"number": number, "total": len(written)})
    writer.add_assessments(steps)
    writer.remember()
    return []
