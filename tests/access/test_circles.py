"""Every address of a circle for everything that somebody can be to it: only members see inside, whatever their role."""

from collections.abc import Mapping
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from circles import services
from circles.enums import CircleRole, Joining, Visibility
from circles.models import Circle, JoinRequest
from common.access import Role
from tests.accounts.helpers import sign_in_as
from tests.circles.factories import ask, bring_in, facilitator_of, make_circle, make_person

pytestmark = pytest.mark.django_db

INSIDE = ("circles:home", "circles:people", "circles:agreements")
LEADING = (
    "circles:requests",
    "circles:invitations",
    "circles:members",
    "circles:settings",
    "circles:edit_agreements",
    "circles:request",
)
OWN = ("circles:join", "circles:my_place")
VERBS: Mapping[str, tuple[Any, ...]] = {
    "circles:mark_read": (),
    "circles:step": (),
    "circles:revoke_invitation": (1,),
    "circles:change_role": (1,),
    "circles:remove_member": (1,),
}
ROLES = {
    "redacteur": Role.EDITOR,
    "beheerder": Role.ADMINISTRATOR,
    "begeleider elders": Role.FACILITATOR,
}
OUTSIDE = ("vreemde", "aangevraagd", "wachtend", "oud-deelnemer", *ROLES)
GUEST, MEMBER, CO, LEADER = "gast", "deelnemer", "medebegeleider", "begeleider"
EVERYBODY = (*OUTSIDE, GUEST, MEMBER, CO, LEADER)


@pytest.fixture
def circle() -> Circle:
    return make_circle(joining=Joining.REQUEST, visibility=Visibility.CLOSED, max_members=4)


@pytest.fixture
def clients(circle: Circle) -> dict[str, Client]:
    """A signed-in client for everything that somebody can be."""
    people = {name: make_person("iemand", ROLES.get(name)) for name in EVERYBODY if name != LEADER}
    people[LEADER] = facilitator_of(circle)
    make_circle(people["begeleider elders"])
    ask(circle, people["aangevraagd"])
    bring_in(circle, people[GUEST], CircleRole.GUEST)
    bring_in(circle, people["oud-deelnemer"])
    services.leave_circle(circle=circle, person=people["oud-deelnemer"])
    bring_in(circle, people[MEMBER])
    bring_in(circle, people[CO], CircleRole.CO_FACILITATOR)
    bring_in(circle)
    bring_in(circle, people["wachtend"])
    return {name: sign_in_as(Client(), person) for name, person in people.items()}


def address(circle: Circle, name: str, *more: Any) -> str:
    if name == "circles:request":
        more = (JoinRequest.objects.get().pk,)
    return reverse(name, args=[circle.public_id, *more])


def test_who_sees_which_page_of_a_circle(circle: Circle, clients: dict[str, Client]) -> None:
    allowed = {
        name: {page for page in (*INSIDE, *LEADING, *OWN) if client.get(address(circle, page)).status_code == 200}
        for name, client in clients.items()
    }

    mine = {"circles:join"}
    known = {*mine, "circles:my_place"}
    inside = {*known, *INSIDE}
    assert allowed == {
        **dict.fromkeys(OUTSIDE, mine),
        "aangevraagd": known,
        "wachtend": known,
        GUEST: inside - {"circles:people"},
        MEMBER: inside,
        CO: {*inside, *LEADING},
        LEADER: {*inside, *LEADING},
    }


def test_nobody_outside_does_anything_in_a_circle(circle: Circle, clients: dict[str, Client]) -> None:
    for name in OUTSIDE:
        for verb, more in VERBS.items():
            assert clients[name].post(address(circle, verb, *more)).status_code == 404, (name, verb)
    for verb, more in VERBS.items():
        if verb != "circles:mark_read":
            assert clients[MEMBER].post(address(circle, verb, *more)).status_code == 404, verb


def test_a_hidden_circle_is_nothing_to_who_is_outside(clients: dict[str, Client]) -> None:
    circle = make_circle(visibility=Visibility.HIDDEN, title="Kwartelkring")
    secret_pages = [address(circle, page) for page in (*INSIDE, *LEADING[:-1], *OWN)]

    for name, client in clients.items():
        answers = {client.get(page).status_code for page in [*secret_pages, f"/id/{circle.public_id}"]}
        assert answers == {404}, name
        for page in ("/leerkringen/", "/mijn/", "/sitemap.xml"):
            assert "Kwartelkring" not in client.get(page).content.decode()
