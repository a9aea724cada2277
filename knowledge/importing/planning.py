"""What an import will do with each record, decided before anything is stored."""

import json
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _

from common.importing.places import Place
from knowledge.importing.building import relations
from knowledge.importing.known import Known, Stored
from knowledge.importing.parsing import Row
from knowledge.importing.rows import Reading
from knowledge.importing.schema import Table

Identify = Callable[[str, str], uuid.UUID]


class Action(StrEnum):
    """What happens to a record."""

    NEW = "nieuw"
    CHANGED = "gewijzigd"
    SAME = "gelijk"
    # Left as it is, because an editor changed it after the last import, made it, or removed it.
    SKIPPED = "overgeslagen"


@dataclass
class Step:
    """One record of the files, and what will be done with it."""

    row: Row
    action: Action
    stored: Stored | None
    public_id: uuid.UUID | None
    digest: str
    notice: str = ""
    # Whether an editor removed what an import made of it.
    is_removed: bool = False

    @property
    def name(self) -> tuple[str, str]:
        """What the files call the record: its kind and its key."""
        return self.row.table.name, str(self.row.key)

    @property
    def title(self) -> str:
        """What a report calls the record: where it stands and its key."""
        return f"{self.row.place}, ‘{self.row.key}’"

    @property
    def is_ours(self) -> bool:
        """Whether an import wrote the record before."""
        return self.stored is not None and self.stored.digest is not None

    @property
    def is_written(self) -> bool:
        """Whether the record is stored anew."""
        return self.action in {Action.NEW, Action.CHANGED}


@dataclass(frozen=True)
class Rules:
    """How to choose where a record of the files meets another one of the site."""

    # Write over what an editor changed.
    overwrite: bool = False
    # Make again what an editor removed.
    restore: bool = False
    # The permanent identifier of a kind and a key that give none themselves.
    identify: Identify | None = None
    # Leave out a record whose address another record has, and what hangs on it; otherwise that is a problem.
    keep_taken: bool = False


def plan(rows: Iterable[Row], known: Known, reading: Reading, rules: Rules) -> list[Step]:
    """A step per record, in the order of the files; adds a problem where there is nothing to choose."""
    steps = []
    for row in rows:
        if row.key is not None:
            steps.append(_step(row, known, reading, rules))
        elif row.written or row.place.path:
            # Its lists can be asked for, unless they stand elsewhere under a name that it does not give.
            stored = known.find(row.table.name, None, row.values.get("public_id"))
            _require_lists(row, is_new=stored is None, reading=reading)
    _skip_below_skipped(steps)
    _bring_back_concepts(steps)
    return steps


def _step(row: Row, known: Known, reading: Reading, rules: Rules) -> Step:
    kind = row.table.name
    public_id = row.values.get("public_id")
    if public_id is None and rules.identify and kind != "concepts":
        public_id = rules.identify(kind, str(row.key))
    stored = known.find(kind, row.key, public_id)
    is_removed = known.is_removed(kind, row.key, public_id)
    public_id = known.identifier(kind, row.key, public_id)
    step = Step(
        row=row, action=Action.NEW, stored=stored, public_id=public_id, digest=digest(row), is_removed=is_removed
    )
    _require_lists(row, is_new=stored is None, reading=reading)
    if kind == "concepts" and (row.values["scheme"], row.values["notation"]) in known.merged:
        current = known.current(row.values["scheme"], row.values["notation"])
        step.action, step.notice = Action.SKIPPED, _("samengevoegd met ‘%s’, overgeslagen") % current
    elif stored is not None:
        _compare(step, stored, rules)
    elif is_removed and not rules.restore:
        step.action, step.notice = Action.SKIPPED, _("door een redacteur verwijderd, overgeslagen")
    elif known.is_taken(row.table, row.key):
        _meet_taken_address(step, reading, rules)
    return step


def _require_lists(row: Row, *, is_new: bool, reading: Reading) -> None:
    """Some lists cannot be empty; only a record that exists may leave one out, which keeps it as it is."""
    for child in row.table.children:
        if child.required and not row.children.get(child.name) and (is_new or child.name in row.children):
            reading.refuse(row.place, *_empty_list(row.place, child))


def _empty_list(place: Place, child: Table) -> tuple[str, str]:
    """The reason, and the column: a spreadsheet has the rows of the list on a sheet or in a file of their own."""
    if place.path:
        return _("Hier hoort ten minste één rij bij."), place.column(child.key_in_json)
    return _("Hier hoort ten minste één rij bij in ‘%s’.") % child.name, ""


def _compare(step: Step, stored: Stored, rules: Rules) -> None:
    step.public_id = stored.public_id
    if stored.is_edited and not rules.overwrite:
        step.action = Action.SKIPPED
        step.notice = (
            _("bestond al en komt niet uit een import, overgeslagen")
            if stored.digest is None
            else _("door een redacteur gewijzigd, overgeslagen")
        )
    elif stored.is_edited or stored.digest != step.digest:
        step.action = Action.CHANGED
    else:
        step.action = Action.SAME


def _meet_taken_address(step: Step, reading: Reading, rules: Rules) -> None:
    row = step.row
    if rules.keep_taken:
        step.action, step.notice = Action.SKIPPED, _("het webadres is van een ander record, overgeslagen")
        step.public_id = None
        return
    reason = _("Het webadres ‘%s’ is al van een ander record.") % row.key
    reading.refuse(row.place, reason, row.place.column("slug"))


def _skip_below_skipped(steps: Iterable[Step]) -> None:
    """Leave out what hangs on a method whose address turned out to be another's."""
    steps = list(steps)
    gone = {step.row.key for step in steps if step.action == Action.SKIPPED and step.stored is None}
    for step in steps:
        if step.row.values.get("method") in gone and step.action == Action.NEW:
            step.action, step.notice = Action.SKIPPED, _("de methode is overgeslagen, dit dus ook")


def _bring_back_concepts(steps: Iterable[Step]) -> None:
    """Make a concept that an editor removed again when something that is written needs it after all."""
    steps = list(steps)
    away = {str(step.row.key): step for step in steps if step.row.table.name == "concepts" and step.is_removed}
    needing = [step for step in steps if step.is_written]
    while needing:
        back = [away.pop(key) for key in _concepts_of(needing.pop().row) if key in away]
        for step in back:
            step.action, step.notice = Action.NEW, _("door een redacteur verwijderd, maar nodig: opnieuw gemaakt")
        needing += back


def _concepts_of(row: Row) -> set[str]:
    """The keys of the concepts that a row carries or falls under."""
    if row.table.name == "concepts":
        parent = row.values.get("parent")
        return {f"{row.values['scheme']}/{parent}"} if parent else set()
    return {f"{scheme}/{notation}" for scheme, notations in relations(row).values() for notation in notations}


def digest(row: Row) -> str:
    """A digest of what a row and its lists say, the same for every format that says it.

    Assessments are left out: they are only ever added.
    """
    return sha256(json.dumps(_content(row), default=str, sort_keys=True).encode()).hexdigest()


def _content(row: Row) -> dict[str, Any]:
    content: dict[str, Any] = dict(row.values)
    content.pop("public_id", None)
    for name, children in row.children.items():
        if children and name != "evidence":
            content[name] = [_content(child) for child in children]
    return content
