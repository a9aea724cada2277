"""Facts with and without a source."""

import datetime as dt

from django.utils.translation import gettext as _

from agenda.dates import written_date
from agenda.enums import ActivityState
from common.components import Fact


def not_found(checked_on: dt.date) -> str:
    """What stands in the place of a fact that no public source gives."""
    return _("niet openbaar gevonden op %(date)s") % {"date": written_date(checked_on)}


def fact(label: str, value: str, *, checked_on: dt.date, url: str = "") -> Fact:
    """A fact, or the plain statement that it was looked for and not found."""
    return Fact(label=label, value=value or not_found(checked_on), url=url if value else "")


def state_label(state: str | None, since: dt.date | None, *, checked_on: dt.date) -> str:
    """How far an activity is: "loopt, sinds 11 december 2025", or that it was not found."""
    if not state or since is None:
        return not_found(checked_on)
    return _("%(state)s, sinds %(date)s") % {"state": ActivityState(state).label, "date": written_date(since)}
