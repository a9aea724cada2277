"""The text of a mail, and the parts that it consists of.

A mail is written once, as text; the HTML part says the same and is made from it. So both parts never differ, nobody
writes HTML, and what somebody typed in a form cannot become a link: only a line that is an address of this site is
one.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

SUBJECT_LENGTH = 200
CODE = re.compile(r"[A-Z]{4}-[A-Z]{4}")
BULLET = "- "


class PartKind(StrEnum):
    """How a part of a mail looks."""

    PARAGRAPH = "paragraph"
    CODE = "code"
    LINK = "link"
    ITEM = "item"


@dataclass(frozen=True)
class Part:
    """A piece of the text: a line that is a code, a link or an item of a list, or a paragraph of lines."""

    kind: PartKind
    lines: tuple[str, ...]


def render_subject(template: str, context: dict[str, Any]) -> str:
    """Return the subject: one line, with the name of the site in front."""
    return with_site_name(render_to_string(f"{template}_subject.txt", _with_site(context)))


def with_site_name(subject: str) -> str:
    """Return a subject as one line, with the name of the site in front."""
    return one_line(f"{settings.WAGTAIL_SITE_NAME}: {subject}")


def render_text(template: str, context: dict[str, Any]) -> str:
    """Return the text."""
    return render_to_string(f"{template}_message.txt", _with_site(context)).strip()


def one_line(text: str) -> str:
    """Return text that is safe in a header: no line ends or other control characters, and not too long.

    A line end would let whoever wrote the text add headers of their own (RFC 5322, 2.2).
    """
    visible = "".join(" " if unicodedata.category(character)[0] == "C" else character for character in text)
    line = " ".join(visible.split())
    return line if len(line) <= SUBJECT_LENGTH else line[: SUBJECT_LENGTH - 1].rstrip() + "…"


def parts_of(text: str) -> tuple[Part, ...]:
    """Return the parts of a text, in order."""
    return tuple(part for block in re.split(r"\n{2,}", text.strip()) for part in _parts_of_block(block))


def _parts_of_block(block: str) -> Iterator[Part]:
    paragraph: list[str] = []
    for line in (line.strip() for line in block.splitlines()):
        kind = _kind_of(line)
        if kind is PartKind.PARAGRAPH:
            paragraph.append(line)
            continue
        if paragraph:
            yield Part(PartKind.PARAGRAPH, tuple(paragraph))
            paragraph = []
        yield Part(kind, (line.removeprefix(BULLET) if kind is PartKind.ITEM else line,))
    if paragraph:
        yield Part(PartKind.PARAGRAPH, tuple(paragraph))


def _kind_of(line: str) -> PartKind:
    if CODE.fullmatch(line):
        return PartKind.CODE
    if _is_own_address(line):
        return PartKind.LINK
    return PartKind.ITEM if line.startswith(BULLET) else PartKind.PARAGRAPH


def _is_own_address(line: str) -> bool:
    own = line == settings.SITE_URL or line.startswith(f"{settings.SITE_URL}/")
    return own and not re.search(r"\s", line)


def _with_site(context: dict[str, Any]) -> dict[str, Any]:
    return {"site_name": settings.WAGTAIL_SITE_NAME, "site_url": settings.SITE_URL} | context
