"""The feed of changes."""

from xml.etree import ElementTree as ET

import pytest
import time_machine
from django.test import Client

from agenda.feeds import ENTRIES
from agenda.models import AgendaIndexPage, DocumentsPage, EditionPage
from tests.agenda.factories import add_goal, add_part, make_document

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def entries(client: Client) -> list[ET.Element]:
    response = client.get("/agenda/feed/")
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    return ET.fromstring(response.content).findall(f"{ATOM}entry")  # noqa: S314


def test_the_feed_has_the_last_changed_page_first(edition: EditionPage, client: Client) -> None:
    with time_machine.travel("2026-11-01 12:00", tick=False):
        goal = add_goal(edition, title="Een doel", slug="doel")
    with time_machine.travel("2090-01-01 12:00", tick=False):
        goal.save_revision().publish()

    first = entries(client)[0]
    assert first.findtext(f"{ATOM}title") == "Een doel"
    assert first.findtext(f"{ATOM}summary") == "Over Een doel."
    assert first.find(f"{ATOM}link").get("href") == "http://testserver/agenda/2023-2025/doel/"
    assert first.findtext(f"{ATOM}id") == goal.translation_key.urn
    assert first.findtext(f"{ATOM}published") == "2026-11-01T11:00:00+00:00"
    assert first.findtext(f"{ATOM}updated") == "2090-01-01T11:00:00+00:00"


def test_an_entry_keeps_its_identifier_when_its_page_moves(edition: EditionPage, client: Client) -> None:
    goal = add_goal(edition, title="Een doel", slug="doel")
    before = [entry.findtext(f"{ATOM}id") for entry in entries(client)]
    goal.slug = "ander-adres"
    goal.save()

    assert sorted(entry.findtext(f"{ATOM}id") for entry in entries(client)) == sorted(before)


def test_a_parliamentary_document_is_news_too(edition: EditionPage, client: Client) -> None:
    page = add_part(edition, DocumentsPage, slug="kamerstukken")
    with time_machine.travel("2090-01-01 12:00", tick=False):
        make_document(page, numbers=("36 200-XV, nr. 96",), title="Kamerbrief over de Agenda").save_revision().publish()
        make_document(page, numbers=("36 200-XV, nr. 97",), title="Een concept", live=False)

    first, second = entries(client)[:2]
    assert first.findtext(f"{ATOM}title") == "Kamerbrief over de Agenda"
    assert first.find(f"{ATOM}link").get("href") == ("http://testserver/agenda/2023-2025/kamerstukken/kst-36200-XV-96/")
    assert second.findtext(f"{ATOM}title") != "Een concept"


def test_the_feed_has_an_end(edition: EditionPage, client: Client) -> None:
    for _ in range(ENTRIES):
        add_goal(edition)

    assert len(entries(client)) == ENTRIES


def test_the_front_page_names_its_feed(index: AgendaIndexPage, client: Client) -> None:
    html = client.get("/agenda/").content.decode()

    assert '<link rel="alternate" type="application/atom+xml" href="/agenda/feed/"' in html


def test_there_is_no_feed_of_an_unpublished_agenda(index: AgendaIndexPage, client: Client) -> None:
    index.unpublish()

    assert client.get("/agenda/feed/").status_code == 404
    assert client.get("/agenda/feed/meer/").status_code == 404
