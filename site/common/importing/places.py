"""Where in the files something stands, and what is wrong there."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Place:
    """A row: in a spreadsheet by its number as the user sees it, in JSON by its path, such as `methods[3].costs[0]`."""

    file: str
    sheet: str = ""
    row: int | None = None
    path: str = ""

    def below(self, name: str, index: int | None = None) -> "Place":
        """A value, or one of a list of values, inside a JSON value."""
        step = name if index is None else f"{name}[{index}]"
        return replace(self, path=f"{self.path}.{step}" if self.path else step)

    def column(self, name: str, item: int | None = None) -> str:
        """What to call a column, or the place of a value in its list: JSON can say which."""
        return self.below(name, item).path if self.path else name

    def __str__(self) -> str:
        parts = [self.file]
        if self.sheet:
            parts.append(f"blad ‘{self.sheet}’")
        if self.row is not None:
            parts.append(f"rij {self.row}")
        if self.path:
            parts.append(self.path)
        return ", ".join(parts)


@dataclass(frozen=True)
class Problem:
    """One thing that keeps the import from being done; `column` is the full path of the value in JSON."""

    place: Place
    column: str
    reason: str

    def __str__(self) -> str:
        if not self.column:
            return f"{self.place}: {self.reason}"
        if self.place.path:
            return f"{self.place.file}, {self.column}: {self.reason}"
        return f"{self.place}, kolom ‘{self.column}’: {self.reason}"
