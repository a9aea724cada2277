"""What a text in an import file may hold, and plain text as paragraphs and lists."""

import re
import unicodedata
from collections.abc import Iterable

from django.utils.html import escape
from django.utils.translation import gettext as _

from knowledge.importing.errors import CellError

# A tag or a comment; "minder dan < 5" is neither.
HTML = re.compile(r"</?[a-z][^<>]*>|<!--", re.IGNORECASE)
ALLOWED_CONTROLS = frozenset("\n\t")
# They change the order in which a text is shown, and so what a reader believes that it says.
DIRECTION_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# They are nowhere to be seen and come along from web pages; a word that holds one would not be found.
WITHOUT_WIDTH = dict.fromkeys(map(ord, "\u200b\u2060\ufeff"))
BULLET = re.compile(r"[-*•]\s+(.+)")
NUMBER = re.compile(r"\d{1,3}[.)]\s+(.+)")

HEADING = re.compile(r"#{1,2}\s+(.+)")

# A paragraph ("p", [text]), a heading ("h2", [text]) or a list ("ol" or "ul", items).
Block = tuple[str, tuple[str, ...]]


def clean_text(text: str) -> str:
    """The text without spaces around it and signs without width, in composed characters, with one kind of line end.

    Raises CellError for markup, formulas and characters that cannot be seen.
    """
    text = text.translate(WITHOUT_WIDTH).replace("\r\n", "\n").replace("\r", "\n")
    text = unicodedata.normalize("NFC", text).strip()
    for character in text:
        _refuse_invisible(character)
    if HTML.search(text):
        raise CellError(_("Hier staat HTML. Schrijf gewone tekst, zonder codes tussen < en >."))
    if text.startswith("="):
        raise CellError(_("Dit is een formule. De uitkomst wordt niet berekend; vul de waarde zelf in."))
    return text


def _refuse_invisible(character: str) -> None:
    if character == "\ufffd":
        raise CellError(_("Hier is een letter verloren gegaan (�). Bewaar het bestand opnieuw als UTF-8."))
    category = unicodedata.category(character)
    if (category in {"Cc", "Cs"} and character not in ALLOWED_CONTROLS) or character in DIRECTION_CONTROLS:
        raise CellError(_("Hier staat een onzichtbaar teken (U+%(code)04X). Haal het weg.") % {"code": ord(character)})


def blocks_of_text(text: str) -> tuple[Block, ...]:
    """Plain text as paragraphs, headings and lists.

    An empty line ends a paragraph; lines that start with "- " are a list, with "1. " a numbered list, and a line that
    starts with "# " is a heading.
    """
    blocks: list[tuple[str, list[str]]] = []
    after_empty_line = True
    for line in map(str.strip, text.split("\n")):
        if not line:
            after_empty_line = True
            continue
        tag, words = _line(line)
        goes_on = tag in {"ol", "ul"} or (tag == "p" and not after_empty_line)
        if goes_on and blocks and blocks[-1][0] == tag:
            _continue(blocks[-1], words)
        else:
            blocks.append((tag, [words]))
        after_empty_line = False
    return tuple((tag, tuple(items)) for tag, items in blocks)


def _line(line: str) -> tuple[str, str]:
    for tag, pattern in (("ul", BULLET), ("ol", NUMBER), ("h2", HEADING)):
        match = pattern.fullmatch(line)
        if match:
            return tag, match[1]
    return "p", line


def _continue(block: tuple[str, list[str]], words: str) -> None:
    """A further item of a list, or the rest of a paragraph."""
    tag, items = block
    if tag == "p":
        items[-1] += f" {words}"
    else:
        items.append(words)


def html_of_blocks(blocks: Iterable[Block]) -> str:
    """Paragraphs, headings and lists as rich text; whatever the words hold is escaped."""
    html = []
    for tag, items in blocks:
        if tag in {"ol", "ul"}:
            html.append(f"<{tag}>" + "".join(f"<li>{escape(item)}</li>" for item in items) + f"</{tag}>")
        else:
            html += [f"<{tag}>{escape(item)}</{tag}>" for item in items]
    return "".join(html)
