"""Documents made by typst: text is data, whatever stands in it, and what fails says so."""

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from common.pdf import MISSING, PdfError, make_pdf, printable

TEMPLATE = """#let data = json(bytes(sys.inputs.data))
#set document(title: data.title)
#set text(lang: "nl", font: "Libertinus Serif", fallback: false)
= #data.title
#for line in data.lines { par(line) }
"""


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "test.typ"
    path.write_text(TEMPLATE)
    return path


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Gewoon, met €, ’ en café…", "Gewoon, met €, ’ en café…"),
        ("  twee\n regels\t", "twee regels"),
        ("cafe\N{COMBINING ACUTE ACCENT}", "café"),
        ("Зоя en Ζωή", "Зоя en Ζωή"),
        ("hoi 😀😀!", f"hoi {MISSING}!"),
        ("a\x00b\u202ec", f"a{MISSING}b{MISSING}c"),
        ("\N{COMBINING ACUTE ACCENT}", MISSING),
        ("مرحبا", MISSING),
        ("x" * 30, "x" * 24 + "\u200b" + "x" * 6),
        ("", ""),
    ],
)
def test_what_can_be_set(text: str, shown: str) -> None:
    assert printable(text) == shown


@given(st.text())
def test_what_is_printable_stays_so_and_has_no_very_long_words(text: str) -> None:
    once = printable(text)

    assert printable(once.replace("\u200b", "")) == once
    assert all(len(piece) < 30 for piece in once.replace("\u200b", " ").split(" "))


def test_every_character_that_is_let_through_has_a_shape(template: Path) -> None:
    known = [sign for number in range(0x20, 0x3000) if (sign := printable(chr(number))) not in ("", MISSING)]

    document = make_pdf(template, {"title": "Alles", "lines": [" ".join(known)]})

    assert len(known) > 900
    assert len(PdfReader(io.BytesIO(document)).pages) >= 1


def test_markup_is_text(template: Path) -> None:
    attack = '#import "@preview/x:1.0.0" *nee* = Kop $x$ #read("test.typ") \\ <label> @ref // weg'

    document = make_pdf(template, {"title": attack, "lines": [attack]})

    reader = PdfReader(io.BytesIO(document))
    assert reader.metadata is not None
    assert reader.metadata.title == attack
    assert '#read("test.typ")' in reader.pages[0].extract_text()
    assert reader.trailer["/Root"]["/Lang"] == "nl"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_a_template_that_fails_is_an_error_of_ours(template: Path) -> None:
    with pytest.raises(PdfError, match="typst"):
        make_pdf(template, {"title": "Zonder regels"})


def test_a_template_reads_nothing_outside_its_folder(template: Path) -> None:
    (template.parent / "binnen").mkdir()
    inner = template.parent / "binnen" / "test.typ"
    inner.write_text('#read("../test.typ")')

    with pytest.raises(PdfError):
        make_pdf(inner, {})
