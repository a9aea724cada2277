"""What is kept no longer goes at night, by rule, and the report proves it."""

import csv
import datetime as dt
import io
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db.models import QuerySet
from django.test import Client, override_settings
from django.utils import timezone

from common.activity.services import record
from common.mail.enums import MailState
from common.mail.models import OutgoingMail
from common.privacy import registry
from common.privacy.contracts import RetentionRule
from common.privacy.models import RetentionRun
from common.privacy.registry import register_rule
from common.privacy.retention import apply, is_due, preview, run_nightly, run_now
from search.models import AskedQuestion
from tests.common.mail.helpers import queued

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 11, 24, 3, 0, tzinfo=dt.UTC)


def old_mails(*days: int) -> None:
    """Sent mails of so many days ago."""
    for number, age in enumerate(days):
        mail = queued(f"n{number}@example.org")
        OutgoingMail.objects.filter(pk=mail.pk).update(
            state=MailState.SENT, finished_at=NOW, created_at=NOW - dt.timedelta(days=age)
        )


def line(run: RetentionRun, rule: str) -> dict[str, Any]:
    return next(each for each in run.report if each["rule"] == rule)


@time_machine.travel(NOW, tick=False)
def test_the_report_says_what_went_and_what_is_still_held() -> None:
    old_mails(364, 365, 366, 400)

    run = run_now()

    assert line(run, "mail.row") == {
        "rule": "mail.row",
        "model": "common.OutgoingMail",
        "label": "dat de mail is verstuurd",
        "days": 365,
        "erased": 3,
        "held": 1,
        "earliest": "2026-11-25",
        "failed": False,
    }
    assert OutgoingMail.objects.count() == 1
    assert (run.erased, run.failed, run.is_sealed) == (3, False, True)
    assert {each["rule"] for each in run.report} == {rule.name for rule in registry.rules()}


@time_machine.travel(NOW, tick=False)
def test_a_dry_run_counts_the_same_and_erases_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    old_mails(366, 400)
    counted = {each.rule: each.erased for each in preview()}

    call_command("privacy_retention", "--dry-run")
    assert "mail.row;common.OutgoingMail;365;2;0;" in capsys.readouterr().out
    assert (OutgoingMail.objects.count(), RetentionRun.objects.count()) == (2, 0)

    call_command("privacy_retention")
    assert "mail.row;common.OutgoingMail;365;2;0;" in capsys.readouterr().out
    assert {each["rule"]: each["erased"] for each in RetentionRun.objects.get().report} == counted
    assert OutgoingMail.objects.count() == 0


@time_machine.travel(NOW, tick=False)
@override_settings(RETENTION_DAYS={"mail.row": 10})
def test_the_term_of_the_organisation_counts() -> None:
    old_mails(9, 11)

    assert apply("mail.row") == 1


@time_machine.travel(NOW, tick=False)
def test_a_day_counts_until_its_end() -> None:
    today = timezone.localdate()
    for days in (396, 397):
        AskedQuestion.objects.create(digest="x", day=today - dt.timedelta(days=days), outcome="found", asked=1)

    run = run_now()

    assert (line(run, "search.question")["erased"], line(run, "search.question")["held"]) == (1, 1)
    assert line(run, "search.question")["earliest"] == today.isoformat()


def test_it_runs_once_a_night() -> None:
    with time_machine.travel("2026-11-24T00:30:00Z"):
        assert not is_due()
    with time_machine.travel("2026-11-24T01:00:00Z"):
        assert is_due()
        run_nightly.call()
        assert (is_due(), run_nightly.call()) == (False, 0)
    with time_machine.travel("2026-11-25T23:00:00Z"):
        assert not is_due(), "after midnight it is not yet quiet"
    with time_machine.travel("2026-11-26T09:00:00Z"):
        assert is_due(), "a worker that was away catches up"
    assert RetentionRun.objects.count() == 1


def test_more_rows_than_a_part_go_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("common.privacy.retention.BATCH", 3)
    with time_machine.travel(NOW, tick=False):
        old_mails(*range(366, 374))
        assert apply("mail.row") == 8


def test_a_rule_that_fails_is_told_and_keeps_no_other(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(registry, "_rules", dict(registry._rules))

    def fails(rows: QuerySet[Any]) -> int:
        raise RuntimeError("kapot")

    register_rule(RetentionRule("a.first", "common.OutgoingMail", "eerst", 1, since="created_at", erase=fails))
    with time_machine.travel(NOW, tick=False):
        old_mails(400)
        with pytest.raises(CommandError):
            call_command("privacy_retention")

    run = RetentionRun.objects.get()
    assert (line(run, "a.first")["failed"], run.failed) == (True, True)
    assert line(run, "mail.row")["erased"] == 1
    assert "a.first could not be applied" in caplog.text


def test_a_report_that_was_changed_shows() -> None:
    first, second, third = run_now(), run_now(), run_now()
    assert all(run.is_sealed for run in (first, second, third))

    second.report = [*second.report[1:]]
    assert not second.is_sealed
    RetentionRun.objects.filter(pk=second.pk).delete()
    assert (first.is_sealed, third.is_sealed) == (True, False)


def test_a_beheerder_reads_the_reports(admin_client: Client) -> None:
    assert "De eerste keer is komende nacht." in admin_client.get("/beheer/opschoningen/").content.decode()
    with time_machine.travel(NOW, tick=False):
        old_mails(400)
        run = run_now()

    listed = admin_client.get("/beheer/opschoningen/").content.decode()
    page = admin_client.get(f"/beheer/opschoningen/{run.pk}/").content.decode()
    sheet = admin_client.get(f"/beheer/opschoningen/{run.pk}/verslag.csv").content.decode("utf-8-sig")

    assert f'href="/beheer/opschoningen/{run.pk}/"' in listed
    assert "klopt: het verslag is zoals de site het schreef" in page
    rows = list(csv.reader(io.StringIO(sheet), delimiter=";"))
    assert ["mail.row", "dat de mail is verstuurd", "365", "1", "0", ""] in rows
    assert len(rows) == len(registry.rules()) + 2


def test_the_log_keeps_what_is_not_over() -> None:
    with time_machine.travel("2023-01-01T12:00:00Z"):
        record(verb="mail.retried")
    with time_machine.travel("2026-01-01T12:00:00Z"):
        record(verb="mail.cancelled")

    with time_machine.travel("2026-01-02T12:00:00Z"):
        run = run_now()

    assert (line(run, "activity.row")["erased"], line(run, "activity.row")["held"]) == (1, 1)
    assert line(run, "activity.row")["earliest"] == "2028-12-31"
