"""Columns that hold more than one value: lists, and texts of paragraphs."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from knowledge.enums import Scheme
from knowledge.importing.errors import CellError
from knowledge.importing.texts import Block, blocks_of_text
from knowledge.importing.values import LONGEST_TEXT, Slug, Text, refuse_longer, shown, text_of


def _items(raw: object, *, strict: bool, separators: str) -> list[object]:
    """The values of a list: a list in JSON, in a spreadsheet one cell with separators."""
    if isinstance(raw, list):
        return raw
    if strict or not isinstance(raw, str | int) or isinstance(raw, bool):
        raise CellError(_("Vul hier een lijst in, ook als er één waarde is."))
    return [part.strip() for part in re.split(f"[{separators}]", str(raw)) if part.strip()]


def _parse_items(items: list[object], parse: Callable[[object], Any]) -> tuple[Any, ...]:
    """Every value of a list, with its place in the list when it is wrong."""
    values: list[Any] = []
    for place, item in enumerate(items):
        try:
            value = parse(item)
        except CellError as error:
            raise CellError(error.reason, item=place) from error
        if value in values:
            raise CellError(_("‘%(value)s’ staat hier twee keer.") % {"value": shown(value)}, item=place)
        if value in {"", None}:
            raise CellError(_("Deze waarde is leeg."), item=place)
        values.append(value)
    return tuple(values)


@dataclass(frozen=True)
class Words:
    """A list of words or names."""

    max_length: int = 200

    def parse(self, raw: object, *, strict: bool) -> tuple[str, ...]:
        """The words."""
        each = Text(max_length=self.max_length, one_line=True)
        return _parse_items(_items(raw, strict=strict, separators=";\n"), lambda item: each.parse(item, strict=strict))

    @property
    def description(self) -> str:
        """How to separate them."""
        return "woorden, met ; of een nieuwe regel ertussen"


@dataclass(frozen=True)
class Notations:
    """Codes of concepts of one vocabulary; whether they exist is known later."""

    scheme: Scheme

    def parse(self, raw: object, *, strict: bool) -> tuple[str, ...]:
        """The codes."""
        each = Slug(max_length=60)
        return _parse_items(_items(raw, strict=strict, separators=";,\n"), lambda item: each.parse(item, strict=strict))

    @property
    def description(self) -> str:
        """Which vocabulary."""
        return f"codes uit de lijst ‘{self.scheme.value}’, met ; ertussen"


@dataclass(frozen=True)
class References:
    """Slugs of records of some kind."""

    kind: str

    def parse(self, raw: object, *, strict: bool) -> tuple[str, ...]:
        """The slugs."""
        each = Slug(max_length=255)
        return _parse_items(_items(raw, strict=strict, separators=";,\n"), lambda item: each.parse(item, strict=strict))

    @property
    def description(self) -> str:
        """Which kind."""
        return f"webadressen (slugs) uit ‘{self.kind}’, met ; ertussen"


@dataclass(frozen=True)
class Rich:
    """Paragraphs, lists and maybe headings, from plain text or from a JSON list; never HTML."""

    has_headings: bool = False

    def parse(self, raw: object, *, strict: bool) -> tuple[Block, ...]:
        """The paragraphs, lists and headings."""
        blocks = self._from_list(raw) if isinstance(raw, list) else blocks_of_text(text_of(raw, strict=strict))
        for place, (tag, _items) in enumerate(blocks):
            if tag == "h2" and not self.has_headings:
                raise CellError(_("Hier kan geen tussenkop staan."), item=place if isinstance(raw, list) else None)
        refuse_longer("".join(item for _tag, items in blocks for item in items), LONGEST_TEXT)
        return blocks

    def _from_list(self, raw: list[object]) -> tuple[Block, ...]:
        return tuple(self._block(place, part) for place, part in enumerate(raw))

    def _block(self, place: int, part: object) -> Block:
        """A paragraph, a list with numbers, or a heading."""
        tag, parts = "p", [part]
        if isinstance(part, list):
            tag, parts = "ol", part
        elif isinstance(part, dict) and part.keys() == {"heading"}:
            tag, parts = "h2", [part["heading"]]
        try:
            items = tuple(text_of(item, strict=True) for item in parts)
        except CellError as error:
            raise CellError(error.reason, item=place) from error
        if not items or "" in items:
            raise CellError(_("Deze alinea is leeg."), item=place)
        return tag, items

    @property
    def description(self) -> str:
        """How to write it."""
        headings = "; een regel met ‘# ’ is een tussenkop" if self.has_headings else ""
        return "tekst met lege regels tussen alinea's; regels met ‘- ’ of ‘1. ’ zijn een lijst" + headings
