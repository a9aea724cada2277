"""Files for the tests: as programs make them, with everything that they tell of their maker."""

import io
import zipfile
from collections.abc import Mapping

from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, TextStringObject

from tests.common.document_text.files import WORD, make_pdf

# Names that may be found in no file after it was cleaned.
SECRETS = (b"Geheime Maker", b"Geheim Bureau", b"52.0907", b"geheim-programma", b"geheime-geschiedenis")
TYPES = 'xmlns="http://schemas.openxmlformats.org/package/2006/content-types"'
RELATIONS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Rapport &amp; bijlage</dc:title>'
    "<dc:creator>Geheime Maker</dc:creator></cp:coreProperties>"
)
APP = "<Properties><Company>Geheim Bureau</Company></Properties>"
XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description pdfuaid:part="1"><xmp:CreatorTool>geheim-programma'
    "</xmp:CreatorTool><pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>geheime-geschiedenis"
    "</rdf:Description></x:xmpmeta>"
)


def make_package(parts: Mapping[str, str | bytes | None], base: Mapping[str, str | bytes]) -> bytes:
    """A zip with the parts of `base`, some of them replaced, added, or (None) left out."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in {**base, **parts}.items():
            if content is not None:
                package.writestr(name, content)
    return target.getvalue()


def make_docx(parts: Mapping[str, str | bytes | None] | None = None) -> bytes:
    """A document of Word with its properties."""
    body = "<w:p><w:r><w:t>De tekst blijft.</w:t></w:r></w:p>"
    base = {
        "[Content_Types].xml": f'<Types {TYPES}><Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f"<Relationships {RELATIONS}/>",
        "word/document.xml": f"<w:document {WORD}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": (
            f'<Relationships {RELATIONS}><Relationship Id="a" Type="{OFFICE}/hyperlink" '
            'Target="https://example.org/" TargetMode="External"/></Relationships>'
        ),
        "docProps/core.xml": CORE,
        "docProps/app.xml": APP,
        "docProps/custom.xml": APP,
    }
    return make_package(parts or {}, base)


def make_odt(parts: Mapping[str, str | bytes | None] | None = None, kind: str = "text") -> bytes:
    """A document of LibreOffice with its properties."""
    spaces = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"'
    )
    base = {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "content.xml": f"<office:document-content {spaces}><text:p>De tekst blijft.</text:p></office:document-content>",
        "meta.xml": (
            f"<office:document-meta {spaces}><office:meta><dc:title>Rapport</dc:title>"
            "<meta:initial-creator>Geheime Maker</meta:initial-creator></office:meta></office:document-meta>"
        ),
        "META-INF/manifest.xml": '<manifest xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
    }
    return make_package(parts or {}, base)


def make_told_pdf() -> bytes:
    """A PDF that tells who made it, when, and with what."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(make_pdf("De tekst blijft."))))
    writer.add_metadata({"/Title": "Rapport <1>", "/Author": "Geheime Maker", "/Producer": "geheim-programma"})
    stream = DecodedStreamObject()
    stream.set_data(XMP.encode())
    reference = writer._add_object(stream)
    writer.root_object[NameObject("/Metadata")] = reference
    writer.pages[0][NameObject("/Metadata")] = reference
    writer.pages[0][NameObject("/PieceInfo")] = DictionaryObject({NameObject("/X"): TextStringObject("Geheim Bureau")})
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def make_image(form: str = "JPEG", size: tuple[int, int] = (40, 20), orientation: int = 1) -> bytes:
    """A picture, red on the left and blue on the right, with a place and a maker in it."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (size[0] // 2, 0, size[0], size[1]))
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x013B] = "Geheime Maker"
    exif.get_ifd(0x8825)[2] = (52.0, 5.0, 26.5)
    exif[0x010E] = "52.0907"
    target = io.BytesIO()
    options: dict[str, object] = {} if form == "GIF" else {"exif": exif}
    if form == "JPEG":
        options |= {"comment": b"Geheim Bureau", "xmp": XMP.encode(), "quality": 95}
    image.save(target, form, **options)
    return target.getvalue()
