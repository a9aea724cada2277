"""Tables that more than one page shows."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext

from agenda.facts import state_label
from common.components import Column, Link, Table, build_table

NO_BREAK_HYPHEN = "\u2011"


def activity_table(activities: Sequence[Any], request: HttpRequest) -> Table | None:
    """Activities with their years and how far they are, or nothing when there are none.

    The activities come from `with_state`.
    """
    if not activities:
        return None
    return build_table(
        gettext("Looptijd en stand van elke activiteit"),
        [Column(gettext("Activiteit")), Column(gettext("Looptijd")), Column(gettext("Stand"))],
        [
            [
                Link(activity.title, activity.get_url(request)),
                _unbroken(activity.years_label),
                state_label(activity.state_now, activity.state_since, checked_on=activity.checked_on),
            ]
            for activity in activities
        ],
    )


def _unbroken(years: str) -> str:
    """Years that stay on one line in a narrow column."""
    return years.replace("-", NO_BREAK_HYPHEN)
