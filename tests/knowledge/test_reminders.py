"""Reminders: what becomes a row, what is mailed to whom, and what a mail server that is down or a crash leaves."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from accounts.selectors import addresses_of
from common.access import Role
from knowledge.enums import Axis, ReminderState
from knowledge.models import LibraryIndexPage, MethodIndexPage, MethodPage, ReminderRound, ReviewReminder
from knowledge.services.reminders import claim_waiting, has_work, look_around, remind
from knowledge.tasks import send_reminders
from tests.knowledge.factories import judge, make_evaluation, make_lesson, make_method, make_use_case
from tests.services.network import free_port

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 24)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel("2026-11-24T08:00:00+01:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def editors(person: Any) -> None:
    """One editor and one reviewer, among others."""
    for role in Role:
        person(role)


def in_days(days: int) -> dt.date:
    return TODAY + dt.timedelta(days=days)


def states() -> list[str]:
    return list(ReviewReminder.objects.order_by("due_on", "pk").values_list("state", flat=True))


class DiesAfterSending(EmailBackend):
    """The mail is gone, and then the process is."""

    def send_messages(self, messages: Any) -> int:
        super().send_messages(messages)
        raise SystemExit


# --- What is due -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "rows"), [(-900, 1), (0, 1), (30, 1), (31, 0)])
def test_what_is_due_within_a_month_or_was_before_becomes_a_row(index: MethodIndexPage, days: int, rows: int) -> None:
    make_method(index, review_on=in_days(days))

    look_around(TODAY)
    look_around(TODAY)

    assert ReviewReminder.objects.count() == rows


def test_every_kind_of_content_and_a_recognition_are_looked_at(
    index: MethodIndexPage, library: LibraryIndexPage
) -> None:
    method = make_method(index, review_on=in_days(3))
    make_evaluation(method, review_on=in_days(4))
    make_use_case(method, review_on=in_days(5))
    make_lesson(library, review_on=in_days(6))
    judge(method, Axis.RECOGNITION, "goed-beschreven", on="2023-12-01", valid_until=in_days(7))
    make_method(index, live=False, review_on=in_days(1))

    look_around(TODAY)

    rows = ReviewReminder.objects.order_by("due_on")
    assert [(row.content_type.model, row.reason, row.due_on) for row in rows] == [
        ("methodpage", "bekijken", in_days(3)),
        ("evaluation", "bekijken", in_days(4)),
        ("usecase", "bekijken", in_days(5)),
        ("lessonpage", "bekijken", in_days(6)),
        ("methodpage", "erkenning", in_days(7)),
    ]


def test_somebody_looks_once_a_day_from_seven_in_the_morning(
    index: MethodIndexPage, clock: time_machine.Traveller
) -> None:
    clock.move_to("2026-11-24T06:59:00+01:00")
    assert not has_work()
    clock.move_to("2026-11-24T07:00:00+01:00")
    assert has_work()

    remind()
    assert not has_work()
    make_method(index, review_on=TODAY)
    remind()
    assert not ReviewReminder.objects.exists()
    clock.move_to("2026-11-25T07:00:00+01:00")
    assert has_work()
    remind()
    assert ReviewReminder.objects.count() == 1
    assert ReminderRound.objects.count() == 2


# --- The mail --------------------------------------------------------------------------------------------------------


def test_the_editors_get_one_mail_with_everything(index: MethodIndexPage, editors: None) -> None:
    method = make_method(index, title="Ouders & pubers", review_on=in_days(20))
    evaluation = make_evaluation(method, title="Zestien scholen", review_on=in_days(-3))

    assert send_reminders.call() == 2

    [message] = mail.outbox
    assert sorted(message.bcc) == ["beoordelaar@example.org", "redacteur@example.org"]
    assert (message.to, message.message()["To"]) == ([], "undisclosed-recipients:;")
    assert message.subject == "Kennisplatform V&WS: 2 onderwerpen om opnieuw te bekijken"
    text = str(message.body)
    assert text.index("Zestien scholen (Evaluatie)\nOpnieuw bekijken: 21 november 2026\n") < text.index(
        "Ouders & pubers (Methode)\nOpnieuw bekijken: 14 december 2026\n"
    )
    assert f"http://testserver/beheer/pages/{method.pk}/edit/\n" in text
    assert f"http://testserver/beheer/snippets/knowledge/evaluation/edit/{evaluation.pk}/\n" in text
    assert "http://testserver/beheer/werkvoorraad/\n" in text
    [(html, kind)] = message.alternatives
    assert kind == "text/html"
    assert f'<a href="http://testserver/beheer/pages/{method.pk}/edit/">Ouders &amp; pubers</a> (Methode).' in html
    assert states() == [ReminderState.SENT, ReminderState.SENT]
    assert all(row.sent_at is not None for row in ReviewReminder.objects.all())


def test_nobody_is_told_twice_of_one_moment(
    index: MethodIndexPage, editors: None, clock: time_machine.Traveller
) -> None:
    method = make_method(index, review_on=in_days(10))
    remind()
    clock.move_to("2026-11-25T08:00:00+01:00")
    remind()
    assert len(mail.outbox) == 1

    MethodPage.objects.filter(pk=method.pk).update(review_on=in_days(20))
    clock.move_to("2026-11-26T08:00:00+01:00")
    remind()

    assert len(mail.outbox) == 2
    assert "14 december 2026" in str(mail.outbox[1].body)


def test_what_was_looked_at_in_time_is_not_mailed(
    index: MethodIndexPage, editors: None, clock: time_machine.Traveller
) -> None:
    method = make_method(index, review_on=in_days(10))
    look_around(TODAY)
    MethodPage.objects.filter(pk=method.pk).update(live=False)

    assert remind() == 0
    assert (mail.outbox, states()) == ([], [ReminderState.LAPSED])

    MethodPage.objects.filter(pk=method.pk).update(live=True)
    clock.move_to("2026-11-25T08:00:00+01:00")
    assert remind() == 1
    assert (len(mail.outbox), states()) == (1, [ReminderState.SENT])


def test_without_editors_the_rows_wait_for_one(
    index: MethodIndexPage, person: Any, clock: time_machine.Traveller
) -> None:
    make_method(index, review_on=TODAY)
    assert remind() == 0
    assert states() == [ReminderState.WAITING]
    assert not has_work()

    person(Role.EDITOR)
    clock.move_to("2026-11-25T08:00:00+01:00")
    assert remind() == 1
    assert mail.outbox[0].bcc == ["redacteur@example.org"]


def test_who_left_gets_no_mail(editors: None, django_user_model: Any) -> None:
    django_user_model.objects.filter(email="redacteur@example.org").update(is_active=False)

    assert addresses_of(Role.EDITOR, Role.REVIEWER) == ["beoordelaar@example.org"]


# --- When it goes wrong ----------------------------------------------------------------------------------------------


def test_a_mail_server_that_is_down_is_tried_again(
    index: MethodIndexPage, editors: None, clock: time_machine.Traveller, settings: Any
) -> None:
    make_method(index, review_on=TODAY)
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()

    assert remind() == 0

    row = ReviewReminder.objects.get()
    assert (row.state, row.attempts, row.sent_at) == (ReminderState.WAITING, 1, None)
    assert "refused" in row.last_error
    assert not has_work()
    settings.EMAIL_BACKEND = working
    assert remind() == 0
    clock.move_to("2026-11-24T09:00:00+01:00")
    assert has_work()
    assert remind() == 1
    row.refresh_from_db()
    assert (row.state, row.last_error) == (ReminderState.SENT, "")
    assert len(mail.outbox) == 1


def test_a_process_that_dies_after_sending_does_not_send_again(
    index: MethodIndexPage, editors: None, clock: time_machine.Traveller, settings: Any, caplog: Any
) -> None:
    make_method(index, review_on=TODAY)
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = f"{__name__}.{DiesAfterSending.__name__}"
    with pytest.raises(SystemExit):
        remind()
    settings.EMAIL_BACKEND = working

    assert (len(mail.outbox), states()) == (1, [ReminderState.SENDING])
    assert not has_work()
    clock.move_to("2026-11-24T09:00:01+01:00")
    assert has_work()
    assert remind() == 0
    clock.move_to("2026-11-25T09:00:00+01:00")
    assert remind() == 0

    assert (len(mail.outbox), states()) == (1, [ReminderState.UNCERTAIN])
    assert "it is not known whether they were sent" in caplog.text


def test_two_workers_do_not_take_the_same(index: MethodIndexPage, editors: None) -> None:
    make_method(index, review_on=TODAY)
    look_around(TODAY)

    first, second = claim_waiting(), claim_waiting()

    assert ReviewReminder.objects.filter(claim=first).count() == 1
    assert not ReviewReminder.objects.filter(claim=second).exists()
    assert remind() == 0
    assert mail.outbox == []
