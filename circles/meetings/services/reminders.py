"""Reminding people of a meeting: once, two days before, and not while the one before it is still to come.

Source of the rule: circles-and-conference, "Host a meeting". A row says that it was sent, and of which time; it is
written in the transaction that asks for the mails.
"""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from circles.errors import CircleStateError
from circles.meetings.enums import AHEAD, ResponseAnswer
from circles.meetings.links import answer_url
from circles.meetings.moments import day_in_words, in_words
from circles.meetings.querysets import MeetingQuerySet
from circles.meetings.services.locking import lock_meeting
from circles.models import CircleMembership, Meeting, MeetingReminder
from common.mail.services import send

REMINDER = "circles.meeting_reminder"
BEFORE = dt.timedelta(days=2)


@transaction.atomic
def write_reminder(*, meeting: Meeting, actor: User, text: str) -> MeetingReminder:
    """Put a text of one's own in the reminder; an empty one is the standard text.

    Raises CircleStateError when it was sent.
    """
    locked = lock_meeting(meeting)
    reminder = MeetingReminder.objects.filter(meeting=locked).first() or MeetingReminder(meeting=locked)
    if reminder.for_start == locked.starts_at:
        raise CircleStateError(_("De herinnering is al verstuurd. U kunt haar niet meer wijzigen."))
    reminder.text, reminder.written_by, reminder.changed_at = text, actor, timezone.now()
    reminder.save()
    return reminder


def meetings_to_remind_of() -> MeetingQuerySet:
    """Meetings whose reminder is due: people were invited, and no earlier meeting of the circle is still to end."""
    now = timezone.now()
    earlier = Meeting.objects.filter(
        circle=OuterRef("circle"), state__in=AHEAD, starts_at__lt=OuterRef("starts_at"), ends_at__gt=now
    )
    due = Meeting.objects.filter(state__in=AHEAD, told_at__isnull=False, starts_at__gt=now, starts_at__lte=now + BEFORE)
    # Planned at so short a notice that the invitation said it already.
    told_in_time = due.filter(told_at__lt=F("starts_at") - BEFORE)
    sent = MeetingReminder.objects.filter(meeting=OuterRef("pk"), for_start=OuterRef("starts_at"))
    return told_in_time.exclude(Exists(earlier)).exclude(Exists(sent)).select_related("circle")


def send_reminders() -> int:
    """Send what is due; return how many mails that takes."""
    return sum(_remind_of(meeting) for meeting in meetings_to_remind_of())


@transaction.atomic
def _remind_of(meeting: Meeting) -> int:
    locked = lock_meeting(meeting)
    reminder = MeetingReminder.objects.filter(meeting=locked).first() or MeetingReminder(meeting=locked)
    if reminder.for_start == locked.starts_at or locked.state not in AHEAD:
        return 0
    reminder.for_start, reminder.sent_at = locked.starts_at, timezone.now()
    reminder.save()
    answers = dict(locked.responses.values_list("membership", "answer"))
    expected = CircleMembership.objects.expected_at(locked).select_related("person")
    # Who said that they do not come knows of it.
    recipients = [membership for membership in expected if answers.get(membership.pk) != ResponseAnswer.NO]
    for membership in recipients:
        answer = answers.get(membership.pk)
        send(
            purpose=REMINDER,
            recipient=membership.person.email,
            about=locked,
            version=locked.starts_at.astimezone(dt.UTC).isoformat(),
            context={
                "titel": locked.title,
                "leerkring": locked.circle.title,
                "dag": day_in_words(locked.starts_at),
                "moment": in_words(locked.starts_at, locked.ends_at),
                "plaats": locked.place,
                "videolink": locked.video_url,
                "tekst": reminder.text,
                "antwoord": str(ResponseAnswer(answer).label) if answer else "",
                "antwoordlink": answer_url(locked, membership),
                "link": settings.SITE_URL + locked.get_absolute_url(),
            },
            expires_at=locked.starts_at,
        )
    return len(recipients)
