"""The text of files: what is read page by page, and that a hostile file gives a reason and never trouble."""

import io
import time
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from common import sandbox
from common.document_text import extract as extracting
from common.document_text.extract import extract
from common.document_text.models import PROBLEM_TEXTS
from common.document_text.problems import MAX_BYTES, Problem, UnreadableError
from config.env import BASE_DIR
from tests.common.document_text.files import ODF, WORD, make_docx, make_odt, make_pdf, make_pptx, make_zip

SAMPLES = BASE_DIR / "knowledge" / "content" / "files"


def read(content: bytes, kind: str) -> tuple[str, ...]:
    return extract(io.BytesIO(content), kind)


def problem_of(content: bytes, kind: str, **options: float) -> Problem:
    with pytest.raises(UnreadableError) as refused:
        extract(io.BytesIO(content), kind, **options)
    return refused.value.problem


def test_a_pdf_is_read_page_by_page() -> None:
    assert read(make_pdf("Eerste bladzijde", "", "Derde"), "pdf") == ("Eerste bladzijde", "", "Derde")


def test_a_document_of_word_turns_where_the_writer_or_the_program_did() -> None:
    by_writer = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    again = "<w:p><w:r><w:lastRenderedPageBreak/><w:t>Twee</w:t></w:r></w:p>"
    by_program = "<w:p><w:r><w:t>nog twee</w:t><w:lastRenderedPageBreak/><w:t>Drie</w:t></w:r></w:p>"

    assert read(make_docx("Een", "en een", by_writer, again, by_program), "docx") == (
        "Een\nen een",
        "Twee\nnog twee",
        "Drie",
    )


def test_what_word_keeps_twice_or_deleted_is_not_text() -> None:
    twice = (
        '<w:p xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:r><mc:AlternateContent>'
        "<mc:Choice><w:t>Kader</w:t></mc:Choice><mc:Fallback><w:t>Kader</w:t></mc:Fallback></mc:AlternateContent>"
        "<w:delText>Geheim</w:delText></w:r></w:p>"
    )

    assert read(make_docx(twice), "docx") == ("Kader",)


def test_a_document_of_libreoffice_keeps_its_order_and_leaves_out_remarks() -> None:
    body = (
        "<text:tracked-changes><text:p>Weg</text:p></text:tracked-changes>"
        "<text:h>Kop</text:h><text:p>Een<text:s/>zin <text:span>met</text:span> een staart"
        "<office:annotation><text:p>Opmerking</text:p></office:annotation></text:p>"
        "<text:p><text:soft-page-break/>Verder</text:p>"
    )

    assert read(make_odt(body), "odt") == ("Kop\nEen zin met een staart", "Verder")


def test_a_presentation_is_read_in_the_order_in_which_it_is_shown() -> None:
    assert read(make_pptx(["Begin", "Midden", "Eind"]), "pptx") == ("Begin", "Midden", "Eind")


def test_the_files_of_the_sample_are_read() -> None:
    report = read((SAMPLES / "wat-bewoners-zeggen.pdf").read_bytes(), "pdf")
    guide = read((SAMPLES / "een-gesprek-over-druk-van-ver.docx").read_bytes(), "docx")

    assert len(report) == 3
    assert "huismeester" in report[1]
    assert len(guide) == 2
    assert "Kies een ruimte zonder ramen" in guide[0]
    assert "Noteer geen namen van familie" in guide[1]


def test_a_file_that_is_only_protected_against_changes_is_read() -> None:
    assert read(make_pdf("Open", owner_password="baas"), "pdf") == ("Open",)


ENTITIES = (
    '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    f"<w:document {WORD}><w:body><w:p>&b;</w:p></w:body></w:document>"
)
OUTSIDE = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><d>&x;</d>'
ENCRYPTED_ODT = (
    '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:encryption-data/></m:manifest>'
)
DEEP = (
    f"<office:document-content {ODF}>" + "<text:span>" * 20_000 + "</text:span>" * 20_000 + "</office:document-content>"
)


@pytest.mark.parametrize(
    ("content", "kind", "expected"),
    [
        (b"a,b", "csv", Problem.UNKNOWN_KIND),
        (make_pdf("Geheim", password="wachtwoord"), "pdf", Problem.ENCRYPTED),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "docx", Problem.ENCRYPTED),
        (make_odt("<text:p>Geheim</text:p>", ENCRYPTED_ODT), "odt", Problem.ENCRYPTED),
        (make_pdf("", ""), "pdf", Problem.NO_TEXT),
        (make_docx(), "docx", Problem.NO_TEXT),
        (b"", "pdf", Problem.BROKEN),
        (b"GIF89a", "pdf", Problem.BROKEN),
        (make_pdf("Kort")[:200], "pdf", Problem.BROKEN),
        (make_pdf("Een pdf met een andere naam"), "docx", Problem.BROKEN),
        (make_docx("Kort")[:-40], "docx", Problem.BROKEN),
        (make_zip({"iets/anders.xml": "<a/>"}), "docx", Problem.BROKEN),
        (make_zip({"word/document.xml": "<w:document"}), "docx", Problem.BROKEN),
        (make_zip({"content.xml": DEEP}), "odt", Problem.BROKEN),
        (make_zip({"word/document.xml": ENTITIES}), "docx", Problem.UNSAFE),
        (make_zip({"content.xml": OUTSIDE}), "odt", Problem.UNSAFE),
        (make_zip({"word/document.xml": b" " * 60_000_000 + b"<a/>"}), "docx", Problem.INFLATED),
        (make_docx(*["<w:p><w:r><w:br w:type='page'/></w:r></w:p>"] * 2_001), "docx", Problem.TOO_MANY_PAGES),
    ],
    ids=[
        "een ander soort",
        "pdf met wachtwoord",
        "docx met wachtwoord",
        "odt met wachtwoord",
        "lege bladzijden",
        "lege docx",
        "leeg",
        "een plaatje",
        "afgebroken pdf",
        "verkeerde naam",
        "afgebroken docx",
        "zonder tekst erin",
        "kapotte xml",
        "eindeloos genest",
        "entiteiten",
        "verwijst naar buiten",
        "opgeblazen",
        "te veel bladzijden",
    ],
)
def test_a_file_that_can_not_be_read_says_why(content: bytes, kind: str, expected: Problem) -> None:
    assert problem_of(content, kind) == expected


def test_a_claim_of_a_huge_size_is_not_believed() -> None:
    packed = bytearray(make_docx("Kort"))
    # The size of the unpacked part, in the directory at the end of the zip.
    directory = packed.rindex(b"PK\x01\x02")
    packed[directory + 24 : directory + 28] = (0xFFFFFFF0).to_bytes(4, "little")

    assert read(bytes(packed), "docx") == ("Kort",)


def test_a_pdf_that_unpacks_without_end_stops_at_the_limit() -> None:
    bomb = zlib.compress(zlib.compress(b"(x) Tj " * 60_000_000, 9), 9)
    pdf = make_pdf("Bom").replace(b"<<\n/Length", b"<<\n/Filter [/FlateDecode /FlateDecode]\n/Length", 1)
    start = pdf.index(b"stream\n", pdf.index(b"/FlateDecode")) + len(b"stream\n")
    end = pdf.index(b"\nendstream", start)

    assert problem_of(pdf[:start] + bomb + pdf[end:], "pdf") in {
        Problem.BROKEN,
        Problem.NO_TEXT,
        Problem.TOO_MUCH_MEMORY,
    }


def test_a_file_above_the_limit_is_not_even_copied() -> None:
    class Endless(io.RawIOBase):
        asked = 0

        def read(self, size: int = -1) -> bytes:
            self.asked += size
            return b"x" * size

    file = Endless()

    with pytest.raises(UnreadableError) as refused:
        extract(file, "pdf")  # type: ignore[arg-type]

    assert refused.value.problem == Problem.TOO_LARGE
    assert file.asked <= MAX_BYTES + extracting.COPY_BYTES


def test_a_reader_that_does_not_end_is_ended() -> None:
    started = time.monotonic()

    assert problem_of(make_pdf("Kort"), "pdf", seconds=0.01) == Problem.TOO_SLOW
    assert time.monotonic() - started < 10


def test_the_reader_knows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "geheim")
    monkeypatch.setattr(extracting, "READER", "tests.common.document_text.show_environment")
    monkeypatch.setattr(sandbox, "MODULES", BASE_DIR)

    (names,) = read(b"", "pdf")

    assert "SECRET_KEY" not in names
    assert "PYTHONPATH" in names


def test_every_problem_has_words_for_an_editor() -> None:
    assert set(PROBLEM_TEXTS) == set(Problem)


@settings(max_examples=12)
@given(st.binary(max_size=400), st.sampled_from(["pdf", "docx", "odt", "pptx"]), st.booleans())
def test_noise_is_a_problem_and_never_an_error(noise: bytes, kind: str, real_start: bool) -> None:
    content = (make_pdf("x")[:120] if kind == "pdf" else make_docx("x")[:120]) + noise if real_start else noise

    assert problem_of(content, kind) in set(Problem)
