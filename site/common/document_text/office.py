"""The text of documents of Word, LibreOffice and PowerPoint, page by page as far as they know their pages.

These files are zips of XML. Only the parts with text are unpacked, up to a limit, and XML that defines entities or
refers to other files is refused.
"""

import posixpath
import zipfile
from collections.abc import Iterator
from enum import Enum
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from common.document_text.problems import (
    MAX_PAGES,
    MAX_RATIO,
    MAX_UNPACKED,
    SMALL_PART,
    Problem,
    UnreadableError,
)

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
SLIDES = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
ODF_REMARK = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}annotation"
WORD_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
MANIFEST = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"

# A file of Word, Excel or PowerPoint with a password is no zip but a compound file, which starts like this.
COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Parts:
    """The parts of an office file."""

    def __init__(self, file: BinaryIO) -> None:
        if file.read(len(COMPOUND_FILE)) == COMPOUND_FILE:
            raise UnreadableError(Problem.ENCRYPTED)
        file.seek(0)
        try:
            self._zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, ValueError, OSError) as error:
            raise UnreadableError(Problem.BROKEN) from error
        self._unpacked = 0

    def __contains__(self, name: str) -> bool:
        return name in self._zip.NameToInfo

    def xml(self, name: str) -> Element:
        """A part as XML.

        Raises UnreadableError when it is missing or broken, grows too much, or does what text has no need of.
        """
        try:
            root: Element = fromstring(self._unpack(name), forbid_dtd=True)
        except DefusedXmlException as error:
            raise UnreadableError(Problem.UNSAFE) from error
        except ParseError as error:
            raise UnreadableError(Problem.BROKEN) from error
        return root

    def _unpack(self, name: str) -> bytes:
        try:
            info = self._zip.getinfo(name)
            if info.flag_bits & 0x1:
                raise UnreadableError(Problem.ENCRYPTED)
            # What the file says of its size may be a lie: no more is read than fits.
            room = MAX_UNPACKED - self._unpacked
            with self._zip.open(info) as part:
                content = part.read(room + 1)
        except KeyError as error:
            raise UnreadableError(Problem.BROKEN) from error
        except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError) as error:
            raise UnreadableError(Problem.BROKEN) from error
        if len(content) > room or len(content) > max(SMALL_PART, MAX_RATIO * info.compress_size):
            raise UnreadableError(Problem.INFLATED)
        self._unpacked += len(content)
        return content


def read_docx(file: BinaryIO) -> list[str]:
    """The text of a document of Word, cut where Word last turned a page or the writer did."""
    body = Parts(file).xml("word/document.xml")
    return _pages(_word_tokens(body))


def read_odt(file: BinaryIO) -> list[str]:
    """The text of a document of LibreOffice, cut where it last turned a page."""
    parts = Parts(file)
    if "META-INF/manifest.xml" in parts:
        manifest = parts.xml("META-INF/manifest.xml")
        if next(manifest.iter(f"{MANIFEST}encryption-data"), None) is not None:
            raise UnreadableError(Problem.ENCRYPTED)
    return _pages(_odf_tokens(parts.xml("content.xml")))


def read_pptx(file: BinaryIO) -> list[str]:
    """The text of a presentation, slide by slide in the order in which they are shown."""
    parts = Parts(file)
    targets = {
        relation.get("Id"): posixpath.normpath(posixpath.join("ppt", relation.get("Target", "")))
        for relation in parts.xml("ppt/_rels/presentation.xml.rels")
    }
    shown = parts.xml("ppt/presentation.xml").iter(f"{SLIDES}sldId")
    slides = [targets.get(slide.get(f"{RELATIONS}id")) for slide in shown]
    if len(slides) > MAX_PAGES:
        raise UnreadableError(Problem.TOO_MANY_PAGES)
    return [_slide(parts.xml(name)) if name else "" for name in slides]


class Turn(Enum):
    """Where a page ends: because the writer said so, or because the program ran out of paper there."""

    BY_WRITER = "writer"
    BY_PROGRAM = "program"


Tokens = Iterator[str | Turn]


def _pages(tokens: Tokens) -> list[str]:
    pages: list[list[str]] = [[]]
    for token in tokens:
        if isinstance(token, str):
            pages[-1].append(token)
            continue
        # A program notes the turn again that the writer asked for.
        if token is Turn.BY_PROGRAM and not "".join(pages[-1]).strip():
            continue
        if len(pages) == MAX_PAGES:
            raise UnreadableError(Problem.TOO_MANY_PAGES)
        pages.append([])
    return ["".join(page).strip() for page in pages]


def _word_tokens(element: Element) -> Tokens:
    """The text in the order of the document; what stands twice for older programs is read once."""
    if element.tag == WORD_FALLBACK:
        return
    if element.tag == f"{WORD}t":
        yield element.text or ""
    elif element.tag == f"{WORD}tab":
        yield " "
    elif element.tag == f"{WORD}lastRenderedPageBreak":
        yield Turn.BY_PROGRAM
    elif element.tag == f"{WORD}br":
        yield Turn.BY_WRITER if element.get(f"{WORD}type") == "page" else "\n"
    for child in element:
        yield from _word_tokens(child)
    if element.tag == f"{WORD}p":
        yield "\n"


def _odf_tokens(element: Element) -> Tokens:
    """The text in the order of the document, without deleted text and remarks."""
    if element.tag in {f"{TEXT}tracked-changes", ODF_REMARK}:
        return
    if element.tag == f"{TEXT}soft-page-break":
        yield Turn.BY_PROGRAM
    elif element.tag in {f"{TEXT}tab", f"{TEXT}s"}:
        yield " "
    elif element.tag == f"{TEXT}line-break":
        yield "\n"
    if _is_text(element) and element.text:
        yield element.text
    for child in element:
        yield from _odf_tokens(child)
        if _is_text(element) and child.tail:
            yield child.tail
    if element.tag in {f"{TEXT}p", f"{TEXT}h"}:
        yield "\n"


def _is_text(element: Element) -> bool:
    return element.tag in {f"{TEXT}p", f"{TEXT}h", f"{TEXT}span", f"{TEXT}a"}


def _slide(slide: Element) -> str:
    lines = ("".join(run.text or "" for run in line.iter(f"{DRAWING}t")) for line in slide.iter(f"{DRAWING}p"))
    return "\n".join(lines).strip()
