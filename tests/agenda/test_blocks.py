"""The blocks of a page's text: what they refuse, and what they show."""

import io
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from wagtail.blocks import StreamBlockValidationError, StructBlockValidationError
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from agenda.blocks import EntranceBlock, RoundBlock
from common.blocks import BodyBlock
from common.blocks.media import DocumentsBlock, FigureBlock
from common.blocks.table import MAX_COLUMNS, TableBlock, parse_cells, table_from_text


def heading(level: str) -> dict[str, Any]:
    return {"type": "heading", "value": {"text": "Kop", "level": level}}


def body(*blocks: dict[str, Any]) -> Any:
    block = BodyBlock()
    return block.clean(block.to_python(list(blocks)))


def test_a_small_heading_stands_below_a_heading() -> None:
    assert len(body(heading("2"), heading("3"))) == 2
    with pytest.raises(StreamBlockValidationError) as error:
        body({"type": "paragraph", "value": "<p>Tekst.</p>"}, heading("3"), heading("2"))

    assert error.value.block_errors[1].messages == [
        "Begin met een gewone tussenkop; een kleine tussenkop staat daaronder."
    ]


def test_a_paragraph_has_no_heading_of_its_own() -> None:
    features = BodyBlock().child_blocks["paragraph"].features

    assert features == ["bold", "italic", "ol", "ul", "link", "document-link"]


def test_cells_come_from_a_spreadsheet_or_are_typed() -> None:
    expected = [["Jaar", "Aantal | soort"], ["2023", ""]]

    assert parse_cells("Jaar\tAantal | soort\n2023\t\n\n") == expected
    assert parse_cells(" Jaar | Aantal \n2023|5") == [["Jaar", "Aantal"], ["2023", "5"]]


def test_a_column_of_numbers_stands_to_the_right() -> None:
    table = table_from_text(
        "Cijfers", "Jaar | Aantal | Deel | Soort\n2023 | € 1.200 | 12,5 % | groot\n2024 | 3 | -4 | 7"
    )

    assert [(column.label, column.numeric) for column in table.columns] == [
        ("Jaar", False),
        ("Aantal", True),
        ("Deel", True),
        ("Soort", False),
    ]
    assert table.caption == "Cijfers"


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ("", "Geef een regel met kolomkoppen en daaronder minstens één regel met gegevens."),
        ("Jaar | Aantal", "Geef een regel met kolomkoppen en daaronder minstens één regel met gegevens."),
        ("Jaar\n2023", "Een tabel heeft 2 tot en met 8 kolommen. Zet een tab of een | tussen de cellen."),
        (
            "|".join("k" * (MAX_COLUMNS + 1)) + "\n" + "|" * MAX_COLUMNS,
            "Een tabel heeft 2 tot en met 8 kolommen. Zet een tab of een | tussen de cellen.",
        ),
        ("Jaar | \n2023 | 5", "Geef elke kolom een kop."),
        ("Jaar | Aantal\n2023", "Regel 2 heeft 1 cellen; de eerste regel heeft er 2."),
    ],
)
def test_cells_that_are_no_table_are_refused_at_the_cells(cells: str, message: str) -> None:
    block = TableBlock()
    with pytest.raises(ValidationError) as error:
        parse_cells(cells)
    assert error.value.messages == [message]

    if cells:
        with pytest.raises(StructBlockValidationError) as refused:
            block.clean(block.to_python({"caption": "Cijfers", "cells": cells}))
        assert refused.value.block_errors["cells"].messages == [message]


@given(st.text(max_size=80))
def test_any_text_is_a_table_or_a_message(cells: str) -> None:
    try:
        rows = parse_cells(cells)
    except ValidationError as error:
        assert error.messages
    else:
        assert len({len(row) for row in rows}) == 1


@pytest.mark.parametrize("address", ["https://elders.example/", "//elders.example/", "methoden/"])
def test_an_entrance_leads_to_this_site(address: str) -> None:
    block = EntranceBlock()
    value = block.to_python({"visitor": "method", "title": "Ik zoek", "text": "Tekst.", "address": address})
    with pytest.raises(StructBlockValidationError) as error:
        block.clean(value)

    assert error.value.block_errors["address"].messages == [
        "Begin het adres met één schuine streep, bijvoorbeeld /methoden/."
    ]


@pytest.mark.django_db
def test_a_round_does_not_close_before_it_opens() -> None:
    from tests.agenda.factories import make_source

    block = RoundBlock()
    value = block.to_python(
        {
            "title": "Ronde",
            "millions": 5,
            "precision": "exact",
            "shares": [],
            "opens_on": "2023-08-01",
            "closes_on": "2023-07-01",
            "text": "",
            "source": make_source().pk,
        }
    )
    with pytest.raises(StructBlockValidationError) as error:
        block.clean(value)

    assert error.value.block_errors["closes_on"].messages == ["De laatste dag ligt voor de eerste dag."]


def test_an_image_needs_a_text_alternative() -> None:
    assert FigureBlock().child_blocks["alt"].required
    assert not FigureBlock().child_blocks["caption"].required


# Wagtail leaves closing a rendition's temporary file to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore:Unclosed file:ResourceWarning")
@pytest.mark.django_db
def test_files_are_shown_with_what_a_reader_needs() -> None:
    data = io.BytesIO()
    Image.new("RGB", (8, 8)).save(data, "PNG")
    data.seek(0)
    image = get_image_model().objects.create(title="Plein", file=ImageFile(data, name="plein.png"))
    document = get_document_model().objects.create(title="Verslag", file=ContentFile(b"x" * 2048, name="verslag.pdf"))
    figure, documents = FigureBlock(), DocumentsBlock()

    shown = figure.render(figure.to_python({"image": image.pk, "alt": "Een leeg plein", "caption": "Foto: archief"}))
    listed = documents.render(documents.to_python({"documents": [document.pk]}))

    assert 'alt="Een leeg plein"' in shown
    assert "<figcaption>Foto: archief</figcaption>" in shown
    assert "Verslag (PDF, 2,0" in listed
    assert f'href="/documenten/{document.pk}/' in listed
