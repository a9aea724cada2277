"""The demo: accounts, password, static files, and what it refuses."""

import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from accounts.models import User
from common.access import Role, resolve_viewer
from config import demo

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"
    # Tests may run the demo, which sets the address of the site; the fixture puts it back.
    settings.SITE_URL = settings.SITE_URL


def test_it_refuses_settings_that_are_not_for_a_laptop(settings: Any) -> None:
    settings.DEMO_ALLOWED = False

    with pytest.raises(CommandError, match=r"alleen met config\.settings\.dev"):
        call_command("demo", no_serve=True)
    assert not User.objects.exists()


@pytest.mark.parametrize("port", [0, -1, 65_536])
def test_it_refuses_a_port_that_does_not_exist(settings: Any, port: int) -> None:
    settings.DEMO_ALLOWED = True

    with pytest.raises(CommandError, match="poort"):
        call_command("demo", port=port, no_serve=True)


def test_starting_over_leaves_a_database_server_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "vendor", "postgresql")

    with pytest.raises(ValueError, match="SQLite"):
        demo.remove_everything()


def test_there_is_one_account_per_role_that_can_sign_in(client: Client) -> None:
    demo.make_accounts()
    demo.make_accounts()

    roles = {user.email: resolve_viewer(user).roles for user in User.objects.all()}
    assert roles == {account.email: frozenset({account.role} if account.role else ()) for account in demo.ACCOUNTS}
    assert {role for held in roles.values() for role in held} == set(Role)
    for account in demo.ACCOUNTS:
        assert client.login(email=account.email, password=demo.password())


def test_accounts_with_a_role_have_a_second_step_and_the_others_none() -> None:
    demo.make_accounts()
    demo.make_accounts()

    apps = Authenticator.objects.order_by("user__pk").values_list("user__email", "type")
    assert list(apps) == [(account.email, "totp") for account in demo.ACCOUNTS if account.role]


def test_the_code_of_the_command_is_the_second_step(settings: Any) -> None:
    settings.DEMO_ALLOWED = True
    settings.STATIC_ROOT.mkdir()  # WhiteNoise warns of a folder that is not there.
    demo.make_accounts()
    client = Client()
    out = StringIO()
    first = client.post("/account/login/", {"login": "beheerder@example.org", "password": demo.password()})
    assert first.headers["Location"] == "/account/2fa/authenticate/"

    call_command("demo_code", "beheerder", stdout=out)
    second = client.post("/account/2fa/authenticate/", {"code": out.getvalue().strip()})

    assert second.headers["Location"] == "/mijn/"
    assert client.get("/beheer/").status_code == 200


def test_every_account_has_a_secret_of_its_own_that_another_installation_does_not_have(
    settings: Any, tmp_path: Path
) -> None:
    def stored() -> list[str]:
        demo.make_accounts()
        return [app.data["secret"] for app in Authenticator.objects.order_by("user__pk")]

    here, again = stored(), stored()
    assert here == again
    assert len(set(here)) == len(Role)
    assert (tmp_path / demo.SECOND_FACTOR_FILE).stat().st_mode & 0o077 == 0

    settings.VAR_DIR = tmp_path / "elders"
    settings.VAR_DIR.mkdir()
    assert set(stored()).isdisjoint(here)


def test_there_is_no_code_without_the_demo(settings: Any) -> None:
    settings.DEMO_ALLOWED = False

    with pytest.raises(CommandError, match=r"alleen met config\.settings\.dev"):
        call_command("demo_code", "beheerder")
    with pytest.raises(CommandError, match="deelnemer"):
        call_command("demo_code", "deelnemer")


def test_the_password_is_made_once_per_installation_and_is_for_its_owner_only(settings: Any, tmp_path: Path) -> None:
    first = demo.password()
    file = tmp_path / demo.PASSWORD_FILE

    assert demo.password() == first
    assert len(first) >= 12
    assert file.stat().st_mode & 0o077 == 0

    settings.VAR_DIR = tmp_path / "elders"
    settings.VAR_DIR.mkdir()
    assert demo.password() != first


def test_static_files_are_collected_again_only_when_they_changed(settings: Any, tmp_path: Path) -> None:
    extra = tmp_path / "extra"
    extra.mkdir()
    (extra / "stijl.css").write_text("a{}")
    settings.STATICFILES_DIRS = [extra]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    demo.collect_static()
    collected = settings.STATIC_ROOT / "stijl.css"
    collected.write_text("veranderd op de server")

    demo.collect_static()
    assert collected.read_text() == "veranderd op de server"

    (extra / "stijl.css").write_text("a{color:red}")
    demo.collect_static()
    assert collected.read_text() == "a{color:red}"


def test_the_accounts_are_printed_with_what_they_are_for(settings: Any) -> None:
    settings.DEMO_ALLOWED = True
    out = StringIO()

    call_command("demo", no_serve=True, port=8123, stdout=out)

    printed = out.getvalue()
    assert "http://localhost:8123/beheer/" in printed
    assert demo.password() in printed
    for account in demo.ACCOUNTS:
        assert re.search(
            rf"^  {account.email} +{'[0-9]{6}' if account.role else 'geen'} +{account.purpose}$", printed, re.MULTILINE
        )
