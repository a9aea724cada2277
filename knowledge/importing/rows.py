"""What every reader makes of a file: rows of raw values with their place, and which columns the file has."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from common.importing.places import Place, Problem
from knowledge.importing.schema import Table


@dataclass(frozen=True)
class Refused:
    """Stands in the place of a value that cannot be used, with the reason."""

    reason: str


@dataclass(frozen=True)
class RawRow:
    """A row as it stands in the file; nothing is checked but its shape.

    `children` holds the lists below a record, by table, which only JSON has in the record itself. `absent` names the
    columns that are not there at all: what they fill is left as it is.
    """

    table: Table
    place: Place
    values: Mapping[str, object]
    is_strict: bool
    children: Mapping[str, tuple["RawRow", ...]] = field(default_factory=dict)
    absent: frozenset[str] = frozenset()


@dataclass
class Reading:
    """What was read, and what was wrong with the shape of it."""

    rows: list[RawRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    # The sheets and CSV files that are there, also those without rows.
    tables: set[str] = field(default_factory=set)
    # Where the files lie.
    folder: Path = Path()

    def refuse(self, place: Place, reason: str, column: str = "") -> None:
        """Keep a problem."""
        self.problems.append(Problem(place=place, column=column, reason=reason))
