"""Who may know of a circle, come in and lead: each rule as a predicate and as a query."""

from typing import Any

import pytest

from circles import permissions, services
from circles.enums import CircleRole, CircleStatus, Joining, MembershipState, Visibility
from circles.models import Circle, CircleMembership
from common.access import ANONYMOUS, Role, Viewer, resolve_viewer
from tests.circles.factories import ask, bring_in, make_circle, make_person

pytestmark = pytest.mark.django_db

RULES = {
    "list": (permissions.can_list_circle, lambda viewer: Circle.objects.listed()),
    "view": (permissions.can_view_circle, lambda viewer: Circle.objects.visible_to(viewer)),
    "enter": (permissions.can_enter, lambda viewer: Circle.objects.entered_by(viewer)),
    "visit": (permissions.can_visit, lambda viewer: Circle.objects.visited_by(viewer)),
    "facilitate": (permissions.can_facilitate, lambda viewer: Circle.objects.facilitated_by(viewer)),
}


@pytest.fixture
def people() -> dict[str, Any]:
    """One person for everything that somebody can be to a circle."""
    roles = {"editor": Role.EDITOR, "administrator": Role.ADMINISTRATOR, "begeleider elders": Role.FACILITATOR}
    names = ("vreemde", "aanvrager", "wachtende", "deelnemer", "oud-deelnemer", "verwijderd", "gast", "medebegeleider")
    return {name: make_person(name, roles.get(name)) for name in names} | {
        name: make_person(name.split()[0], role) for name, role in roles.items()
    }


@pytest.fixture
def viewers(people: dict[str, Any]) -> dict[str, Viewer]:
    """The same people after every circle of the list got each of them in its own way."""
    circles = [
        *(make_circle(visibility=visibility) for visibility in Visibility),
        make_circle(joining=Joining.REQUEST),
    ]
    for circle in circles:
        leader = circle.created_by
        if circle.joining == Joining.REQUEST:
            ask(circle, people["aanvrager"])
        bring_in(circle, people["gast"], CircleRole.GUEST)
        bring_in(circle, people["medebegeleider"], CircleRole.CO_FACILITATOR)
        for name in ("deelnemer", "oud-deelnemer", "verwijderd"):
            bring_in(circle, people[name])
        services.leave_circle(circle=circle, person=people["oud-deelnemer"])
        gone = CircleMembership.objects.get(circle=circle, person=people["verwijderd"])
        services.remove_member(membership=gone, actor=leader)
        services.change_circle(circle=circle, actor=leader, max_members=3)
        assert bring_in(circle, people["wachtende"]).state == MembershipState.WAITING
    make_circle(people["begeleider elders"])
    for status in (CircleStatus.DRAFT, CircleStatus.RUNNING, CircleStatus.CLOSED, CircleStatus.ARCHIVED):
        make_circle(status=status)
    return {"bezoeker": ANONYMOUS} | {name: resolve_viewer(person) for name, person in people.items()}


@pytest.mark.parametrize("name", RULES)
def test_a_rule_and_its_query_select_the_same_circles(viewers: dict[str, Viewer], name: str) -> None:
    predicate, queryset = RULES[name]
    for viewer in viewers.values():
        selected = {circle.pk for circle in Circle.objects.all() if predicate(viewer, circle)}

        assert set(queryset(viewer).values_list("pk", flat=True)) == selected


def test_only_who_takes_part_comes_in(viewers: dict[str, Viewer]) -> None:
    circle = Circle.objects.get(visibility=Visibility.HIDDEN)

    def those_who(rule: Any) -> set[str]:
        return {name for name, viewer in viewers.items() if rule(viewer, circle)}

    assert those_who(permissions.can_enter) == {"deelnemer", "medebegeleider"}
    assert those_who(permissions.can_visit) == {"deelnemer", "medebegeleider", "gast"}
    assert those_who(permissions.can_facilitate) == {"medebegeleider"}
    assert those_who(permissions.can_view_circle) == {"deelnemer", "medebegeleider", "gast", "wachtende"}
    assert those_who(permissions.can_list_circle) == set()


def test_a_closed_circle_tells_who_and_when_only_inside(viewers: dict[str, Viewer]) -> None:
    is_open, is_closed = (
        Circle.objects.filter(visibility=visibility, status=CircleStatus.RECRUITING).earliest("pk")
        for visibility in (Visibility.OPEN, Visibility.CLOSED)
    )

    assert all(permissions.can_view_people_and_dates(viewer, is_open) for viewer in viewers.values())
    told = {name for name, viewer in viewers.items() if permissions.can_view_people_and_dates(viewer, is_closed)}
    assert told == {"deelnemer", "medebegeleider", "gast"}


def test_only_members_carry_the_audience_of_a_circle(viewers: dict[str, Viewer]) -> None:
    token = permissions.member_token(Circle.objects.get(visibility=Visibility.HIDDEN).public_id)

    assert {name for name, viewer in viewers.items() if token in viewer.tokens} == {"deelnemer", "medebegeleider"}


def test_only_a_begeleider_makes_circles(viewers: dict[str, Viewer]) -> None:
    allowed = {name for name, viewer in viewers.items() if permissions.can_create_circle(viewer)}

    assert allowed == {"begeleider elders"}
