"""Who sees what: predicate and query say the same, and what is hidden shows nowhere."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from agenda.models import DocumentsPage, EditionPage, GoalPage, HomePage, ParliamentaryDocument
from agenda.permissions import can_list_document
from common.access import ANONYMOUS, Role, Viewer
from common.chain import overview
from common.pages import can_list_page
from tests.agenda.factories import add_activity, add_goal, add_part, make_document

pytestmark = pytest.mark.django_db

VIEWERS = [ANONYMOUS, Viewer(user_id=1, roles=frozenset(Role))]


def restrict(page: Page, kind: str = PageViewRestriction.LOGIN) -> PageViewRestriction:
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind)
    if kind == PageViewRestriction.GROUPS:
        restriction.groups.add(Group.objects.get(name="redacteur"))
    return restriction


@pytest.fixture
def documents(edition: EditionPage) -> list[ParliamentaryDocument]:
    """One document in every state that matters."""
    visible = add_part(edition, DocumentsPage, slug="kamerstukken")
    draft_page = add_part(edition, DocumentsPage, live=False)
    restricted = add_part(edition, DocumentsPage)
    restrict(restricted)
    numberless = make_document(visible, title="zonder nummer")
    numberless.references.all().delete()
    return [
        make_document(visible, title="open"),
        make_document(visible, restricted, title="ook open"),
        make_document(visible, title="concept", live=False),
        make_document(draft_page, title="op een concept"),
        make_document(restricted, title="op een besloten pagina"),
        make_document(title="nergens"),
        numberless,
    ]


@pytest.mark.parametrize("viewer", VIEWERS)
def test_documents_by_predicate_and_by_query(documents: list[ParliamentaryDocument], viewer: Viewer) -> None:
    fresh = [ParliamentaryDocument.objects.get(pk=document.pk) for document in documents]
    by_predicate = {document.title for document in fresh if can_list_document(viewer, document)}
    by_query = set(ParliamentaryDocument.objects.visible_to(viewer).values_list("title", flat=True))

    assert by_query == by_predicate == {"open", "ook open"}


@pytest.fixture
def goals(edition: EditionPage, home: HomePage) -> list[GoalPage]:
    """Goals in every state that matters, an alias of a restricted one among them."""
    shown = add_goal(edition, title="open")
    hidden = add_goal(edition, title="besloten")
    restrict(hidden)
    group = add_goal(edition, title="voor een groep")
    restrict(group, PageViewRestriction.GROUPS)
    draft = add_goal(edition, title="concept", live=False)
    alias = add_goal(edition, title="alias van besloten", alias_of=hidden)
    open_alias = add_goal(edition, title="alias van open", alias_of=shown)
    return [shown, hidden, group, draft, alias, open_alias]


@pytest.mark.parametrize("viewer", VIEWERS)
def test_pages_by_predicate_and_by_query(goals: list[GoalPage], viewer: Viewer) -> None:
    fresh = [GoalPage.objects.get(pk=goal.pk) for goal in goals]
    by_predicate = {goal.title for goal in fresh if can_list_page(viewer, goal)}
    by_query = set(GoalPage.objects.visible_to(viewer).values_list("title", flat=True))

    assert by_query == by_predicate == {"open", "alias van open"}


def test_our_restrictions_are_those_of_wagtail(goals: list[GoalPage], edition: EditionPage) -> None:
    restrict(edition)
    for goal in goals:
        ours = set(GoalPage.objects.get(pk=goal.pk).get_view_restrictions())
        assert ours == set(Page.objects.get(pk=goal.pk).get_view_restrictions()), goal.title


def test_which_pages_are_visible_takes_one_query(goals: list[GoalPage], django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert GoalPage.objects.visible_to(ANONYMOUS).count() == 2


def test_a_restricted_goal_shows_nowhere(edition: EditionPage, client: Client) -> None:
    goal = add_goal(edition, title="Geheim doel")
    activity = add_activity(edition, goal, title="Iets doen")
    everywhere = ("/", "/agenda/", edition.get_url(), activity.get_url(), "/agenda/feed/", "/sitemap.xml")
    listed = [address for address in everywhere if "Geheim doel" in client.get(address).content.decode()]
    assert listed == ["/", "/agenda/", edition.get_url(), activity.get_url(), "/agenda/feed/"]

    restriction = restrict(goal)

    assert [address for address in everywhere if "Geheim doel" in client.get(address).content.decode()] == []
    assert overview(ANONYMOUS)[0].count == 0
    assert client.get(goal.get_url()).status_code == 302
    assert goal.get_url() not in client.get("/sitemap.xml").content.decode()

    restriction.delete()
    assert overview(ANONYMOUS)[0].count == 1


def test_a_restricted_edition_takes_its_parts_along(edition: EditionPage, client: Client) -> None:
    goal = add_goal(edition, title="Geheim doel")
    page = add_part(edition, DocumentsPage, slug="kamerstukken")
    document = make_document(page, title="Geheime brief")
    restrict(edition)

    assert [node.count for node in overview(ANONYMOUS)][:2] == [0, 0]
    for address in ("/", "/agenda/", "/agenda/feed/", "/sitemap.xml"):
        html = client.get(address).content.decode()
        assert "Geheim" not in html, address
    assert client.get(f"/id/{goal.public_id}").status_code == 404
    assert client.get(f"/id/{document.public_id}").status_code == 404
    assert client.get(page.address_of(document)).status_code == 302
