"""Whatever happens in whatever order: no mail is lost, none comes twice without a reason, and every row makes sense."""

import datetime as dt
from collections import Counter
from typing import Any

import pytest
import time_machine
from django.test import override_settings
from django.utils import timezone
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from common.mail.enums import ENDED, OPEN, STOPPED, WAITING, MailState
from common.mail.models import OutgoingMail
from common.mail.services import MailStateError, cancel, retry
from common.mail.worker import GIVE_UP_AFTER, drain
from common.privacy.retention import apply
from tests.common.mail.helpers import queued
from tests.common.mail.transport import ScriptedTransport, data_refused, recipient_refused

START = dt.datetime(2026, 11, 24, 9, 0, tzinfo=dt.UTC)
NAMES = st.sampled_from(["een", "twee", "drie", "vier"])
ANSWERS = {
    "accept": None,
    "later": data_refused(451),
    "never": recipient_refused(550),
    "away": data_refused(421),
    "silence": TimeoutError(),
    "mistake": KeyError("x"),
}


class KilledError(BaseException):
    """The process is gone, right before or right after the server took the mail."""


class Mails(RuleBasedStateMachine):
    """Steps of people, servers, clocks and accidents. The rows are compared with what the server took."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = time_machine.travel(START, tick=False)
        self.now = self.clock.start()
        self.lost: Counter[str] = Counter()
        ScriptedTransport.reset()

    @initialize()
    def nothing_is_there(self) -> None:
        OutgoingMail.objects.all().delete()

    def teardown(self) -> None:
        self.clock.stop()
        ScriptedTransport.reset()

    @rule(name=NAMES, valid=st.sampled_from([None, 15, 60]))
    def ask(self, name: str, valid: int | None) -> None:
        expires = None if valid is None else timezone.now() + dt.timedelta(minutes=valid)
        before = OutgoingMail.objects.filter(version=name).first()
        mail = queued(f"{name}@example.org", version=name, expires_at=expires)
        assert before is None or mail.pk == before.pk

    @rule(answers=st.lists(st.sampled_from(sorted(ANSWERS)), min_size=1, max_size=4))
    def send(self, answers: list[str]) -> None:
        script = iter(answers)
        ScriptedTransport.answer = staticmethod(lambda message: ANSWERS[next(script, "accept")])  # type: ignore[assignment]
        drain()

    @rule(answer=st.sampled_from(["away", "silence"]))
    def find_nobody(self, answer: str) -> None:
        attempts = dict(OutgoingMail.objects.values_list("pk", "attempts"))
        ScriptedTransport.greeting = ConnectionRefusedError()
        drain()
        ScriptedTransport.greeting = None
        assert dict(OutgoingMail.objects.values_list("pk", "attempts")) == attempts

    @rule(accepted=st.booleans())
    def be_killed(self, accepted: bool) -> None:
        def die(message: Any) -> None:
            if accepted:
                ScriptedTransport.accepted.append(message)
                self.lost[message.extra_headers["Message-ID"]] += 1
            raise KilledError

        ScriptedTransport.answer = staticmethod(die)  # type: ignore[assignment]
        try:
            drain()
        except KilledError:
            pass
        finally:
            ScriptedTransport.answer = staticmethod(lambda message: None)  # type: ignore[assignment]

    @rule(seconds=st.sampled_from([1, 29, 30, 61, 121, 1000, 3600, 90_000]))
    def wait(self, seconds: int) -> None:
        self.now.shift(seconds)

    @rule(name=NAMES, verb=st.sampled_from([cancel, retry]))
    def step_in(self, name: str, verb: Any) -> None:
        mail = OutgoingMail.objects.filter(version=name).first()
        if mail is None:
            return
        allowed = mail.state in (WAITING if verb is cancel else STOPPED)
        if verb is retry and (mail.is_erased or mail.is_expired):
            allowed = False
        try:
            verb(mail=mail)
        except MailStateError:
            assert not allowed
        else:
            assert allowed

    @rule()
    def erase(self) -> None:
        waiting = set(OutgoingMail.objects.filter(state__in=OPEN).values_list("pk", "text"))
        apply("mail.text")
        assert set(OutgoingMail.objects.filter(state__in=OPEN).values_list("pk", "text")) == waiting

    @invariant()
    def every_row_makes_sense(self) -> None:
        for mail in OutgoingMail.objects.all():
            assert (mail.finished_at is not None) == (mail.state in ENDED)
            assert (mail.claimed_until is not None) == (mail.state == MailState.IN_FLIGHT) == bool(mail.claimed_by)
            assert mail.text or mail.state in ENDED
            if mail.state == MailState.RETRY:
                assert mail.due_at <= mail.created_at + GIVE_UP_AFTER + dt.timedelta(hours=1)

    @invariant()
    def what_is_sent_arrived_and_nothing_comes_twice_without_a_kill(self) -> None:
        arrived = Counter(message.extra_headers["Message-ID"] for message in ScriptedTransport.accepted)
        for mail in OutgoingMail.objects.all():
            recorded = mail.state == MailState.SENT
            assert arrived[mail.message_id] == self.lost[mail.message_id] + recorded


@pytest.mark.django_db
def test_whatever_happens_every_mail_is_accounted_for() -> None:
    with override_settings(MAIL_TRANSPORT="tests.common.mail.transport.ScriptedTransport"):
        run_state_machine_as_test(Mails, settings=settings(max_examples=40, stateful_step_count=30))
