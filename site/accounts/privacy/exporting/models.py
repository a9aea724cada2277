"""The row of a file with somebody's data: what was asked, how far it is, and where the file is."""

import secrets
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ExportState(models.TextChoices):
    """How far a file is."""

    WAITING = "waiting", _("wacht")
    RUNNING = "running", _("wordt gemaakt")
    READY = "ready", _("klaar")
    FAILED = "failed", _("mislukt")


OPEN = (ExportState.WAITING, ExportState.RUNNING)


def export_path(instance: Any, filename: str) -> str:
    """A name that nobody can guess; the one that people see is given with the download."""
    return f"exports/{secrets.token_urlsafe(32)}.zip"


class PersonalExportQuerySet(models.QuerySet["PersonalExport"]):
    """Files by whose turn it is."""

    def due(self) -> "PersonalExportQuerySet":
        """Those that wait, and those whose worker did not finish within its lease."""
        stuck = Q(state=ExportState.RUNNING, claimed_until__lte=timezone.now())
        return self.filter(Q(state=ExportState.WAITING) | stuck).order_by("pk")


class PersonalExport(models.Model):
    """A file that one person asked for. There is one being made at a time; a new one takes the place of the last."""

    public_id = models.UUIDField(_("permanent kenmerk"), default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("account"), on_delete=models.CASCADE, related_name="+"
    )
    state = models.CharField(_("status"), max_length=10, choices=ExportState, default=ExportState.WAITING)
    parts_done = models.PositiveSmallIntegerField(_("onderdelen klaar"), default=0)
    parts = models.PositiveSmallIntegerField(_("onderdelen"), default=0)
    attempts = models.PositiveSmallIntegerField(_("pogingen"), default=0)
    claimed_until = models.DateTimeField(_("onder handen tot"), null=True, blank=True)
    asked_at = models.DateTimeField(_("gevraagd op"), default=timezone.now)
    file = models.FileField(_("bestand"), upload_to=export_path, max_length=100, blank=True)
    size = models.PositiveBigIntegerField(_("grootte"), default=0)

    objects = PersonalExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("bestand met iemands gegevens")
        verbose_name_plural = _("bestanden met iemands gegevens")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=Q(state__in=OPEN), name="accounts_one_export_at_a_time")
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.get_state_display()}"
