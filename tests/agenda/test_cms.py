"""The Agenda in the CMS: forms that open, mistakes that are explained, drafts and workflow."""

from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from accounts.services import save_account, sync_roles
from agenda.models import (
    EDITION_PAGES,
    AgendaIndexPage,
    ContentPage,
    DocumentsPage,
    EditionPage,
    GoalPage,
    ParliamentaryDocument,
    Source,
)
from common.access import Role
from tests.accounts.helpers import sign_in_as

pytestmark = pytest.mark.django_db


def sign_in(role: Role) -> Client:
    sync_roles()
    account = save_account(
        email=f"{role.value}@example.org",
        first_name="Vera",
        last_name="Voorbeeld",
        password_hash=make_password("x"),
        role=role,
    )
    client = Client()
    sign_in_as(client, account)
    return client


@pytest.fixture
def cms(loaded: None) -> Client:
    return sign_in(Role.ADMINISTRATOR)


def form(**fields: Any) -> dict[str, Any]:
    """The form of a new document with one number."""
    return {
        "title": "Een brief",
        "kind": "letter",
        "sent_on": "2024-05-06",
        "summary": "Wat erin staat.",
        "checked_on": "2026-11-24",
        "pages": [DocumentsPage.objects.get().pk],
        "references-TOTAL_FORMS": "1",
        "references-INITIAL_FORMS": "0",
        "references-MIN_NUM_FORMS": "1",
        "references-MAX_NUM_FORMS": "1000",
        "references-0-number": "36 410-XV, nr. 12",
        "references-0-ORDER": "1",
        "references-0-DELETE": "",
    } | fields


def test_every_page_of_the_agenda_opens_in_the_editor(cms: Client) -> None:
    for model in (AgendaIndexPage, *EDITION_PAGES, ContentPage):
        page = model.objects.first()
        response = cms.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
        assert response.status_code == 200, model


def test_every_part_can_be_added_below_an_edition(cms: Client) -> None:
    edition = EditionPage.objects.get()
    for model in EDITION_PAGES[1:]:
        address = reverse("wagtailadmin_pages:add", args=["agenda", model._meta.model_name, edition.pk])
        assert cms.get(address).status_code == 200, model


def test_a_part_of_an_edition_has_no_place_elsewhere(cms: Client) -> None:
    assert {model for model in EDITION_PAGES if model.can_create_at(AgendaIndexPage.objects.get())} == {EditionPage}
    assert not any(model.can_create_at(Page.objects.get(depth=2).specific) for model in EDITION_PAGES)


def test_an_edition_that_ends_before_it_starts_is_refused(cms: Client) -> None:
    edition = EditionPage(title="Fout", slug="fout", intro="Kort.", first_year=2025, last_year=2023)
    with pytest.raises(Exception, match="Het laatste jaar ligt voor het eerste jaar"):
        edition.full_clean(exclude=["path", "depth", "content_type"])


def test_a_page_in_preview_shows_the_draft(cms: Client) -> None:
    goal = GoalPage.objects.get(number=1)
    goal.intro = "Nieuwe inleiding in concept."
    goal.save_revision()

    response = cms.get(reverse("wagtailadmin_pages:view_draft", args=[goal.pk]))
    assert "Nieuwe inleiding in concept." in response.content.decode()
    assert "Nieuwe inleiding in concept." not in Client().get(goal.get_url()).content.decode()


def test_the_lists_of_documents_and_sources_open(cms: Client) -> None:
    for model in (ParliamentaryDocument, Source):
        assert cms.get(reverse(model.snippet_viewset.get_url_name("list"))).status_code == 200


def test_a_document_is_saved_as_a_draft_with_its_number_in_the_usual_form(cms: Client) -> None:
    add = reverse(ParliamentaryDocument.snippet_viewset.get_url_name("add"))
    cms.post(add, form(**{"references-0-number": "kst-36410-XV-12"}))

    document = ParliamentaryDocument.objects.get(title="Een brief")
    assert document.live is False
    draft = document.latest_revision.as_object()
    assert [str(number) for number in draft.numbers] == ["36 410-XV, nr. 12"]
    assert Client().get("/agenda/2023-2025/kamerstukken/kst-36410-XV-12/").status_code == 404


def test_a_document_is_published_with_two_numbers(cms: Client) -> None:
    add = reverse(ParliamentaryDocument.snippet_viewset.get_url_name("add"))
    second = {
        "references-TOTAL_FORMS": "2",
        "references-1-number": "30 821, nr. 200",
        "references-1-ORDER": "2",
        "references-1-DELETE": "",
    }
    cms.post(add, form(**second) | {"action-publish": "1"})

    document = ParliamentaryDocument.objects.get(title="Een brief")
    assert document.live is True
    assert [number.code for number in document.numbers] == ["kst-36410-XV-12", "kst-30821-200"]
    assert Client().get("/agenda/2023-2025/kamerstukken/kst-36410-XV-12/").status_code == 200


@pytest.mark.parametrize(
    ("number", "message"),
    [
        ("36 410-XV", "Het nummer na het dossier ontbreekt. Schrijf bijvoorbeeld 30 821, nr. 114."),
        ("36 410-XL, nr. 12", "XL is geen begrotingshoofdstuk."),
        ("Stcrt. 2023, 17605", "Dit is een Staatscourant, geen Kamerstuk."),
        ("36 200-XV, nr. 96", "Dit nummer staat al bij: De Agenda Veerkrachtige en Weerbare Samenleving gaat naar"),
        ("\x00", "toegestaan"),
    ],
)
def test_a_wrong_number_is_explained_and_nothing_is_stored(cms: Client, number: str, message: str) -> None:
    add = reverse(ParliamentaryDocument.snippet_viewset.get_url_name("add"))
    response = cms.post(add, form(**{"references-0-number": number}) | {"action-publish": "1"})

    assert response.status_code == 200
    assert message.lower() in response.content.decode().lower()
    assert not ParliamentaryDocument.objects.filter(title="Een brief").exists()


def test_a_document_keeps_its_own_number_when_it_is_saved_again(cms: Client) -> None:
    document = ParliamentaryDocument.objects.get(kind="letter")
    reference = document.references.get()
    edit = reverse(document.snippet_viewset.get_url_name("edit"), args=[document.pk])
    fields = {
        "title": "Andere titel",
        "references-INITIAL_FORMS": "1",
        "references-0-id": str(reference.pk),
        "references-0-number": reference.number,
        "action-publish": "1",
    }
    response = cms.post(edit, form(**fields))

    assert response.status_code == 302
    document.refresh_from_db()
    assert (document.title, [number.code for number in document.numbers]) == ("Andere titel", ["kst-36200-XV-96"])


def test_a_number_may_be_typed_anew_but_not_twice(cms: Client) -> None:
    document = ParliamentaryDocument.objects.get(kind="letter")
    edit = reverse(document.snippet_viewset.get_url_name("edit"), args=[document.pk])
    anew = form(**{"title": "Opnieuw", "references-0-number": "36 200-XV, nr. 96"}) | {"action-publish": "1"}
    twice = anew | {
        "references-TOTAL_FORMS": "2",
        "references-1-number": "kst-36200-XV-96",
        "references-1-ORDER": "2",
        "references-1-DELETE": "",
    }

    assert cms.post(edit, anew).status_code == 302
    assert "Dit nummer staat er al." in cms.post(edit, twice).content.decode()


def test_an_editor_writes_and_a_reviewer_publishes(loaded: None) -> None:
    add = reverse(ParliamentaryDocument.snippet_viewset.get_url_name("add"))
    sign_in(Role.EDITOR).post(add, form() | {"action-publish": "1"})
    document = ParliamentaryDocument.objects.get(title="Een brief")
    assert document.live is False

    edit = reverse(document.snippet_viewset.get_url_name("edit"), args=[document.pk])
    kept = {"references-INITIAL_FORMS": "1", "references-0-id": str(document.references.get().pk)}
    sign_in(Role.REVIEWER).post(edit, form(**kept) | {"action-publish": "1"})
    document.refresh_from_db()
    assert document.live is True


def test_a_document_in_preview_shows_the_draft(cms: Client) -> None:
    document = ParliamentaryDocument.objects.get(kind="letter")
    document.title = "Titel in concept"
    revision = document.save_revision()

    address = reverse(document.snippet_viewset.get_url_name("revisions_view"), args=[document.pk, revision.pk])
    assert "Titel in concept" in cms.get(address).content.decode()


def test_a_source_that_is_in_use_stays(cms: Client) -> None:
    source = Source.objects.get(key="nota-2023-02-06")
    unused = Source.objects.create(key="ongebruikt", name="een website", kind="website", checked_on="2026-11-24")
    delete = Source.snippet_viewset.get_url_name("delete")

    response = cms.post(reverse(delete, args=[source.pk]), follow=True)
    cms.post(reverse(delete, args=[unused.pk]))

    assert "is in gebruik. Haal hem eerst weg" in response.content.decode()
    assert list(Source.objects.filter(pk__in=[source.pk, unused.pk])) == [source]
    assert str(source) == "nota aan de minister van SZW, 6 februari 2023"
    assert str(Source(name="een website")) == "een website"
