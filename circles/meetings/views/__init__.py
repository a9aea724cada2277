"""Pages of meetings."""

from circles.meetings.views.answers import answer, answer_by_link
from circles.meetings.views.changes import cancel, change, conclude, move, plan, remind
from circles.meetings.views.reading import calendar_file, show, show_list

__all__ = [
    "answer",
    "answer_by_link",
    "calendar_file",
    "cancel",
    "change",
    "conclude",
    "move",
    "plan",
    "remind",
    "show",
    "show_list",
]
