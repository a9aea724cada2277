"""Circles and people for the tests, made with the services that make them in use."""

from itertools import count
from typing import Any

from django.contrib.auth.hashers import make_password

from accounts.models import User
from accounts.services import save_account
from circles import services
from circles.enums import CircleRole, CircleStatus, Joining, Visibility
from circles.models import Circle, CircleMembership
from common.access import Role

_numbers = count(1)
HASH = make_password("x")
AGREEMENT = "Wat hier wordt gezegd, blijft hier."


def make_person(name: str = "", role: Role | None = None) -> User:
    """An account whose address was confirmed."""
    number = next(_numbers)
    return save_account(
        email=f"{name or 'persoon'}-{number}@example.org",
        first_name=(name or "Persoon").capitalize(),
        last_name="Voorbeeld",
        password_hash=HASH,
        role=role,
    )


def make_circle(facilitator: User | None = None, **fields: Any) -> Circle:
    """A circle that looks for members, and lets everybody join unless told; `status` for one that is further."""
    number = next(_numbers)
    status = fields.pop("status", CircleStatus.RECRUITING)
    defaults: dict[str, Any] = {
        "title": f"Leerkring {number}",
        "purpose": "Samen leren.",
        "question": "Hoe bereiken wij wie niet komt?",
        "joining": Joining.OPEN,
    }
    if fields.get("visibility") == Visibility.HIDDEN:
        defaults["joining"] = Joining.INVITATION
    facilitator = facilitator or make_person("begeleider", Role.FACILITATOR)
    circle = services.create_circle(actor=facilitator, agreement=AGREEMENT, **defaults | fields)
    if status != CircleStatus.DRAFT:
        services.publish_circle(circle=circle, actor=facilitator)
    if status == CircleStatus.RUNNING:
        services.start_circle(circle=circle, actor=facilitator)
    if status in {CircleStatus.CLOSED, CircleStatus.ARCHIVED}:
        services.close_circle(circle=circle, actor=facilitator)
    if status == CircleStatus.ARCHIVED:
        services.archive_circle(circle=circle, actor=facilitator)
    circle.refresh_from_db()
    return circle


def facilitator_of(circle: Circle) -> User:
    """The first facilitator."""
    return circle.memberships.facilitators().order_by("pk").first().person


def bring_in(circle: Circle, person: User | None = None, role: str = CircleRole.MEMBER) -> CircleMembership:
    """Let somebody in by an invitation, whatever the circle lets everybody do, with a role."""
    person = person or make_person()
    leader = facilitator_of(circle)
    as_guest = CircleRole.GUEST if role == CircleRole.GUEST else CircleRole.MEMBER
    invitation, _secret = services.invite(circle=circle, actor=leader, role=as_guest)
    membership = services.accept_invitation(invitation=invitation, person=person, version=1)
    return services.change_role(membership=membership, role=role, actor=leader) if role != as_guest else membership


def ask(circle: Circle, person: User | None = None) -> Any:
    """Ask for a place; the circle takes requests."""
    person = person or make_person()
    return services.request_to_join(circle=circle, person=person, version=1, answers=[("Waarom?", "Daarom.")])
