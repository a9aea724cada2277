"""Verbs of meetings."""

from circles.meetings.services.invitations import bring_up_to_date, tell
from circles.meetings.services.planning import (
    cancel_meeting,
    change_meeting,
    mark_did_not_happen,
    mark_held,
    move_meeting,
    plan_meeting,
)
from circles.meetings.services.reminders import send_reminders, write_reminder
from circles.meetings.services.responses import respond

__all__ = [
    "bring_up_to_date",
    "cancel_meeting",
    "change_meeting",
    "mark_did_not_happen",
    "mark_held",
    "move_meeting",
    "plan_meeting",
    "respond",
    "send_reminders",
    "tell",
    "write_reminder",
]
