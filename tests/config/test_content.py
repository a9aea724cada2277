"""The content that comes with the project, across all apps."""

import pytest
from django.test import Client
from wagtail.models import Page

from agenda.models import HomePage
from common.access import ANONYMOUS
from common.identifiers import resolve
from common.pages import BasePage
from config import demo
from search.registry import sources

pytestmark = pytest.mark.usefixtures("content")

# The home page is the way in, and not something to be found.
NOT_SEARCHED = {HomePage}


def published() -> list[BasePage]:
    return [page for page in Page.objects.live().specific() if isinstance(page, BasePage)]


def test_search_knows_every_published_page_exactly_once() -> None:
    documents = [document.public_id for source in sources().values() for document in source.documents(None)]

    assert len(documents) == len(set(documents))
    missing = [page.url_path for page in published() if page.public_id not in documents]
    assert missing == [page.url_path for page in published() if type(page) in NOT_SEARCHED]


def test_every_document_has_a_card_with_an_address_that_answers(client: Client) -> None:
    for source in sources().values():
        identifiers = [document.public_id for document in source.documents(None)]
        cards = source.cards(ANONYMOUS, identifiers)
        assert set(cards) == set(identifiers)
        for card in cards.values():
            assert client.get(card.url.split("#")[0]).status_code == 200, card.url


def test_a_permanent_link_leads_to_every_published_page() -> None:
    for page in published():
        assert resolve(page.public_id, ANONYMOUS) == page.get_url()


def test_loading_twice_changes_nothing() -> None:
    before = list(Page.objects.order_by("path").values_list("path", "url_path", "latest_revision_id"))

    demo.load_content()

    assert list(Page.objects.order_by("path").values_list("path", "url_path", "latest_revision_id")) == before
