"""Erasing people: asked by themselves with time to come back on it, or after long silence with two warnings."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.db.models import DateTimeField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.mails import ERASURE_ASKED, ERASURE_CANCELLED, ERASURE_SOON, INACTIVE_WARNED
from accounts.models import User
from accounts.privacy.enums import ErasureReason, ErasureState
from accounts.privacy.models import ErasureRequest
from accounts.privacy.selectors import person_of
from common.access import Role
from common.activity.services import record
from common.mail.services import send
from common.privacy.contracts import RetentionRule
from common.privacy.erasure import erase_person
from common.privacy.registry import days_of

# How long somebody can come back on it, and how long before the end they are reminded.
COOLING_OFF = dt.timedelta(days=14)
REMIND_BEFORE = dt.timedelta(days=2)
# The first warning about an account that is not used, and the second.
FIRST_WARNING = dt.timedelta(days=60)
SECOND_WARNING = dt.timedelta(days=14)
INACTIVE_RULE = "accounts.inactive"
# When somebody last came in.
LAST_SEEN = Coalesce("last_login", "date_joined", output_field=DateTimeField())


class LastAdministratorError(Exception):
    """Without this account nobody would look after the site."""


class ErasureStateError(Exception):
    """There is a request already. The text is for people."""


def inactive_rule() -> RetentionRule:
    """How long an account is kept that nobody uses. Only who was warned twice is erased."""
    return RetentionRule(
        INACTIVE_RULE,
        "accounts.User",
        gettext_lazy("accounts die niemand gebruikt"),
        730,
        since="last_seen",
        rows=_warned,
        erase=_erase_inactive,
    )


@transaction.atomic
def ask_erasure(*, user: User) -> ErasureRequest:
    """Ask to be erased after the time to come back on it; the person gets a mail.

    Raises LastAdministratorError, and ErasureStateError when it was asked already.
    """
    if is_last_administrator(user):
        raise LastAdministratorError
    now = timezone.now()
    request = _start(user, ErasureReason.ASKED, now + COOLING_OFF, now + COOLING_OFF - REMIND_BEFORE)
    record(verb="account.erasure_asked", about=user)
    _tell(request, ERASURE_ASKED)
    return request


@transaction.atomic
def cancel_erasure(*, user: User) -> bool:
    """Keep a person after all; returns False when nothing was asked."""
    request = ErasureRequest.objects.filter(user=user, state=ErasureState.WAITING).first()
    if request is None:
        return False
    _end(request, ErasureState.CANCELLED)
    record(verb="account.erasure_cancelled", about=user)
    _tell(request, ERASURE_CANCELLED)
    return True


def is_last_administrator(user: User) -> bool:
    """True when nobody else could look after the site."""
    administrators = User.objects.filter(
        Q(is_superuser=True) | Q(groups__name=Role.ADMINISTRATOR.value), is_active=True
    ).distinct()
    return administrators.filter(pk=user.pk).exists() and not administrators.exclude(pk=user.pk).exists()


def has_work() -> bool:
    """True when somebody is to be reminded, warned or erased."""
    now = timezone.now()
    waiting = ErasureRequest.objects.filter(state=ErasureState.WAITING)
    return waiting.filter(Q(remind_at__lte=now) | _due()).exists() or _silent().exists()


def work() -> int:
    """Remind, warn and erase whom it is time for; return how many people were erased.

    Each person is a transaction of its own. Accounts that nobody uses are erased by their retention rule.
    """
    for user in _silent().iterator():
        _warn(user)
    for request in ErasureRequest.objects.filter(state=ErasureState.WAITING, remind_at__lte=timezone.now()):
        _remind(request)
    return sum(_erase(request) for request in ErasureRequest.objects.filter(_due(), state=ErasureState.WAITING))


def _due() -> Q:
    return Q(reason=ErasureReason.ASKED, due_at__lte=timezone.now())


@transaction.atomic
def _start(user: User, reason: ErasureReason, due_at: dt.datetime, remind_at: dt.datetime) -> ErasureRequest:
    try:
        with transaction.atomic():
            return ErasureRequest.objects.create(user=user, reason=reason, due_at=due_at, remind_at=remind_at)
    except IntegrityError as error:
        raise ErasureStateError(_("U hebt al gevraagd om uw gegevens te wissen.")) from error


@transaction.atomic
def _warn(user: User) -> None:
    """The first warning. The last day is never sooner than the warnings allow."""
    last_seen = user.last_login or user.date_joined
    due_at = max(last_seen + dt.timedelta(days=days_of(INACTIVE_RULE)), timezone.now() + FIRST_WARNING)
    request = _start(user, ErasureReason.INACTIVE, due_at, due_at - SECOND_WARNING)
    record(verb="account.inactive_warned", about=user)
    _tell(request, INACTIVE_WARNED)


@transaction.atomic
def _remind(request: ErasureRequest) -> None:
    request.remind_at = None
    request.save(update_fields=["remind_at"])
    _tell(request, ERASURE_SOON)


@transaction.atomic
def _erase(request: ErasureRequest) -> bool:
    """Erase the person of a request; False when that was ended meanwhile, or nobody else looks after the site."""
    found = ErasureRequest.objects.select_for_update().filter(pk=request.pk, state=ErasureState.WAITING).first()
    if found is None:
        return False
    user = found.user
    if is_last_administrator(user):
        _end(found, ErasureState.CANCELLED)
        record(verb="account.erasure_cancelled", about=user)
        return False
    found.report = erase_person(person_of(user))
    _end(found, ErasureState.DONE)
    record(verb="account.erased", about=user)
    return True


def _erase_inactive(users: QuerySet[User]) -> int:
    requests = ErasureRequest.objects.filter(user__in=users, state=ErasureState.WAITING)
    return sum(_erase(request) for request in requests.filter(reason=ErasureReason.INACTIVE))


def _end(request: ErasureRequest, state: ErasureState) -> None:
    request.state, request.ended_at, request.remind_at = state, timezone.now(), None
    request.save(update_fields=["state", "ended_at", "remind_at", "report"])


def _tell(request: ErasureRequest, purpose: str) -> None:
    day = date_format(timezone.localtime(request.due_at), "j F Y")
    send(purpose=purpose, recipient=request.user.email, context={"day": day}, about=request)


def _silent() -> QuerySet[User]:
    """Accounts that nobody used for so long that the first warning is due, and that got none."""
    limit = timezone.now() - dt.timedelta(days=days_of(INACTIVE_RULE)) + FIRST_WARNING
    ended = ErasureRequest.objects.filter(user=OuterRef("pk")).exclude(state=ErasureState.CANCELLED)
    administrators = User.objects.filter(Q(is_superuser=True) | Q(groups__name=Role.ADMINISTRATOR.value))
    # Who looks after the site is closed by a colleague, never by the clock.
    seen = User.objects.annotate(last_seen=LAST_SEEN).filter(~Exists(ended), last_seen__lte=limit)
    return seen.exclude(pk__in=administrators.values("pk"))


def _warned() -> QuerySet[User]:
    """Accounts whose last day was told, and reminded of."""
    told = ErasureRequest.objects.filter(
        user=OuterRef("pk"),
        reason=ErasureReason.INACTIVE,
        state=ErasureState.WAITING,
        remind_at=None,
        due_at__lte=timezone.now(),
    )
    return User.objects.annotate(last_seen=LAST_SEEN).filter(Exists(told))
