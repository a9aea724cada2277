"""The evidence: dated verdicts that are added and never changed."""

from typing import Any, NoReturn

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from knowledge.enums import AXIS_SCHEME, AXIS_VALUES, EMMIE_AXES, Axis, EvidenceScheme, Measured, Quality


class AppendOnlyError(Exception):
    """Somebody tried to change or remove an assessment. A mistake is put right by adding a newer one."""


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    """Assessments can be read and added."""

    def latest_first(self) -> "AssessmentQuerySet":
        """The order in which assessments count: the newest date first, and of one date the one added last."""
        return self.order_by("-assessed_on", "-pk")

    def current(self) -> "AssessmentQuerySet":
        """The latest assessment of each method on each axis."""
        return self.filter(~Exists(_newer()))

    def with_is_current(self) -> "AssessmentQuerySet":
        """Add `is_current`: whether the row is the latest of its method on its axis."""
        return self.annotate(is_current=~Exists(_newer()))

    def update(self, **kwargs: Any) -> NoReturn:
        """Refused: see `AppendOnlyError`."""
        raise AppendOnlyError

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused: see `AppendOnlyError`."""
        raise AppendOnlyError

    def delete(self) -> NoReturn:
        """Refused: see `AppendOnlyError`."""
        raise AppendOnlyError


def _newer() -> AssessmentQuerySet:
    """Rows that come after the row of the outer query, in the order of `latest_first`."""
    later = Q(assessed_on__gt=OuterRef("assessed_on")) | Q(assessed_on=OuterRef("assessed_on"), pk__gt=OuterRef("pk"))
    return Assessment.objects.filter(later, method=OuterRef("method"), axis=OuterRef("axis"))


def _allowed_values() -> Q:
    """The values that belong to each axis, as a rule for the database."""
    rule = Q()
    for axis, values in AXIS_VALUES.items():
        rule |= Q(axis=axis.value, value__in=values.values)
    return rule


class Assessment(models.Model):
    """What was judged of a method on one axis, on one day, by whom and why.

    Rows are only added, by `knowledge.services.assess`; the latest row of an axis is its value now. A method that was
    judged cannot be deleted, only unpublished.
    """

    method = models.ForeignKey(
        "knowledge.MethodPage", verbose_name=_("methode"), on_delete=models.PROTECT, related_name="assessments"
    )
    axis = models.CharField(_("waarover"), max_length=20, choices=Axis.choices)
    value = models.CharField(_("oordeel"), max_length=30)
    quality = models.PositiveSmallIntegerField(
        _("kwaliteit van het onderzoek"), choices=Quality.choices, null=True, blank=True
    )
    scheme = models.CharField(_("stelsel"), max_length=20, choices=EvidenceScheme.choices)
    valid_until = models.DateField(_("geldig tot en met"), null=True, blank=True)
    assessed_on = models.DateField(_("datum van het oordeel"))
    assessed_by = models.CharField(_("wie oordeelde"), max_length=120)
    reason = models.TextField(_("waarom"))
    recorded_at = models.DateTimeField(_("toegevoegd op"), default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("toegevoegd door"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )

    # Only on rows of `with_is_current`.
    is_current: bool

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("oordeel")
        verbose_name_plural = _("oordelen")
        # No right to change or delete exists, so no group can be given it; who may add is `can_assess`.
        default_permissions = ()
        indexes = [models.Index(fields=["method", "axis", "-assessed_on", "-id"], name="knowledge_assessment_latest")]
        constraints = [
            models.CheckConstraint(
                condition=_allowed_values(),
                name="knowledge_assessment_value",
            ),
            models.CheckConstraint(
                condition=Q(quality__isnull=True)
                | Q(axis__in=[axis.value for axis in EMMIE_AXES], quality__in=Quality.values),
                name="knowledge_assessment_quality",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=models.F("assessed_on")),
                name="knowledge_assessment_validity",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_axis_display()}: {self.value_label} ({self.assessed_on:%d-%m-%Y})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row; raises `AppendOnlyError` for a row that exists."""
        if not self._state.adding:
            raise AppendOnlyError
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused: see `AppendOnlyError`."""
        raise AppendOnlyError

    @property
    def value_label(self) -> str:
        """The verdict in words."""
        return str(AXIS_VALUES[Axis(self.axis)](self.value).label)

    def clean(self) -> None:
        """Refuse what contradicts itself; the message stands at the field to change."""
        if self.axis not in Axis.values:
            return
        axis = Axis(self.axis)
        checks = (
            ("value", self.value not in AXIS_VALUES[axis], gettext("Dit oordeel hoort niet bij wat u beoordeelt.")),
            ("scheme", self.scheme != AXIS_SCHEME[axis], gettext("Dit stelsel hoort niet bij wat u beoordeelt.")),
            (
                "assessed_on",
                bool(self.assessed_on and self.assessed_on > timezone.localdate()),
                gettext("Kies een datum die niet in de toekomst ligt."),
            ),
            (
                "valid_until",
                bool(self.assessed_on and self.valid_until and self.valid_until < self.assessed_on),
                gettext("Een oordeel kan niet verlopen voordat het gegeven is."),
            ),
            (
                "quality",
                (self.quality in {None, Quality.NONE}) == (axis in EMMIE_AXES and self.value == Measured.MEASURED),
                gettext("Geef de kwaliteit van het onderzoek als er iets gemeten is, en alleen dan."),
            ),
        )
        errors = {field: message for field, wrong, message in checks if wrong}
        if errors:
            raise ValidationError(errors)
