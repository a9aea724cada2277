"""Documents to take along, made by typst. Text goes in as data: nothing in it is ever read as markup."""

import json
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst
from django.utils.encoding import iri_to_uri

# What stands for a character that the font does not have.
MISSING = "□"

# The typefaces that typst brings along have these: Latin, Greek, Cyrillic, and the signs of ordinary text. Everything
# else is left out, because a page with a hole in it is no accessible document, and because combining signs without a
# letter make typst fail.
_UNKNOWN = re.compile(
    "[^\x20-\x7e\xa0-\xac\xae-\u024f\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce\u0400-\u045f\u0490-\u04c4"
    "\u1e00-\u1e9b\u1ea0-\u1ef9\u2010-\u2027\u202f-\u2037\u2039-\u203e\u20ac\u2122\u2190-\u2193\u2212\u2248\u2260"
    "\u2264\u2265\u25a1]+"
)
_WHITE = re.compile(r"\s+")
_LONG = re.compile(r"[^\s\u200b]{24}(?=[^\s\u200b]{6})")


class PdfError(Exception):
    """A document could not be made."""


def printable(text: str) -> str:
    """A text as it can be set: on one line, without unknown characters, and with room to break a very long word."""
    known = _UNKNOWN.sub(MISSING, _WHITE.sub(" ", unicodedata.normalize("NFC", text)))
    return _LONG.sub("\\g<0>\u200b", known.strip())


def make_pdf(template: Path, data: Mapping[str, Any], addresses: Mapping[str, str] | None = None) -> bytes:
    """An accessible document (PDF/UA-1) from a typst template and data, every text of it made `printable` before.

    `addresses` are web addresses, which have to stay whole; the template finds them as `data.addresses`.

    Raises PdfError. Only the typefaces of typst itself are used, so a document looks the same on every machine.
    """
    whole = {name: iri_to_uri(address) for name, address in (addresses or {}).items()}
    try:
        document = typst.compile(
            template,
            root=template.parent,
            sys_inputs={"data": json.dumps(_printable(data) | {"addresses": whole})},
            pdf_standards=["ua-1"],
            ignore_system_fonts=True,
            format="pdf",
        )
    except typst.TypstError as error:
        raise PdfError(f"typst: {error}") from error
    except BaseException as error:
        # A failure inside typst itself comes out as an exception that is no Exception and has no name to import.
        if type(error).__name__ != "PanicException":
            raise
        raise PdfError(f"typst: {error}") from error
    return bytes(document)


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, Mapping):
        return {key: _printable(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(inner) for inner in value]
    return value
