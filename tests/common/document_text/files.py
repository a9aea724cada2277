"""Small files for the tests: real ones, and ones that a stranger could send."""

import io
import zipfile
from collections.abc import Iterable, Mapping

from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)
SLIDE = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
RELATIONS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'


def make_pdf(*pages: str, password: str = "", owner_password: str | None = None) -> bytes:
    """A PDF with one line of text on each page."""
    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    fonts = DictionaryObject({NameObject("/F1"): font})
    for text in pages:
        page = writer.add_blank_page(width=595, height=842)
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        if text:
            content = DecodedStreamObject()
            content.set_data(f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode("latin-1"))
            page[NameObject("/Contents")] = writer._add_object(content)
    if password or owner_password is not None:
        writer.encrypt(password, owner_password, algorithm="AES-256")
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def make_zip(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip with these parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return target.getvalue()


def make_docx(*paragraphs: str) -> bytes:
    """A document of Word; a paragraph is a text or XML of its own."""
    body = "".join(text if text.startswith("<") else f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    return make_zip({"word/document.xml": f"<w:document {WORD}><w:body>{body}</w:body></w:document>"})


def make_odt(body: str, manifest: str = "") -> bytes:
    """A document of LibreOffice with this XML as its text."""
    extra = {"META-INF/manifest.xml": manifest} if manifest else {}
    return make_zip({"content.xml": f"<office:text {ODF}>{body}</office:text>"} | extra)


def make_pptx(slides: Iterable[str]) -> bytes:
    """A presentation of which the slides are stored in the opposite order."""
    slides = list(slides)
    shown = "".join(f'<p:sldId id="{256 + number}" r:id="r{number}"/>' for number in range(len(slides)))
    targets = "".join(
        f'<Relationship Id="r{number}" Type="slide" Target="slides/slide{len(slides) - number}.xml"/>'
        for number in range(len(slides))
    )
    parts = {
        "ppt/presentation.xml": f"<p:presentation {SLIDE}><p:sldIdLst>{shown}</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": f"<Relationships {RELATIONS}>{targets}</Relationships>",
    }
    for number, text in enumerate(slides):
        xml = f"<p:sld {SLIDE}><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:sld>"
        parts[f"ppt/slides/slide{len(slides) - number}.xml"] = xml
    return make_zip(parts)
