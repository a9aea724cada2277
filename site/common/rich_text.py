"""The editor for rich text in the CMS: Wagtail's own, behind a look at what is sent in its name."""

import json
from typing import Any

from django.core.exceptions import BadRequest
from draftjs_exporter.error import ExporterException
from wagtail.admin.rich_text import DraftailRichTextArea

# Draftail itself goes no deeper than four.
MAX_DEPTH = 10
# Ids of pages and documents; more digits are no id, and more than a database can look up.
MAX_DIGITS = 9

# What reading a text that has another form than a text raises.
_CRAFTED = (ArithmeticError, AttributeError, ExporterException, LookupError, RecursionError, TypeError, ValueError)


class RichTextEditor(DraftailRichTextArea):
    """Draftail. What only a crafted request holds is refused as such: Wagtail trusts it, here or on the page later."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str | None:
        """Return the text as it is kept; None when it was not sent.

        Raises BadRequest for anything that the editor never sends.
        """
        try:
            _refuse_crafted(data.get(name))
            text: str | None = super().value_from_datadict(data, files, name)
        except _CRAFTED as error:
            raise BadRequest("This is not the text of an editor.") from error
        return text


def _refuse_crafted(sent: str | None) -> None:
    """Raise ValueError for lists deeper than lists are, and for links to what is no page or document."""
    text = json.loads(sent) if sent else None
    if text is None:
        return
    if any(not 0 <= block.get("depth", 0) <= MAX_DEPTH for block in text["blocks"]):
        raise ValueError("A list is too deep.")
    for entity in text["entityMap"].values():
        number = entity["data"].get("id")
        if number is not None and not _is_id(str(number)):
            raise ValueError("A link leads to no page or document.")


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= MAX_DIGITS
