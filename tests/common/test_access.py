"""Who is asking: roles and audience tokens of a viewer."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group

from accounts.models import User
from common import access
from common.access import ANONYMOUS, Role, Viewer, resolve_viewer

pytestmark = pytest.mark.django_db


def make_user(**fields: object) -> User:
    return User.objects.create_user("iemand@example.org", "een lang wachtwoord", **fields)


def test_nobody_is_the_anonymous_viewer() -> None:
    assert resolve_viewer(AnonymousUser()) == ANONYMOUS
    assert ANONYMOUS.is_anonymous
    assert ANONYMOUS.tokens == {"public"}


def test_an_account_that_is_not_active_is_nobody() -> None:
    assert resolve_viewer(make_user(is_active=False)) == ANONYMOUS


def test_roles_come_from_the_groups_with_the_same_name() -> None:
    user = make_user()
    user.groups.set(Group.objects.filter(name__in=["redacteur", "organisator"]))
    user.groups.add(Group.objects.create(name="zomaar een groep"))

    viewer = resolve_viewer(user)

    assert viewer == Viewer(user_id=user.pk, roles=frozenset({Role.EDITOR, Role.ORGANISER}))
    assert viewer.has_role(Role.EDITOR)
    assert not viewer.has_role(Role.ADMINISTRATOR, Role.REVIEWER)


def test_a_superuser_is_an_administrator() -> None:
    user = User.objects.create_superuser("hoofd@example.org", "een lang wachtwoord")

    assert resolve_viewer(user).roles == {Role.ADMINISTRATOR}


def test_apps_add_audience_tokens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "_token_sources", [])
    access.register_token_source(lambda user_id: [f"circle:{user_id}"])
    user = make_user()

    assert resolve_viewer(user).tokens == {"public", f"circle:{user.pk}"}
