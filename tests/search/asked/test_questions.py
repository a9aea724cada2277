"""Questions are counted without people, told to editors without rare ones, and never in the way."""

import datetime as dt

import pytest
import time_machine
from django.db import DatabaseError, connection
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from common.privacy.retention import apply
from search.asked import counting
from search.asked.counting import KEPT_DAYS, QuestionCounter
from search.asked.privacy import Askers, storable
from search.asked.reports import Line, Report, Totals, lines, totals
from search.indexing import drain, rebuild
from search.models import AskedQuestion
from tests.accounts.helpers import sign_in_as
from tests.search.shelf import Shelf

pytestmark = pytest.mark.django_db
MONDAY = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture(autouse=True)
def counter(monkeypatch: pytest.MonkeyPatch) -> QuestionCounter:
    """A counter that remembers nobody."""
    fresh = QuestionCounter()
    for module in ("search.asked.counting", "search.asked.middleware", "search.views"):
        monkeypatch.setattr(f"{module}.counter", fresh)
    return fresh


@pytest.fixture
def books(shelf: Shelf) -> Shelf:
    shelf.add("Weerbaar in de wijk")
    rebuild()
    drain()
    return shelf


def ask(text: str, *, who: int = 1, agent: str = BROWSER, **query: str) -> None:
    client = Client(REMOTE_ADDR=f"192.0.2.{who}", headers={"User-Agent": agent})
    assert client.get("/zoeken/", {"q": text} | query).status_code == 200


def ask_often(counter: QuestionCounter, text: str, *, people: int, days: int = 2) -> None:
    """So many people ask it, spread over some days that end on Monday."""
    for who in range(people):
        with time_machine.travel(MONDAY - dt.timedelta(days=who % days), tick=False):
            ask(text, who=who)
            counter.write()


def rows() -> list[tuple[str, str, int, int]]:
    return sorted(AskedQuestion.objects.values_list("text", "outcome", "asked", "opened"))


# --- What is kept ----------------------------------------------------------------------------------------------------


def test_a_question_gets_its_text_when_enough_people_asked_it(books: Shelf, counter: QuestionCounter) -> None:
    ask_often(counter, "Weerbaar  WIJK", people=4)
    assert rows() == [("", "found", 2, 0), ("", "found", 2, 0)]
    assert "weerbaar" not in str(AskedQuestion.objects.values_list())

    ask_often(counter, "weerbaar wijk", people=1)

    assert sum(row[2] for row in rows()) == 5
    assert {row[0] for row in rows()} == {"weerbaar wijk"}


def test_one_day_is_not_enough(books: Shelf, counter: QuestionCounter) -> None:
    ask_often(counter, "weerbaar", people=9, days=1)

    assert rows() == [("", "found", 9, 0)]


def test_who_asks_again_counts_once_a_day(books: Shelf, counter: QuestionCounter) -> None:
    for _again in range(3):
        ask("weerbaar")
        ask("weerbaar", thema="wijk")
    ask("weerbaar", who=2)
    counter.write()

    assert rows() == [("", "found", 2, 0)]


@pytest.mark.parametrize(
    "text",
    [
        "jan@example.org", "bel 06-12345678", "+31 6 1234 5678", "123456782", "1234 56 782", "2511 XP", "1012ab 14",
        "NL91 ABNA 0417 1643 00", "https://example.org/geheim", "@vera", "12-03-1985 jansen", "x" * 81, "?!", "",
    ],
)  # fmt: skip
def test_what_may_be_personal_or_says_nothing_is_never_kept(books: Shelf, counter: QuestionCounter, text: str) -> None:
    for who in range(8):
        ask(text, who=who)
    counter.write()

    assert not AskedQuestion.objects.exists()


@pytest.mark.parametrize("text", ["Kamerstuk 30 821, nr. 114", "agenda 2026", "artikel 5 lid 3", "top 10 methoden"])
def test_numbers_of_the_field_are_kept(text: str) -> None:
    assert storable(text) == text.lower()


@given(st.text(max_size=200))
def test_what_is_kept_is_short_and_has_few_digits(text: str) -> None:
    kept = storable(text)

    assert len(kept) <= 80
    assert "@" not in kept
    assert storable(kept) == kept


@pytest.mark.parametrize(
    "agent", ["", "Googlebot/2.1", "Mozilla/5.0 (compatible; bingbot/2.0)", "curl/8.1", "python-requests/2"]
)
def test_machines_do_not_count(books: Shelf, counter: QuestionCounter, agent: str) -> None:
    ask("weerbaar", agent=agent)
    counter.write()

    assert not AskedQuestion.objects.exists()


def test_only_the_first_page_counts(books: Shelf, counter: QuestionCounter) -> None:
    ask("weerbaar", pagina="2")
    counter.write()

    assert not AskedQuestion.objects.exists()


def test_askers_are_told_apart_by_day_and_never_kept() -> None:
    askers, today = Askers(), MONDAY.date()

    first = [askers.is_first(who, "weerbaar", today) for who in ("a", "a", "b")]

    assert first == [True, False, True]
    assert askers.is_first("a", "weerbaar", today + dt.timedelta(days=1))
    assert all(len(mark) == 16 for mark in askers._seen)


# --- Opened ----------------------------------------------------------------------------------------------------------


def test_a_page_that_is_opened_from_the_results_counts_once(client: Client, counter: QuestionCounter) -> None:
    visitor = Client(headers={"User-Agent": BROWSER, "Referer": "http://testserver/zoeken/?q=Weerbaar&thema=wijk"})
    for _again in range(2):
        visitor.get("/robots.txt")
    visitor.get("/account/login/")
    visitor.get("/bestaat-niet/")
    counter.write()

    assert rows() == [("", "found", 0, 1)]


@pytest.mark.parametrize("before", ["https://elders.example/zoeken/?q=x", "http://testserver/methoden/?q=x", "::", ""])
def test_other_pages_before_say_nothing(counter: QuestionCounter, before: str) -> None:
    Client(headers={"User-Agent": BROWSER, "Referer": before}).get("/robots.txt")
    counter.write()

    assert not AskedQuestion.objects.exists()


# --- Never in the way ------------------------------------------------------------------------------------------------


def test_asking_writes_nothing_before_the_answer(
    books: Shelf, client: Client, django_assert_max_num_queries, counter: QuestionCounter
) -> None:
    client.get("/zoeken/", {"q": "weerbaar"})
    with django_assert_max_num_queries(15) as captured:
        Client(headers={"User-Agent": BROWSER}).get("/zoeken/", {"q": "weerbaar"})

    assert not any(query["sql"].startswith(("INSERT", "UPDATE")) for query in captured.captured_queries)
    assert sum(counter._asked.values()) == 1


def test_it_is_written_when_it_is_time(books: Shelf, settings, counter: QuestionCounter) -> None:
    settings.SEARCH_COUNT_SECONDS = 0.0

    ask("weerbaar")
    Client().get("/livez")

    assert [row[2] for row in rows()] == [1]


def test_a_database_that_refuses_costs_only_the_counts(
    books: Shelf, counter: QuestionCounter, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*args: object) -> None:
        raise DatabaseError("The disk is full.")

    monkeypatch.setattr(counting, "_write", refuse)
    ask("weerbaar")
    counter.write()
    monkeypatch.undo()

    assert "Questions could not be counted." in caplog.text
    assert not AskedQuestion.objects.exists()


def test_there_is_no_column_for_a_person() -> None:
    with connection.cursor() as cursor:
        columns = {
            column.name
            for column in connection.introspection.get_table_description(cursor, AskedQuestion._meta.db_table)
        }

    assert columns == {"id", "digest", "text", "day", "outcome", "asked", "opened"}


def test_old_questions_are_forgotten() -> None:
    today = timezone.localdate()
    for days in (KEPT_DAYS, KEPT_DAYS + 1):
        AskedQuestion.objects.create(digest="x", day=today - dt.timedelta(days=days), outcome="found", asked=1)

    assert (apply("search.question"), apply("search.question")) == (1, 0)
    assert AskedQuestion.objects.get().day == today - dt.timedelta(days=KEPT_DAYS)


# --- Reports ---------------------------------------------------------------------------------------------------------


def put(text: str, outcome: str, asked: int, opened: int = 0, *, ago: int = 0) -> None:
    AskedQuestion.objects.create(
        digest=text or "rare", text=text, outcome=outcome, asked=asked, opened=opened,
        day=timezone.localdate() - dt.timedelta(days=ago),
    )  # fmt: skip


@pytest.fixture
def asked() -> None:
    put("weerbaar", "found", 7, 2)
    put("weerbaar", "found", 3, 1, ago=20)
    put("weerbar", "nothing", 6)
    put("drugs", "found", 4)
    put("", "found", 2)


def test_each_report_has_its_order(asked: None) -> None:
    assert lines(Report.MOST, 30) == [Line("weerbaar", 10, 0, 3), Line("weerbar", 6, 6, 0)]
    assert lines(Report.NOTHING, 30) == [Line("weerbar", 6, 6, 0)]
    assert lines(Report.ABANDONED, 30) == [Line("weerbaar", 10, 0, 3)]
    assert [line.unopened for line in lines(Report.ABANDONED, 30)] == [7]
    assert lines(Report.MOST, 7) == [Line("weerbaar", 7, 0, 2), Line("weerbar", 6, 6, 0)]


def test_what_too_few_asked_in_the_period_is_only_a_number(asked: None) -> None:
    assert totals(30) == Totals(asked=22, withheld=6)


@pytest.fixture
def editor(client: Client, admin_user) -> Client:
    sign_in_as(client, admin_user)
    return client


def test_editors_read_and_download_them(editor: Client, asked: None) -> None:
    page = editor.get("/beheer/zoekvragen/", {"lijst": "niets-gevonden", "dagen": "7"})
    file = editor.get("/beheer/zoekvragen/lijst.csv", {"lijst": "niets-gevonden"})

    html = page.content.decode()
    assert '<a href="/zoeken/?q=weerbar">weerbar</a>' in html
    assert "drugs" not in html
    assert '<option value="7" selected>7 dagen</option>' in html
    assert file.content.decode().splitlines() == [
        "\ufeffVraag;Keer gesteld;Niets gevonden;Geopend;Niets geopend", "weerbar;6;6;0;0"
    ]  # fmt: skip


def test_nothing_to_tell_says_so(editor: Client) -> None:
    html = editor.get("/beheer/zoekvragen/", {"lijst": "x", "dagen": "-1"}).content.decode()

    assert "Er is nog niets te tonen." in html
