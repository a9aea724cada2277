"""Times as people say them: from what was typed to a moment, and back to words. All in Dutch time."""

import datetime as dt

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _


class NoSuchTimeError(ValueError):
    """A time that the clock does not show, or shows twice, on that day. The text is for people."""


def moment_at(day: dt.date, time: dt.time) -> dt.datetime:
    """The moment at which clocks in the Netherlands show this.

    Raises NoSuchTimeError in the hour that is left out in March, and in the one that comes twice in October.
    """
    zone = timezone.get_default_timezone()
    earlier = dt.datetime.combine(day, time.replace(fold=0), zone)
    later = earlier.replace(fold=1)
    if earlier.utcoffset() == later.utcoffset():
        return earlier
    if earlier.astimezone(dt.UTC).astimezone(zone).time() != time:
        raise NoSuchTimeError(
            _("Deze tijd bestaat op die dag niet: de klok gaat een uur vooruit. Kies een andere tijd.")
        )
    raise NoSuchTimeError(_("Deze tijd is er op die dag twee keer: de klok gaat een uur terug. Kies een andere tijd."))


def in_words(starts_at: dt.datetime, ends_at: dt.datetime) -> str:
    """From when to when: "dinsdag 24 november 2026, 14.00 tot 16.00 uur"."""
    begins, ends = timezone.localtime(starts_at), timezone.localtime(ends_at)
    until = date_format(ends, "H.i") if begins.date() == ends.date() else date_format(ends, "l j F Y, H.i")
    return _("%(begin)s tot %(end)s uur") % {"begin": date_format(begins, "l j F Y, H.i"), "end": until}


def day_in_words(moment: dt.datetime) -> str:
    """The day of a moment: "24 november 2026"."""
    return date_format(timezone.localtime(moment), "j F Y")
