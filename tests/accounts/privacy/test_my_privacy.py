"""The page on which people see what is kept of them."""

import pytest
from django.test import Client

from accounts.models import User
from accounts.navigation import account_navigation
from common.access import Viewer
from common.privacy import parts
from common.privacy.parts import PrivacyPart, register_part
from search.saved.services import save_search
from tests.accounts.helpers import make_account, sign_in_as, text

pytestmark = pytest.mark.django_db

PAGE = "/mijn/privacy/"


def test_it_says_what_is_kept_why_and_how_long(client: Client) -> None:
    user = make_account()
    sign_in_as(client, user)
    save_search(user_id=user.pk, query="q=buurt")

    page = text(client.get(PAGE).content.decode())

    assert "Accounts en profielen Meedoen mogelijk maken: weten wie iemand is, en waar die werkt." in page
    assert "Dit mag op grond van: taak van algemeen belang (artikel 6, lid 1, onder e, AVG)." in page
    assert "De zoekvraag, de naam die iemand eraan gaf, en wat die al zag 1 keer." in page
    assert "Als u uw gegevens laat wissen: Wordt verwijderd." in page
    assert "Profiel" not in page.split("Dit bewaren wij van u")[1], "what is not kept is not told"


def test_the_menu_leads_to_it(client: Client) -> None:
    sign_in_as(client, make_account())
    entry = account_navigation(PAGE)[-1]

    assert (entry.title, entry.url, entry.current) == ("Mijn gegevens", PAGE, "page")
    assert f'href="{PAGE}"' in client.get("/mijn/").content.decode()


def test_it_takes_as_many_queries_for_much_as_for_little(client: Client, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    user = make_account()
    sign_in_as(client, user)
    for number in range(15):
        save_search(user_id=user.pk, query=f"q=vraag{number}")

    with django_assert_max_num_queries(15):
        client.get(PAGE)


def test_apps_add_parts_in_their_order(monkeypatch: pytest.MonkeyPatch, client: Client) -> None:
    monkeypatch.setattr(parts, "_sources", list(parts._sources))
    seen: list[tuple[User, Viewer]] = []

    def later(user: User, viewer: Viewer) -> PrivacyPart:
        seen.append((user, viewer))
        return PrivacyPart("Later", "accounts/privacy/what_we_keep.html", {"groups": []})

    register_part(90, later)
    register_part(5, lambda user, viewer: None)
    register_part(1, lambda user, viewer: PrivacyPart("Eerst", "accounts/privacy/what_we_keep.html", {"groups": []}))
    user = make_account()
    sign_in_as(client, user)

    page = text(client.get(PAGE).content.decode())

    assert page.index("Eerst") < page.index("Dit bewaren wij van u") < page.index("Later")
    assert [(account.pk, viewer.user_id) for account, viewer in seen] == [(user.pk, user.pk)]
