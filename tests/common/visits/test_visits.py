"""Visits are counted without anything about who looked, and never in the way of an answer."""

import csv
import datetime as dt
import io
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, models
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import resolve
from django.utils import timezone

from common.access import Role, Viewer
from common.visits import counting, reports
from common.visits.counting import VisitCounter, is_visit
from common.visits.models import PageVisits
from tests.accounts.helpers import make_account, sign_in_as

pytestmark = pytest.mark.django_db

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0"
TODAY = dt.date(2026, 11, 24)


@pytest.fixture
def counter(monkeypatch: pytest.MonkeyPatch) -> Iterator[VisitCounter]:
    fresh = VisitCounter()
    monkeypatch.setattr(counting, "counter", fresh)
    return fresh


def rows() -> list[tuple[str, int]]:
    return list(PageVisits.objects.order_by("path").values_list("path", "number"))


def visit(path: str = "/methoden/", **changes: object) -> bool:
    headers = {"User-Agent": BROWSER} | changes.pop("headers", {})  # type: ignore[operator]
    request = RequestFactory().generic(str(changes.get("method", "GET")), path, headers=headers)
    request.resolver_match = resolve(path.partition("?")[0])
    request.user = AnonymousUser()
    response = HttpResponse(
        status=int(str(changes.get("status", 200))), content_type=str(changes.get("kind", "text/html; charset=utf-8"))
    )
    return is_visit(request, response)


def test_a_page_that_somebody_opened_is_counted_after_the_answer(counter: VisitCounter) -> None:
    client = Client(headers={"User-Agent": BROWSER})
    client.get("/evaluaties/?thema=wijk")
    client.get("/evaluaties/")
    client.get("/toepassingen/")
    client.get("/bestaat-niet/")
    assert rows() == []

    counter.write()
    client.get("/evaluaties/")
    counter.write()

    assert rows() == [("/evaluaties/", 3), ("/toepassingen/", 1)]
    assert set(PageVisits.objects.values_list("day", flat=True)) == {timezone.localdate()}


def test_a_row_has_no_room_for_a_person() -> None:
    fields = {field.name: type(field) for field in PageVisits._meta.get_fields()}

    assert fields == {
        "id": models.BigAutoField,
        "path": models.CharField,
        "day": models.DateField,
        "number": models.PositiveIntegerField,
    }


@pytest.mark.parametrize(
    "path", ["/", "/methoden/", "/methoden/wijktafel/", "/zoeken/?q=iets", "/evaluaties/een-slug/"]
)
def test_public_pages_count(path: str) -> None:
    assert visit(path)


@pytest.mark.parametrize(
    "path",
    [
        "/mijn/",
        "/account/login/",
        "/beheer/",
        "/mail/afmelden/1:handtekening/",
        "/zoeken/vergelijkbaar/method/00000000-0000-4000-8000-000000000000/",
        "/methoden/" + "x" * 260 + "/",
    ],
)
def test_rooms_of_people_and_addresses_with_a_secret_do_not(path: str) -> None:
    assert not visit(path)


@pytest.mark.parametrize(
    "changes",
    [
        {"method": "POST"},
        {"method": "HEAD"},
        {"status": 404},
        {"kind": "application/json"},
        {"headers": {"HX-Request": "true"}},
        {"headers": {"Sec-Purpose": "prefetch"}},
        {"headers": {"User-Agent": "Mozilla/5.0 (compatible; bingbot/2.0)"}},
        {"headers": {"User-Agent": ""}},
    ],
)
def test_what_is_no_visit_of_a_person_does_not(changes: dict[str, object]) -> None:
    assert not visit(**changes)


def test_memory_has_an_end(counter: VisitCounter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "MAX_KEPT", 2)
    for path in ("/a/", "/b/", "/c/", "/a/"):
        counter.add(path)
    counter.write()

    assert rows() == [("/a/", 2), ("/b/", 1)]


def test_a_database_that_refuses_costs_only_the_counts(
    counter: VisitCounter, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(**_fields: object) -> None:
        raise DatabaseError("The disk is full.")

    counter.add("/a/")
    with monkeypatch.context() as patch:
        patch.setattr(PageVisits.objects, "get_or_create", refuse)
        counter.write()
    assert "Visits could not be counted." in caplog.text

    counter.write()
    assert rows() == []


def test_it_is_written_when_it_is_time(counter: VisitCounter, settings) -> None:  # type: ignore[no-untyped-def]
    counter.add("/a/")
    counting.write_when_due(None)
    assert rows() == []

    settings.VISIT_COUNT_SECONDS = 0.0
    counting.write_when_due(None)
    assert rows() == [("/a/", 1)]


def test_old_numbers_are_forgotten() -> None:
    today = timezone.localdate()
    for days in (396, 397):
        PageVisits.objects.create(path="/a/", day=today - dt.timedelta(days=days), number=1)

    assert counting.has_old()
    assert counting.forget_old() == 1
    assert not counting.has_old()


# --- The report ------------------------------------------------------------------------------------------------------


def test_a_chart_begins_at_zero_and_fills_its_width() -> None:
    columns = reports.chart([(TODAY, 0), (TODAY, 5), (TODAY, 10)])

    assert [(column.x, column.y, column.width, column.height) for column in columns] == [
        (0, 160, 239, 0),
        (240, 80, 239, 80),
        (480, 0, 239, 160),
    ]


@pytest.mark.parametrize("role", list(Role))
def test_who_decides_what_is_on_the_site_sees_it(role: Role) -> None:
    viewer = Viewer(user_id=1, roles=frozenset({role}))

    assert reports.can_see_visits(viewer) is (role in {Role.EDITOR, Role.REVIEWER, Role.ADMINISTRATOR})


def test_editors_see_days_and_pages_and_take_them_along(client: Client) -> None:
    sign_in_as(client, make_account(role=Role.EDITOR))
    today = timezone.localdate()
    for path, days, number in (("/a/", 0, 3), ("/=b/", 6, 4), ("/a/", 6, 2), ("/oud/", 7, 9)):
        PageVisits.objects.create(path=path, day=today - dt.timedelta(days=days), number=number)

    response = client.get("/beheer/bezoeken/?dagen=7")

    assert response.context["total"] == 9
    assert [number for _day, number in response.context["days"]] == [6, 0, 0, 0, 0, 0, 3]
    assert response.context["pages"] == [("/a/", 5), ("/=b/", 4)]
    html = response.content.decode()
    assert "In deze periode is 9 keer een pagina geopend." in html
    assert html.count("<rect ") == 7
    file = client.get("/beheer/bezoeken/lijst.csv?dagen=7").content.decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(file), delimiter=";")) == [
        ["Pagina", "Keer geopend"],
        ["/a/", "5"],
        ["/=b/", "4"],
    ]


def test_without_visits_the_report_says_so(client: Client) -> None:
    sign_in_as(client, make_account(role=Role.EDITOR))

    html = client.get("/beheer/bezoeken/?dagen=verzonnen").content.decode()

    assert "Er is nog niets te tonen." in html
    assert "<svg viewBox" not in html
