"""/conferentie/: honest about what is still to come, and made once."""

import pytest
from django.test import Client
from wagtail.models import Site

from events.models import ConferenceIndexPage
from events.services import load_content
from search.registry import sources

pytestmark = pytest.mark.django_db


@pytest.fixture
def page() -> ConferenceIndexPage:
    return load_content(Site.objects.get(is_default_site=True).root_page)


def test_the_page_says_that_there_is_no_conference_yet(client: Client, page: ConferenceIndexPage) -> None:
    response = client.get("/conferentie/")

    assert response.status_code == 200
    assert "Er staat nog geen conferentie op dit platform." in response.content.decode()


def test_the_page_can_be_found_and_exists_once(page: ConferenceIndexPage) -> None:
    again = load_content(Site.objects.get(is_default_site=True).root_page)

    assert again.pk == page.pk
    assert [document.title for document in sources()["conference_index"].documents(None)] == ["Conferentie"]


def test_a_permanent_link_leads_to_the_page(client: Client, page: ConferenceIndexPage) -> None:
    assert client.get(f"/id/{page.public_id}").headers["Location"] == "/conferentie/"
