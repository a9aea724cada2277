"""How often somebody may try, so that guessing has an end and nobody is locked out by somebody else.

What is counted is a place (IP address), or a place together with the address that was typed. Nothing is counted by
the typed address alone: whoever knows it could then keep its owner out. How many is in `ACCOUNT_RATE_LIMITS`.
"""

import datetime as dt
from typing import Any

from allauth.core import context, ratelimit
from allauth.core.internal.ratelimit import consume, get_ip
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

# As long as the longest window of a limit.
FAILED_MINUTES = 5
FORM_MINUTES = 1


def here(request: HttpRequest, address: str) -> str:
    """What counts somebody who types this address from this place."""
    return f"{address.strip().lower()} {get_ip(request)}"


def reads_too_often(request: HttpRequest, *, action: str, key: str) -> bool:
    """True when programs ask for `key`, or from one place for anything, more often than `ACCOUNT_RATE_LIMITS` says."""
    # What allauth offers to others leaves reading out.
    return not consume(request, app="allauth.account", action=action, key=key, limit_get=True)


def too_often(minutes: int) -> ValidationError:
    """The error of a limit, with the moment from which it is over for sure."""
    moment = timezone.localtime(timezone.now() + dt.timedelta(minutes=minutes + 1))
    text = _("Dit ging te vaak mis. Probeer het om %(time)s uur opnieuw. Uw account is niet geblokkeerd.")
    return ValidationError(text % {"time": date_format(moment, "H:i")}, code="too_often")


class LimitedForm:
    """For the forms of allauth: counts every time a form is sent, and keeps what was typed when it was too often.

    `limit` names the limit in `ACCOUNT_RATE_LIMITS`.
    """

    limit = ""

    def clean(self) -> Any:
        """Refuse what comes too often, before anything else is looked at. Raises ValidationError."""
        data: Any = self.data  # type: ignore[attr-defined]
        address = str(data.get("login") or data.get("email") or "")
        if not ratelimit.consume(context.request, action=self.limit, key=here(context.request, address)):
            raise too_often(FORM_MINUTES)
        return super().clean()  # type: ignore[misc]
