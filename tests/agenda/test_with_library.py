"""The Agenda with a library beside it: links to methods, what is new, and what a page costs."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from wagtail.models import Page

import knowledge.services
from agenda.models import ActivityMethod, ActivityPage, HomePage
from agenda.services import link_methods
from circles.models import CircleIndexPage
from tests.agenda.reading import BUDGET, queries

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Library:
    """The sample library is there; `addresses` are those of the Agenda, with a document."""

    addresses: list[str]


@pytest.fixture(scope="module")
def library_once(loaded_once: None, django_db_blocker: Any) -> Iterator[Library]:
    """The sample library and a page of learning circles, once for these tests and gone after the last."""
    with django_db_blocker.unblock(), transaction.atomic():
        pages = [page.get_url() for page in Page.objects.filter(depth__gte=2)]
        knowledge.services.load_sample(HomePage.objects.get())
        circles = CircleIndexPage(title="Leerkringen", slug="leerkringen", intro="Samen leren.")
        HomePage.objects.get().add_child(instance=circles)
        yield Library([*pages, "/agenda/2023-2025/kamerstukken/kst-36200-XV-96/"])
        transaction.set_rollback(True)


@pytest.fixture
def library(library_once: Library, loaded: None) -> Library:
    """The sample library; what a test changes is undone."""
    return library_once


def test_every_page_stays_within_the_budget(library: Library, client: Client) -> None:
    link_methods()
    counts = {address: queries(client, address) for address in library.addresses}

    assert {address: count for address, count in counts.items() if count > BUDGET} == {}


def test_what_is_new_has_room_for_every_app_and_marks_examples(library: Library, client: Client) -> None:
    latest = client.get("/").context["latest"]

    # Of the library the lessons are published last.
    assert [card.kind for card in latest] == ["lesson"] * 3 + ["agenda"] * 2
    assert [card.example for card in latest] == [True] * 3 + [False] * 2
    assert latest[0].kind_label == "Les"


def test_methods_of_an_activity_are_named_and_examples_say_so(library: Library, client: Client) -> None:
    link_methods()

    links = client.get("/agenda/2023-2025/methoden-testen/").context["methods"]
    assert [(link.title, link.url) for link in links] == [
        ("Aan de keukentafel (voorbeeld)", "/methoden/aan-de-keukentafel/"),
        ("Druk van ver (voorbeeld)", "/methoden/druk-van-ver/"),
        ("Sterk achter je scherm (voorbeeld)", "/methoden/sterk-achter-je-scherm/"),
    ]
    assert ActivityMethod.objects.count() == 6


def test_linking_ties_activities_to_methods_and_places(library: Library) -> None:
    link_methods()

    by_slug = {
        activity.slug: [link.method.slug for link in activity.method_links.all()]
        for activity in ActivityPage.objects.filter(method_links__isnull=False).distinct()
    }
    places = ActivityPage.objects.get(slug="leerkringen").place_links.all()
    assert by_slug == {
        "methoden-testen": ["aan-de-keukentafel", "druk-van-ver", "sterk-achter-je-scherm"],
        "evaluatieonderzoek": ["naast-je", "ooggetuige-in-de-klas", "wijktafel-na-onrust"],
    }
    assert [place.page.slug for place in places] == ["leerkringen"]


def test_linking_again_keeps_what_an_editor_removed(library: Library) -> None:
    link_methods()
    activity = ActivityPage.objects.get(slug="methoden-testen")
    activity.method_links = []
    activity.save_revision().publish()

    link_methods()

    assert not ActivityPage.objects.get(slug="methoden-testen").method_links.exists()
