"""One's own calendar: what is in it, and an address that is secret, shown once, and ends."""

import datetime as dt
import re
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from accounts.calendar_feed.services import renew_address
from accounts.models import CalendarFeed, User
from common.access import Role, Viewer
from common.activity.models import Activity
from common.calendars import registry
from common.calendars.entries import CalendarEntry, lasting_uid
from common.calendars.registry import Window, register_calendar
from tests.accounts.helpers import errors, make_account, sign_in_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def kinds() -> Iterator[list[Viewer]]:
    """Two kinds of entries; who asked for the first of them."""
    before, asked = dict(registry._kinds), []
    registry._kinds.clear()

    def meetings(viewer: Viewer, window: Window) -> list[CalendarEntry]:
        asked.append(viewer)
        return [entry("Bijeenkomst", 3)]

    register_calendar("circles.meetings", "Bijeenkomsten", meetings)
    register_calendar("agenda.moments", "Momenten", lambda viewer, window: [entry("Moment", 1), entry("Voorbij", -9)])
    yield asked
    registry._kinds.clear()
    registry._kinds.update(before)


def entry(title: str, days: int) -> CalendarEntry:
    starts = timezone.now().replace(microsecond=0) + dt.timedelta(days=days)
    ends = starts + dt.timedelta(hours=1)
    return CalendarEntry(lasting_uid("test", title), title, starts, ends, starts, url=f"https://example.org/{days}/")


@pytest.fixture
def person() -> User:
    return make_account()


def new_address(client: Client) -> str:
    """The path that the page shows."""
    html = client.post("/mijn/kalender/adres/").content.decode()
    (path,) = set(re.findall(r"(/kalender/[\w-]{43}\.ics)<", html))
    return path


def titles(client: Client, path: str) -> list[str]:
    response = client.get(path)
    assert response.status_code == 200
    return [str(event["summary"]) for event in Calendar.from_ical(response.content).walk("VEVENT")]


def test_the_address_is_shown_once_and_kept_nowhere(client: Client, kinds: object, person: User) -> None:
    client.force_login(person)

    path = new_address(client)

    token = path.removeprefix("/kalender/").removesuffix(".ics")
    assert token not in client.get("/mijn/kalender/").content.decode()
    assert token not in str(CalendarFeed.objects.values())
    assert titles(Client(), path) == ["Voorbij", "Moment", "Bijeenkomst"]


def test_a_new_address_ends_the_old_one_and_stopping_ends_both(client: Client, kinds: object, person: User) -> None:
    client.force_login(person)
    first, second = new_address(client), new_address(client)
    assert (client.get(first).status_code, client.get(second).status_code) == (404, 200)

    client.post("/mijn/kalender/stop/")

    assert (client.get(first).status_code, client.get(second).status_code) == (404, 404)
    assert "Maak een adres" in client.get("/mijn/kalender/").content.decode()
    verbs = Activity.objects.filter(verb__startswith="account.calendar").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["account.calendar_shared", "account.calendar_shared", "account.calendar_closed"]


def test_a_calendar_goes_with_its_account(client: Client, kinds: object, person: User) -> None:
    path = f"/kalender/{renew_address(user=person)}.ics"
    assert client.get(path).status_code == 200

    person.is_active = False
    person.save()

    assert client.get(path).status_code == 404


def test_no_calendar_is_found_without_a_secret(client: Client, person: User) -> None:
    CalendarFeed.objects.create(user=person)

    assert [client.get(f"/kalender/{token}.ics").status_code for token in ("x", "0" * 64, "a" * 500)] == [404] * 3


def test_a_calendar_is_kept_by_no_cache_and_no_search_engine(client: Client, kinds: object, person: User) -> None:
    response = client.get(f"/kalender/{renew_address(user=person)}.ics")

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert {"no-store", "private"} <= set(response["Cache-Control"].split(", "))
    assert response["X-Robots-Tag"] == "noindex"


def test_a_program_that_asks_without_end_is_told_to_wait(client: Client, kinds: object, person: User) -> None:
    path = f"/kalender/{renew_address(user=person)}.ics"

    answers = [client.get(path) for _number in range(21)]

    assert [answer.status_code for answer in answers] == [200] * 20 + [429]
    assert answers[-1]["Retry-After"] == "60"


def test_a_calendar_shows_nothing_that_a_role_opens(client: Client, kinds: list[Viewer]) -> None:
    editor = make_account("redacteur@example.org", Role.EDITOR)

    client.get(f"/kalender/{renew_address(user=editor)}.ics")

    (viewer,) = kinds
    assert (viewer.user_id, viewer.roles) == (editor.pk, frozenset())


def test_somebody_chooses_what_is_in_it(client: Client, kinds: object, person: User) -> None:
    client.force_login(person)
    path = new_address(client)

    response = client.post("/mijn/kalender/", {"kinds": ["circles.meetings"]})

    assert response["Location"] == "/mijn/kalender/"
    assert titles(client, path) == ["Bijeenkomst"]
    assert CalendarFeed.objects.get().left_out == ["agenda.moments"]
    # What an app adds later is in it by itself.
    register_calendar("events.sessions", "Sessies", lambda viewer, window: [entry("Sessie", 5)])
    assert titles(client, path) == ["Bijeenkomst", "Sessie"]


def test_a_choice_that_does_not_exist_is_refused_in_words(client: Client, kinds: object, person: User) -> None:
    client.force_login(person)

    response = client.post("/mijn/kalender/", {"kinds": ["verzonnen"]})

    assert response.status_code == 200
    assert len(errors(response)) == 1
    assert not CalendarFeed.objects.exists()


def test_the_page_tells_what_is_coming(client: Client, kinds: object, person: User) -> None:
    client.force_login(person)

    html = client.get("/mijn/kalender/").content.decode()

    assert re.findall(r'<a href="https://example\.org/(-?\d+)/">(\w+)</a>', html) == [
        ("1", "Moment"),
        ("3", "Bijeenkomst"),
    ]


def test_the_page_takes_few_queries(client: Client, person: User) -> None:
    sign_in_as(client, person)
    client.get("/mijn/kalender/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/mijn/kalender/")
    assert len(queries) <= 15
