"""The names of what we make on a cluster that others may use too."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_GENERATION = re.compile(r"[0-9a-z][0-9a-z-]*")
PUBLIC = "public"
PRIVATE = "private"


@dataclass(frozen=True)
class Generation:
    """The two indexes of one generation."""

    prefix: str
    name: str

    def __post_init__(self) -> None:
        """Raises ValueError for a name that can be no generation's."""
        if not _GENERATION.fullmatch(self.name):
            raise ValueError(f"{self.name!r} is not the name of a generation.")

    @property
    def public(self) -> str:
        """The index of documents for everybody."""
        return f"{self.prefix}_{self.name}_{PUBLIC}"

    @property
    def private(self) -> str:
        """The index of documents for some."""
        return f"{self.prefix}_{self.name}_{PRIVATE}"

    @property
    def indexes(self) -> tuple[str, str]:
        """Both, the public one first."""
        return self.public, self.private


def pattern(prefix: str) -> str:
    """What all our indexes on the cluster are called."""
    return f"{prefix}_*"


def generations_in(prefix: str, indexes: Iterable[str]) -> list[str]:
    """The generations to which these indexes belong, sorted; a half one counts."""
    ours = re.compile(rf"{re.escape(prefix)}_({_GENERATION.pattern})_(?:{PUBLIC}|{PRIVATE})")
    return sorted({match[1] for index in indexes if (match := ours.fullmatch(index))})
