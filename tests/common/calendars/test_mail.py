"""An invitation travels with a mail: where calendar programs look for it, and as a file."""

import datetime as dt
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from django.utils import timezone

from common.calendars.entries import CalendarFile
from common.calendars.writer import write_copy, write_invitation
from common.mail.enums import MailState
from common.mail.message import build_message
from common.mail.models import OutgoingMail
from common.mail.services import send
from common.privacy.retention import apply
from tests.common.calendars.test_writer import ATTENDEE, ORGANISER, entry

pytestmark = pytest.mark.django_db


def mailed(calendar: CalendarFile) -> OutgoingMail:
    context = {"email": "x"}
    return send(purpose="accounts.account_made", recipient=ATTENDEE.email, context=context, calendar=calendar)


def parsed(mail: OutgoingMail) -> EmailMessage:
    return message_from_bytes(build_message(mail).message().as_bytes(), policy=default)


def kinds(message: EmailMessage) -> list[tuple[str, str | None, str | None]]:
    return [
        (part.get_content_type(), part.get_param("method"), part.get_filename())
        for part in message.walk()
        if not part.is_multipart()
    ]


@pytest.mark.parametrize(("is_cancelled", "method"), [(False, "REQUEST"), (True, "CANCEL")])
def test_an_invitation_is_a_part_that_programs_act_on(is_cancelled: bool, method: str) -> None:
    file = write_invitation(
        entry(title="Bijeenkomst één", is_cancelled=is_cancelled), organiser=ORGANISER, attendee=ATTENDEE
    )

    message = parsed(mailed(file))

    assert kinds(message) == [
        ("text/plain", None, None),
        ("text/html", None, None),
        ("text/calendar", method, None),
        ("application/ics", None, "uitnodiging.ics"),
    ]
    *_texts, part, attached = (part for part in message.walk() if not part.is_multipart())
    assert part.get_content().replace("\r\n", "\n").strip() == file.text.replace("\r\n", "\n").strip()
    assert attached.get_content() == file.text.encode()


def test_a_copy_is_a_file_only() -> None:
    message = parsed(mailed(write_copy(entry())))

    assert kinds(message)[2:] == [("text/calendar", "PUBLISH", "bijeenkomst.ics")]


def test_an_invitation_is_erased_with_the_text_of_its_mail() -> None:
    mail = mailed(write_copy(entry()))
    moment = timezone.now() - dt.timedelta(days=1)
    OutgoingMail.objects.filter(pk=mail.pk).update(state=MailState.SENT, finished_at=moment, erase_at=moment)

    assert apply("mail.text") == 1

    mail.refresh_from_db()
    assert (mail.text, mail.calendar) == ("", "")
