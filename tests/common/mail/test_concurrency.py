"""Several workers on PostgreSQL, in transactions that really run at the same time."""

from collections import Counter

import pytest
from django.db import transaction

from common.mail.enums import MailState
from common.mail.models import OutgoingMail
from common.mail.worker import drain
from tests.common.mail.helpers import queued
from tests.common.mail.transport import ScriptedTransport
from tests.services.postgres import at_the_same_time

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

WORKERS = 4


def test_workers_side_by_side_send_every_mail_once(server: type[ScriptedTransport]) -> None:
    for number in range(200):
        queued(f"{number}@example.org")

    reports = at_the_same_time(*[drain] * WORKERS)

    assert Counter(message.to[0] for message in server.accepted) == Counter(f"{n}@example.org" for n in range(200))
    assert sum(report.sent for report in reports) == 200
    assert set(OutgoingMail.objects.values_list("state", "attempts")) == {(MailState.SENT, 1)}


def test_a_mail_that_another_worker_is_claiming_is_passed_over(server: type[ScriptedTransport]) -> None:
    first, _second = queued("een@example.org"), queued("twee@example.org")

    with transaction.atomic():
        OutgoingMail.objects.select_for_update().get(pk=first.pk)
        at_the_same_time(drain)
        assert server.tried == ["twee@example.org"]


def test_the_same_mail_asked_for_at_the_same_time_is_one_row() -> None:
    mails = at_the_same_time(*[lambda: queued("een@example.org")] * 8)

    assert len({mail.pk for mail in mails}) == 1
    assert OutgoingMail.objects.count() == 1
