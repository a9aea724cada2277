"""Workers that are killed at random: every mail arrives, and comes twice only when the worker could not have known."""

from pathlib import Path

import pytest

from common.mail.enums import MailState
from common.mail.models import OutgoingMail
from tests.common.mail.crash import run
from tests.services.smtp import UNKNOWN


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize(
    ("mails", "kills", "lease"), [(150, 6, 4.0), pytest.param(2000, 20, 8.0, marks=pytest.mark.endurance)]
)
def test_every_mail_arrives_and_only_a_kill_makes_one_come_twice(
    tmp_path: Path, record_property: object, mails: int, kills: int, lease: float
) -> None:
    result = run(tmp_path, mails=mails, kills=kills, lease=lease, seed=mails)

    rows = list(OutgoingMail.objects.all())
    unknown = {row.message_id for row in rows if row.recipient.startswith(UNKNOWN)}
    assert {row.state for row in rows if row.message_id in unknown} == {MailState.FAILED}
    assert {row.state for row in rows if row.message_id not in unknown} == {MailState.SENT}
    assert set(result.arrivals()) == {row.message_id for row in rows} - unknown
    assert result.killed == kills
    assert result.doubles() == result.explained_doubles()
    assert result.longest_wait() < 2 * lease
    print(  # noqa: T201
        f"{mails} mails in {result.seconds:.1f} s, {kills} kills, {len(result.kills)} with a mail in flight,"
        f" {result.doubles().total()} doubles, longest wait {result.longest_wait():.1f} s of {2 * lease:.0f}"
    )
