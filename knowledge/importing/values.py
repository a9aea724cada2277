"""What the value of a column may be, per type of column: from what stands in a file to a value of ours.

`strict` is for JSON, which has numbers and truth values of its own; in a spreadsheet both are often text.
"""

import datetime as dt
import math
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_slug
from django.utils.translation import gettext as _

from knowledge.importing.errors import CellError
from knowledge.importing.texts import clean_text

# A text that belongs in a document and not in a cell; Excel stops at 32,767.
LONGEST_TEXT = 20_000
SHOWN = 40
# With points or with spaces, which a spreadsheet keeps from breaking.
THOUSANDS = re.compile(r"\d{1,3}(?:(?:\.\d{3})+|(?:[ \u00a0\u202f]\d{3})+)")
WHOLE = re.compile(r"(\d+)([.,]0+)?")
FILE_NAME = re.compile(r"\w[\w .()-]*\.[A-Za-z0-9]+")
ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
DUTCH_DAY = re.compile(r"(\d{1,2})-(\d{1,2})-(\d{4})")
YEARS = range(1900, 2101)
# Excel's numbers for the days of 1970 to 2099; a year such as 2024 is not one of them.
DAY_ZERO = dt.date(1899, 12, 30)
DAY_NUMBERS = range(25_569, 73_051)
TRUTH = {"ja": True, "waar": True, "true": True, "1": True, "nee": False, "onwaar": False, "false": False, "0": False}


class ValueType(Protocol):
    """A type of column."""

    def parse(self, raw: object, *, strict: bool) -> Any:
        """The value; raises CellError with the reason why it is not one."""
        ...

    @property
    def description(self) -> str:
        """What to fill in, for the documentation."""
        ...


def shown(raw: object) -> str:
    """What the user wrote, short enough for a message."""
    text = " ".join(str(raw).split())
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"


def text_of(raw: object, *, strict: bool) -> str:
    """A text; a spreadsheet keeps a text such as "2024" as a number. Raises CellError for anything else."""
    if isinstance(raw, str):
        return clean_text(raw)
    if not strict and isinstance(raw, int) and not isinstance(raw, bool):
        return str(raw)
    raise CellError(_("Vul hier tekst in. Nu staat er: %(value)s.") % {"value": shown(raw)})


def refuse_longer(text: str, limit: int) -> None:
    """Raise CellError when a text does not fit."""
    if len(text) > limit:
        raise CellError(
            _("Deze tekst is te lang: %(length)d tekens. Er passen er %(limit)d.")
            % {"length": len(text), "limit": limit}
        )


@dataclass(frozen=True)
class Text:
    """Plain text."""

    max_length: int = LONGEST_TEXT
    one_line: bool = False

    def parse(self, raw: object, *, strict: bool) -> str:
        """The text."""
        text = text_of(raw, strict=strict)
        refuse_longer(text, self.max_length)
        if self.one_line and "\n" in text:
            raise CellError(_("Deze tekst moet op één regel staan."))
        return text

    @property
    def description(self) -> str:
        """Its length."""
        return f"tekst, hoogstens {self.max_length} tekens"


@dataclass(frozen=True)
class Slug:
    """The last part of a web address, or a code."""

    max_length: int

    def parse(self, raw: object, *, strict: bool) -> str:
        """The slug."""
        text = text_of(raw, strict=strict)
        refuse_longer(text, self.max_length)
        try:
            validate_slug(text)
        except ValidationError as error:
            raise CellError(
                _("‘%(value)s’ kan niet in een webadres. Gebruik kleine letters, cijfers en streepjes.")
                % {"value": shown(text)}
            ) from error
        if text != text.lower():
            raise CellError(_("Gebruik kleine letters: ‘%(value)s’.") % {"value": shown(text.lower())})
        return text

    @property
    def description(self) -> str:
        """Which characters."""
        return f"kleine letters, cijfers en streepjes, hoogstens {self.max_length} tekens"


@dataclass(frozen=True)
class Identifier:
    """A permanent identifier."""

    def parse(self, raw: object, *, strict: bool) -> uuid.UUID:
        """The identifier."""
        try:
            return uuid.UUID(text_of(raw, strict=strict))
        except ValueError as error:
            raise CellError(_("‘%(value)s’ is geen permanent kenmerk (UUID).") % {"value": shown(raw)}) from error

    @property
    def description(self) -> str:
        """What it is for."""
        return "permanent kenmerk (UUID); leeg bij een nieuw record"


@dataclass(frozen=True)
class Choice:
    """One of a fixed list; the words that people see are understood too."""

    # Labels are translated when they are compared.
    labels: Mapping[Any, Any]

    def parse(self, raw: object, *, strict: bool) -> Any:
        """The value."""
        if isinstance(raw, bool) or not isinstance(raw, str | int):
            raise self._refusal(raw)
        # Words that look the same are the same, whatever kind of space is between them.
        text = " ".join(clean_text(raw).split()) if isinstance(raw, str) else str(raw)
        for value, label in self.labels.items():
            if text.lower() in {str(value).lower(), str(label).lower()}:
                return value
        raise self._refusal(text)

    def _refusal(self, raw: object) -> CellError:
        return CellError(
            _("‘%(value)s’ kan hier niet. Kies uit: %(choices)s.")
            % {"value": shown(raw), "choices": ", ".join(map(str, self.labels))}
        )

    @property
    def description(self) -> str:
        """The list."""
        return "één van: " + ", ".join(map(str, self.labels))


@dataclass(frozen=True)
class Whole:
    """A whole number, not below zero."""

    highest: int

    def parse(self, raw: object, *, strict: bool) -> int:
        """The number."""
        number = self._number(raw, strict=strict)
        if number > self.highest:
            raise CellError(_("Dit getal is te groot. Het hoogste is %(highest)d.") % {"highest": self.highest})
        return number

    def _number(self, raw: object, *, strict: bool) -> int:
        if isinstance(raw, str) and not strict:
            return self._from_text(clean_text(raw))
        if isinstance(raw, bool) or not isinstance(raw, int | float) or not math.isfinite(raw):
            raise CellError(_("‘%(value)s’ is geen getal.") % {"value": shown(raw)})
        if raw < 0:
            raise CellError(_("Dit getal kan niet lager zijn dan 0."))
        if raw != int(raw):
            raise CellError(_("Vul een heel getal in, zonder cijfers achter de komma."))
        return int(raw)

    def _from_text(self, text: str) -> int:
        if THOUSANDS.fullmatch(text):
            return int(re.sub(r"\D", "", text))
        match = WHOLE.fullmatch(text)
        if match and match[1].isascii():
            # No number that fits is longer; int() refuses very long texts with another message.
            return int(match[1][-12:]) if not match[1][:-12].strip("0") else self.highest + 1
        if re.fullmatch(r"\d+[.,]\d+", text):
            raise CellError(_("Vul een heel getal in, zonder cijfers achter de komma."))
        if re.fullmatch(r"-\d+", text):
            raise CellError(_("Dit getal kan niet lager zijn dan 0."))
        raise CellError(_("‘%(value)s’ is geen getal.") % {"value": shown(text)})

    @property
    def description(self) -> str:
        """Its bounds."""
        return f"heel getal van 0 tot en met {self.highest}"


@dataclass(frozen=True)
class Day:
    """A date."""

    def parse(self, raw: object, *, strict: bool) -> dt.date:
        """The date."""
        day = self._day(raw, strict=strict)
        if day.year not in YEARS:
            raise CellError(
                _("Het jaar %(year)d kan niet kloppen. Vul een datum in van 1900 tot en met 2100.") % {"year": day.year}
            )
        return day

    def _day(self, raw: object, *, strict: bool) -> dt.date:
        if isinstance(raw, dt.datetime):
            return raw.date()
        if isinstance(raw, dt.date):
            return raw
        if isinstance(raw, str):
            return self._from_text(clean_text(raw))
        if not strict and isinstance(raw, int) and not isinstance(raw, bool) and raw in DAY_NUMBERS:
            return DAY_ZERO + dt.timedelta(days=raw)
        raise CellError(_("‘%(value)s’ is geen datum. Schrijf bijvoorbeeld 2024-05-31.") % {"value": shown(raw)})

    def _from_text(self, text: str) -> dt.date:
        iso, dutch = ISO_DAY.fullmatch(text), DUTCH_DAY.fullmatch(text)
        if not iso and not dutch:
            raise CellError(_("‘%(value)s’ is geen datum. Schrijf 2024-05-31 of 31-5-2024.") % {"value": shown(text)})
        parts = iso.groups() if iso else dutch.groups()[::-1]  # type: ignore[union-attr]
        try:
            return dt.date(*map(int, parts))
        except ValueError as error:
            raise CellError(_("De datum ‘%(value)s’ bestaat niet.") % {"value": shown(text)}) from error

    @property
    def description(self) -> str:
        """How to write it."""
        return "datum: 2024-05-31, 31-5-2024 of een datum van Excel"


@dataclass(frozen=True)
class YesNo:
    """Yes or no."""

    def parse(self, raw: object, *, strict: bool) -> bool:
        """The answer."""
        if isinstance(raw, bool):
            return raw
        answer = None if strict else TRUTH.get(str(raw).strip().lower())
        if answer is None:
            words = "true, false" if strict else "ja, nee"
            raise CellError(
                _("‘%(value)s’ kan hier niet. Kies uit: %(choices)s.") % {"value": shown(raw), "choices": words}
            )
        return answer

    @property
    def description(self) -> str:
        """The words."""
        return "ja of nee (ook: waar, onwaar); in JSON true of false"


@dataclass(frozen=True)
class Reference(Slug):
    """The slug of a record of some kind; whether it exists is known later."""

    max_length: int = 255
    kind: str = ""

    @property
    def description(self) -> str:
        """Which kind."""
        return f"webadres (slug) uit ‘{self.kind}’"


@dataclass(frozen=True)
class FileName:
    """The name of a file in the folder `files` beside the import file; never a path to anywhere else."""

    def parse(self, raw: object, *, strict: bool) -> str:
        """The name."""
        name = text_of(raw, strict=strict)
        refuse_longer(name, 150)
        if not FILE_NAME.fullmatch(name):
            raise CellError(
                _("‘%(value)s’ is geen bestandsnaam. Zet het bestand in de map ‘files’ en vul alleen de naam in.")
                % {"value": shown(name)}
            )
        return name

    @property
    def description(self) -> str:
        """Where it lies."""
        return "naam van een bestand in de map ‘files’ naast het importbestand"


@dataclass(frozen=True)
class Url:
    """A web address."""

    max_length: int

    def parse(self, raw: object, *, strict: bool) -> str:
        """The address."""
        text = text_of(raw, strict=strict)
        refuse_longer(text, self.max_length)
        try:
            URLValidator(schemes=["http", "https"])(text)
        except ValidationError as error:
            raise CellError(_("‘%(value)s’ is geen webadres met http of https.") % {"value": shown(text)}) from error
        return text

    @property
    def description(self) -> str:
        """How it starts."""
        return "webadres dat met http:// of https:// begint"
