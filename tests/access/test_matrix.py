"""Every address answers every kind of visitor as the matrix says, and reading never changes anything."""

from collections.abc import Iterable
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.http import HttpResponse
from django.urls import resolve

from common.access import Role
from tests.access.addresses import Address, every_address
from tests.access.conftest import Visitors
from tests.access.matrix import CMS_ROLES, CMS_ROWS, NO_ROLE, NOBODY, ROWS, VISITORS, Answer, Row

pytestmark = pytest.mark.django_db

WITHOUT_CMS = tuple(name for name in VISITORS if name not in CMS_ROLES)

# Icons and translations of the CMS's own screens: the same for everybody, and nothing of the site in them.
PUBLIC_CMS_ROUTES = {"beheer/sprite/", "beheer/jsi18n/"}
# Answers 500 by design, to show what that looks like.
FAILS_BY_DESIGN = {"beheer/failwhale/"}

# Bookkeeping of sessions, of who edits what now, and of preferences: no content, and no choice of the visitor's.
BOOKKEEPING = {
    "sessions.session",
    "usersessions.usersession",
    "wagtailadmin.editingsession",
    "wagtailusers.userprofile",
}


def answer_of(response: HttpResponse) -> Answer:
    """The status, with the path that a redirect leads to."""
    if response.status_code in {301, 302}:
        return f"{response.status_code} {urlsplit(response.headers['Location']).path}"
    return response.status_code


def row_id(value: Row) -> str:
    return value.path


@pytest.mark.parametrize("row", [*ROWS, *CMS_ROWS], ids=row_id)
def test_every_visitor_gets_the_answer_of_the_matrix(row: Row, visitors: Visitors) -> None:
    answers = {name: answer_of(client.get(row.path)) for name, client in visitors.items()}

    assert answers == dict(row.answers)


def test_every_address_has_one_row() -> None:
    routes = [row.route for row in ROWS]
    addresses = {address.route for address in every_address() if not address.is_cms}

    assert sorted(routes) == sorted(addresses)


def test_every_row_is_about_an_address_that_exists() -> None:
    known = {address.route for address in every_address()}

    assert [row.route for row in (*ROWS, *CMS_ROWS) if row.route not in known] == []
    for row in ROWS:
        # The resolver drops the anchors of a pattern inside a longer one.
        assert resolve(row.path).route.replace("^", "") == row.route.replace("^", "")


def cms_addresses() -> Iterable[Address]:
    """The addresses of the CMS that are not the same for everybody."""
    return [address for address in every_address() if address.is_cms and address.route not in PUBLIC_CMS_ROUTES]


@pytest.mark.parametrize(
    ("name", "method"), [*((name, "get") for name in WITHOUT_CMS), (NOBODY, "post"), (NO_ROLE, "post")]
)
def test_the_cms_shows_nothing_to_who_has_no_access(name: str, method: str, visitors: Visitors) -> None:
    ask = getattr(visitors[name], method)
    answers = {address.path: answer_of(ask(address.path)) for address in cms_addresses()}

    refusals = {"302 /account/login/", "302 /beheer/login/", 404, 405} if name == NOBODY else {403, 405}
    assert len(answers) > 100
    assert {path: answer for path, answer in answers.items() if answer not in refusals} == {}


def fingerprint() -> dict[str, object]:
    """Every row of every table that holds something that matters."""
    return {
        model._meta.label_lower: list(model._base_manager.order_by("pk").values_list())
        for model in apps.get_models()
        if model._meta.label_lower not in BOOKKEEPING and not model._meta.proxy
    }


@pytest.mark.parametrize("name", [NOBODY, NO_ROLE, Role.ADMINISTRATOR.value])
def test_reading_an_address_changes_nothing(name: str, visitors: Visitors) -> None:
    before = fingerprint()
    statuses = {}
    for address in every_address():
        statuses[address.route] = visitors[name].get(address.path).status_code

    after = fingerprint()
    assert {table: rows for table, rows in after.items() if rows != before[table]} == {}
    assert {route for route, status in statuses.items() if status >= 500} <= FAILS_BY_DESIGN
