"""PDF files: looked through for what acts by itself, and written anew without what they tell of their maker."""

import io
import re
from collections.abc import Iterator
from typing import Any, BinaryIO
from xml.sax.saxutils import escape

from pypdf import PdfReader, PdfWriter
from pypdf.errors import FileNotDecryptedError, PyPdfError
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, StreamObject

from common.uploads.problems import Problem, RefusedError

SIGNATURE = b"%PDF-"
# Actions that do more than turn a page or open a web page (ISO 32000-1, 12.6.4).
ACTIONS = frozenset({"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/Rendition", "/GoToE", "/Movie"})
SCRIPTS = frozenset({"/JS", "/JavaScript", "/AA", "/XFA"})
FILES = frozenset({"/EmbeddedFiles", "/EmbeddedFile", "/EF", "/AF", "/Collection", "/RichMediaContent"})
SUBTYPES = frozenset({"/FileAttachment", "/RichMedia", "/Screen", "/Movie", "/3D"})
# What a tagged or archival file says it is; a screen reader's user may have asked for it.
CLAIM = re.compile(rb"<?(pdf(?:ua|a)id):(part|conformance)\s*(?:=\s*[\"']|>)\s*([0-9A-Za-z]{1,2})\s*[\"'<]")
NAMESPACES = {b"pdfuaid": "http://www.aiim.org/pdfua/ns/id/", b"pdfaid": "http://www.aiim.org/pdfa/ns/id/"}


def clean_pdf(kind: str, file: BinaryIO) -> bytes:
    """Return the file without author, program, dates and history; its title stays.

    Raises RefusedError.
    """
    if file.read(len(SIGNATURE)) != SIGNATURE:
        raise RefusedError(Problem.OTHER_CONTENT)
    file.seek(0)
    try:
        reader = PdfReader(file)
        if reader.is_encrypted and not reader.decrypt(""):
            raise RefusedError(Problem.ENCRYPTED)
        title = str(reader.metadata.get("/Title", "") if reader.metadata else "")
        claims = _claims(reader)
        writer = PdfWriter(clone_from=reader)
        _look_through(writer)
        return _written(writer, title, claims)
    except FileNotDecryptedError as error:
        raise RefusedError(Problem.ENCRYPTED) from error
    except (PyPdfError, RecursionError, ValueError, TypeError, LookupError, AttributeError) as error:
        raise RefusedError(Problem.BROKEN) from error


def _look_through(writer: PdfWriter) -> None:
    if not writer.pages:
        raise RefusedError(Problem.BROKEN)
    for thing in list(writer._objects):
        for part in _dictionaries(thing):
            _refuse_active(part)
            # Of images and pages too: each may tell where and by whom it was made.
            part.pop("/Metadata", None)
            part.pop("/PieceInfo", None)


def _dictionaries(thing: Any) -> Iterator[DictionaryObject]:
    """The dictionaries in an object, without those that it refers to: these are objects of their own."""
    waiting = [thing]
    while waiting:
        part = waiting.pop()
        if isinstance(part, DictionaryObject):
            yield part
            waiting.extend(part.values())
        elif isinstance(part, ArrayObject):
            waiting.extend(part)


def _refuse_active(part: DictionaryObject) -> None:
    if SCRIPTS & part.keys() or part.get("/S") in ACTIONS:
        raise RefusedError(Problem.SCRIPT)
    if FILES & part.keys() or part.get("/Subtype") in SUBTYPES or part.get("/Type") == "/EmbeddedFile":
        raise RefusedError(Problem.ATTACHMENT)


def _claims(reader: PdfReader) -> list[tuple[bytes, bytes, bytes]]:
    metadata = reader.root_object.get("/Metadata")
    stream = metadata.get_object() if metadata is not None else None
    return sorted(set(CLAIM.findall(stream.get_data()))) if isinstance(stream, StreamObject) else []


def _written(writer: PdfWriter, title: str, claims: list[tuple[bytes, bytes, bytes]]) -> bytes:
    writer.metadata = None
    writer.add_metadata({"/Title": title} if title else {})
    stream = DecodedStreamObject()
    stream.set_data(_xmp(title, claims).encode())
    stream[NameObject("/Type")] = NameObject("/Metadata")
    stream[NameObject("/Subtype")] = NameObject("/XML")
    writer.root_object[NameObject("/Metadata")] = writer._add_object(stream)
    writer.compress_identical_objects(remove_duplicates=False, remove_unreferenced=True)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def _xmp(title: str, claims: list[tuple[bytes, bytes, bytes]]) -> str:
    """The least that a tagged PDF says of itself (ISO 14289-1, 5 and 7.1): its title, and what it claims to be."""
    names = "".join(f' xmlns:{prefix.decode()}="{NAMESPACES[prefix]}"' for prefix in sorted({c[0] for c in claims}))
    said = "".join(
        f"<{prefix.decode()}:{name.decode()}>{value.decode()}</{prefix.decode()}:{name.decode()}>"
        for prefix, name, value in claims
    )
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/"{names}><dc:title><rdf:Alt><rdf:li xml:lang="x-default">'
        f"{escape(title)}</rdf:li></rdf:Alt></dc:title>{said}</rdf:Description></rdf:RDF></x:xmpmeta>"
        '<?xpacket end="r"?>'
    )
