"""Several workers on PostgreSQL, in transactions that really run at the same time."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction

from common.mail.enums import MailState
from common.mail.models import OutgoingMail
from common.mail.worker import drain
from tests.common.mail.helpers import queued
from tests.common.mail.transport import ScriptedTransport

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

WORKERS = 4


def at_the_same_time(work: Callable[[], Any], times: int = WORKERS) -> list[Any]:
    """Run `work` in threads with a database connection each."""

    def in_thread(number: int) -> Any:
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(in_thread, range(times)))


def test_workers_side_by_side_send_every_mail_once(server: type[ScriptedTransport]) -> None:
    for number in range(200):
        queued(f"{number}@example.org")

    reports = at_the_same_time(drain)

    assert Counter(message.to[0] for message in server.accepted) == Counter(f"{n}@example.org" for n in range(200))
    assert sum(report.sent for report in reports) == 200
    assert set(OutgoingMail.objects.values_list("state", "attempts")) == {(MailState.SENT, 1)}


def test_a_mail_that_another_worker_is_claiming_is_passed_over(server: type[ScriptedTransport]) -> None:
    first, _second = queued("een@example.org"), queued("twee@example.org")

    with transaction.atomic():
        OutgoingMail.objects.select_for_update().get(pk=first.pk)
        at_the_same_time(drain, times=1)
        assert server.tried == ["twee@example.org"]


def test_the_same_mail_asked_for_at_the_same_time_is_one_row() -> None:
    mails = at_the_same_time(lambda: queued("een@example.org"), times=8)

    assert len({mail.pk for mail in mails}) == 1
    assert OutgoingMail.objects.count() == 1
