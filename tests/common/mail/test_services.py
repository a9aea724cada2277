"""Asking for a mail: once, in the transaction of the caller, and safe whatever somebody typed."""

import datetime as dt
from email import message_from_bytes
from email.policy import default

import pytest
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage, EmailMultiAlternatives, send_mail
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from hypothesis import given
from hypothesis import strategies as st

from common.access import Role, Viewer
from common.mail import purposes
from common.mail.enums import MailState
from common.mail.message import build_message
from common.mail.models import OutgoingMail
from common.mail.permissions import can_see_mail
from common.mail.purposes import Purpose, register_purpose
from common.mail.services import MailStateError, cancel, queue, retry, send
from common.mail.text import one_line, parts_of
from common.mail.worker import drain
from tests.common.mail.conftest import Later
from tests.common.mail.helpers import queued, state_of

pytestmark = pytest.mark.django_db


def ask(**fields: object) -> OutgoingMail:
    """Ask for the mail about a new account."""
    given = {"purpose": "accounts.account_made", "recipient": "Nienke@Example.org", "context": {"email": "x"}}
    return send(**given | fields)  # type: ignore[arg-type]


def account() -> object:
    return get_user_model().objects.create_user("iemand@example.org")


# --- Once ------------------------------------------------------------------------------------------------------------


def test_the_same_mail_is_asked_for_once() -> None:
    person = account()

    first, second = ask(about=person), ask(about=person)

    assert first.pk == second.pk
    assert (first.about, first.recipient) == (f"accounts.user:{person.pk}", "nienke@example.org")  # type: ignore[attr-defined]
    assert first.message_id == second.message_id


@pytest.mark.parametrize(
    "other", [{"recipient": "anders@example.org"}, {"version": "2"}, {"purpose": "account.login_code"}, {"about": None}]
)
def test_another_purpose_object_recipient_or_version_is_another_mail(other: dict[str, object]) -> None:
    person = account()
    ask(about=person)

    ask(**{"about": person} | other)

    assert OutgoingMail.objects.count() == 2
    assert OutgoingMail.objects.values("message_id").distinct().count() == 2


def test_a_version_alone_makes_a_mail_the_same() -> None:
    assert ask(version="week 48").pk == ask(version="week 48").pk
    assert ask(version="week 48").pk != ask(version="week 49").pk


def test_with_neither_object_nor_version_every_mail_is_its_own() -> None:
    assert ask().pk != ask().pk


class ChangedMyMindError(Exception):
    """The caller takes everything back."""


@transaction.atomic
def ask_and_take_back() -> None:
    ask()
    assert DBTaskResult.objects.count() == 0
    raise ChangedMyMindError


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_mail_comes_and_goes_with_the_transaction_of_its_caller() -> None:
    with pytest.raises(ChangedMyMindError):
        ask_and_take_back()
    assert (OutgoingMail.objects.count(), DBTaskResult.objects.count()) == (0, 0)

    with transaction.atomic():
        ask()
        ask()
    assert OutgoingMail.objects.count() == 2
    # The worker is told at once, and once.
    assert list(DBTaskResult.objects.values_list("task_path", flat=True)) == ["common.mail.tasks.drain_mail"]


def test_a_purpose_that_nobody_registered_is_refused() -> None:
    with pytest.raises(LookupError, match="onbekend"):
        ask(purpose="onbekend")


def test_a_purpose_is_registered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(purposes, "_purposes", {})
    register_purpose(Purpose("a", "A", "a"))

    with pytest.raises(ValueError, match="a is registered"):
        register_purpose(Purpose("a", "B", "b"))


@pytest.mark.parametrize(
    "address", ["", "geen adres", "a@b", "a@example.org\nBcc: b@example.org", "a@example.org,b@example.org"]
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="not an e-mail address"):
        ask(recipient=address)
    assert not OutgoingMail.objects.exists()


# --- What goes over the wire -----------------------------------------------------------------------------------------


def wire(mail: OutgoingMail) -> EmailMessage:
    """The message as a receiver reads it."""
    return message_from_bytes(build_message(mail).message().as_bytes(), policy=default)  # type: ignore[return-value]


def test_the_headers_say_that_a_machine_sent_it_and_which_mail_it_is(later: Later) -> None:
    mail = ask()

    message = wire(mail)

    assert {name: message[name] for name in ("From", "To", "Auto-Submitted", "X-Auto-Response-Suppress")} == {  # type: ignore[index]
        "From": "kennisplatform@localhost",
        "To": "nienke@example.org",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }
    assert message["Message-ID"] == mail.message_id  # type: ignore[index]
    assert message["Date"] == "Tue, 24 Nov 2026 10:00:00 +0100"  # type: ignore[index]
    assert (message["Reply-To"], message["List-Unsubscribe"]) == (None, None)  # type: ignore[index]
    later(days=2)
    assert wire(mail)["Date"] == message["Date"]  # type: ignore[index]


def test_answers_and_bounces_go_where_the_operator_says(settings: object) -> None:
    settings.MAIL_REPLY_TO = "vragen@example.org"  # type: ignore[attr-defined]
    settings.MAIL_ENVELOPE_SENDER = "terug@example.org"  # type: ignore[attr-defined]
    mail = ask()

    assert wire(mail)["Reply-To"] == "vragen@example.org"  # type: ignore[index]
    assert wire(mail)["From"] == "kennisplatform@localhost"  # type: ignore[index]
    assert build_message(mail).from_email == "terug@example.org"


@given(text=st.text())
def test_a_subject_is_one_line_whatever_was_typed(text: str) -> None:
    line = one_line(text)

    assert len(line.splitlines()) <= 1
    assert len(line) <= 200
    assert not set(line) & set("\r\n\0\t")


def test_no_text_adds_a_header(later: Later) -> None:
    mail = queue(
        purpose="test",
        recipient="a@example.org",
        subject="Hoi\r\nBcc: kwaad@example.org\u2028X: y\x00",
        text="tekst\x00\r\nBcc: kwaad@example.org",
        version="1",
    )

    message = wire(mail)

    assert message["Subject"] == "Hoi Bcc: kwaad@example.org X: y"  # type: ignore[index]
    assert message["Bcc"] is None  # type: ignore[index]
    assert "\x00" not in mail.text


def test_the_html_shows_what_somebody_typed_as_text() -> None:
    typed = '<script>alert(1)</script> <a href="https://kwaad.example.org/">klik</a> & https://kwaad.example.org/'
    html = build_message(queued(text=f"Goedendag,\n\n{typed}\n\nhttps://kwaad.example.org/")).alternatives[0].content

    assert "<script" not in html
    assert "<a" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_the_parts_of_a_text() -> None:
    text = (
        "Goedendag,\nregel twee\n\nBCDF-GHJK\n\nZie:\nhttp://testserver/mijn/\n- een\n- twee\nhttp://testserver.kwaad.org/"
        "\nhttp://testserver/x y"
    )

    assert [(part.kind.value, *part.lines) for part in parts_of(text)] == [
        ("paragraph", "Goedendag,", "regel twee"),
        ("code", "BCDF-GHJK"),
        ("paragraph", "Zie:"),
        ("link", "http://testserver/mijn/"),
        ("item", "een"),
        ("item", "twee"),
        ("paragraph", "http://testserver.kwaad.org/", "http://testserver/x y"),
    ]


def test_the_style_stands_on_the_elements_and_nothing_is_fetched() -> None:
    html = build_message(queued(text="BCDF-GHJK\n\nhttp://testserver/")).alternatives[0].content

    assert "<style" not in html
    assert "<img" not in html
    assert html.count("<link") == html.count("<script") == 0
    assert 'class="code" style="' in html
    assert "letter-spacing: 2px" in html


# --- By hand ---------------------------------------------------------------------------------------------------------


def test_a_mail_that_failed_can_be_tried_again(later: Later) -> None:
    mail = queued()
    OutgoingMail.objects.update(
        state=MailState.FAILED, attempts=9, finished_at=timezone.now(), erase_at=timezone.now(), reason="vol"
    )
    mail.refresh_from_db()

    retry(mail=mail)

    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.due_at) == (MailState.QUEUED, 0, timezone.now())
    assert (mail.finished_at, mail.erase_at, mail.reason) == (None, None, "")


@pytest.mark.parametrize("change", [{"text": ""}, {"expires_at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC)}])
def test_a_mail_without_text_or_use_cannot_be_tried_again(later: Later, change: dict[str, object]) -> None:
    mail = queued()
    OutgoingMail.objects.update(state=MailState.FAILED, finished_at=timezone.now(), **change)
    mail.refresh_from_db()

    with pytest.raises(MailStateError):
        retry(mail=mail)
    assert state_of(mail) == MailState.FAILED


def test_a_mail_that_waits_can_be_cancelled(mailoutbox: list[EmailMessage]) -> None:
    mail = queued()

    cancel(mail=mail)

    assert mailoutbox == []
    assert state_of(mail) == MailState.WITHHELD
    with pytest.raises(MailStateError):
        cancel(mail=mail)


def test_a_mail_that_was_sent_is_neither_tried_again_nor_cancelled() -> None:
    mail = queued()
    drain()
    mail.refresh_from_db()

    for verb in (retry, cancel):
        with pytest.raises(MailStateError):
            verb(mail=mail)
    assert state_of(mail) == MailState.SENT


@pytest.mark.parametrize("role", [None, *Role])
def test_the_rule_who_sees_mail_selects_the_same_rows_both_ways(role: Role | None) -> None:
    mail = queued()
    viewer = Viewer(user_id=1, roles=frozenset({role} if role else ()))

    assert list(OutgoingMail.objects.visible_to(viewer)) == ([mail] if can_see_mail(viewer) else [])
    assert can_see_mail(viewer) is (role is Role.ADMINISTRATOR)


# --- What libraries send ---------------------------------------------------------------------------------------------


@pytest.fixture
def outbox_for_libraries(settings: object) -> None:
    """Django's test runner puts a backend of its own in this place."""
    settings.EMAIL_BACKEND = "common.mail.backend.OutboxBackend"  # type: ignore[attr-defined]


@pytest.mark.usefixtures("outbox_for_libraries")
def test_what_a_library_mails_waits_in_the_outbox_too() -> None:
    send_mail("Ter beoordeling\n", "Een pagina wacht.", None, ["a@example.org", "B@example.org"])
    send_mail("Ter beoordeling\n", "Een pagina wacht.", None, ["a@example.org"])

    rows = OutgoingMail.objects.order_by("id").values_list("purpose", "recipient", "subject", "text")
    assert list(rows) == [
        ("cms.notice", "a@example.org", "Ter beoordeling", "Een pagina wacht."),
        ("cms.notice", "b@example.org", "Ter beoordeling", "Een pagina wacht."),
        ("cms.notice", "a@example.org", "Ter beoordeling", "Een pagina wacht."),
    ]


@pytest.mark.usefixtures("outbox_for_libraries")
def test_a_message_that_would_lose_something_is_refused() -> None:
    html = EmailMultiAlternatives("x", "<p>x</p>", to=["a@example.org"])
    html.content_subtype = "html"
    attached = EmailMultiAlternatives("x", "x", to=["a@example.org"])
    attached.attach("a.txt", "x", "text/plain")

    for message in (html, attached):
        with pytest.raises(ValueError, match="plain text"):
            message.send()
    assert not OutgoingMail.objects.exists()
