"""The log in the CMS: what is in it, who reads it, how it is searched and downloaded."""

import csv
import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from accounts.models import User
from agenda.models import ContentPage
from common.access import ANONYMOUS, Role, Viewer
from common.activity.models import Activity
from common.activity.permissions import can_see_activity
from common.activity.services import record
from common.mail.enums import MailState
from common.mail.services import cancel, retry
from knowledge.enums import Scheme
from tests.accounts.helpers import make_account, sign_in_as
from tests.common.mail.helpers import queued
from tests.common.mail.test_outbox import ended
from tests.knowledge.factories import make_concept

pytestmark = pytest.mark.django_db

LOG = "/beheer/logboek/"
FILE = f"{LOG}lijst.csv"


@pytest.fixture
def administrator() -> User:
    return make_account("beheerder@example.org", Role.ADMINISTRATOR)


@pytest.fixture
def cms(client: Client, administrator: User) -> Client:
    sign_in_as(client, administrator)
    return client


def page(client: Client, path: str = LOG) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def told(verb: str) -> list[Activity]:
    return list(Activity.objects.filter(verb=verb).order_by("pk"))


def make_page(title: str = "Over ons", slug: str = "over-ons") -> ContentPage:
    made: ContentPage = Page.get_first_root_node().add_child(
        instance=ContentPage(title=title, slug=slug, intro="Kort.")
    )
    return made


# --- What is recorded ------------------------------------------------------------------------------------------------


def test_what_the_cms_does_with_a_page_is_told_once(cms: Client, administrator: User) -> None:
    made = make_page()
    public_id = made.public_id
    made.save_revision(user=administrator, log_action=True).publish(user=administrator)

    cms.post(f"/beheer/pages/{made.pk}/unpublish/", REMOTE_ADDR="203.0.113.9")
    cms.post(f"/beheer/pages/{made.pk}/delete/")

    for verb, origin in (
        ("wagtail.publish", "server"),
        ("wagtail.unpublish", "203.0.113.0/24"),
        ("wagtail.delete", "127.0.0.0/24"),
    ):
        rows = told(verb)
        assert [(row.about, row.actor_id, row.origin) for row in rows] == [
            (f"agenda.contentpage:{public_id}", administrator.pk, origin)
        ], verb


def test_a_snippet_in_the_cms_is_told_too(cms: Client, administrator: User) -> None:
    concept = make_concept(Scheme.SETTING, "school")

    cms.post(f"/beheer/snippets/knowledge/concept/delete/{concept.pk}/")

    assert [(row.about, row.actor_id) for row in told("wagtail.delete")] == [
        (f"knowledge.concept:{concept.pk}", administrator.pk)
    ]


def test_mail_that_somebody_touches_is_told_and_what_is_refused_is_not(cms: Client, administrator: User) -> None:
    failed, waiting = ended(queued("a@example.org"), MailState.FAILED), queued("b@example.org")

    cms.post(f"/beheer/postvak-uit/{failed.pk}/opnieuw/")
    cms.post(f"/beheer/postvak-uit/{failed.pk}/opnieuw/")
    cms.post(f"/beheer/postvak-uit/{waiting.pk}/tegenhouden/")

    expected = {"mail.retried": failed, "mail.cancelled": waiting}
    for verb, mail in expected.items():
        assert [(row.about, row.actor_id) for row in told(verb)] == [
            (f"common.outgoingmail:{mail.pk}", administrator.pk)
        ]


def test_no_row_holds_what_was_typed(cms: Client) -> None:
    mail = queued("geheim@example.org", subject="Zeer geheim")
    cancel(mail=mail)
    retry(mail=mail)
    make_page("Zeer geheim", "geheim").save_revision(log_action=True).publish()
    cms.post("/account/login/", {"login": "geheim@example.org", "password": "geheim"})

    assert Activity.objects.count() >= 4
    for row in Activity.objects.values_list():
        assert "geheim" not in str(row).lower()


# --- Who reads it ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [None, *Role])
def test_the_rule_and_the_query_select_the_same_rows(role: Role | None) -> None:
    record(verb="mail.retried")
    viewer = Viewer(user_id=1, roles=frozenset({role} if role else ()))

    assert can_see_activity(viewer) is (role is Role.ADMINISTRATOR)
    assert Activity.objects.visible_to(viewer).exists() is can_see_activity(viewer)
    assert not Activity.objects.visible_to(ANONYMOUS).exists()


@pytest.mark.parametrize("role", [Role.EDITOR, Role.REVIEWER])
def test_other_roles_in_the_cms_see_no_log(client: Client, role: Role) -> None:
    sign_in_as(client, make_account("collega@example.org", role))
    made = make_page()

    for path in (LOG, f"{LOG}resultaten/"):
        assert client.get(path).status_code == 302
    assert client.post(FILE).headers["Location"] == "/beheer/"
    assert told("activity.exported") == []
    for path in ("/beheer/", f"/beheer/pages/{made.pk}/edit/"):
        assert LOG not in page(client, path)


def test_a_beheerder_finds_the_log_in_the_menu_and_at_every_object(cms: Client, administrator: User) -> None:
    made, concept = make_page(), make_concept(Scheme.SETTING, "school")

    assert f'"{LOG}"' in page(cms, "/beheer/")
    assert f"{LOG}?about=agenda.contentpage%3A{made.public_id}" in page(cms, f"/beheer/pages/{made.pk}/edit/")
    assert f"{LOG}?about=knowledge.concept%3A{concept.pk}" in page(cms, "/beheer/snippets/knowledge/concept/")
    assert f"{LOG}?about=accounts.user%3A{administrator.pk}" in page(cms, "/beheer/users/")


# --- The list --------------------------------------------------------------------------------------------------------


def test_an_empty_choice_says_so(cms: Client) -> None:
    assert "Niets in het logboek past bij wat u zoekt." in page(cms, f"{LOG}?about=common.outgoingmail:1")


def test_the_list_tells_in_words(cms: Client, administrator: User) -> None:
    made = make_page("De Wijktafel", "wijktafel")
    record(verb="wagtail.publish", about=made, actor=administrator, codes=["rows:2"])

    html = page(cms, f"{LOG}?about=agenda.contentpage:{made.public_id}")

    for text in ("Nienke van Dam", "Publiceren", ": De Wijktafel", "rows:2", "server", "gelukt"):
        assert text in html, text


def test_what_is_gone_is_named_by_its_identifier(cms: Client) -> None:
    mail = queued()
    record(verb="mail.retried", about=mail, actor=User(pk=987654))
    was = mail.pk
    mail.delete()

    html = page(cms)

    assert f"Mail: {was} (bestaat niet meer)" in html
    assert "987654 (bestaat niet meer)" in html


def test_who_has_no_account_is_the_site_or_a_visitor(cms: Client) -> None:
    record(verb="mail.retried")
    Client().post("/account/login/", {"login": "onbekend@example.org", "password": "fout"})

    html = page(cms)

    for who in ("de site zelf", "een bezoeker"):
        assert f"\n{who}\n" in tidy(html)
    assert "(leeg)" not in html


@pytest.fixture
def rows(administrator: User) -> dict[str, Any]:
    """One act of everybody, with mail as the object."""
    other = make_account("ander@example.org")
    mail = queued()
    record(verb="mail.retried", about=mail, actor=administrator)
    record(verb="mail.cancelled", about=other, actor=other)
    return {"mail": mail, "other": other}


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("verb=mail.retried", {"Mail opnieuw verstuurd"}),
        ("verb=bestaat-niet", {"Mail opnieuw verstuurd", "Mail tegengehouden"}),
        ("who=ANDER%40example.org", {"Mail tegengehouden"}),
        ("who=niemand%40example.org", set()),
        ("about_type=common.outgoingmail", {"Mail opnieuw verstuurd"}),
        ("about=common.outgoingmail:{mail.pk}", {"Mail opnieuw verstuurd"}),
        ("about=%00", {"Mail opnieuw verstuurd", "Mail tegengehouden"}),
        ("actor={other.pk}", {"Mail tegengehouden"}),
        ("actor=99999999999999999999999", set()),
        ("at_from=2200-01-01", set()),
        ("at_to=2000-01-01", set()),
        ("at_from=gisteren", {"Mail opnieuw verstuurd", "Mail tegengehouden"}),
        ("result=refused", set()),
        ("p=99", {"Mail opnieuw verstuurd", "Mail tegengehouden"}),
    ],
)
def test_the_list_is_narrowed(cms: Client, rows: dict[str, Any], question: str, shown: set[str]) -> None:
    html = page(cms, f"{LOG}resultaten/?{question.format(**rows)}")

    assert {text for text in ("Mail opnieuw verstuurd", "Mail tegengehouden") if f"\n{text}\n" in tidy(html)} == shown


def tidy(html: str) -> str:
    """Each text of a cell on a line of its own."""
    return "\n".join(line.strip() for line in html.replace("<", "\n<").replace(">", ">\n").split("\n"))


def test_thirty_rows_take_as_many_queries_as_one(cms: Client) -> None:
    record(verb="mail.retried", about=queued("0@example.org"))
    cms.get(LOG)
    with CaptureQueriesContext(connection) as one:
        cms.get(LOG)
    for number in range(1, 30):
        record(verb="mail.retried", about=queued(f"{number}@example.org"), actor=make_account(f"{number}@example.com"))
    with CaptureQueriesContext(connection) as thirty:
        cms.get(LOG)

    assert len(thirty) == len(one)


def test_a_page_has_fifty_rows(cms: Client) -> None:
    mail = queued()
    for _number in range(51):
        record(verb="mail.retried", about=mail)
    question = f"{LOG}resultaten/?about=common.outgoingmail:{mail.pk}"

    assert [page(cms, f"{question}&p={number}").count("<tr") - 1 for number in (1, 2)] == [50, 1]


# --- The file --------------------------------------------------------------------------------------------------------


def test_the_chosen_rows_are_downloaded_and_that_is_told(
    cms: Client, administrator: User, rows: dict[str, Any]
) -> None:
    response = cms.post(f"{FILE}?verb=mail.retried", REMOTE_ADDR="203.0.113.9")

    text = response.content.decode("utf-8-sig")
    heading, *lines = csv.reader(io.StringIO(text), delimiter=";")
    assert heading[:4] == ["Wanneer", "Account", "Wie", "Wat"]
    assert [line[1:6] for line in lines] == [
        [
            str(administrator.pk),
            "Nienke van Dam",
            "Mail opnieuw verstuurd",
            f"common.outgoingmail:{rows['mail'].pk}",
            f"Mail: {rows['mail']}",
        ]
    ]
    assert response.headers["Content-Disposition"].startswith('attachment; filename="logboek-')
    assert [(row.actor_id, row.codes, row.origin) for row in told("activity.exported")] == [
        (administrator.pk, "rows:1", "203.0.113.0/24")
    ]


def test_a_name_that_looks_like_a_formula_stays_text(cms: Client) -> None:
    account = make_account("=1+1@example.org")
    account.first_name = "=HYPERLINK(1)"
    account.save()
    record(verb="mail.retried", actor=account)

    assert ";'=HYPERLINK(1) van Dam;" in cms.post(FILE).content.decode()
