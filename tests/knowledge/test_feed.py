"""The feed of methods: what is new or changed, and nothing that may not be listed."""

import datetime as dt
import xml.etree.ElementTree as ET

import pytest
import time_machine
from django.test import Client
from wagtail.models import PageViewRestriction

from knowledge.enums import Axis
from knowledge.models import MethodIndexPage
from tests.knowledge.factories import judge, make_method

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def entries(client: Client) -> list[ET.Element]:
    response = client.get("/methoden/feed/")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(response.content).findall(f"{ATOM}entry")  # noqa: S314


def titles(client: Client) -> list[str | None]:
    return [entry.findtext(f"{ATOM}title") for entry in entries(client)]


def test_an_entry_is_known_by_its_permanent_identifier(client: Client, index: MethodIndexPage) -> None:
    method = make_method(index, title="Tafel", slug="tafel", tagline="Eén zin.", summary="Een <b>samenvatting</b>.")

    (entry,) = entries(client)

    assert entry.findtext(f"{ATOM}id") == f"urn:uuid:{method.public_id}"
    assert entry.find(f"{ATOM}link").attrib["href"] == "http://testserver/methoden/tafel/"
    assert entry.findtext(f"{ATOM}summary") == "Eén zin. Een <b>samenvatting</b>."


def test_the_last_change_comes_first_and_a_judgement_is_a_change(client: Client, index: MethodIndexPage) -> None:
    with time_machine.travel(dt.datetime(2025, 1, 1, tzinfo=dt.UTC), tick=False):
        old = make_method(index, title="Oud")
    with time_machine.travel(dt.datetime(2025, 2, 1, tzinfo=dt.UTC), tick=False):
        make_method(index, title="Nieuw")
    before = titles(client)
    with time_machine.travel(dt.datetime(2025, 3, 1, tzinfo=dt.UTC), tick=False):
        judge(old, Axis.STAGE, "getest")

    assert before == ["Nieuw", "Oud"]
    assert titles(client) == ["Oud", "Nieuw"]
    assert entries(client)[0].findtext(f"{ATOM}updated") == "2025-03-01T00:00:00+00:00"
    assert entries(client)[0].findtext(f"{ATOM}published") == "2025-01-01T00:00:00+00:00"


def test_the_feed_leaks_nothing(client: Client, index: MethodIndexPage) -> None:
    make_method(index, title="Openbaar")
    make_method(index, title="Concept", live=False)
    secret = make_method(index, title="Besloten")
    PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)
    edited = make_method(index, title="Bewerkt")
    edited.title = "Nog geheim"
    edited.save_revision()

    assert sorted(titles(client)) == ["Bewerkt", "Openbaar"]


def test_a_restricted_overview_has_no_feed(client: Client, index: MethodIndexPage) -> None:
    make_method(index)
    PageViewRestriction.objects.create(page=index, restriction_type=PageViewRestriction.LOGIN)

    assert client.get("/methoden/feed/").status_code == 302


def test_the_feed_costs_the_same_with_one_and_with_thirty(
    client: Client, index: MethodIndexPage, django_assert_max_num_queries
) -> None:
    def queries() -> int:
        with django_assert_max_num_queries(15) as captured:
            entries(client)
        return len(captured)

    make_method(index)
    entries(client)
    one = queries()
    for _ in range(40):
        make_method(index)

    assert queries() == one
    assert len(entries(client)) == 30
