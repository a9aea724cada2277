"""Verbs: ask for the file, make the files that wait, forget those whose time is over."""

import datetime as dt
import logging
from tempfile import TemporaryFile
from typing import IO

from django.core.files import File
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.mails import EXPORT_READY
from accounts.models import PersonalExport, User
from accounts.privacy.exporting.archive import write_archive
from accounts.privacy.exporting.models import OPEN, ExportState, PersonalExportQuerySet
from accounts.privacy.exporting.tasks import make_exports
from accounts.privacy.selectors import person_of
from common.activity.services import record
from common.jobs import nudge
from common.mail.services import send
from common.privacy.contracts import RetentionRule
from common.privacy.files import delete_with_files
from common.privacy.registry import days_of

logger = logging.getLogger(__name__)

RULE = "accounts.export"
# Longer than writing a large file takes; a worker that dies leaves its file to another after this.
LEASE = dt.timedelta(minutes=30)
MAX_ATTEMPTS = 3


class ExportRunningError(Exception):
    """There is one being made already. The text is for people."""


def rule() -> RetentionRule:
    """How long a file is there for its owner."""
    return RetentionRule(
        RULE, "accounts.PersonalExport", gettext_lazy("na de vraag"), 7, since="asked_at", erase=delete_with_files
    )


def ends_at(export: PersonalExport) -> dt.datetime:
    """Until when a file can be downloaded."""
    return export.asked_at + dt.timedelta(days=days_of(RULE))


@transaction.atomic
def ask_export(*, user: User) -> PersonalExport:
    """Have a file made with everything that is kept of somebody; an earlier file goes.

    Raises ExportRunningError when one is being made.
    """
    delete_with_files(PersonalExport.objects.filter(user=user).exclude(state__in=OPEN))
    try:
        with transaction.atomic():
            export = PersonalExport.objects.create(user=user)
    except IntegrityError as error:
        raise ExportRunningError(_("Uw bestand wordt al gemaakt. U krijgt een mail als het klaar is.")) from error
    record(verb="account.export_asked", about=user)
    transaction.on_commit(lambda: nudge(make_exports), robust=True)
    return export


def has_export_to_make() -> bool:
    """True when somebody waits for a file."""
    return PersonalExport.objects.due().exists()


def make_waiting() -> int:
    """Make every file that waits; return how many were made."""
    made = 0
    while (export := _claim()) is not None:
        made += _attempt(export)
    return made


def has_old_exports() -> bool:
    """True when there are files whose time is over."""
    return _old().exists()


def forget_old_exports() -> int:
    """Delete the files whose time is over; return how many."""
    with transaction.atomic():
        return delete_with_files(_old())


def _old() -> PersonalExportQuerySet:
    return PersonalExport.objects.filter(asked_at__lte=timezone.now() - dt.timedelta(days=days_of(RULE)))


@transaction.atomic
def _claim() -> PersonalExport | None:
    """Take the first that waits; no other worker gets it as long as the lease runs."""
    export = PersonalExport.objects.due().select_for_update(skip_locked=True).first()
    if export is None:
        return None
    export.state, export.claimed_until = ExportState.RUNNING, timezone.now() + LEASE
    export.attempts += 1
    export.save(update_fields=["state", "claimed_until", "attempts"])
    return export


def _attempt(export: PersonalExport) -> bool:
    """Make one file. A mistake of ours in one keeps no other from being made, and is tried again a few times."""
    try:
        with TemporaryFile() as target:
            write_archive(person_of(export.user), target, lambda done, parts: _tell_progress(export, done, parts))
            _finish(export, target)
    except Exception:
        logger.exception("Export %s cannot be made.", export.pk)
        state = ExportState.FAILED if export.attempts >= MAX_ATTEMPTS else ExportState.WAITING
        PersonalExport.objects.filter(pk=export.pk).update(state=state, claimed_until=None)
        return False
    return True


def _tell_progress(export: PersonalExport, done: int, parts: int) -> None:
    PersonalExport.objects.filter(pk=export.pk).update(parts_done=done, parts=parts)


def _finish(export: PersonalExport, target: IO[bytes]) -> None:
    """Keep the file and tell its owner, unless the person was erased in between."""
    export.size = target.seek(0, 2)
    target.seek(0)
    export.file.save("", File(target), save=False)
    with transaction.atomic():
        changed = PersonalExport.objects.filter(pk=export.pk, state=ExportState.RUNNING).update(
            state=ExportState.READY, claimed_until=None, file=export.file.name, size=export.size
        )
        if not changed:
            export.file.storage.delete(str(export.file.name))
            return
        context = {"until": ends_at(export)}
        send(
            purpose=EXPORT_READY, recipient=export.user.email, context=context, about=export, expires_at=ends_at(export)
        )
        record(verb="account.export_made", about=export.user)
