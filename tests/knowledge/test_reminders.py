"""Reminders: what becomes a row, what is mailed to whom, and what a failure leaves."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core import mail

from accounts.selectors import addresses_of
from common.access import Role
from common.mail.models import OutgoingMail
from common.mail.tasks import drain_mail
from knowledge.enums import Axis, ReminderState
from knowledge.models import LibraryIndexPage, MethodIndexPage, MethodPage, ReminderRound, ReviewReminder
from knowledge.services.reminders import has_work, remind
from knowledge.tasks import send_reminders
from tests.knowledge.factories import judge, make_evaluation, make_lesson, make_method, make_use_case

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


def mails() -> list[OutgoingMail]:
    return list(OutgoingMail.objects.order_by("pk"))


# --- What is due -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "rows"), [(-900, 1), (0, 1), (30, 1), (31, 0)])
def test_what_is_due_within_a_month_or_was_before_becomes_a_row(index: MethodIndexPage, days: int, rows: int) -> None:
    make_method(index, review_on=in_days(days))

    remind()
    remind()

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

    remind()

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


def test_every_editor_gets_one_mail_with_everything(index: MethodIndexPage, editors: None) -> None:
    method = make_method(index, title="Ouders & pubers", review_on=in_days(20))
    evaluation = make_evaluation(method, title="Zestien scholen", review_on=in_days(-3))

    assert send_reminders.call() == 2

    assert sorted(message.recipient for message in mails()) == ["beoordelaar@example.org", "redacteur@example.org"]
    [subject] = {message.subject for message in mails()}
    [text] = {message.text for message in mails()}
    assert subject == "Kennisplatform V&WS: 2 onderwerpen om opnieuw te bekijken"
    assert text.index("Zestien scholen (Evaluatie). Opnieuw bekijken: 21 november 2026\n") < text.index(
        "Ouders & pubers (Methode). Opnieuw bekijken: 14 december 2026\n"
    )
    assert f"\nhttp://testserver/beheer/pages/{method.pk}/edit/\n" in text
    assert f"\nhttp://testserver/beheer/snippets/knowledge/evaluation/edit/{evaluation.pk}/\n" in text
    assert "\nhttp://testserver/beheer/werkvoorraad/\n" in text
    assert states() == [ReminderState.SENT, ReminderState.SENT]
    assert all(row.sent_at is not None for row in ReviewReminder.objects.all())


def test_the_mail_leaves_by_the_outbox_with_links(index: MethodIndexPage, editors: None) -> None:
    method = make_method(index, title="Ouders & pubers", review_on=TODAY)
    remind()

    drain_mail.call()

    assert len(mail.outbox) == 2
    [(html, kind)] = mail.outbox[0].alternatives
    assert kind == "text/html"
    assert f'href="http://testserver/beheer/pages/{method.pk}/edit/"' in html
    assert "Ouders &amp; pubers (Methode)" in html


def test_nobody_is_told_twice_of_one_moment(
    index: MethodIndexPage, editors: None, clock: time_machine.Traveller
) -> None:
    method = make_method(index, review_on=in_days(10))
    remind()
    clock.move_to("2026-11-25T08:00:00+01:00")
    assert remind() == 0
    assert len(mails()) == 2

    MethodPage.objects.filter(pk=method.pk).update(review_on=in_days(20))
    clock.move_to("2026-11-26T08:00:00+01:00")
    assert remind() == 1

    assert len(mails()) == 4
    assert "14 december 2026" in mails()[-1].text


def test_what_was_looked_at_in_time_is_not_mailed(
    index: MethodIndexPage, person: Any, clock: time_machine.Traveller
) -> None:
    method = make_method(index, review_on=in_days(10))
    remind()
    person(Role.EDITOR)
    MethodPage.objects.filter(pk=method.pk).update(live=False)
    clock.move_to("2026-11-25T08:00:00+01:00")

    assert remind() == 0
    assert (mails(), states()) == ([], [ReminderState.LAPSED])

    MethodPage.objects.filter(pk=method.pk).update(live=True)
    clock.move_to("2026-11-26T08:00:00+01:00")
    assert remind() == 1
    assert (len(mails()), states()) == (1, [ReminderState.SENT])


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
    assert [message.recipient for message in mails()] == ["redacteur@example.org"]


def test_who_left_gets_no_mail(editors: None, django_user_model: Any) -> None:
    django_user_model.objects.filter(email="redacteur@example.org").update(is_active=False)

    assert addresses_of(Role.EDITOR, Role.REVIEWER) == ["beoordelaar@example.org"]


def test_a_failure_halfway_leaves_nothing_and_the_day_is_done_again(
    index: MethodIndexPage, editors: None, django_user_model: Any
) -> None:
    make_method(index, review_on=TODAY)
    broken = django_user_model.objects.filter(email="redacteur@example.org")
    pk = broken.get().pk
    broken.update(email="geen adres")

    with pytest.raises(ValueError, match="not an e-mail address"):
        remind()

    assert (mails(), states(), ReminderRound.objects.count()) == ([], [], 0)
    assert has_work()
    django_user_model.objects.filter(pk=pk).update(email="redacteur@example.org")
    assert remind() == 1
    assert len(mails()) == 2
