"""A new installation: the Agenda and the fixed pages, and no examples."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from wagtail.models import Page

from agenda.models import ActivityPage, EditionPage
from knowledge.models import MethodPage

pytestmark = pytest.mark.django_db

ADDRESSES = ["/", "/agenda/2023-2025/", "/methoden/", "/kennisbank/", "/leerkringen/", "/conferentie/", "/privacy/"]


def load(**options: object) -> str:
    out = StringIO()
    call_command("load_content", stdout=out, **options)
    return out.getvalue()


def test_a_new_site_starts_with_the_agenda_and_without_examples(client: Client) -> None:
    printed = load()

    assert "pagina's onder" in printed
    assert {path: client.get(path).status_code for path in ADDRESSES} == dict.fromkeys(ADDRESSES, 200)
    assert not MethodPage.objects.exists()
    circles = ActivityPage.objects.get(slug="leerkringen")
    assert [link.page.slug for link in circles.place_links.all()] == ["leerkringen"]


def test_what_an_editor_changed_stays_until_it_is_asked_back() -> None:
    load()
    edition = EditionPage.objects.get()
    came_with_the_project = edition.intro
    edition.intro = "Van de redactie."
    edition.save_revision().publish()

    load()
    assert EditionPage.objects.get().intro == "Van de redactie."

    load(fresh=True)
    assert EditionPage.objects.get().intro == came_with_the_project
    assert Page.objects.filter(slug="2023-2025").count() == 1
