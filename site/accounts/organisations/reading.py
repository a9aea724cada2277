"""Reads the official lists of organisations: what stands in each row, and what is wrong with it."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from django.utils.translation import gettext as _

from accounts.organisations.enums import OrganisationKind
from accounts.organisations.models import NAME_LENGTH, TOOI
from common.importing.csv_text import Record, read_records, read_text
from common.importing.places import Place, Problem
from common.territory import URBANITY_CLASSES

Value = TypeVar("Value")

MUNICIPALITIES = "gemeenten.csv"
ORGANISATIONS = "organisations.csv"
# What a list must have; the official lists have more columns, which are left alone.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    MUNICIPALITIES: (
        "gm_code",
        "name",
        "province_code",
        "inhabitants",
        "inhabitants_date",
        "urbanity_class",
        "tooi_uri",
    ),
    ORGANISATIONS: ("type", "name", "abbreviation", "tooi_uri"),
}


@dataclass(frozen=True)
class Entry:
    """One organisation as a list tells it."""

    place: Place
    kind: OrganisationKind
    name: str
    abbreviation: str = ""
    tooi_uri: str = ""
    province_code: str = ""
    inhabitants: int | None = None
    inhabitants_on: dt.date | None = None
    urbanity: str = ""


@dataclass
class Lists:
    """Everything that the files of a folder say."""

    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, place: Place, reason: str, column: str = "") -> None:
        """Keep a problem."""
        self.problems.append(Problem(place=place, column=column, reason=reason))


def read_lists(folder: Path) -> Lists:
    """Read the lists that are in a folder; other files in it are left alone."""
    lists = Lists()
    found = [name for name in COLUMNS if (folder / name).is_file()]
    if not found:
        lists.refuse(Place(file=str(folder)), _("In deze map staat geen %s.") % _(" of ").join(COLUMNS))
    for name in found:
        _read_list(folder / name, lists)
    _refuse_doubles(lists)
    return lists


def _read_list(file: Path, lists: Lists) -> None:
    text = read_text(file, lists.refuse)
    if text is None:
        return
    names: list[str] | None = None
    for number, record in read_records(text, Place(file=file.name), lists.refuse):
        place = Place(file=file.name, row=number)
        if names is None:
            names = [(cell or "").lower() for cell in record]
            missing = [column for column in COLUMNS[file.name] if column not in names]
            for column in missing:
                lists.refuse(place, _("Deze kolom ontbreekt."), column)
            if missing:
                return
        elif any(record):
            _read_row(file.name, place, names, record, lists)
    if names is None:
        lists.refuse(Place(file=file.name, row=1), _("Hier hoort een rij met de namen van de kolommen."))


def _read_row(file: str, place: Place, names: list[str], record: Record, lists: Lists) -> None:
    cells = _Cells(dict(zip(names, record, strict=False)), place, lists)
    entry = _municipality(cells) if file == MUNICIPALITIES else _organisation(cells)
    if not cells.is_wrong:
        lists.entries.append(entry)


@dataclass
class _Cells:
    """The values of one row, each checked when it is asked for."""

    values: Mapping[str, str | None]
    place: Place
    lists: Lists
    is_wrong: bool = False

    def refuse(self, column: str, reason: str) -> None:
        self.is_wrong = True
        self.lists.refuse(self.place, reason, column)

    def text(self, column: str, *, limit: int, required: bool = False) -> str:
        value = self.values.get(column) or ""
        if required and not value:
            self.refuse(column, _("Dit is leeg."))
        if len(value) > limit:
            self.refuse(column, _("Dit is te lang: hoogstens %d tekens.") % limit)
        return value

    def matching(self, column: str, pattern: str, reason: str, *, required: bool = False) -> str:
        value = self.text(column, limit=120, required=required)
        if value and not re.fullmatch(pattern, value):
            self.refuse(column, reason)
            return ""
        return value

    def converted(self, column: str, convert: Callable[[str], Value], reason: str) -> Value | None:
        value = self.values.get(column)
        try:
            return convert(value) if value else None
        except (ValueError, LookupError):
            self.refuse(column, reason)
            return None


def _municipality(cells: _Cells) -> Entry:
    code = cells.matching("gm_code", r"GM\d{4}", _("Een code is GM met vier cijfers."), required=True)
    uri = _tooi(cells)
    if code and uri and not uri.endswith(f"/gemeente/{code.lower()}"):
        cells.refuse("tooi_uri", _("Dit adres hoort niet bij %s.") % code)
    return Entry(
        place=cells.place,
        kind=OrganisationKind.MUNICIPALITY,
        name=cells.text("name", limit=NAME_LENGTH, required=True),
        tooi_uri=uri,
        province_code=cells.matching("province_code", r"PV\d{2}", _("Een code is PV met twee cijfers."), required=True),
        inhabitants=cells.converted("inhabitants", _count, _("Dit is geen aantal.")),
        inhabitants_on=cells.converted("inhabitants_date", dt.date.fromisoformat, _("Een datum is jjjj-mm-dd.")),
        urbanity=cells.converted("urbanity_class", _urbanity, _("Een klasse is een getal van 1 tot en met 5.")) or "",
    )


def _organisation(cells: _Cells) -> Entry:
    kinds = {str(kind.label).lower(): kind for kind in OrganisationKind}
    kind = cells.text("type", limit=NAME_LENGTH, required=True)
    if kind and kind.lower() not in kinds:
        cells.refuse("type", _("Onbekende soort. Kies uit: %s.") % ", ".join(kinds))
    return Entry(
        place=cells.place,
        kind=kinds.get(kind.lower(), OrganisationKind.NATIONAL),
        name=cells.text("name", limit=NAME_LENGTH, required=True),
        abbreviation=cells.text("abbreviation", limit=30),
        tooi_uri=_tooi(cells),
    )


def _tooi(cells: _Cells) -> str:
    return cells.matching("tooi_uri", TOOI, _("Dit is geen adres van een organisatie in TOOI."))


def _count(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise ValueError(text)
    return int(text)


def _urbanity(text: str) -> str:
    return URBANITY_CLASSES[("1", "2", "3", "4", "5").index(text)].value


def _refuse_doubles(lists: Lists) -> None:
    """An organisation stands in the lists once, by its address and by its name."""
    first: dict[tuple[str, str], Entry] = {}
    for entry in lists.entries:
        for column, key in (("tooi_uri", entry.tooi_uri), ("name", f"{entry.kind}:{entry.name.lower()}")):
            earlier = first.setdefault((column, key), entry) if key else entry
            if earlier is not entry:
                lists.refuse(entry.place, _("Dit staat er twee keer; de eerste keer in %s.") % earlier.place, column)
