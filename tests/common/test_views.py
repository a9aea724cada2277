"""Addresses that belong to no single app."""

import datetime as dt
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page, Site

from circles.models import CircleIndexPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def page() -> CircleIndexPage:
    """A published page below the root of the site."""
    page = CircleIndexPage(title="Leerkringen", slug="leerkringen-toets", intro="Inleiding")
    Site.objects.get(is_default_site=True).root_page.add_child(instance=page)
    return page


@pytest.mark.parametrize("path", ["/livez", "/readyz"])
def test_health_answers(client: Client, path: str) -> None:
    response = client.get(path)

    assert (response.status_code, response.content) == (200, b"ok")
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize("path", ["/livez", "/readyz", "/robots.txt", "/.well-known/security.txt"])
def test_machine_addresses_change_nothing(client: Client, path: str) -> None:
    assert client.post(path).status_code == 405


def test_a_permanent_link_follows_a_page_that_moved(client: Client, page: CircleIndexPage) -> None:
    address = f"/id/{page.public_id}"
    assert client.get(address).headers["Location"] == "/leerkringen-toets/"

    page.slug = "ergens-anders"
    page.save()

    assert client.get(address).headers["Location"] == "/ergens-anders/"


def test_a_permanent_link_gives_nothing_away(client: Client, page: CircleIndexPage) -> None:
    page.unpublish()

    hidden, unknown = client.get(f"/id/{page.public_id}"), client.get(f"/id/{uuid.uuid4()}")

    assert (hidden.status_code, unknown.status_code) == (404, 404)


def test_a_copy_of_a_page_gets_an_identifier_of_its_own(page: CircleIndexPage) -> None:
    copy = page.copy(update_attrs={"slug": "kopie"}, to=Page.get_first_root_node())

    assert copy.public_id != page.public_id


def test_robots_keeps_crawlers_out_of_search_and_accounts(client: Client) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert lines[1:7] == [f"Disallow: /{part}/" for part in ("beheer", "account", "kring", "mail", "mijn", "zoeken")]
    assert lines[7] == "Sitemap: http://testserver/sitemap.xml"


def test_security_txt_names_a_contact_and_a_date_to_come(client: Client, settings: Any) -> None:
    settings.SECURITY_CONTACT = "mailto:veiligheid@example.org"

    response = client.get("/.well-known/security.txt")
    fields = dict(line.split(": ", 1) for line in response.content.decode().splitlines())

    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert fields["Contact"] == "mailto:veiligheid@example.org"
    assert dt.datetime.fromisoformat(fields["Expires"]) > dt.datetime.now(dt.UTC) + dt.timedelta(days=100)


def test_without_a_contact_there_is_no_security_txt(client: Client, settings: Any) -> None:
    settings.SECURITY_CONTACT = ""

    assert client.get("/.well-known/security.txt").status_code == 404


# Wagtail leaves the file that it makes an image in to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_image_on_a_page_is_shown_and_its_original_is_not(client: Client, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    image = get_image_model().objects.create(title="Plein", file=get_test_image_file(filename="plein.png"))
    rendition = image.get_rendition("max-60x60")

    shown = client.get(rendition.url)

    assert (shown.status_code, shown.headers["Content-Type"]) == (200, "image/png")
    assert b"".join(shown.streaming_content) == Path(rendition.file.path).read_bytes()
    assert client.get(image.file.url).status_code == 404
    assert client.get("/media/images/../original_images/plein.png").status_code == 400


@pytest.mark.parametrize("path", ["/leerkringen-toets/", "/sitemap.xml"])
def test_a_page_takes_no_posts(client: Client, page: CircleIndexPage, path: str) -> None:
    assert client.get(path).status_code == 200
    assert client.post(path).status_code == 405
