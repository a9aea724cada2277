"""Files of Word, Excel, PowerPoint and LibreOffice: zips of XML, written anew without what they tell of their maker.

Every part is read as XML by a parser that takes no definitions, so no entity is ever looked up. Macros, objects of
other programs and parts that come from elsewhere are refused.
"""

import io
import posixpath
import zipfile
from collections.abc import Mapping
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError
from xml.sax.saxutils import escape

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from common.uploads.problems import (
    MAX_PARTS,
    MAX_RATIO,
    MAX_UNPACKED,
    SMALL_PART,
    Problem,
    RefusedError,
)

COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
# The part that makes a zip this kind of document, or what its first part says.
MAIN_PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
MAIN_TYPES = {"odt": "text", "ods": "spreadsheet", "odp": "presentation"}
XML_ENDINGS = (".xml", ".rels", ".rdf", ".vml")
# Macros, and what runs in another program.
MACROS = (
    "vbaproject.bin",
    "vbadata.xml",
    "/activex/",
    "/macrosheets/",
    "/dialogsheets/",
    "basic/",
    "scripts/",
    "/ctrlprops/",
)
OBJECTS = (
    ".bin",
    ".ole",
    ".exe",
    ".dll",
    ".js",
    ".vbs",
    ".hta",
    ".bat",
    ".cmd",
    ".ps1",
    ".lnk",
    ".jar",
    ".scr",
    ".html",
    ".svg",
)
PRINTER = "printersettings"
# Of what a document refers to elsewhere, only a link waits until a reader follows it.
WAITS = ("/hyperlink",)
LINK_TYPE = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
MAIN_NAMESPACE = "{urn:oasis:names:tc:opendocument:xmlns:"
HREF = "{http://www.w3.org/1999/xlink}href"
CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></cp:coreProperties>'
)
PROPERTIES: Mapping[str, str] = {
    "docProps/core.xml": CORE,
    "docProps/app.xml": '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
    "docProps/custom.xml": '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>',
    "meta.xml": (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-meta office:version="1.3"'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<office:meta><dc:title>{title}</dc:title></office:meta></office:document-meta>"
    ),
}
TITLE = "{http://purl.org/dc/elements/1.1/}title"
LONG_AGO = (1980, 1, 1, 0, 0, 0)


def clean_office(kind: str, file: BinaryIO) -> bytes:
    """Return the file without author, company, dates and other properties; its title and content stay.

    Raises RefusedError.
    """
    start = file.read(len(COMPOUND_FILE))
    if start == COMPOUND_FILE:
        raise RefusedError(Problem.ENCRYPTED)
    if not start.startswith(ZIP):
        raise RefusedError(Problem.OTHER_CONTENT)
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as package:
            return _written(_parts(package, kind))
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, KeyError) as error:
        raise RefusedError(Problem.BROKEN) from error


def _parts(package: zipfile.ZipFile, kind: str) -> dict[str, bytes]:
    _refuse_names([info.filename for info in package.infolist()])
    parts: dict[str, bytes] = {}
    room = MAX_UNPACKED
    for info in package.infolist():
        if info.is_dir():
            continue
        content = _unpacked(package, info, room)
        room -= len(content)
        _look_at(info.filename, content)
        parts[info.filename] = content
    _refuse_other_kind(parts, kind)
    return {name: _without_properties(name, content) for name, content in parts.items()}


def _refuse_names(names: list[str]) -> None:
    if len(names) > MAX_PARTS:
        raise RefusedError(Problem.INFLATED)
    for name in names:
        plain = posixpath.normpath(name)
        if "\\" in name or ":" in name or name.startswith("/") or plain.split("/")[0] == ".." or not name.isprintable():
            raise RefusedError(Problem.PATHS)
    # Programs differ in which of two parts with one name they read.
    if len({name.lower() for name in names}) != len(names):
        raise RefusedError(Problem.PATHS)


def _unpacked(package: zipfile.ZipFile, info: zipfile.ZipInfo, room: int) -> bytes:
    """The content of a part; what the file says of its size may be a lie, so no more is read than fits."""
    if info.flag_bits & 0x1:
        raise RefusedError(Problem.ENCRYPTED)
    with package.open(info) as part:
        content = part.read(room + 1)
    if len(content) > room or len(content) > max(SMALL_PART, MAX_RATIO * info.compress_size):
        raise RefusedError(Problem.INFLATED)
    return content


def _look_at(name: str, content: bytes) -> None:
    lowered = f"/{name.lower()}"
    if any(macro in lowered for macro in MACROS):
        raise RefusedError(Problem.SCRIPT)
    if lowered.endswith(OBJECTS) and PRINTER not in lowered:
        raise RefusedError(Problem.ATTACHMENT)
    if content.startswith((COMPOUND_FILE, b"MZ", b"\x7fELF", b"%PDF-")) and PRINTER not in lowered:
        raise RefusedError(Problem.ATTACHMENT)
    if lowered.endswith(XML_ENDINGS) or lowered == "/[content_types].xml":
        _look_at_xml(name, _xml(content))


def _xml(content: bytes) -> Element:
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except DefusedXmlException as error:
        raise RefusedError(Problem.ENTITIES) from error
    except ParseError as error:
        raise RefusedError(Problem.BROKEN) from error
    return root


def _look_at_xml(name: str, root: Element) -> None:
    for element in root.iter():
        tag = str(element.tag)
        if tag == LINK_TYPE and element.get("TargetMode", "").lower() == "external":
            _refuse_elsewhere(element)
        if tag.startswith(MAIN_NAMESPACE) and tag.endswith(("}event-listener", "}script")):
            raise RefusedError(Problem.SCRIPT)
        if "macroenabled" in element.get("ContentType", "").lower() or element.get(HREF, "").startswith("vnd.sun.star"):
            raise RefusedError(Problem.SCRIPT)
        # Fields that start a program (Dynamic Data Exchange).
        if tag.endswith(("}instrText", "}ddeLink", "}dde-source")) and _is_dde(tag, element):
            raise RefusedError(Problem.SCRIPT)


def _is_dde(tag: str, element: Element) -> bool:
    return not tag.endswith("}instrText") or (element.text or "").strip().upper().startswith("DDE")


def _refuse_elsewhere(relation: Element) -> None:
    is_link = relation.get("Type", "").endswith(WAITS)
    scheme = relation.get("Target", "").strip().lower().partition(":")[0]
    if not is_link or scheme in {"javascript", "vbscript", "data", "file"}:
        raise RefusedError(Problem.ELSEWHERE)


def _refuse_other_kind(parts: Mapping[str, bytes], kind: str) -> None:
    if kind in MAIN_PARTS:
        is_this_kind = MAIN_PARTS[kind] in parts and "[Content_Types].xml" in parts
    else:
        said = parts.get("mimetype", b"").decode("ascii", "replace").strip()
        is_this_kind = said == f"{OPEN_DOCUMENT}{MAIN_TYPES[kind]}" and "content.xml" in parts
    if not is_this_kind:
        raise RefusedError(Problem.OTHER_CONTENT)


def _without_properties(name: str, content: bytes) -> bytes:
    if name not in PROPERTIES:
        return content
    title = next((element.text or "" for element in _xml(content).iter(TITLE)), "")
    return PROPERTIES[name].format(title=escape(title)).encode()


def _written(parts: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        # Of an open document the first part says the kind, and is not packed (ODF 1.3, part 2, 3.3).
        for name in sorted(parts, key=lambda name: name != "mimetype"):
            method = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            info = zipfile.ZipInfo(name, date_time=LONG_AGO)
            package.writestr(info, parts[name], compress_type=method)
    return target.getvalue()
