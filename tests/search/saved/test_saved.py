"""Kept questions: of one's own, with what is new, and a secret feed that shows what its owner may see now."""

import datetime as dt
import re
import uuid
from xml.etree import ElementTree as ET

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from common import access
from common.access import Viewer, resolve_viewer
from common.privacy.retention import apply
from search import guard
from search.indexing import drain, enqueue, rebuild
from search.models import SavedSearch
from search.permissions import can_use_saved_search
from search.saved.services import FEED_SECONDS, MAX_FEEDS, MAX_NAME, MAX_SAVED, clean_query, save_search
from tests.accounts.helpers import make_account
from tests.search.shelf import Shelf

pytestmark = pytest.mark.django_db
LIST = "/mijn/zoekopdrachten/"
CIRCLE = frozenset({"circle:1"})


@pytest.fixture
def books(shelf: Shelf) -> Shelf:
    shelf.add("Weerbaar in de wijk", facets={"thema": ("wijk",)}, published_on=dt.date(2026, 11, 1))
    shelf.add("Iets anders")
    rebuild()
    drain()
    return shelf


@pytest.fixture
def reader(client: Client) -> Client:
    client.force_login(make_account())
    return client


def read(client: Client, address: str = LIST) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def keep(client: Client, query: str = "q=weerbaar&thema=wijk") -> SavedSearch:
    response = client.post(f"{LIST}bewaar/", {"vraag": query})
    assert (response.status_code, response.headers["Location"]) == (302, LIST)
    return SavedSearch.objects.latest("pk")


def do(client: Client, saved: SavedSearch, verb: str) -> int:
    return client.post(f"{LIST}{saved.public_id}/{verb}/").status_code


def feed_of(client: Client) -> str:
    """The address of the only feed in the list, without the name of the site."""
    return re.findall(r'href="http://testserver(/zoeken/volgen/[^"]+)"', read(client))[0]


def entries(address: str) -> list[str]:
    """The titles in a feed that somebody without an account reads."""
    response = Client().get(address)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/atom+xml")
    atom = "{http://www.w3.org/2005/Atom}"
    return [entry.findtext(f"{atom}title") or "" for entry in ET.fromstring(response.content).iter(f"{atom}entry")]  # noqa: S314


# --- Saving ----------------------------------------------------------------------------------------------------------


def test_the_page_of_results_offers_to_keep_the_question(reader: Client, books: Shelf) -> None:
    html = read(reader, "/zoeken/?q=weerbaar&thema=wijk&thema=onzin&pagina=1")

    assert '<input type="hidden" name="vraag" value="q=weerbaar&amp;thema=wijk">' in html
    assert "Bewaar deze zoekopdracht" in html
    assert "Bewaar deze zoekopdracht" not in read(Client(), "/zoeken/?q=weerbaar")


def test_a_kept_question_stands_in_the_list_and_leads_to_its_results(reader: Client, books: Shelf) -> None:
    saved = keep(reader)

    html = read(reader)
    assert '<a href="/zoeken/?q=weerbaar&amp;thema=wijk">weerbaar</a>' in html
    assert "“weerbaar” is bewaard." in html
    assert 'href="/mijn/zoekopdrachten/" aria-current="page"' in html
    assert keep(reader) == saved


def test_filters_alone_get_their_words_as_name(reader: Client, books: Shelf) -> None:
    assert keep(reader, "thema=wijk").name == "Wijk & buurt"


@pytest.mark.parametrize("query", ["", "q=", "q=%20", "x=1", "pagina=2", "q=...", "volgorde=nieuwste", "thema="])
def test_nothing_to_keep_says_so(reader: Client, books: Shelf, query: str) -> None:
    response = reader.post(f"{LIST}bewaar/", {"vraag": query}, follow=True)

    assert "Er was niets om te bewaren." in response.content.decode()
    assert not SavedSearch.objects.exists()


def test_there_is_an_end_to_how_many(reader: Client, books: Shelf) -> None:
    for number in range(MAX_SAVED):
        keep(reader, f"q=vraag{number}")

    response = reader.post(f"{LIST}bewaar/", {"vraag": "q=meer"}, follow=True)

    assert "U hebt al 20 zoekopdrachten. Verwijder er eerst een." in response.content.decode()
    assert SavedSearch.objects.count() == MAX_SAVED


@given(st.text(max_size=300) | st.text(alphabet="q=&;%+thema0ab\x00\ud800", max_size=300))
def test_any_address_becomes_one_that_search_knows(text: str) -> None:
    cleaned = clean_query(text)

    assert clean_query(cleaned) == cleaned
    assert "\x00" not in cleaned


def test_a_very_long_address_is_cheap(reader: Client, books: Shelf) -> None:
    saved = keep(reader, "q=" + "a" * 1_000_000 + "&thema=wijk" * 1_000)

    assert saved.query == "q=" + "a" * 200


# --- Changing --------------------------------------------------------------------------------------------------------


def test_a_name_can_be_changed(reader: Client, books: Shelf) -> None:
    saved = keep(reader)

    response = reader.post(f"{LIST}{saved.public_id}/naam/", {"name": " Wijk\u200b  en <b>kracht</b> "}, follow=True)

    assert "Wijk en &lt;b&gt;kracht&lt;/b&gt;</a>" in response.content.decode()


@pytest.mark.parametrize(
    ("name", "words"),
    [("", "Vul een naam in."), ("\u200b", "Vul een naam in."), ("x" * (MAX_NAME + 1), "hoogstens 100")],
)
def test_a_name_that_is_none_says_so_and_keeps_what_was_typed(
    reader: Client, books: Shelf, name: str, words: str
) -> None:
    saved = keep(reader)

    html = reader.post(f"{LIST}{saved.public_id}/naam/", {"name": name}).content.decode()

    assert words in html
    saved.refresh_from_db()
    assert saved.name == "weerbaar"


def test_what_is_deleted_can_be_taken_back_for_a_day(reader: Client, books: Shelf) -> None:
    saved = keep(reader)

    assert do(reader, saved, "verwijder") == 200
    assert "U hebt nog geen zoekopdrachten bewaard." in read(reader)
    assert do(reader, saved, "bekijk") == 404
    assert do(reader, saved, "zet-terug") == 302
    assert "weerbaar</a>" in read(reader)

    do(reader, saved, "verwijder")
    assert apply("search.deleted") == 0
    with time_machine.travel(timezone.now() + dt.timedelta(days=1, minutes=1), tick=False):
        assert (apply("search.deleted"), apply("search.deleted")) == (1, 0)


def test_it_goes_with_its_owner(reader: Client, books: Shelf) -> None:
    keep(reader).owner.delete()

    assert not SavedSearch.objects.exists()


# --- Whose it is -----------------------------------------------------------------------------------------------------


def test_another_ones_question_is_not_there(reader: Client, books: Shelf) -> None:
    saved = keep(reader)
    other = Client()
    other.force_login(make_account("iemand@example.org"))

    assert "weerbaar</a>" not in read(other)
    assert [do(other, saved, verb) for verb in ("bekijk", "verwijder", "zet-terug", "volg", "stop")] == [404] * 5
    assert other.get(f"{LIST}{saved.public_id}/naam/").status_code == 404
    assert Client().post(f"{LIST}{saved.public_id}/verwijder/").status_code == 302
    saved.refresh_from_db()
    assert (saved.deleted_at, saved.feed_key) == (None, "")


def test_the_rule_and_the_queryset_select_the_same(books: Shelf) -> None:
    owners = [make_account(f"{name}@example.org") for name in ("een", "twee")]
    kept = [save_search(user_id=owner.pk, query="q=weerbaar") for owner in owners]

    for viewer in (Viewer(), *(resolve_viewer(owner) for owner in owners)):
        allowed = {saved for saved in kept if can_use_saved_search(viewer, saved)}
        assert set(SavedSearch.objects.owned_by(viewer)) == allowed


# --- What is new -----------------------------------------------------------------------------------------------------


def test_it_tells_what_is_new_since_one_looked(reader: Client, books: Shelf) -> None:
    saved = keep(reader)
    assert "Niets nieuws sinds u voor het laatst keek" in read(reader)

    for number in range(2):
        books.add(f"Weerbaar {number}", facets={"thema": ("wijk",)}, published_on=dt.date(2026, 11, 24))
    # Not yet read by the worker, so not yet told.
    assert "Niets nieuws" in read(reader)
    drain()

    assert "<strong>2 nieuwe resultaten</strong> sinds u voor het laatst keek" in read(reader)
    response = reader.post(f"{LIST}{saved.public_id}/bekijk/")
    assert response.headers["Location"] == "/zoeken/?q=weerbaar&thema=wijk"
    assert "Niets nieuws" in read(reader)


def test_an_older_result_that_moves_up_is_no_news(reader: Client, shelf: Shelf) -> None:
    ids = [shelf.add(f"Weerbaar {number}", published_on=dt.date(2026, 1, 1 + number)) for number in range(25)]
    rebuild()
    drain()
    keep(reader, "q=weerbaar")

    shelf.remove(ids[-1])
    drain()

    assert "Niets nieuws" in read(reader)


def test_the_list_takes_as_many_queries_for_one_as_for_twenty(reader: Client, books: Shelf) -> None:
    def queries() -> int:
        read(reader)
        with CaptureQueriesContext(connection) as captured:
            read(reader)
        return len(captured)

    keep(reader, "q=weerbaar")
    one = queries()
    for number in range(MAX_SAVED - 1):
        keep(reader, f"q=weerbaar+{number}")

    assert (one, queries()) == (one, one)
    assert one <= 15


def test_without_an_index_the_list_still_works(reader: Client, shelf: Shelf) -> None:
    saved = keep(reader, "q=weerbaar")

    html = read(reader)
    assert "De zoekfunctie werkt even niet." in html
    assert "Niets nieuws" not in html
    assert do(reader, saved, "bekijk") == 302
    do(reader, saved, "volg")
    assert Client().get(feed_of(reader)).status_code == 503


# --- The feed --------------------------------------------------------------------------------------------------------


def test_a_feed_tells_the_newest_and_is_a_secret_that_can_be_changed_and_ended(reader: Client, books: Shelf) -> None:
    saved = keep(reader)
    books.add("Weerbaar <b>nu</b> & later", facets={"thema": ("wijk",)}, published_on=dt.date(2026, 11, 24))
    drain()
    do(reader, saved, "volg")
    first = feed_of(reader)

    response = Client().get(first)
    assert entries(first) == ["Weerbaar <b>nu</b> & later", "Weerbaar in de wijk"]
    assert response.headers["Cache-Control"] == "private, no-cache"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert "<updated>2026-11-24T00:00:00" in response.content.decode()

    do(reader, saved, "volg")
    second = feed_of(reader)
    assert second != first
    assert [Client().get(address).status_code for address in (first, second)] == [404, 200]
    do(reader, saved, "stop")
    assert Client().get(second).status_code == 404
    do(reader, saved, "volg")
    third = feed_of(reader)
    do(reader, saved, "verwijder")
    do(reader, saved, "zet-terug")
    assert Client().get(third).status_code == 404


def test_a_feed_that_did_not_change_is_not_sent_again(reader: Client, books: Shelf) -> None:
    do(reader, keep(reader), "volg")
    address = feed_of(reader)
    known = Client().get(address).headers["ETag"]

    again = Client().get(address, headers={"If-None-Match": known})
    assert (again.status_code, again.content) == (304, b"")

    books.add("Weerbaar op school", facets={"thema": ("wijk",)}, published_on=dt.date(2026, 11, 24))
    drain()
    assert Client().get(address, headers={"If-None-Match": known}).status_code == 200


def test_a_feed_is_not_made_all_the_time(reader: Client, books: Shelf) -> None:
    saved = keep(reader)
    do(reader, saved, "volg")
    address = feed_of(reader)

    with time_machine.travel(dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC), tick=False) as clock:
        answers = [Client().get(address) for _ in range(MAX_FEEDS + 1)]
        assert [answer.status_code for answer in answers] == [200] * MAX_FEEDS + [429]
        assert answers[-1].headers["Retry-After"] == str(FEED_SECONDS)
        clock.shift(FEED_SECONDS)
        assert Client().get(address).status_code == 200


@pytest.mark.parametrize("token", ["0" * 64, "x", "%00", "é", "..", "a" * 5_000, "' OR 1=1 --", "🙂"])
def test_a_wrong_secret_is_not_there(reader: Client, books: Shelf, token: str) -> None:
    saved = keep(reader)
    addresses = [f"/zoeken/volgen/{saved.public_id}/{token}/", f"/zoeken/volgen/{uuid.uuid4()}/{token}/"]
    assert [Client().get(address).status_code for address in addresses] == [404, 404]
    do(reader, saved, "volg")

    assert [Client().get(address).status_code for address in addresses] == [404, 404]


def test_a_feed_ends_with_the_account(reader: Client, books: Shelf) -> None:
    saved = keep(reader)
    do(reader, saved, "volg")
    address = feed_of(reader)

    saved.owner.is_active = False
    saved.owner.save()

    assert Client().get(address).status_code == 404


def test_a_feed_shows_what_its_owner_may_see_now_whatever_the_index_says(
    reader: Client, books: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    tokens = ["circle:1"]
    monkeypatch.setattr(access, "_token_sources", [lambda user_id: tokens])
    hidden = books.add("Weerbaar besloten", audience=CIRCLE, facets={"thema": ("wijk",)})
    drain()
    saved = keep(reader)
    do(reader, saved, "volg")
    address = feed_of(reader)
    assert sorted(entries(address)) == ["Weerbaar besloten", "Weerbaar in de wijk"]

    # Out of the circle: at once, with the worker stopped.
    tokens.clear()
    assert entries(address) == ["Weerbaar in de wijk"]
    tokens.append("circle:1")
    # Into another circle, and the index knows nothing of it.
    record = books.records[hidden]
    books.records[hidden] = type(record)(**vars(record) | {"audience": frozenset({"circle:2"})})
    assert entries(address) == ["Weerbaar in de wijk"]
    assert "1 nieuw" not in read(reader)
    # And for who is nobody's member there never was one.
    other = Client()
    other.force_login(make_account("iemand@example.org"))
    tokens.clear()
    mine = keep(other)
    do(other, mine, "volg")
    assert entries(feed_of(other)) == ["Weerbaar in de wijk"]


def test_while_too_many_changes_wait_nothing_is_told(
    reader: Client, books: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = keep(reader)
    do(reader, saved, "volg")
    monkeypatch.setattr(guard, "MAX_EXCLUDED", 0)
    enqueue("book", [uuid.uuid4()])

    assert entries(feed_of(reader)) == []
