"""The Agenda's part of the chain, walked in both directions."""

import pytest
from django.test import Client

from agenda.models import ActivityMethod, ActivityPlace, EditionPage, HomePage
from agenda.threads import agenda_links
from circles.models import CircleIndexPage
from common.access import ANONYMOUS
from common.chain import Step, overview
from common.components import Link
from knowledge.models import MethodIndexPage
from tests.agenda.factories import add, add_activity, add_goal, make_edition
from tests.knowledge.factories import make_method

pytestmark = pytest.mark.django_db


@pytest.fixture
def methods(home: HomePage) -> MethodIndexPage:
    home.refresh_from_db()
    return home.add_child(instance=MethodIndexPage(title="Methoden", slug="methoden", intro="Alle methoden."))


def test_the_chain_is_walked_from_goal_to_method_and_back(edition: EditionPage, methods: MethodIndexPage) -> None:
    goal = add_goal(edition, title="Een doel", slug="doel")
    other = add_goal(edition, title="Een ander doel", slug="ander-doel", number=2)
    activity = add_activity(edition, goal, title="Iets doen", slug="iets-doen")
    method = make_method(methods, title="Een methode", slug="een-methode", is_example=True)
    activity.method_links = [ActivityMethod(method=method)]
    activity.save()

    to_goal = Link("Een doel", "/agenda/2023-2025/doel/")
    to_activity = Link("Iets doen", "/agenda/2023-2025/iets-doen/")
    to_method = Link("Een methode (voorbeeld)", "/methoden/een-methode/")
    assert agenda_links(goal, ANONYMOUS) == {Step.ACTIVITY: [to_activity], Step.METHOD: [to_method]}
    assert agenda_links(activity, ANONYMOUS) == {Step.GOAL: [to_goal], Step.METHOD: [to_method]}
    assert agenda_links(method, ANONYMOUS) == {Step.GOAL: [to_goal], Step.ACTIVITY: [to_activity]}
    assert agenda_links(other, ANONYMOUS) == {Step.ACTIVITY: [], Step.METHOD: []}


def test_an_unpublished_link_of_the_chain_is_left_out(edition: EditionPage, methods: MethodIndexPage) -> None:
    goal = add_goal(edition)
    activity = add_activity(edition, goal)
    method = make_method(methods)
    activity.method_links = [ActivityMethod(method=method)]
    activity.save()

    method.unpublish()
    assert agenda_links(goal, ANONYMOUS)[Step.METHOD] == []
    activity.unpublish()
    assert agenda_links(goal, ANONYMOUS)[Step.ACTIVITY] == []
    assert agenda_links(method, ANONYMOUS) == {Step.GOAL: [], Step.ACTIVITY: []}


def test_a_goal_that_two_activities_share_is_named_once(edition: EditionPage, methods: MethodIndexPage) -> None:
    goal = add_goal(edition, title="Een doel")
    method = make_method(methods)
    for _ in range(2):
        activity = add_activity(edition, goal)
        activity.method_links = [ActivityMethod(method=method)]
        activity.save()

    links = agenda_links(method, ANONYMOUS)
    assert [link.title for link in links[Step.GOAL]] == ["Een doel"]
    assert len(links[Step.ACTIVITY]) == 2
    assert [link.title for link in agenda_links(goal, ANONYMOUS)[Step.METHOD]] == [method.title]


def test_a_page_where_an_activity_takes_place_leads_back(edition: EditionPage, home: HomePage, client: Client) -> None:
    circles = add(home, CircleIndexPage, title="Leerkringen", slug="leerkringen", intro="Samen leren.")
    activity = add_activity(edition, title="Leerkringen opzetten", slug="leerkringen")
    activity.place_links = [ActivityPlace(page=circles)]
    activity.save()

    assert [link.title for link in agenda_links(circles, ANONYMOUS)[Step.ACTIVITY]] == ["Leerkringen opzetten"]
    assert client.get(activity.get_url()).context["places"] == [Link("Leerkringen", "/leerkringen/")]


def test_what_is_no_page_has_no_place_in_the_agenda() -> None:
    assert agenda_links(object(), ANONYMOUS) == {}


def test_the_thread_counts_the_current_edition(edition: EditionPage) -> None:
    later = make_edition(edition.get_parent(), slug="later", first_year=2090, last_year=2092)
    add_goal(edition)
    add_activity(edition)
    add_goal(later)

    nodes = {node.step: (node.count, node.url) for node in overview(ANONYMOUS)}
    assert nodes[Step.GOAL] == (1, "/agenda/#doelen")
    assert nodes[Step.ACTIVITY] == (1, "/agenda/#activiteiten")
