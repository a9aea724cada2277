"""What is taken out of a file, and what stays."""

import io
import zipfile
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import InMemoryUploadedFile, SimpleUploadedFile, TemporaryUploadedFile
from PIL import Image
from pypdf import PdfReader

from common.document_text.extract import extract
from common.uploads.services import IMAGES, clean_upload, plain_name
from tests.common.uploads.files import SECRETS, make_docx, make_image, make_odt, make_told_pdf

FILES = {
    "rapport.docx": make_docx(),
    "rapport.odt": make_odt(),
    "rapport.pdf": make_told_pdf(),
    "foto.jpg": make_image(),
    "foto.png": make_image("PNG"),
    "foto.webp": make_image("WEBP"),
}


def cleaned(name: str, content: bytes) -> bytes:
    upload = SimpleUploadedFile(name, content)
    clean_upload(upload, kinds=("docx", "odt", "ods", "xlsx", "pdf", "csv", "txt", *IMAGES))
    return upload.read()


def unpacked(content: bytes) -> bytes:
    """Everything that is in a file, also behind the packing of a zip or of a PDF."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return b"".join(package.read(name) for name in package.namelist()) + content
    if content.startswith(b"%PDF"):
        reader = PdfReader(io.BytesIO(content))
        streams = [reader.get_object(number + 1) for number in range(len(reader.xref[0]) if reader.xref else 0)]
        return content + b"".join(thing.get_data() for thing in streams if hasattr(thing, "get_data"))
    return content


@pytest.mark.parametrize("name", FILES)
def test_a_file_tells_nothing_of_its_maker(name: str) -> None:
    before, after = unpacked(FILES[name]), unpacked(cleaned(name, FILES[name]))

    assert [secret for secret in SECRETS if secret in before] != []
    assert [secret for secret in SECRETS if secret in after] == []


@pytest.mark.parametrize("name", ["rapport.docx", "rapport.odt", "rapport.pdf"])
def test_the_text_is_read_as_before(name: str) -> None:
    kind = name.rpartition(".")[2]

    assert extract(io.BytesIO(cleaned(name, FILES[name])), kind) == ("De tekst blijft.",)


def test_a_pdf_keeps_its_title_and_what_it_claims_to_be() -> None:
    reader = PdfReader(io.BytesIO(cleaned("rapport.pdf", FILES["rapport.pdf"])))

    assert reader.metadata == {"/Title": "Rapport <1>"}
    xmp = reader.root_object["/Metadata"].get_object().get_data().decode()
    assert '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Rapport &lt;1&gt;</rdf:li></rdf:Alt></dc:title>' in xmp
    assert "<pdfaid:conformance>A</pdfaid:conformance><pdfaid:part>2</pdfaid:part><pdfuaid:part>1</pdfuaid:part>" in xmp
    assert reader.xmp_metadata is not None


def test_an_office_file_keeps_its_title() -> None:
    with zipfile.ZipFile(io.BytesIO(cleaned("rapport.docx", FILES["rapport.docx"]))) as package:
        assert b"<dc:title>Rapport &amp; bijlage</dc:title>" in package.read("docProps/core.xml")
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_an_open_document_starts_with_its_kind() -> None:
    content = cleaned("rapport.odt", FILES["rapport.odt"])

    assert content[30:].startswith(b"mimetypeapplication/vnd.oasis.opendocument.text")


def test_a_picture_is_turned_the_way_it_was_meant() -> None:
    turned = Image.open(io.BytesIO(cleaned("foto.jpg", make_image(orientation=6))))

    assert turned.size == (20, 40)
    assert turned.getexif() == {}
    red, _green, blue = turned.getpixel((10, 2))  # type: ignore[misc]
    assert red > 200 > blue


def test_what_comes_after_a_picture_is_gone() -> None:
    content = cleaned("foto.jpg", make_image() + b"<script>hit()</script>")

    assert b"<script>" not in content
    assert Image.open(io.BytesIO(content)).size == (40, 20)


def test_a_photo_without_a_secret_stays_nearly_what_it_was() -> None:
    before = Image.open(io.BytesIO(make_image())).convert("RGB").tobytes()
    after = Image.open(io.BytesIO(cleaned("foto.jpg", make_image()))).convert("RGB").tobytes()

    assert sum(abs(one - two) for one, two in zip(before, after, strict=True)) < 2 * len(before)


@pytest.mark.parametrize("content", [b"naam;aantal\nEde;3\n", "één;twee\n".encode("cp1252"), b"\xef\xbb\xbfa;b\n"])
def test_a_list_stays_as_it_is(content: bytes) -> None:
    assert cleaned("lijst.csv", content) == content


@pytest.mark.parametrize("kind", [InMemoryUploadedFile, TemporaryUploadedFile])
def test_whoever_holds_the_file_holds_the_cleaned_one(kind: type) -> None:
    content = FILES["rapport.docx"]
    if kind is TemporaryUploadedFile:
        upload = TemporaryUploadedFile("rapport.docx", "", len(content), None)
        upload.write(content)
    else:
        upload = InMemoryUploadedFile(io.BytesIO(content), "file", "rapport.docx", "", len(content), None)
    clean_upload(upload)

    stored = Path(upload.temporary_file_path()).read_bytes() if kind is TemporaryUploadedFile else upload.read()
    upload.close()
    assert stored != content
    assert upload.size == len(stored)
    assert not any(secret in unpacked(stored) for secret in SECRETS)


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("../../etc/passwd.pdf", "passwd"),
        ("C:\\Users\\x\\rapport.pdf", "rapport"),
        ("rapport.php.pdf", "rapport-php"),
        ("\u202efdp.exe.pdf", "fdp-exe"),
        (".htaccess.pdf", "htaccess"),
        ("<b>&\"'.pdf", "b"),
        ("één plan (2).pdf", "één plan (2)"),
        ("---.pdf", "bestand"),
        ("a" * 300 + ".pdf", "a" * 100),
    ],
)
def test_a_name_is_made_plain(name: str, plain: str) -> None:
    assert plain_name(name) == plain


def test_a_file_that_says_it_is_huge_is_not_read() -> None:
    class Claim(SimpleUploadedFile):
        def chunks(self, chunk_size: int | None = None) -> list[bytes]:
            raise AssertionError("It was read.")

    upload = Claim("rapport.pdf", b"%PDF-")
    upload.size = 2 * 1024**3

    with pytest.raises(ValidationError, match=r"Dit bestand is te groot\. Hoogstens 50 MB kan\."):
        clean_upload(upload)
