"""A table that an editor pastes from a spreadsheet."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.blocks import CharBlock, StructBlock, StructBlockValidationError, TextBlock

from common.components import Column, Table, build_table

MAX_COLUMNS = 8
_NUMBER = re.compile(r"[€$]?\s?-?[\d.,]+\s?%?")


def parse_cells(source: str) -> list[list[str]]:
    """Split pasted text into rows of cells: one row per line, cells between tabs or, when there are none, between |.

    The first row holds the column headings. Raises ValidationError in Dutch when there are no rows below it, when
    there is only one column or more than `MAX_COLUMNS`, when a heading is empty, or when a row has another number of
    cells than the first.
    """
    separator = "\t" if "\t" in source else "|"
    rows = [[cell.strip() for cell in line.split(separator)] for line in source.splitlines() if line.strip()]
    if len(rows) < 2:
        raise ValidationError(_("Geef een regel met kolomkoppen en daaronder minstens één regel met gegevens."))
    width = len(rows[0])
    if not 2 <= width <= MAX_COLUMNS:
        raise ValidationError(
            _("Een tabel heeft 2 tot en met %(most)d kolommen. Zet een tab of een | tussen de cellen.")
            % {"most": MAX_COLUMNS}
        )
    if not all(rows[0]):
        raise ValidationError(_("Geef elke kolom een kop."))
    for number, row in enumerate(rows, start=1):
        if len(row) != width:
            raise ValidationError(
                _("Regel %(number)d heeft %(found)d cellen; de eerste regel heeft er %(expected)d.")
                % {"number": number, "found": len(row), "expected": width}
            )
    return rows


def table_from_text(caption: str, source: str) -> Table:
    """Build the table. A column with only numbers below its heading is set to the right."""
    head, *body = parse_cells(source)
    columns = [
        Column(label=label, numeric=index > 0 and all(_NUMBER.fullmatch(row[index]) for row in body))
        for index, label in enumerate(head)
    ]
    return build_table(caption, columns, body)


class TableBlock(StructBlock):
    """A table with a caption; its cells are pasted as text."""

    caption = CharBlock(
        label=gettext_lazy("Bijschrift"), max_length=150, help_text=gettext_lazy("Wat laat de tabel zien?")
    )
    cells = TextBlock(
        label=gettext_lazy("Cellen"),
        rows=8,
        help_text=gettext_lazy(
            "Kopieer de cellen uit een rekenblad en plak ze hier. Of typ ze: één rij per regel, met een | tussen de "
            "cellen. De eerste regel bevat de kolomkoppen."
        ),
    )

    def clean(self, value: Any) -> Any:
        """Refuse cells that are not a table; the message stands at the cells."""
        cleaned = super().clean(value)
        try:
            parse_cells(cleaned["cells"])
        except ValidationError as error:
            raise StructBlockValidationError(block_errors={"cells": error}) from error
        return cleaned

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add the table."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        context["table"] = table_from_text(value["caption"], value["cells"])
        return context

    class Meta:
        label = gettext_lazy("Tabel")
        icon = "table"
        template = "blocks/table.html"
