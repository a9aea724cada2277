"""Accounts in the CMS: what a beheerder can do, and what not even a beheerder can."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.core.mail import EmailMessage
from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from common.access import Role
from tests.accounts.helpers import EMAIL, code_in, is_signed_in, make_account, sign_in_as, text

NEW = "nieuw@example.org"


@pytest.fixture
def admin(db: None) -> User:
    return make_account("beheerder@example.org", Role.ADMINISTRATOR)


@pytest.fixture
def cms(admin: User, client: Client) -> Client:
    sign_in_as(client, admin)
    return client


def groups(*roles: Role) -> list[str]:
    return [str(Group.objects.get(name=role.value).pk) for role in roles]


def create(client: Client, **changes: object) -> HttpResponse:
    data: dict[str, object] = {"email": NEW, "first_name": "Samira", "last_name": "El Amrani"}
    return client.post("/beheer/users/new/", data | changes)


def edit(client: Client, user: User, **changes: object) -> HttpResponse:
    data: dict[str, object] = {
        "email": user.email,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "is_active": "on",
        "groups": [str(group.pk) for group in user.groups.all()],
    }
    return client.post(f"/beheer/users/edit/{user.pk}/", data | changes)


def form_errors(response: HttpResponse) -> dict[str, list[str]]:
    return dict(response.context["form"].errors)


# --- Making accounts -------------------------------------------------------------------------------------------------


def test_an_account_is_made_with_a_role_and_without_a_password(cms: Client) -> None:
    response = create(cms, groups=groups(Role.EDITOR, Role.REVIEWER))

    assert response.headers["Location"] == "/beheer/users/"
    user = User.objects.get(email=NEW)
    assert user.get_full_name() == "Samira El Amrani"
    assert sorted(group.name for group in user.groups.all()) == ["beoordelaar", "redacteur"]
    assert not user.has_usable_password()
    assert (user.is_superuser, user.is_staff, user.is_active) == (False, False, True)
    assert list(EmailAddress.objects.filter(user=user).values_list("email", "primary", "verified")) == [
        (NEW, True, False)
    ]


def test_its_owner_hears_of_it_and_signs_in_with_a_code(cms: Client, mailoutbox: list[EmailMessage]) -> None:
    create(cms, email="Nieuw@Example.org")
    [told] = mailoutbox
    assert (told.to, told.subject) == ([NEW], "Kennisplatform V&WS: er is een account voor u gemaakt")
    assert "http://testserver/account/login/code/" in told.body
    owner = Client()

    owner.post("/account/login/code/", {"email": NEW})
    response = owner.post("/account/login/code/confirm/", {"code": code_in(mailoutbox[1])})

    assert response.headers["Location"] == "/mijn/"
    assert is_signed_in(owner)
    assert EmailAddress.objects.get(email=NEW).verified


def test_an_account_that_is_not_made_is_not_told_of(cms: Client, mailoutbox: list[EmailMessage]) -> None:
    create(cms, email="geen-adres")

    assert mailoutbox == []


def test_the_form_names_every_role_with_what_it_is_for(cms: Client) -> None:
    page = text(cms.get("/beheer/users/new/").content.decode())

    assert "Redacteur: schrijft en verbetert pagina’s, en biedt ze aan ter beoordeling" in page
    assert "Beheerder: beheert de site, de accounts en de rollen" in page


def test_a_group_that_is_no_role_has_its_name_alone(cms: Client) -> None:
    Group.objects.create(name="Proeflezers")

    html = cms.get("/beheer/users/new/").content.decode()

    assert re.search(r"<label[^>]*><input[^>]*>\s*Proeflezers</label>", html)


def test_the_form_asks_for_no_password(cms: Client) -> None:
    html = cms.get("/beheer/users/new/").content.decode()

    assert 'type="password"' not in html
    assert "superuser" not in html


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"email": ""}, {"email": ["Dit veld is verplicht."]}),
        ({"email": "geen adres"}, {"email": ["Voer een geldig e-mailadres in."]}),
        ({"first_name": ""}, {"first_name": ["Dit veld is verplicht."]}),
        ({"groups": ["999999"]}, {"groups": ["Selecteer een geldige keuze. 999999 is geen beschikbare keuze."]}),
    ],
)
def test_a_bad_form_makes_no_account(cms: Client, changes: dict[str, object], expected: dict[str, list[str]]) -> None:
    response = create(cms, **changes)

    assert response.status_code == 200
    assert set(form_errors(response)) == set(expected)
    assert not User.objects.filter(email=NEW).exists()


@pytest.mark.parametrize("address", [EMAIL, EMAIL.upper()])
def test_an_address_that_is_taken_makes_no_account(cms: Client, address: str) -> None:
    make_account()

    response = create(cms, email=address)

    assert form_errors(response) == {"email": ["Er is al een account met dit e-mailadres."]}
    assert User.objects.count() == 2


# --- Changing accounts -----------------------------------------------------------------------------------------------


def test_roles_and_name_can_be_changed(cms: Client) -> None:
    user = make_account(role=Role.EDITOR)

    response = edit(cms, user, first_name="Nina", groups=groups(Role.REVIEWER))

    assert response.headers["Location"] == "/beheer/users/"
    user.refresh_from_db()
    assert user.first_name == "Nina"
    assert [group.name for group in user.groups.all()] == ["beoordelaar"]


def test_an_account_can_be_closed(cms: Client) -> None:
    user = make_account()
    owner = Client()
    owner.force_login(user)

    edit(cms, user, is_active="")

    assert not is_signed_in(owner)


def test_with_another_address_the_old_one_opens_nothing(cms: Client, mailoutbox: list[EmailMessage]) -> None:
    user = make_account()

    edit(cms, user, email="Samira@Example.org")

    assert list(EmailAddress.objects.filter(user=user).values_list("email", "primary", "verified")) == [
        ("samira@example.org", True, False)
    ]
    Client().post("/account/login/code/", {"email": EMAIL})
    assert [mail.subject for mail in mailoutbox] == ["Kennisplatform V&WS: u hebt nog geen account"]


def test_saving_without_a_change_keeps_the_address_confirmed(cms: Client) -> None:
    user = make_account()

    edit(cms, user)

    assert EmailAddress.objects.get(user=user).verified


def test_an_address_of_another_account_is_refused(cms: Client) -> None:
    user = make_account()
    make_account(NEW)

    response = edit(cms, user, email=NEW.upper())

    assert form_errors(response) == {"email": ["Er is al een account met dit e-mailadres."]}


def test_an_account_can_be_deleted(cms: Client) -> None:
    user = make_account()

    cms.post(f"/beheer/users/delete/{user.pk}/")

    assert not User.objects.filter(pk=user.pk).exists()


# --- What not even a beheerder can -----------------------------------------------------------------------------------


def test_nobody_becomes_superuser_through_a_form(cms: Client, admin: User) -> None:
    user = make_account()

    create(cms, is_superuser="on", is_staff="on")
    edit(cms, user, is_superuser="on", is_staff="on")
    edit(cms, admin, is_superuser="on", is_staff="on")

    assert User.objects.count() == 3
    assert not User.objects.filter(is_superuser=True).exists()
    assert not User.objects.filter(is_staff=True).exists()


def test_nobody_becomes_superuser_through_the_form_of_a_superuser_either(client: Client, db: None) -> None:
    sign_in_as(client, User.objects.create_superuser("baas@example.org", "geheim"))
    user = make_account()

    edit(client, user, is_superuser="on")

    user.refresh_from_db()
    assert not user.is_superuser


def test_nobody_becomes_superuser_by_copying_one(cms: Client) -> None:
    boss = User.objects.create_superuser("baas@example.org", "geheim", first_name="De", last_name="Baas")

    response = cms.post(
        f"/beheer/users/copy/{boss.pk}/", {"email": NEW, "first_name": "Samira", "last_name": "El Amrani"}
    )

    assert response.status_code == 404
    assert not User.objects.filter(email=NEW).exists()


def test_an_account_that_can_do_more_cannot_be_changed(cms: Client) -> None:
    boss = User.objects.create_superuser("baas@example.org", "geheim", first_name="De", last_name="Baas")

    looked = cms.get(f"/beheer/users/edit/{boss.pk}/")
    changed = edit(cms, boss, email="kwaad@example.org", is_active="")
    closed = cms.post(f"/beheer/bulk/accounts/user/set_active_state/?id={boss.pk}", {"mark_as_active": "False"})
    deleted = cms.post(f"/beheer/users/delete/{boss.pk}/")
    deleted_in_bulk = cms.post(f"/beheer/bulk/accounts/user/delete/?id={boss.pk}")

    assert [looked.status_code, changed.status_code, deleted.status_code] == [302, 302, 302]
    assert {looked.headers["Location"], changed.headers["Location"], deleted.headers["Location"]} == {"/beheer/"}
    assert closed.status_code in {200, 302}
    assert deleted_in_bulk.status_code in {200, 302}
    boss.refresh_from_db()
    assert (boss.email, boss.is_active, boss.is_superuser) == ("baas@example.org", True, True)


def test_the_accounts_that_can_do_less_are_closed_in_bulk(cms: Client) -> None:
    user = make_account()

    cms.post(f"/beheer/bulk/accounts/user/set_active_state/?id={user.pk}", {"mark_as_active": "False"})

    user.refresh_from_db()
    assert not user.is_active


def test_nobody_takes_or_gives_roles_of_their_own(cms: Client, admin: User) -> None:
    html = cms.get(f"/beheer/users/edit/{admin.pk}/").content.decode()

    edit(cms, admin, groups=[], is_active="", first_name="Nina")

    assert 'name="groups"' not in html
    admin.refresh_from_db()
    assert admin.first_name == "Nina"
    assert admin.is_active
    assert [group.name for group in admin.groups.all()] == ["beheerder"]


@pytest.mark.parametrize("role", [Role.EDITOR, Role.REVIEWER])
def test_other_roles_have_no_part_in_accounts(client: Client, db: None, role: Role) -> None:
    user = make_account(role=role)
    sign_in_as(client, user)

    create(client)
    edit(client, user, groups=groups(Role.ADMINISTRATOR))
    client.post(f"/beheer/bulk/accounts/user/assign_role/?id={user.pk}", {"role": groups(Role.ADMINISTRATOR)[0]})

    assert User.objects.count() == 1
    assert [group.name for group in user.groups.all()] == [role.value]


def test_what_a_role_may_do_is_not_changed_in_the_cms(cms: Client) -> None:
    editor = Group.objects.get(name="redacteur")
    before = set(editor.permissions.all())

    cms.post(f"/beheer/groups/edit/{editor.pk}/", {"name": "iets anders", "permissions": []})
    cms.post(f"/beheer/groups/delete/{editor.pk}/")

    editor.refresh_from_db()
    assert editor.name == "redacteur"
    assert set(editor.permissions.all()) == before
