"""Who is asking.

A `Viewer` is resolved once per request and handed to every rule. A rule stands twice, side by side: as a predicate
on one object and as a queryset method `visible_to(viewer)`; tests prove that both select the same rows.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.http import HttpRequest

PUBLIC_TOKEN = "public"  # noqa: S105


class Role(StrEnum):
    """A role is a Django group with the same name."""

    EDITOR = "redacteur"
    REVIEWER = "beoordelaar"
    FACILITATOR = "begeleider"
    ORGANISER = "organisator"
    ADMINISTRATOR = "beheerder"


@dataclass(frozen=True)
class Viewer:
    """The person behind a request: nobody, or one account with its roles.

    `tokens` are the audiences that the person belongs to now ("public", "circle:<uuid>", ...); the search index
    filters on them, the database decides.
    """

    user_id: int | None = None
    roles: frozenset[Role] = frozenset()
    tokens: frozenset[str] = field(default_factory=lambda: frozenset({PUBLIC_TOKEN}))

    @property
    def is_anonymous(self) -> bool:
        """True for a visitor who has not signed in."""
        return self.user_id is None

    def has_role(self, *roles: Role) -> bool:
        """True when the viewer holds at least one of `roles`."""
        return not self.roles.isdisjoint(roles)


ANONYMOUS = Viewer()

TokenSource = Callable[[int], Iterable[str]]
_token_sources: list[TokenSource] = []


def register_token_source(source: TokenSource) -> None:
    """Let an app add audience tokens to viewers; `source` gets a user id. Called from `ready()` only."""
    _token_sources.append(source)


def resolve_viewer(user: Any) -> Viewer:
    """Return the viewer for an account, or the anonymous viewer when it is nobody or not active."""
    if not user.is_authenticated or not user.is_active:
        return ANONYMOUS
    known = {role.value for role in Role}
    names = set(user.groups.values_list("name", flat=True)) & known
    if user.is_superuser:
        names.add(Role.ADMINISTRATOR.value)
    tokens = {PUBLIC_TOKEN}
    for source in _token_sources:
        tokens.update(source(user.pk))
    return Viewer(user_id=user.pk, roles=frozenset(Role(name) for name in names), tokens=frozenset(tokens))


def viewer_of(request: HttpRequest) -> Viewer:
    """Return the viewer of a request, resolved at most once."""
    viewer = getattr(request, "_viewer", None)
    if viewer is None:
        viewer = resolve_viewer(request.user)
        request._viewer = viewer  # type: ignore[attr-defined]
    return viewer
