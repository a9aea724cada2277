"""Who gets into the CMS, through which door, and what is behind it for each role."""

import pytest
from django.test import Client
from wagtail.users.models import UserProfile

from common.access import Role
from tests.accounts.helpers import EMAIL, PASSWORD, make_account, sign_in_as, text

pytestmark = pytest.mark.django_db

CMS_ROLES = (Role.EDITOR, Role.REVIEWER, Role.ADMINISTRATOR)
OUTSIDERS = (None, Role.FACILITATOR, Role.ORGANISER)


# --- The door --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/beheer/", "/beheer/pages/", "/beheer/users/", "/beheer/account/"])
def test_a_visitor_is_sent_to_the_door_of_the_site_and_comes_back(client: Client, path: str) -> None:
    make_account(role=Role.EDITOR)

    door = client.get(path)
    inside = client.post(door.headers["Location"], {"login": EMAIL, "password": PASSWORD, "next": path})

    assert door.headers["Location"] == f"/account/login/?next={path}"
    assert inside.headers["Location"] == path


@pytest.mark.parametrize(
    ("asked", "sent_to"),
    [
        ("", "/account/login/?next=/beheer/"),
        ("?next=/beheer/pages/", "/account/login/?next=/beheer/pages/"),
    ],
)
def test_the_cms_has_no_sign_in_of_its_own(client: Client, asked: str, sent_to: str) -> None:
    response = client.get(f"/beheer/login/{asked}")

    assert (response.status_code, response.headers["Location"]) == (302, sent_to)
    assert client.post("/beheer/login/", {"username": EMAIL, "password": PASSWORD}).status_code == 405


def test_who_is_inside_and_asks_for_the_door_stays_inside(client: Client) -> None:
    sign_in_as(client, make_account(role=Role.EDITOR))

    response = client.get("/beheer/login/", follow=True)

    assert response.redirect_chain == [("/account/login/?next=/beheer/", 302), ("/beheer/", 302)]
    assert response.status_code == 200


@pytest.mark.parametrize("path", ["/beheer/", "/beheer/pages/", "/beheer/users/new/", "/beheer/login/"])
@pytest.mark.parametrize("role", OUTSIDERS)
def test_an_account_without_a_role_in_the_cms_is_told_so(client: Client, path: str, role: Role | None) -> None:
    sign_in_as(client, make_account(role=role))

    response = client.get(path)

    assert response.status_code == 403
    page = text(response.content.decode())
    assert "U hebt geen toegang tot het CMS" in page
    assert f"U bent ingelogd als {EMAIL}." in page


@pytest.mark.parametrize("role", OUTSIDERS)
def test_it_cannot_change_anything_either(client: Client, role: Role | None) -> None:
    sign_in_as(client, make_account(role=role))

    assert client.post("/beheer/users/new/", {"email": "x@example.org"}).status_code == 403


def test_it_finds_no_way_round_through_the_door(client: Client) -> None:
    make_account()

    response = client.post("/account/login/", {"login": EMAIL, "password": PASSWORD, "next": "/beheer/"}, follow=True)

    assert response.redirect_chain == [("/beheer/", 302)]
    assert response.status_code == 403


@pytest.mark.parametrize("role", CMS_ROLES)
def test_the_three_roles_of_the_cms_come_in(client: Client, role: Role) -> None:
    sign_in_as(client, make_account(role=role))

    assert client.get("/beheer/").status_code == 200


def test_leaving_the_cms_is_leaving_the_site(client: Client) -> None:
    sign_in_as(client, make_account(role=Role.EDITOR))

    assert client.get("/beheer/logout/").status_code == 405
    assert client.post("/beheer/logout/").headers["Location"] == "/account/login/"
    assert client.get("/mijn/").status_code == 302


# --- What is behind it -----------------------------------------------------------------------------------------------


# Sections that not everybody sees. Wagtail sends who may not see one back to the start of the CMS.
SECTIONS = {
    "/beheer/pages/": CMS_ROLES,
    "/beheer/images/": CMS_ROLES,
    "/beheer/documents/": CMS_ROLES,
    "/beheer/account/": CMS_ROLES,
    "/beheer/reports/site-history/": CMS_ROLES,
    "/beheer/users/": (Role.ADMINISTRATOR,),
    "/beheer/users/new/": (Role.ADMINISTRATOR,),
    "/beheer/redirects/": (Role.ADMINISTRATOR,),
    "/beheer/sites/": (Role.ADMINISTRATOR,),
    "/beheer/collections/": (Role.ADMINISTRATOR,),
    "/beheer/workflows/list/": (Role.ADMINISTRATOR,),
    "/beheer/groups/": (),
    "/beheer/groups/new/": (),
}


@pytest.mark.parametrize("role", CMS_ROLES)
def test_each_role_sees_its_sections_and_no_other(client: Client, role: Role) -> None:
    sign_in_as(client, make_account(role=role))

    seen = {path: client.get(path).status_code for path in SECTIONS}

    assert seen == {path: 200 if role in roles else 302 for path, roles in SECTIONS.items()}


@pytest.mark.parametrize(
    "path",
    [
        "/beheer/password_reset/",
        "/beheer/password_reset/done/",
        "/beheer/password_reset/confirm/MQ/set-password/",
        "/beheer/password_reset/complete/",
    ],
)
def test_wagtails_own_screens_for_a_password_are_off(client: Client, path: str) -> None:
    sign_in_as(client, make_account(role=Role.ADMINISTRATOR))

    assert client.get(path).status_code == 404


def test_in_the_cms_one_changes_ones_name_and_not_address_or_password(client: Client) -> None:
    user = make_account(role=Role.EDITOR)
    sign_in_as(client, user)

    html = client.get("/beheer/account/").content.decode()

    assert 'name="name_email-first_name"' in html
    assert 'name="name_email-email"' not in html
    assert 'type="password"' not in html
    client.post("/beheer/account/", {"name_email-email": "ander@example.org", "name_email-first_name": "Nina"})
    user.refresh_from_db()
    assert user.email == EMAIL


def test_nobody_can_switch_the_cms_to_another_language(client: Client) -> None:
    user = make_account(role=Role.EDITOR)
    sign_in_as(client, user)

    html = client.get("/beheer/account/").content.decode()
    assert "preferred_language" not in html
    assert "current_time_zone" not in html
    client.post("/beheer/account/", {"locale-preferred_language": "en", "name_email-first_name": "Nina"})

    assert UserProfile.get_for_user(user).preferred_language == ""
    assert '<html lang="nl"' in client.get("/beheer/").content.decode()


def test_the_cms_asks_no_other_site_for_a_portrait(client: Client) -> None:
    sign_in_as(client, make_account(role=Role.ADMINISTRATOR))

    assert "gravatar" not in client.get("/beheer/users/").content.decode()
