"""The rows of the log, which can be read and added."""

from typing import Any, NoReturn

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.access import Viewer
from common.activity.enums import Result
from common.activity.permissions import can_see_activity


class AppendOnlyError(Exception):
    """Somebody tried to change the log, or to remove a row before its term is over."""


class ActivityQuerySet(models.QuerySet["Activity"]):
    """Rows by who may see them, by what they are about, and by age."""

    def visible_to(self, viewer: Viewer) -> "ActivityQuerySet":
        """The rule `can_see_activity` as a query."""
        return self if can_see_activity(viewer) else self.none()

    def expired(self) -> "ActivityQuerySet":
        """Rows whose term is over."""
        return self.filter(keep_until__lte=timezone.now())

    def forget_expired(self) -> int:
        """Remove the rows whose term is over, the only ones that can be removed; return how many."""
        removed, _by_model = super(ActivityQuerySet, self.expired()).delete()
        return removed

    def update(self, **kwargs: Any) -> NoReturn:
        """Refused: see `AppendOnlyError`."""
        raise AppendOnlyError

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused: see `AppendOnlyError`."""
        raise AppendOnlyError

    def delete(self) -> NoReturn:
        """Refused: see `AppendOnlyError`."""
        raise AppendOnlyError


class Activity(models.Model):
    """One act: the fields that BIO2 asks of a log line (8.15.01), and until when the row is kept.

    There is no relation to an account or an object: a row outlives both, and an identifier whose account is gone
    leads to nobody. The database refuses changes as well, and PostgreSQL the removal of a row before `keep_until`.
    """

    at = models.DateTimeField(_("wanneer"), default=timezone.now)
    actor_id = models.BigIntegerField(_("account van wie het deed"), null=True, blank=True)
    verb = models.CharField(_("handeling"), max_length=60)
    about_type = models.CharField(_("soort object"), max_length=100, blank=True)
    about_id = models.CharField(_("kenmerk van het object"), max_length=40, blank=True)
    codes = models.CharField(_("bijzonderheden"), max_length=200, blank=True)
    origin = models.CharField(_("waarvandaan"), max_length=50)
    result = models.CharField(_("resultaat"), max_length=10, choices=Result, default=Result.DONE)
    keep_until = models.DateTimeField(_("bewaren tot"))

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("handeling")
        verbose_name_plural = _("handelingen")
        default_permissions = ()
        indexes = [
            models.Index(fields=["-at", "-id"], name="common_activity_latest"),
            models.Index(fields=["about_type", "about_id"], name="common_activity_about"),
            models.Index(fields=["actor_id"], name="common_activity_actor"),
            models.Index(fields=["keep_until"], name="common_activity_term"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.about_type} {self.about_id}".strip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row; raises `AppendOnlyError` for a row that exists."""
        if not self._state.adding:
            raise AppendOnlyError
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused: see `AppendOnlyError`."""
        raise AppendOnlyError

    @property
    def about(self) -> str:
        """The kind and the identifier of the object in one word; empty for an act without an object."""
        return f"{self.about_type}:{self.about_id}" if self.about_type else ""
