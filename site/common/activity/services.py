"""Adding to the log, and forgetting what is too old."""

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.activity.enums import Result
from common.activity.models import Activity
from common.activity.origin import current_actor_id, current_origin
from common.activity.verbs import is_known
from common.privacy.contracts import RetentionRule

# What a code may look like. A name, an address or a sentence is none: those do not belong in the log.
CODE = re.compile(r"[+-]?[a-z0-9][a-z0-9:._-]*")


def key_of(instance: models.Model) -> tuple[str, str]:
    """The kind of an object, and its permanent identifier where it has one."""
    return instance._meta.label_lower, str(getattr(instance, "public_id", instance.pk))


def record(
    *,
    verb: str,
    about: models.Model | None = None,
    actor: models.Model | None = None,
    codes: Iterable[str] = (),
    result: Result = Result.DONE,
) -> None:
    """Write down an act, in the transaction of the caller: what is rolled back was never done.

    Without an `actor` it is the account of the request of this moment, if there is one.
    Raises LookupError for a verb that is not registered, ValueError for a code with anything but small letters,
    digits and marks in it.
    """
    kind, identifier = ("", "") if about is None else key_of(about)
    _write(verb, kind, identifier, actor_id=None if actor is None else actor.pk, codes=codes, result=result)


def record_cms(entry: Any) -> None:
    """Write down what the CMS wrote in the history of one of its objects (a BaseLogEntry), without its texts."""
    model = entry.content_type.model_class() if entry.content_type else None
    kind = model._meta.label_lower if model else ""
    _write(entry.action, kind, _identifier(model, entry.object_id), actor_id=entry.user_id)


def rule() -> RetentionRule:
    """How long a row is kept; the end of its term was written in it, with the term of that moment."""
    return RetentionRule(
        "activity.row",
        "common.Activity",
        _("de handeling"),
        settings.ACTIVITY_RETENTION_DAYS,
        ends="keep_until",
        erase=_forget,
    )


def _forget(rows: models.QuerySet[Any]) -> int:
    return Activity.objects.filter(pk__in=rows.values("pk")).forget_expired()


def _identifier(model: type[models.Model] | None, pk: Any) -> str:
    """The permanent identifier of an object; its key where it has none, or is gone."""
    if model is not None and any(field.name == "public_id" for field in model._meta.fields):
        return str(model._base_manager.filter(pk=pk).values_list("public_id", flat=True).first() or pk)
    return str(pk)


def _write(
    verb: str,
    kind: str,
    identifier: str,
    *,
    actor_id: int | None,
    codes: Iterable[str] = (),
    result: Result = Result.DONE,
) -> None:
    if not is_known(verb):
        raise LookupError(f"The verb {verb} is not registered.")
    texts = tuple(codes)
    if not all(CODE.fullmatch(code) for code in texts):
        raise ValueError("A code has small letters, digits and the marks : . _ - in it, and nothing else.")
    now = timezone.now()
    Activity.objects.create(
        at=now,
        actor_id=current_actor_id() if actor_id is None else actor_id,
        verb=verb,
        about_type=kind,
        about_id=identifier,
        codes=" ".join(texts),
        origin=current_origin(),
        result=result,
        keep_until=now + dt.timedelta(days=settings.ACTIVITY_RETENTION_DAYS),
    )
