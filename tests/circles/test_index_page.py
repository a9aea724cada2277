"""/leerkringen/: honest while there is nothing, found by search, made once."""

import pytest
from django.test import Client
from wagtail.models import Site

from circles.models import CircleIndexPage
from circles.services import load_content
from common.access import ANONYMOUS
from search.registry import sources

pytestmark = pytest.mark.django_db


@pytest.fixture
def page() -> CircleIndexPage:
    return load_content(Site.objects.get(is_default_site=True).root_page)


def test_without_circles_the_page_says_so(client: Client, page: CircleIndexPage) -> None:
    response = client.get("/leerkringen/")

    assert response.status_code == 200
    assert "Er zijn nu geen leerkringen te vinden." in response.content.decode()


def test_loading_again_keeps_what_an_editor_changed(page: CircleIndexPage) -> None:
    page.notice = "Vanaf maart."
    page.save_revision().publish()

    again = load_content(Site.objects.get(is_default_site=True).root_page)

    assert (again.pk, again.notice) == (page.pk, "Vanaf maart.")
    assert CircleIndexPage.objects.count() == 1


def test_search_holds_the_text_of_the_page(page: CircleIndexPage) -> None:
    source = sources()["circle_index"]

    (document,) = source.documents(None)

    assert (document.title, document.summary) == ("Leerkringen", page.intro)
    assert "Een kleine groep komt een aantal keren bij elkaar" in document.body
    assert "<" not in document.body
    assert source.cards(ANONYMOUS, [page.public_id])[page.public_id].url == "/leerkringen/"


def test_an_unpublished_page_is_not_in_search(page: CircleIndexPage) -> None:
    page.unpublish()

    assert list(sources()["circle_index"].documents(None)) == []
    assert sources()["circle_index"].cards(ANONYMOUS, [page.public_id]) == {}
