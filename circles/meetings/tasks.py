"""Background tasks of meetings."""

from django_tasks import task

from circles.meetings.services.invitations import bring_up_to_date, meetings_with_news
from circles.meetings.services.reminders import meetings_to_remind_of, send_reminders


@task()
def look_after_invitations() -> int:
    """Invite who joined, and take out of calendars what is no longer theirs; return how many mails that takes."""
    return bring_up_to_date()


def has_invitations_to_send() -> bool:
    """True when there is such work."""
    return bool(meetings_with_news().exists())


@task()
def remind() -> int:
    """Send the reminders that are due; return how many mails that takes."""
    return send_reminders()


def has_reminders_to_send() -> bool:
    """True when there are any."""
    return bool(meetings_to_remind_of().exists())
