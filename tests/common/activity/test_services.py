"""Recording an act: what a row holds, that it is true to the transaction, and that nothing changes or removes it."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import Page

from agenda.models import ContentPage
from common.activity.enums import Result
from common.activity.models import Activity, AppendOnlyError
from common.activity.origin import ActivityMiddleware, network_of
from common.activity.services import record
from common.privacy.retention import apply
from tests.accounts.helpers import make_account
from tests.common.mail.helpers import queued

pytestmark = pytest.mark.django_db

VERB = "mail.retried"


def asked_by(user: Any, address: str, **record_arguments: Any) -> Activity:
    """The row that a view writes for a request of `user` from `address`."""
    request = RequestFactory().post("/", REMOTE_ADDR=address)
    request.user = user

    def view(request: HttpRequest) -> HttpResponse:
        record(verb=VERB, **record_arguments)
        return HttpResponse()

    ActivityMiddleware(view)(request)
    return Activity.objects.order_by("pk").last()  # type: ignore[return-value]


def test_a_row_says_who_did_what_to_what_when_from_where_and_how_it_ended() -> None:
    user, mail = make_account(), queued()
    with time_machine.travel(dt.datetime(2026, 11, 24, 9, 0, tzinfo=dt.UTC), tick=False):
        row = asked_by(user, "203.0.113.77", about=mail, codes=["rows:3", "+beheerder"], result=Result.REFUSED)

    assert (row.actor_id, row.verb, row.about, row.codes, row.origin, row.result) == (
        user.pk,
        VERB,
        f"common.outgoingmail:{mail.pk}",
        "rows:3 +beheerder",
        "203.0.113.0/24",
        "refused",
    )
    assert row.at == dt.datetime(2026, 11, 24, 9, 0, tzinfo=dt.UTC)
    assert row.keep_until == row.at + dt.timedelta(days=1095)


def test_without_a_request_it_is_the_server_and_nobody() -> None:
    record(verb=VERB)

    row = Activity.objects.get()
    assert (row.actor_id, row.origin, row.about, row.result) == (None, "server", "", "done")


def test_a_visitor_is_nobody_and_an_address_that_cannot_be_read_is_unknown() -> None:
    row = asked_by(AnonymousUser(), "")

    assert (row.actor_id, row.origin) == (None, "onbekend")


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("198.51.100.7", "198.51.100.0/24"),
        ("::ffff:198.51.100.7", "198.51.100.0/24"),
        ("2001:db8:aaaa:bbbb:cccc::1", "2001:db8:aaaa::/48"),
    ],
)
def test_of_an_address_only_the_network_is_kept(address: str, network: str) -> None:
    assert network_of(address) == network


@given(address=st.ip_addresses())
def test_no_network_is_smaller_than_a_place(address: Any) -> None:
    kept = network_of(str(address))

    assert kept.endswith(("/24", "/48"))
    assert "." not in kept or kept.split("/")[0].endswith(".0")


def test_an_object_is_known_by_its_permanent_identifier() -> None:
    page = ContentPage(title="Over ons", slug="over-ons", intro="Kort.")
    Page.get_first_root_node().add_child(instance=page)

    record(verb=VERB, about=page)

    assert Activity.objects.order_by("-pk")[0].about == f"agenda.contentpage:{page.public_id}"


def test_what_is_rolled_back_was_never_done() -> None:
    with transaction.atomic():
        record(verb=VERB)
        transaction.set_rollback(True)

    assert not Activity.objects.exists()


def test_an_unknown_act_is_refused() -> None:
    with pytest.raises(LookupError, match=r"The verb mail\.burned is not registered\."):
        record(verb="mail.burned")


@pytest.mark.parametrize("code", ["Nienke", "nienke@example.org", "een zin", "", "a\nb", "é"])
def test_names_addresses_and_sentences_are_no_codes(code: str) -> None:
    with pytest.raises(ValueError, match="A code has small letters"):
        record(verb=VERB, codes=[code])

    assert not Activity.objects.exists()


def test_the_site_changes_and_removes_nothing() -> None:
    record(verb=VERB)
    row = Activity.objects.get()

    for change in (
        row.save,
        row.delete,
        Activity.objects.all().delete,
        lambda: Activity.objects.update(verb="mail.cancelled"),
        lambda: Activity.objects.bulk_update([row], ["verb"]),
    ):
        with pytest.raises(AppendOnlyError):
            change()
    assert Activity.objects.get().verb == VERB


def run_sql(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_database_refuses_a_change_by_another_way() -> None:
    record(verb=VERB)

    with pytest.raises(DatabaseError, match="only added to"):
        run_sql("UPDATE common_activity SET verb = 'mail.cancelled'")
    assert Activity.objects.get().verb == VERB


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite empties a table by deleting its rows")
def test_postgresql_keeps_a_row_until_its_term_is_over() -> None:
    with time_machine.travel("2020-01-01"):
        record(verb=VERB)
    record(verb="mail.cancelled")

    with pytest.raises(DatabaseError, match="only added to"):
        run_sql("DELETE FROM common_activity")
    run_sql("DELETE FROM common_activity WHERE keep_until < now()")
    assert Activity.objects.get().verb == "mail.cancelled"


def test_the_log_forgets_rows_whose_term_is_over_and_no_other(settings: Any) -> None:
    settings.ACTIVITY_RETENTION_DAYS = 30
    with time_machine.travel("2026-01-01T12:00:00Z"):
        record(verb=VERB)
    with time_machine.travel("2026-01-02T12:00:00Z"):
        record(verb="mail.cancelled")

    with time_machine.travel("2026-01-31T11:59:59Z"):
        assert apply("activity.row") == 0
    with time_machine.travel("2026-01-31T12:00:01Z"):
        assert (apply("activity.row"), apply("activity.row")) == (1, 0)
    assert Activity.objects.get().verb == "mail.cancelled"


def test_a_shorter_term_counts_for_what_is_written_from_then_on(settings: Any) -> None:
    with time_machine.travel("2026-01-01T12:00:00Z", tick=False):
        record(verb=VERB)
        settings.ACTIVITY_RETENTION_DAYS = 1
        record(verb=VERB)

    kept = [row.keep_until - row.at for row in Activity.objects.order_by("pk")]
    assert kept == [dt.timedelta(days=1095), dt.timedelta(days=1)]
