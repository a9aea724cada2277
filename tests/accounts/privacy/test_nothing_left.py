"""Of many people some are erased: nothing of them is found anywhere, and everything of the others still is."""

import logging
from typing import Any

import pytest

from accounts.privacy import services
from accounts.privacy.models import ErasureRequest
from common.mail.models import OutgoingMail
from common.privacy.retention import run_now
from tests.accounts.privacy.population import ask_for, found_in_files, found_in_tables, people_in, populate

pytestmark = pytest.mark.django_db

PEOPLE, ERASED = 120, 30


def test_nothing_of_the_erased_is_left_and_all_of_the_others(
    caplog: pytest.LogCaptureFixture, django_capture_on_commit_callbacks: Any
) -> None:
    users = populate(PEOPLE)
    everybody, erased = set(range(PEOPLE)), set(range(0, PEOPLE, PEOPLE // ERASED))
    before = found_in_tables()
    assert people_in(before) == everybody
    assert len(before) >= 12, "the marks are in the tables that hold people"
    assert people_in(found_in_files()) == set(range(0, PEOPLE, 20))
    ask_for(users[number] for number in sorted(erased))
    caplog.set_level(logging.DEBUG)

    with django_capture_on_commit_callbacks(execute=True):
        assert services.work() == ERASED
        run = run_now()

    after = found_in_tables()
    assert people_in(after) == everybody - erased
    assert {table: numbers & erased for table, numbers in after.items() if numbers & erased} == {}
    assert after == {table: numbers - erased for table, numbers in before.items() if numbers - erased}
    assert people_in(found_in_files()) == set(range(0, PEOPLE, 20)) - erased
    assert "qzx" not in caplog.text
    assert not run.failed
    counts = [request.report["erased"] for request in ErasureRequest.objects.all()]
    assert len(counts) == ERASED
    assert sum(each["circles.JoinAnswer"] for each in counts) == ERASED
    # What was sent to them, that they asked for it, and the mail to somebody else that lost its text.
    assert sum(each["common.OutgoingMail"] for each in counts) == 3 * ERASED
    assert OutgoingMail.objects.filter(recipient="redactie@example.org", text="").count() == ERASED
