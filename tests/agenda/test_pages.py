"""How the pages of the Agenda behave, whatever their content."""

import datetime as dt
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.test import Client
from wagtail.models import Page

from agenda.models import (
    Area,
    AreasPage,
    BudgetLine,
    BudgetPage,
    ContentPage,
    DocumentsPage,
    EditionPage,
    HomePage,
    Milestone,
    ProgressReportPage,
    StatusChange,
    TimelineEvent,
    TimelinePage,
)
from tests.agenda.factories import (
    CHECKED_ON,
    add,
    add_activity,
    add_goal,
    add_part,
    make_document,
    make_edition,
    make_source,
)
from tests.agenda.reading import BUDGET, NOT_FOUND, queries, text_of

pytestmark = pytest.mark.django_db


def test_what_machines_read_is_json_and_cannot_end_its_element(index: Page, client: Client) -> None:
    edition = make_edition(index, title="</script><b>Agenda & meer")
    html = client.get(edition.get_url()).content.decode()
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, flags=re.DOTALL)
    work, breadcrumb = json.loads(block)["@graph"]

    assert work["name"] == "</script><b>Agenda & meer"
    assert work["temporalCoverage"] == "2023/2025"
    assert work["identifier"] == f"http://testserver/id/{edition.public_id}"
    assert [item["name"] for item in breadcrumb["itemListElement"]] == ["Voorpagina", "Agenda"]


# --- The same number of queries for one and for thirty -------------------------------------------------------------


def _goals_and_activities(edition: EditionPage, number: int) -> str:
    for _ in range(number):
        activity = add_activity(edition, add_goal(edition))
        activity.status_changes = [StatusChange(state="running", changed_on=CHECKED_ON, reason="Begonnen.")]
        activity.save()
    return edition.get_url()


def _front_page_of_the_agenda(edition: EditionPage, number: int) -> str:
    _goals_and_activities(edition, number)
    return edition.get_parent().get_url()


def _activities_of_a_goal(edition: EditionPage, number: int) -> str:
    goal = add_goal(edition)
    for _ in range(number):
        add_activity(edition, goal)
    return goal.get_url()


def _rows_of_an_activity(edition: EditionPage, number: int) -> str:
    activity = add_activity(edition, *(add_goal(edition) for _ in range(number)))
    activity.status_changes = [
        StatusChange(state="running", changed_on=CHECKED_ON, reason="Begonnen.", source=make_source())
        for _ in range(number)
    ]
    activity.milestones = [Milestone(date=CHECKED_ON, title="Klaar", source=make_source()) for _ in range(number)]
    activity.save()
    return activity.get_url()


def _lines_of_a_budget(edition: EditionPage, number: int) -> str:
    page = add_part(edition, BudgetPage)
    page.lines = [BudgetLine(label="Regel", kind="other", amount=10, source=make_source()) for _ in range(number)]
    page.save()
    return page.get_url()


def _events(edition: EditionPage, number: int) -> str:
    page = add_part(edition, TimelinePage)
    page.events = [TimelineEvent(date=CHECKED_ON, title="Iets", source=make_source()) for _ in range(number)]
    page.save()
    for _ in range(number):
        activity = add_activity(edition)
        activity.milestones = [Milestone(date=CHECKED_ON, title="Klaar", source=make_source())]
        activity.save()
    return page.get_url()


def _areas(edition: EditionPage, number: int) -> str:
    page = add_part(edition, AreasPage)
    page.areas = [
        Area(name=f"Wijk {row}", municipality=f"Stad {row}", gm_code=f"GM{row:04}", province=f"Provincie {row}")
        for row in range(number)
    ]
    page.save()
    return page.get_url()


def _documents(edition: EditionPage, number: int) -> str:
    page = add_part(edition, DocumentsPage)
    for _ in range(number):
        make_document(page)
    return page.get_url()


def _editions(edition: EditionPage, number: int) -> str:
    index = edition.get_parent()
    for row in range(number):
        make_edition(
            index, title=f"Agenda {row}", slug=f"editie-{number}-{row}", first_year=1990 + row, last_year=2000 + row
        )
    return index.get_url()


def _new_pages(edition: EditionPage, number: int) -> str:
    for _ in range(number):
        add_goal(edition)
    return "/"


@pytest.mark.parametrize(
    "build",
    [
        _goals_and_activities,
        _front_page_of_the_agenda,
        _activities_of_a_goal,
        _rows_of_an_activity,
        _lines_of_a_budget,
        _events,
        _areas,
        _documents,
        _editions,
        _new_pages,
    ],
)
def test_a_list_takes_as_many_queries_for_thirty_as_for_one(
    index: Page, client: Client, build: Callable[[EditionPage, int], str]
) -> None:
    with_one = queries(client, build(make_edition(index, slug="een"), 1))
    with_thirty = queries(client, build(make_edition(index, slug="dertig"), 30))

    assert with_one == with_thirty <= BUDGET


# --- What the pages say ---------------------------------------------------------------------------------------------


def test_what_is_new_tells_new_from_changed(edition: EditionPage, client: Client) -> None:
    with time_machine.travel("2026-11-01 12:00", tick=False):
        goal = add_goal(edition, title="Een doel")
    assert client.get("/").context["latest"][1].meta == ("nieuw op 1 november 2026",)

    with time_machine.travel("2026-11-20 12:00", tick=False):
        goal.save_revision().publish()
    assert client.get("/").context["latest"][1].meta == ("bijgewerkt op 20 november 2026",)


@pytest.mark.parametrize(("today", "expected"), [("2025-06-01", "oud"), ("2026-01-01", "nieuw"), ("2020-01-01", None)])
def test_the_current_edition_is_the_latest_that_has_started(
    index: Page, client: Client, today: str, expected: str | None
) -> None:
    make_edition(index, slug="oud", first_year=2023, last_year=2025)
    make_edition(index, slug="nieuw", first_year=2026, last_year=2028)

    with time_machine.travel(today, tick=False):
        context = client.get("/agenda/").context

    assert (context["current"].slug if context["current"] else None) == expected
    assert [edition.slug for edition in context["editions"]] == ["nieuw", "oud"]


def test_an_agenda_without_editions_says_so(index: Page, client: Client) -> None:
    assert "Er is nog geen Agenda gepubliceerd." in text_of(client, "/agenda/")


def test_the_latest_state_counts_and_the_history_stays(edition: EditionPage, client: Client) -> None:
    activity = add_activity(edition, title="Iets doen")
    activity.status_changes = [
        StatusChange(state="done", changed_on=dt.date(2025, 3, 1), reason="Het is klaar."),
        StatusChange(state="running", changed_on=dt.date(2024, 3, 1), reason="Het is begonnen."),
    ]
    activity.save()

    text = text_of(client, activity.get_url())
    assert "Afgerond, sinds 1 maart 2025. Het is klaar. Loopt, sinds 1 maart 2024. Het is begonnen." in text
    assert "afgerond, sinds 1 maart 2025" in text_of(client, edition.get_url())


def test_a_moment_is_past_going_on_or_to_come(edition: EditionPage, client: Client) -> None:
    page = add_part(edition, TimelinePage)
    page.events = [
        TimelineEvent(date=dt.date(2026, 1, 1), title="voorbij"),
        TimelineEvent(date=dt.date(2026, 6, 1), until=dt.date(2026, 6, 30), title="bezig"),
        TimelineEvent(date=dt.date(2026, 7, 1), title="straks", text="<b>tekst</b>"),
    ]
    page.save()

    with time_machine.travel("2026-06-30 12:00", tick=False):
        response = client.get(page.get_url())

    assert [(item.title, item.state) for item in response.context["items"]] == [
        ("voorbij", "done"),
        ("bezig", "now"),
        ("straks", "future"),
    ]
    assert "&lt;b&gt;tekst" in response.content.decode()


def test_a_progress_report_shows_the_letter_that_was_found(edition: EditionPage, client: Client) -> None:
    documents = add_part(edition, DocumentsPage, slug="kamerstukken")
    letter = make_document(documents, numbers=("36 410-XV, nr. 12",), title="Voortgang in 2024", kind="progress")
    hidden = make_document(documents, title="Nog niet", live=False)
    found = add_part(edition, ProgressReportPage, year=2024, document=letter, on_schedule="Alles loopt.")
    waiting = add_part(edition, ProgressReportPage, year=2025, document=hidden)

    facts = client.get(found.get_url()).context["facts"]
    assert (facts[0].value, facts[0].url) == ("Voortgang in 2024", "/agenda/2023-2025/kamerstukken/kst-36410-XV-12/")
    assert facts[1].value == "Alles loopt."
    assert client.get(waiting.get_url()).context["facts"][0].value == NOT_FOUND


# --- Parliamentary documents ----------------------------------------------------------------------------------------


def test_a_document_has_an_address_per_number_and_one_home(edition: EditionPage, client: Client) -> None:
    page = add_part(edition, DocumentsPage, slug="kamerstukken")
    make_document(page, numbers=("29 517, nr. 255", "Kamerstukken II 2023/24, 30 821, nr. 255"), title="Twee dossiers")

    home = "/agenda/2023-2025/kamerstukken/kst-29517-255/"
    response = client.get(home)
    assert [(fact.value, fact.url) for fact in response.context["facts"][2:]] == [
        ("29 517, nr. 255", "https://zoek.officielebekendmakingen.nl/kst-29517-255.html"),
        (
            "Kamerstukken II 2023/24, 30 821, nr. 255",
            "https://zoek.officielebekendmakingen.nl/kst-30821-255.html",
        ),
    ]
    assert [link.url for link in response.context["breadcrumb"]][-1] == "/agenda/2023-2025/kamerstukken/"
    for other in ("kst-30821-255", "KST-29517-255"):
        again = client.get(f"/agenda/2023-2025/kamerstukken/{other}/")
        assert (again.status_code, again.headers["Location"]) == (301, home)


def test_a_page_of_documents_may_be_empty(edition: EditionPage, client: Client) -> None:
    page = add_part(edition, DocumentsPage)

    assert "Er zijn geen stukken openbaar gevonden op 24 november 2026." in text_of(client, page.get_url())


# --- Addresses ------------------------------------------------------------------------------------------------------


def test_a_page_of_text_shows_its_blocks_and_when_it_was_checked(home: HomePage, client: Client) -> None:
    body: list[dict[str, Any]] = [
        {"type": "heading", "value": {"text": "Een kop", "level": "2"}},
        {"type": "paragraph", "value": "<p>Een <b>alinea</b>.</p>"},
        {"type": "quote", "value": {"text": "Wij leren.", "attribution": "een wijkwerker"}},
        {"type": "notice", "value": {"tone": "warning", "text": "Pas op."}},
        {"type": "table", "value": {"caption": "Cijfers", "cells": "Jaar | Aantal\n2023 | 1.200"}},
    ]
    page = add(home, ContentPage, intro="Inleiding.", body=json.dumps(body), last_checked=CHECKED_ON)

    text = text_of(client, page.get_url())
    for expected in (
        "Een kop",
        "Een alinea .",
        "Wij leren.",
        "— een wijkwerker",
        "Let op Pas op.",
        "Cijfers Jaar Aantal",
    ):
        assert expected in text
    assert "Laatst gecontroleerd op 24 november 2026" in text
