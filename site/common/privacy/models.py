"""The proof of what was erased because its term was over."""

import json
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from common.access import Viewer
from common.privacy.permissions import can_see_privacy


class RetentionRunQuerySet(models.QuerySet["RetentionRun"]):
    """Runs by who may see them."""

    def visible_to(self, viewer: Viewer) -> "RetentionRunQuerySet":
        """The rule `can_see_privacy` as a query."""
        return self if can_see_privacy(viewer) else self.none()


class RetentionRun(models.Model):
    """One time that the retention rules were applied.

    `night` is empty for a run by hand; of a night there is one run, however many workers there are. `report` has a line
    for each rule, with numbers and moments and nothing about people. `seal` covers the report and the seal of the run
    before, so that a line or a run that was changed or taken out later shows.
    """

    night = models.DateField(_("nacht"), unique=True, null=True, blank=True)
    started_at = models.DateTimeField(_("begonnen"), default=timezone.now)
    finished_at = models.DateTimeField(_("klaar"), null=True, blank=True)
    report = models.JSONField(_("verslag"), default=list)
    seal = models.CharField(_("zegel"), max_length=64, blank=True)

    objects = RetentionRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("opschoning")
        verbose_name_plural = _("opschoningen")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M}"

    @property
    def erased(self) -> int:
        """How many rows were erased or emptied by all rules."""
        return sum(line["erased"] for line in self.report)

    @property
    def failed(self) -> bool:
        """True when a rule could not be applied, or the run never came to its end."""
        return self.finished_at is None or any(line["failed"] for line in self.report)

    @property
    def is_sealed(self) -> bool:
        """True when the report is as it was written, after the same run as then."""
        return bool(self.seal) and constant_time_compare(self.seal, seal_of(self.report, _before(self)))


def seal_of(report: list[Any], previous: str) -> str:
    """The seal of a report that comes after the run with the seal `previous`."""
    text = json.dumps([previous, report], sort_keys=True, ensure_ascii=False)
    return str(salted_hmac("common.privacy.RetentionRun", text, algorithm="sha256").hexdigest())


def _before(run: RetentionRun) -> str:
    earlier = RetentionRun.objects.filter(pk__lt=run.pk).exclude(seal="").order_by("-pk")
    return str(earlier.values_list("seal", flat=True).first() or "")


def seal(run: RetentionRun) -> None:
    """Write the seal under a report; the caller saves."""
    run.seal = seal_of(run.report, _before(run))
