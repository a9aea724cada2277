"""What /mijn/ tells of what matters now: to review, to improve, to finish, and what other apps add."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Workflow

from accounts.models import User
from accounts.my_work import drafts, offered, to_review
from accounts.navigation import account_navigation
from accounts.people.services import ask_affiliation
from accounts.permissions import works_in_cms
from agenda.models import ContentPage
from common import my_page
from common.access import Role, resolve_viewer
from common.components import Link
from common.my_page import MyItem, MyPage, MySection, register_my_page, register_section, sections_for
from knowledge.models import MethodIndexPage
from tests.accounts.helpers import make_account, sign_in_as
from tests.accounts.organisations.helpers import make_organisation
from tests.knowledge.factories import make_method, make_use_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return make_account("redacteur@example.org", Role.EDITOR)


@pytest.fixture
def reviewer() -> User:
    return make_account("beoordelaar@example.org", Role.REVIEWER)


@pytest.fixture
def registered() -> Iterator[None]:
    """What a test registers is gone after it."""
    sources, pages = list(my_page._sources), list(my_page._pages)
    yield
    my_page._sources[:], my_page._pages[:] = sources, pages


def make_page(number: int = 1, user: User | None = None) -> ContentPage:
    """A published page, with a draft of `user` above it."""
    page = ContentPage(title=f"Pagina {number}", slug=f"pagina-{number}", intro="Kort.")
    Page.get_first_root_node().add_child(instance=page)
    page.save_revision().publish()
    if user:
        page.title = f"Concept {number}"
        page.save_revision(user=user)
    return page


def offer(thing: Any, user: User) -> Any:
    """Send something through the workflow of the site."""
    thing.save_revision(user=user)
    return Workflow.objects.get().start(thing, user)


def texts(section: MySection | None) -> list[tuple[str, str]]:
    assert section is not None
    return [(item.title, item.note) for item in section.items]


def test_a_draft_waits_for_who_wrote_it_last_until_it_is_published(editor: User, reviewer: User) -> None:
    page = make_page(1, editor)
    make_page(2, reviewer)

    mine = drafts(editor, resolve_viewer(editor))

    assert [title for title, _note in texts(mine)] == ["Concept 1"]
    assert mine is not None
    assert mine.items[0].url == f"/beheer/pages/{page.pk}/edit/"
    assert mine.items[0].note.startswith("bewaard op ")
    page.get_latest_revision().publish()
    assert texts(drafts(editor, resolve_viewer(editor))) == []


def test_a_draft_of_a_snippet_waits_too(editor: User) -> None:
    index = MethodIndexPage(title="Methoden", slug="methoden", intro="Alle methoden.")
    Page.get_first_root_node().add_child(instance=index)
    use_case = make_use_case(make_method(index), title="In Voorbeeldbeek")
    use_case.title = "In Voorbeeldbeek, verbeterd"
    use_case.save_revision(user=editor)

    section = drafts(editor, resolve_viewer(editor))

    assert [title for title, _note in texts(section)] == ["In Voorbeeldbeek, verbeterd"]
    assert section is not None
    assert section.items[0].url == f"/beheer/snippets/knowledge/usecase/edit/{use_case.pk}/"


def test_what_is_offered_waits_for_a_reviewer_and_is_told_to_who_offered_it(editor: User, reviewer: User) -> None:
    state = offer(make_page(), editor)

    assert texts(to_review(reviewer, resolve_viewer(reviewer))) == [("Pagina 1", "van Nienke van Dam")]
    assert texts(to_review(editor, resolve_viewer(editor))) == []
    assert texts(offered(editor, resolve_viewer(editor))) == [("Pagina 1", "wacht op een beoordelaar")]
    assert texts(offered(reviewer, resolve_viewer(reviewer))) == []

    state.current_task_state.task.specific.on_action(state.current_task_state.specific, reviewer, "reject")

    assert texts(to_review(reviewer, resolve_viewer(reviewer))) == []
    assert texts(offered(editor, resolve_viewer(editor))) == [("Pagina 1", "kwam terug: pas het aan")]


def test_what_is_approved_waits_for_nobody(editor: User, reviewer: User) -> None:
    state = offer(make_page(), editor)

    state.current_task_state.task.specific.on_action(state.current_task_state.specific, reviewer, "approve")

    assert (
        texts(to_review(reviewer, resolve_viewer(reviewer))),
        texts(offered(editor, resolve_viewer(editor))),
        texts(drafts(editor, resolve_viewer(editor))),
    ) == ([], [], [])


def test_of_much_the_oldest_is_shown_and_the_way_to_the_rest(editor: User, reviewer: User) -> None:
    for number in range(7):
        offer(make_page(number), editor)

    section = to_review(reviewer, resolve_viewer(reviewer))

    assert section is not None
    assert [item.title for item in section.items] == [f"Pagina {number}" for number in range(5)]
    assert section.more == Link("Alles wat op u wacht", "/beheer/")


@pytest.mark.parametrize("role", [None, Role.FACILITATOR, Role.ORGANISER])
def test_who_does_not_work_in_the_cms_hears_nothing_of_it(client: Client, role: Role | None, editor: User) -> None:
    offer(make_page(1, editor), editor)
    account = make_account(role=role)

    own = ["Mijn leerkringen"] if role is Role.FACILITATOR else []
    assert [section.title for section in sections_for(account, resolve_viewer(account))] == [*own, "Uw profiel"]


@pytest.mark.parametrize("role", [None, *Role])
def test_the_roles_of_the_cms_are_those_with_access_to_it(role: Role | None) -> None:
    account = make_account(role=role)

    assert works_in_cms(resolve_viewer(account)) is account.has_perm("wagtailadmin.access_admin")


def test_an_account_with_nothing_to_do_is_led_to_what_there_is(client: Client) -> None:
    make_organisation("Voorbeeldstad", "voorbeeldstad.nl")
    client.force_login(make_account("nienke@voorbeeldstad.nl"))

    html = client.get("/mijn/").content.decode()

    assert "Er is nu niets dat op u wacht." in html
    assert 'href="/zoeken/">Zoek een aanpak of een les</a>' in html


def test_other_apps_add_sections_and_pages(client: Client, registered: None) -> None:
    register_section(5, lambda user, viewer: MySection("Uw kringen", [MyItem("Kring <Noord>", "/kring/1/", "morgen")]))
    register_section(1, lambda user, viewer: MySection("Leeg"))
    register_section(2, lambda user, viewer: None)
    register_my_page(1, MyPage("Kringen", "/mijn/kringen/"))
    client.force_login(make_account())

    html = client.get("/mijn/").content.decode()

    assert '<li><a href="/kring/1/">Kring &lt;Noord&gt;</a>, morgen</li>' in html
    assert "Leeg" not in html
    assert "Er is nu niets" not in html
    menu = account_navigation("/mijn/kringen/12/")
    assert [item.title for item in menu][:3] == ["Overzicht", "Kringen", "Zoekopdrachten"]
    assert [item.title for item in menu if item.current] == ["Kringen"]


def test_much_work_takes_as_many_queries_as_little(client: Client) -> None:
    administrator = make_account("beheerder@example.org", Role.ADMINISTRATOR)
    administrator.groups.add(Group.objects.get(name=Role.REVIEWER))
    organisation = make_organisation()
    sign_in_as(client, administrator)

    def work(number: int) -> None:
        offer(make_page(number, administrator), administrator)
        ask_affiliation(user=make_account(f"{number}@example.com"), organisation=organisation)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert len(client.get("/mijn/").context["sections"]) == 5
        return len(queries)

    work(0)
    asked()
    few = asked()
    for number in range(1, 8):
        work(number)

    # Every app adds one or two.
    assert asked() == few <= 20
