"""Where somebody is signed in, and ending that."""

import pytest
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.accounts.conftest import Later
from tests.accounts.helpers import is_signed_in, make_account, notices, sign_in, text

pytestmark = pytest.mark.django_db

DEVICES = "/account/sessions/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0"
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36"


def test_every_device_is_in_the_list_with_its_name_place_and_moment(client: Client, later: Later) -> None:
    make_account()
    other = Client()
    sign_in(other, HTTP_USER_AGENT=CHROME, REMOTE_ADDR="192.0.2.7")
    later(hours=2)
    sign_in(client, HTTP_USER_AGENT=FIREFOX)

    page = text(client.get(DEVICES).content.decode())

    assert "Chrome op Windows 24 november 2026, 10:00 192.0.2.7" in page
    assert "Firefox op Linux Dit apparaat 24 november 2026, 12:00 127.0.0.1" in page


def test_signing_out_everywhere_else_really_does(client: Client) -> None:
    make_account()
    others = [Client(), Client()]
    sign_in(client)
    for other in others:
        sign_in(other)

    response = client.post(DEVICES)

    assert response.headers["Location"] == DEVICES
    assert notices(client.get(DEVICES)) == ["U bent op alle andere apparaten uitgelogd."]
    assert is_signed_in(client)
    assert [is_signed_in(other) for other in others] == [False, False]
    assert UserSession.objects.count() == 1


def test_looking_at_the_list_ends_nothing(client: Client) -> None:
    make_account()
    other = Client()
    sign_in(client)
    sign_in(other)

    client.get(DEVICES)

    assert is_signed_in(other)


def test_the_sessions_of_others_stay(client: Client) -> None:
    make_account()
    make_account("iemand@example.org")
    other = Client()
    sign_in(client)
    sign_in(other, "iemand@example.org")

    page = client.get(DEVICES)
    client.post(DEVICES)

    assert len(page.context["sessions"]) == 1
    assert is_signed_in(other)


def test_with_one_device_there_is_nothing_to_end(client: Client) -> None:
    make_account()
    sign_in(client)

    html = client.get(DEVICES).content.decode()

    assert "U bent alleen op dit apparaat ingelogd." in html
    assert "Log uit op alle andere apparaten" not in html


def test_a_session_lasts_as_long_as_the_browser(client: Client) -> None:
    make_account()

    response = sign_in(client)

    cookie = response.cookies["sessionid"]
    assert (cookie["expires"], cookie["max-age"]) == ("", "")
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_a_session_ends_after_a_day_at_the_latest(client: Client, later: Later) -> None:
    make_account()
    sign_in(client)
    later(hours=23)
    assert is_signed_in(client)
    later(hours=2)

    assert not is_signed_in(client)


def test_sessions_that_are_over_are_not_in_the_list(client: Client, later: Later) -> None:
    user = make_account()
    sign_in(Client())
    later(hours=25)
    sign_in(Client())
    user.set_password("een ander wachtwoord")
    user.save()
    sign_in(client, password="een ander wachtwoord")

    assert len(client.get(DEVICES).context["sessions"]) == 1


def test_the_list_takes_as_many_queries_with_thirty_devices_as_with_one(client: Client) -> None:
    user = make_account()
    sign_in(client)
    with CaptureQueriesContext(connection) as few:
        client.get(DEVICES)
    for _ in range(29):
        sign_in(Client())
    with CaptureQueriesContext(connection) as many:
        client.get(DEVICES)

    assert UserSession.objects.filter(user=user).count() == 30
    assert len(many) == len(few)
