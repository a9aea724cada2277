"""Writing, submitting, approving, publishing: each role does its own part and no other."""

import pytest
from django.http import HttpResponse
from django.test import Client
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from accounts.models import User
from agenda.models import ContentPage, HomePage
from common.access import Role
from tests.accounts.helpers import make_account, sign_in_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> HomePage:
    home = HomePage(title="Voorpagina", slug="voorpagina", heading="Welkom", intro="Over deze website.")
    return Page.get_first_root_node().add_child(instance=home)


@pytest.fixture
def page(home: HomePage) -> ContentPage:
    return home.add_child(instance=ContentPage(title="Over ons", slug="over-ons", intro="Wie wij zijn.", live=False))


def enter(role: Role | None) -> Client:
    client = Client()
    sign_in_as(client, account(role))
    return client


def account(role: Role | None) -> User:
    return make_account(f"{role or 'deelnemer'}@example.org", role)


def form(**changes: object) -> dict[str, str]:
    fields = {"title": "Over ons", "slug": "over-ons", "intro": "Wie wij zijn.", "body": streamfield([])}
    fields |= {"last_checked": "", "seo_title": "", "search_description": "", "go_live_at": "", "expire_at": ""}
    return dict(nested_form_data(fields | {"comments": inline_formset([])} | changes))


def add(client: Client, parent: Page, **changes: object) -> HttpResponse:
    return client.post(f"/beheer/pages/add/agenda/contentpage/{parent.pk}/", form(**changes))


def save(client: Client, page: Page, **changes: object) -> HttpResponse:
    return client.post(f"/beheer/pages/{page.pk}/edit/", form(**changes))


def approve(client: Client, page: Page) -> HttpResponse:
    task = TaskState.objects.get()
    path = f"/beheer/pages/workflow/action/{page.pk}/approve/{task.pk}/"
    return client.post(path, {"comment": "Prima", "action-workflow-action": "true", "workflow-action-name": "approve"})


@pytest.mark.parametrize("role", [Role.EDITOR, Role.REVIEWER, Role.ADMINISTRATOR])
def test_the_roles_of_the_cms_write_a_page_that_nobody_else_sees(home: HomePage, role: Role) -> None:
    add(enter(role), home)

    page = ContentPage.objects.get()
    assert (page.title, page.live) == ("Over ons", False)


@pytest.mark.parametrize("role", [None, Role.FACILITATOR, Role.ORGANISER])
def test_other_roles_write_no_page(home: HomePage, role: Role | None) -> None:
    assert add(enter(role), home).status_code == 403
    assert not ContentPage.objects.exists()


@pytest.mark.parametrize(
    ("role", "published"), [(Role.EDITOR, False), (Role.REVIEWER, True), (Role.ADMINISTRATOR, True)]
)
def test_who_may_publish(page: ContentPage, role: Role, published: bool) -> None:
    save(enter(role), page, title="Over het platform", **{"action-publish": "1"})

    page.refresh_from_db()
    assert page.live is published
    assert page.get_latest_revision_as_object().title == "Over het platform"


def test_an_editor_submits_and_a_reviewer_approves(page: ContentPage) -> None:
    editor, reviewer = enter(Role.EDITOR), enter(Role.REVIEWER)

    save(editor, page, **{"action-submit": "1"})
    [state] = WorkflowState.objects.all()
    assert (state.workflow.name, state.status) == ("Beoordeling", WorkflowState.STATUS_IN_PROGRESS)
    page.refresh_from_db()
    assert not page.live
    assert "Over ons" in reviewer.get("/beheer/").content.decode()
    approve(reviewer, page)

    page.refresh_from_db()
    state.refresh_from_db()
    assert page.live
    assert state.status == WorkflowState.STATUS_APPROVED


def test_an_editor_does_not_approve(page: ContentPage) -> None:
    editor = enter(Role.EDITOR)
    save(editor, page, **{"action-submit": "1"})

    approve(editor, page)

    page.refresh_from_db()
    assert not page.live
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_IN_PROGRESS


def test_what_is_submitted_waits_for_the_reviewer(page: ContentPage) -> None:
    editor, reviewer = enter(Role.EDITOR), enter(Role.REVIEWER)
    save(editor, page, **{"action-submit": "1"})

    save(editor, page, title="Toch anders")
    save(reviewer, page, title="Door de beoordelaar")

    page.refresh_from_db()
    assert page.get_latest_revision_as_object().title == "Door de beoordelaar"


@pytest.mark.parametrize(("role", "gone"), [(Role.EDITOR, False), (Role.REVIEWER, True), (Role.ADMINISTRATOR, True)])
def test_who_may_take_a_published_page_off_the_site(page: ContentPage, role: Role, gone: bool) -> None:
    page.save_revision().publish()

    enter(role).post(f"/beheer/pages/{page.pk}/unpublish/")

    page.refresh_from_db()
    assert page.live is not gone


@pytest.mark.parametrize(("role", "gone"), [(Role.EDITOR, False), (Role.REVIEWER, True), (Role.ADMINISTRATOR, True)])
def test_who_may_delete_a_published_page(page: ContentPage, role: Role, gone: bool) -> None:
    page.save_revision().publish()

    enter(role).post(f"/beheer/pages/{page.pk}/delete/")

    assert ContentPage.objects.filter(pk=page.pk).exists() is not gone


@pytest.mark.parametrize(("role", "gone"), [(Role.EDITOR, False), (Role.REVIEWER, False), (Role.ADMINISTRATOR, True)])
def test_only_a_beheerder_deletes_a_page_with_pages_below_it(page: ContentPage, role: Role, gone: bool) -> None:
    page.save_revision().publish()
    page.add_child(instance=ContentPage(title="Wie", slug="wie", intro="Wie wij zijn.")).save_revision().publish()

    enter(role).post(f"/beheer/pages/{page.pk}/delete/")

    assert ContentPage.objects.filter(pk=page.pk).exists() is not gone
