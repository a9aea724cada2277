"""The board of the editors: what every rule finds, that lists and counts agree, and who sees it."""

import csv
import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.models import Revision, TaskState

from common.access import Role, Viewer
from knowledge.backlog.reading import Item, Work, count_work, sections
from knowledge.backlog.rules import RULES, rule_of
from knowledge.enums import Axis
from knowledge.models import (
    Evaluation,
    LibraryIndexPage,
    MethodCost,
    MethodIndexPage,
    MethodMaterial,
    MethodPage,
    UseCase,
)
from knowledge.permissions import can_see_backlog
from knowledge.services.references import refresh_references
from tests.accounts.helpers import sign_in_as
from tests.knowledge.factories import judge, make_evaluation, make_lesson, make_method, make_publication, make_use_case

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 24)
BOARD = "/beheer/werkvoorraad/"
DOWNLOAD = "/beheer/werkvoorraad/lijst.csv"


def work(key: str) -> list[Item]:
    """What a rule lists, after seeing that it counts as many."""
    rule = rule_of(key)
    assert rule is not None
    items = list(Work(rule, today=TODAY, count=0))
    assert count_work(TODAY)[key] == len(items)
    return items


def titles(key: str) -> list[str]:
    return [item.title for item in work(key)]


def complete_method(index: MethodIndexPage, **fields: Any) -> MethodPage:
    """A method that no rule finds."""
    fields.setdefault("parts", [("part", {"role": "kern", "text": "Twee begeleiders."})])
    fields.setdefault("review_on", TODAY + dt.timedelta(days=365))
    method: MethodPage = make_method(index, evidence={Axis.STAGE: "getest"}, **fields)
    MethodCost.objects.create(method=method, basis="eenmalig", amount_from=10, price_year=2026)
    MethodMaterial.objects.create(method=method, title="Handleiding", url="https://example.org/", licence="CC0-1.0")
    return method


@pytest.fixture
def enter(person: Any) -> Any:
    def sign_in(role: Role) -> Client:
        client = Client(raise_request_exception=False)
        sign_in_as(client, person(role))
        return client

    return sign_in


# --- Rules -----------------------------------------------------------------------------------------------------------


def test_what_is_complete_current_and_published_is_no_work(index: MethodIndexPage) -> None:
    later = TODAY + dt.timedelta(days=365)
    method = complete_method(index)
    make_evaluation(method, "positief", report="Een rapport", review_on=later)
    make_use_case(method, is_checked=True, review_on=later)

    assert {key: count for key, count in count_work(TODAY).items() if count} == {}


@pytest.mark.parametrize(
    ("days", "key"),
    [
        (-400, "bekijken-nu"),
        (0, "bekijken-nu"),
        (1, "bekijken-30"),
        (30, "bekijken-30"),
        (31, "bekijken-60"),
        (60, "bekijken-60"),
        (61, "bekijken-90"),
        (90, "bekijken-90"),
        (91, None),
        (None, "bekijken-zonder-datum"),
    ],
)
def test_a_day_to_look_again_is_in_one_list(
    index: MethodIndexPage, library: LibraryIndexPage, days: int | None, key: str | None
) -> None:
    review_on = None if days is None else TODAY + dt.timedelta(days=days)
    method = complete_method(index, review_on=review_on, title="Methode")
    make_evaluation(method, title="Evaluatie", report="Rapport", review_on=review_on)
    make_use_case(method, title="Toepassing", is_checked=True, review_on=review_on)
    make_publication(library, title="Publicatie", review_on=review_on)
    make_lesson(library, title="Les", review_on=review_on)

    assert {found for found, count in count_work(TODAY).items() if count} == ({key} if key else set())
    if key:
        items = work(key)
        assert sorted(item.title for item in items) == ["Evaluatie", "Les", "Methode", "Publicatie", "Toepassing"]
        assert all(item.title == item.kind for item in items)
        assert {(item.moment, item.days) for item in items} == {(review_on, days)}


def test_what_is_not_public_needs_no_review(index: MethodIndexPage) -> None:
    make_method(index, live=False, review_on=TODAY)
    make_evaluation(make_method(index, live=False), live=False, review_on=TODAY)

    assert titles("bekijken-nu") == []
    assert titles("bekijken-zonder-datum") == []


def test_a_recognition_counts_by_its_latest_row(index: MethodIndexPage) -> None:
    ended, ending, renewed, lasting = (make_method(index, title=name) for name in ("Af", "Bijna", "Nieuw", "Lang"))
    ends = ("2026-11-23", "2026-11-24", "2025-01-01", "2027-02-23")
    for method, until in zip((ended, ending, renewed, lasting), ends, strict=True):
        judge(method, Axis.RECOGNITION, "goed-onderbouwd", on="2022-01-01", valid_until=dt.date.fromisoformat(until))
    judge(renewed, Axis.RECOGNITION, "goed-onderbouwd", on="2025-01-02", valid_until=dt.date(2030, 1, 1))

    assert [(item.title, item.days) for item in work("erkenning-verlopen")] == [("Af", -1)]
    assert [(item.title, item.days) for item in work("erkenning-verloopt")] == [("Bijna", 0)]


@pytest.mark.parametrize(
    ("key", "spoil"),
    [
        ("zonder-kosten", lambda method: method.costs.all().delete()),
        ("zonder-materiaal", lambda method: MethodMaterial.objects.filter(method=method).delete()),
        ("zonder-onderdelen", lambda method: MethodPage.objects.filter(pk=method.pk).update(parts=[])),
    ],
)
def test_a_method_that_lacks_something(index: MethodIndexPage, key: str, spoil: Any) -> None:
    complete_method(index)
    method = complete_method(index, title="Half")
    spoil(MethodPage.objects.get(pk=method.pk))

    assert titles(key) == ["Half"]
    assert [found for found, count in count_work(TODAY).items() if count] == [key]


def test_a_method_that_nobody_judged(index: MethodIndexPage) -> None:
    complete_method(index)
    make_method(index, title="Onbekend")

    assert titles("zonder-oordeel") == ["Onbekend"]


def test_records_that_lack_something(index: MethodIndexPage) -> None:
    method = make_method(index, title="Wijktafel")
    make_evaluation(method, title="Zonder")
    make_evaluation(method, report="Titel (2024)")
    make_evaluation(method, report_url="https://example.org/rapport.pdf")
    make_use_case(method, title="Ongezien", organisation="Welzijn")
    make_use_case(method, is_checked=True)

    assert [(item.kind, item.title, item.note) for item in work("zonder-rapport")] == [
        ("Evaluatie", "Zonder", "Wijktafel")
    ]
    assert [(item.kind, item.title, item.note) for item in work("niet-gecontroleerd")] == [
        ("Toepassing", "Ongezien", "Welzijn")
    ]


def age(instance: Any, days: int) -> None:
    """Let the last change be some days ago."""
    then = timezone.now() - dt.timedelta(days=days)
    Revision.objects.filter(pk=instance.latest_revision_id).update(created_at=then)
    if isinstance(instance, MethodPage):
        MethodPage.objects.filter(pk=instance.pk).update(latest_revision_created_at=then)


@time_machine.travel("2026-11-24T10:00:00+01:00", tick=False)
def test_drafts_that_stay_behind(index: MethodIndexPage, person: Any) -> None:
    editor = person(Role.EDITOR)
    for days in (59, 62):
        method = make_method(index, title=f"Methode {days}", live=False)
        use_case = make_use_case(make_method(index), title="Oude titel", live=False)
        use_case.title = f"Toepassing {days}"
        for instance in (method, use_case):
            instance.save_revision(user=editor)
            age(instance, days)
    published = make_method(index)
    published.save_revision().publish()
    age(published, 100)

    assert [(item.title, item.days, item.note) for item in work("oude-concepten")] == [
        ("Methode 62", -62, "redacteur@example.org"),
        ("Toepassing 62", -62, "redacteur@example.org"),
    ]


@time_machine.travel("2026-11-24T10:00:00+01:00", tick=False)
def test_what_waits_says_for_whom_by_whom_and_since_when(index: MethodIndexPage, person: Any) -> None:
    editor, reviewer = person(Role.EDITOR), person(Role.REVIEWER)
    method = make_method(index, title="Wijktafel", live=False)
    use_case = make_use_case(make_method(index), title="In de straat", live=False)
    for instance in (method, use_case):
        instance.save_revision(user=editor)
        instance.get_workflow().start(instance, editor)
    TaskState.objects.update(started_at=timezone.now() - dt.timedelta(days=12))

    waiting = work("wacht-op-beoordeling")
    assert sorted((item.kind, item.title, item.days, item.note) for item in waiting) == [
        ("Methode", "Wijktafel", -12, "Beoordeling door een beoordelaar – van redacteur@example.org"),
        ("Toepassing", "In de straat", -12, "Beoordeling door een beoordelaar – van redacteur@example.org"),
    ]
    assert {item.edit_url for item in waiting} == {
        reverse("wagtailadmin_pages:edit", args=[method.pk]),
        reverse("wagtailsnippets_knowledge_usecase:edit", args=[use_case.pk]),
    }

    use_case.current_workflow_task_state.reject(user=reviewer, comment="Wie vertelt dit?")

    assert titles("wacht-op-beoordeling") == ["Wijktafel"]
    assert [(item.title, item.days, item.note) for item in work("terug-bij-redacteur")] == [
        ("In de straat", 0, "Wie vertelt dit? – van redacteur@example.org")
    ]
    use_case.current_workflow_state.cancel(user=editor)
    assert titles("terug-bij-redacteur") == []


def test_a_page_that_links_to_something_that_is_gone(index: MethodIndexPage) -> None:
    document = Document.objects.create(title="Draaiboek", file=ContentFile(b"tekst", name="draaiboek.txt"))
    target = make_method(index)
    link = f'<p><a linktype="document" id="{document.pk}">Draaiboek</a> <a linktype="page" id="{target.pk}">Zie</a></p>'
    make_method(index, title="Verwijst", risks=link)
    refresh_references()
    assert titles("kapotte-verwijzing") == []

    document.delete()
    refresh_references()
    assert titles("kapotte-verwijzing") == ["Verwijst"]
    MethodPage.objects.filter(title="Verwijst").update(risks=link.partition("</a>")[2])
    refresh_references()
    assert titles("kapotte-verwijzing") == []
    MethodPage.objects.get(pk=target.pk).delete()
    refresh_references()
    assert titles("kapotte-verwijzing") == ["Verwijst"]


def test_every_rule_has_words_and_a_key_of_its_own() -> None:
    assert len({rule.key for rule in RULES}) == len(RULES)
    assert all(rule.title and rule.why and rule.section for rule in RULES)
    assert rule_of("bestaat-niet") is None
    # A section is one block on the board.
    names = [str(section.title) for section in sections(dict.fromkeys((rule.key for rule in RULES), 0))]
    assert len(names) == len(set(names))


# --- The board -------------------------------------------------------------------------------------------------------


def test_who_may_see_it() -> None:
    allowed = {role for role in Role if can_see_backlog(Viewer(user_id=1, roles=frozenset({role})))}

    assert allowed == {Role.EDITOR, Role.REVIEWER, Role.ADMINISTRATOR}
    assert not can_see_backlog(Viewer())


def test_the_board_counts_and_leads_to_the_lists(index: MethodIndexPage, enter: Any) -> None:
    make_method(index, title="Half")
    client = enter(Role.EDITOR)

    board = client.get(BOARD).content.decode()
    listed = client.get(BOARD, {"onderwerp": "zonder-kosten"}).content.decode()

    assert 'href="?onderwerp=zonder-kosten"' in board
    assert 'href="?onderwerp=zonder-rapport"' not in board
    assert "Bezoekers kunnen de kosten niet vergelijken." in board
    assert "Half" in listed
    assert "Bezoekers kunnen de kosten niet vergelijken." in listed
    assert 'href="/beheer/werkvoorraad/#onvolledig"' in client.get("/beheer/").content.decode()


def on_home_page(client: Client) -> str:
    """The panel of the board on the first page of the CMS, as words with single spaces."""
    page = client.get("/beheer/").content.decode()
    panel = page.partition('id="werkvoorraad')[2].partition("</section>")[0]
    return " ".join(re.sub(r"<[^>]*>", " ", panel.partition(">")[2]).split())


@time_machine.travel(f"{TODAY}T10:00:00+01:00", tick=False)
def test_the_home_page_counts_what_is_due_and_tells_the_rest_apart(index: MethodIndexPage, enter: Any) -> None:
    client = enter(Role.EDITOR)
    for number in range(3):
        complete_method(index, title=f"Ooit {number}", review_on=None)
    complete_method(index, review_on=TODAY + dt.timedelta(days=5))

    calm = on_home_page(client)
    assert "Goed gedaan: niets wacht op iemand en niets is over tijd. Kan later:" in calm
    assert "Opnieuw bekijken (1), Zonder datum (3)" in calm

    complete_method(index, review_on=TODAY)
    late = complete_method(index)
    judge(late, Axis.RECOGNITION, "goed-onderbouwd", on="2020-01-01", valid_until=TODAY - dt.timedelta(days=1))
    busy = on_home_page(client)
    assert "Nu te doen Aantal Nu te bekijken 1 Erkenning is verlopen 1 Kan later:" in busy
    assert "Opnieuw bekijken (1), Zonder datum (3)" in busy
    assert 'href="/beheer/werkvoorraad/?onderwerp=bekijken-nu"' in client.get("/beheer/").content.decode()


def test_an_empty_board_says_well_done(enter: Any, index: MethodIndexPage) -> None:
    client = enter(Role.REVIEWER)

    assert "Goed gedaan: er ligt niets. Alles is compleet" in client.get(BOARD).content.decode()
    empty = client.get(BOARD, {"onderwerp": "zonder-kosten"}).content.decode()
    assert "Goed gedaan: hier is niets meer te doen." in empty
    assert "Goed gedaan: er ligt niets." in client.get("/beheer/").content.decode()


def test_long_lists_have_pages(enter: Any, index: MethodIndexPage) -> None:
    method = make_method(index)
    for number in range(27):
        make_evaluation(method, title=f"Onderzoek {number:02}")
    client = enter(Role.EDITOR)

    first = client.get(BOARD, {"onderwerp": "zonder-rapport"}).content.decode()
    last = client.get(BOARD, {"onderwerp": "zonder-rapport", "p": "2"}).content.decode()

    assert (first.count("Onderzoek "), last.count("Onderzoek ")) == (25, 2)
    assert "onderwerp=zonder-rapport" in first.partition("p=2")[0].rpartition("<a")[2] + first.partition("p=2")[2][:60]
    assert "Onderzoek 26" in last


@pytest.mark.parametrize("query", ["onderwerp=bestaat-niet", "onderwerp=zonder-kosten&p=999", "p=x"])
def test_an_address_that_makes_no_sense_still_answers(enter: Any, index: MethodIndexPage, query: str) -> None:
    make_method(index)

    assert enter(Role.EDITOR).get(f"{BOARD}?{query}").status_code == 200
    assert enter(Role.EDITOR).get(f"{DOWNLOAD}?{query}").status_code == 200


def test_looking_is_all_that_one_can_do(enter: Any, index: MethodIndexPage) -> None:
    assert enter(Role.EDITOR).post(BOARD).status_code == 405
    assert enter(Role.EDITOR).post(DOWNLOAD).status_code == 405


@time_machine.travel("2026-11-24T10:00:00+01:00", tick=False)
def test_the_download_opens_in_a_spreadsheet_and_runs_nothing(
    enter: Any, index: MethodIndexPage, settings: Any
) -> None:
    method = make_method(index, title="=1+1; een naam", review_on=dt.date(2026, 11, 20))
    editor = enter(Role.EDITOR)
    answer = editor.get(DOWNLOAD, {"onderwerp": "bekijken-nu"})

    text = answer.content.decode("utf-8-sig")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="werkvoorraad-bekijken-nu-2026-11-24.csv"'
    [line] = list(csv.DictReader(text.splitlines(), delimiter=";"))
    assert (line["Onderwerp"], line["Soort"], line["Datum"]) == ("Nu te bekijken", "Methode", "2026-11-20")
    assert line["Titel"].endswith("1+1; een naam")
    assert not line["Titel"].startswith("=")
    assert line["Bewerken"] == f"http://testserver/beheer/pages/{method.pk}/edit/"
    settings.ALLOWED_HOSTS, settings.SITE_URL = ["elders.example"], "https://kennis.example"
    elsewhere = editor.get(DOWNLOAD, {"onderwerp": "bekijken-nu"}, headers={"host": "elders.example"})
    assert f"https://kennis.example/beheer/pages/{method.pk}/edit/" in elsewhere.content.decode()
    settings.ALLOWED_HOSTS = ["testserver"]
    everything = editor.get(DOWNLOAD).content.decode("utf-8-sig")
    assert {row["Onderwerp"] for row in csv.DictReader(everything.splitlines(), delimiter=";")} == {
        "Nu te bekijken",
        "Methoden zonder oordeel",
        "Methoden zonder bedrag",
        "Methoden zonder vaste en vrije onderdelen",
        "Methoden zonder materiaal",
    }


def queries(client: Client, path: str, **query: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(path, query).status_code == 200
    return len(captured)


@pytest.mark.parametrize("key", ["", "zonder-rapport", "niet-gecontroleerd"])
def test_the_board_asks_as_much_of_the_database_for_thirty_as_for_one(
    enter: Any, index: MethodIndexPage, key: str
) -> None:
    client = enter(Role.EDITOR)
    method = make_method(index)
    make_evaluation(method)
    make_use_case(method)
    client.get(BOARD, {"onderwerp": key})
    before = queries(client, BOARD, onderwerp=key)

    for _number in range(29):
        make_evaluation(method)
        make_use_case(method)

    assert queries(client, BOARD, onderwerp=key) == before <= 15
    assert Evaluation.objects.count() == UseCase.objects.count() == 30
