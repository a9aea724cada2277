"""What search knows of the Agenda: documents, cards, and what changes enqueue."""

import uuid

import pytest

from agenda.models import (
    EDITION_PAGES,
    AgendaIndexPage,
    ContentPage,
    ParliamentaryDocument,
)
from agenda.search_source import DocumentSource, search_sources
from common.access import ANONYMOUS

pytestmark = pytest.mark.django_db


def test_every_page_type_of_the_agenda_can_be_found(loaded: None) -> None:
    found = {source.kind: len(list(source.documents(None))) for source, _ in search_sources()}

    assert found == {
        "agenda_index": 1,
        "edition": 1,
        "goal": 5,
        "activity": 7,
        "budget": 1,
        "timeline": 1,
        "areas": 1,
        "grant": 1,
        "progress": 3,
        "documents": 1,
        "document": 2,
        "page": 3,
    }
    assert len(found) == len((AgendaIndexPage, *EDITION_PAGES, ContentPage, ParliamentaryDocument))


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("edition", ["ongewenste polarisatie", "zichzelf kunnen redden", "toezegging"]),
        ("goal", ["onderzoek naar het plan", "Expertise-unit Sociale Stabiliteit"]),
        ("activity", ["De Regeling kansrijke wijk verschijnt", "26 juni 2023", "evaluatieonderzoek"]),
        ("budget", ["Overige activiteiten", "leerkringen en een jaarlijkse conferentie"]),
        ("timeline", ["10 juni 2020", "De Tweede Kamer krijgt een toezegging"]),
        ("areas", ["Utrecht Overvecht", "Zaanstad", "Noord-Brabant"]),
        ("grant", ["armoede en schulden"]),
        ("document", ["36 200-XV, nr. 96", "kst-36200-XV-96", "36200-XV", "Kamerbrief"]),
        ("page", ["csrftoken", "WCAG-richtlijnen"]),
    ],
)
def test_the_text_of_a_page_can_be_found(loaded: None, kind: str, words: list[str]) -> None:
    source = next(source for source, _ in search_sources() if source.kind == kind)
    text = " ".join(f"{document.title} {document.summary} {document.body}" for document in source.documents(None))

    assert [word for word in words if word not in text] == []
    assert "<" not in text


def test_a_source_gives_what_is_asked_for_and_cards_with_addresses(loaded: None) -> None:
    for source, _ in search_sources():
        everything = list(source.documents(None))
        one = everything[-1]
        cards = source.cards(ANONYMOUS, [document.public_id for document in everything])

        assert [document.id for document in source.documents([one.public_id])] == [one.id]
        assert list(source.documents([uuid.uuid4()])) == []
        assert set(cards) == {document.public_id for document in everything}
        assert all(card.url.startswith("/") and card.title and card.kind_label for card in cards.values())
        assert source.cards(ANONYMOUS, []) == {}


def test_the_card_of_a_document_has_its_numbers_and_date(loaded: None) -> None:
    cards = DocumentSource().cards(ANONYMOUS, ParliamentaryDocument.objects.values_list("public_id", flat=True))

    assert {card.kind_label: (card.url, card.meta) for card in cards.values()} == {
        "Kamerbrief": ("/agenda/2023-2025/kamerstukken/kst-36200-XV-96/", ("36 200-XV, nr. 96", "7 juli 2023")),
        "Toezegging": ("/agenda/2023-2025/kamerstukken/kst-30821-114/", ("30 821, nr. 114",)),
    }
