"""Evaluations: a study of one method in one context, with everything that was measured."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable
from wagtail.search import index

from knowledge.enums import EFFECT_TYPES, MEASURED_DIRECTIONS, Design, Direction, EvaluationType, Independence
from knowledge.models.record import CONTEXT_PANEL, SUBJECT_PANEL, Record
from knowledge.models.review import REVIEW_PANEL
from knowledge.record_profile import evaluation_context
from knowledge.record_querysets import EvaluationQuerySet


class Evaluation(Record):  # type: ignore[django-manager-missing]
    """A study. What it found stands in its outcomes, each with a direction; no effect is a finding like the others."""

    type = models.CharField(_("soort onderzoek"), max_length=20, choices=EvaluationType.choices)
    design = models.CharField(_("opzet"), max_length=20, choices=Design.choices)
    researchers = models.CharField(
        _("onderzoekers"), max_length=200, help_text=_("De instelling die het onderzoek deed.")
    )
    commissioner = models.CharField(_("opdrachtgever"), max_length=200, blank=True)
    independent = models.CharField(
        _("onafhankelijk"),
        max_length=10,
        choices=Independence.choices,
        default=Independence.UNKNOWN,
        help_text=_("Ja, als de onderzoekers geen belang hebben bij de methode."),
    )
    participants = models.PositiveIntegerField(_("aantal deelnemers"), null=True, blank=True)
    dropouts = models.PositiveIntegerField(
        _("uitval"), null=True, blank=True, help_text=_("Hoeveel van hen vielen af voor de laatste meting?")
    )
    worked_for = models.TextField(_("voor wie het werkte"), blank=True)
    not_for = models.TextField(_("voor wie het niet werkte"), blank=True)
    mechanism = models.TextField(_("waardoor het werkte"), blank=True, help_text=_("Wat zagen de onderzoekers?"))
    barriers = models.TextField(_("wat in de weg zat"), blank=True)
    limitations = models.TextField(
        _("beperkingen"), help_text=_("Wat kan dit onderzoek niet laten zien? Elk onderzoek heeft grenzen.")
    )
    report = models.CharField(
        _("rapport"), max_length=250, blank=True, help_text=_("Titel, jaar en nummer, zoals u ernaar verwijst.")
    )
    # Not a URLField: its form field guesses a scheme, and how it guesses changes with Django's version.
    report_url = models.CharField(
        _("webadres van het rapport"),
        max_length=300,
        blank=True,
        validators=[URLValidator(schemes=["http", "https"])],
    )
    owner_reaction = models.TextField(_("reactie van de eigenaar"), blank=True)

    # Only on rows of `with_direction`.
    direction_now: str

    objects = EvaluationQuerySet.as_manager()

    panels = [
        SUBJECT_PANEL,
        InlinePanel("outcomes", heading=_("Wat is er gemeten?"), label=_("Uitkomst")),
        MultiFieldPanel(
            [
                FieldPanel("worked_for"),
                FieldPanel("not_for"),
                FieldPanel("mechanism"),
                FieldPanel("barriers"),
                FieldPanel("limitations"),
            ],
            heading=_("Hoe leest u dit?"),
        ),
        MultiFieldPanel(
            [FieldPanel("owner_reaction"), FieldPanel("report"), FieldPanel("report_url")],
            heading=_("Rapport en reactie"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("type"), FieldPanel("design")]),
                FieldPanel("researchers"),
                FieldRowPanel([FieldPanel("commissioner"), FieldPanel("independent")]),
                FieldRowPanel([FieldPanel("participants"), FieldPanel("dropouts")]),
            ],
            heading=_("Hoe is het onderzocht?"),
        ),
        CONTEXT_PANEL,
        REVIEW_PANEL,
    ]
    search_fields = [
        index.SearchField("title"),
        index.AutocompleteField("title"),
        index.SearchField("summary"),
        index.FilterField("type"),
    ]

    class Meta(Record.Meta):
        verbose_name = _("evaluatie")
        verbose_name_plural = _("evaluaties")
        # All that the overview filters, counts and sorts on, so that it does not read the texts of every evaluation.
        indexes = [
            models.Index(
                fields=["method", "live", "-period_from", "type", "design", "size_class", "urbanity"],
                name="knowledge_evaluation_overview",
            )
        ]

    def get_absolute_url(self) -> str:
        """The address of its public page."""
        return reverse("evaluation", args=[self.slug])

    @property
    def is_about_effect(self) -> bool:
        """True when the outcomes say something of the effect."""
        return self.type in EFFECT_TYPES

    @property
    def direction(self) -> Direction:
        """Which way the measured effect points; the same answer as `with_direction` gives.

        Unknown without outcomes, and for a study of a plan, of how it was carried out or of what it cost.
        """
        if not self.is_about_effect:
            return Direction.UNKNOWN
        found = {outcome.direction for outcome in self.outcomes.all()}
        if not found:
            return Direction.UNKNOWN
        return Direction(found.pop()) if len(found) == 1 else Direction.MIXED

    def clean(self) -> None:
        """Refuse more people who left than people who took part, and a period that ends before it starts."""
        super().clean()
        if self.dropouts is not None and self.dropouts > (self.participants or 0):
            raise ValidationError({"dropouts": gettext("Er kunnen niet meer mensen afvallen dan er meededen.")})

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """The template of its public page."""
        return "knowledge/evaluation.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """The evaluation as it will be shown."""
        return {"request": request, **evaluation_context(self, request)}


class Outcome(Orderable):
    """One thing that was measured, and which way it went."""

    evaluation = ParentalKey(Evaluation, on_delete=models.CASCADE, related_name="outcomes")
    measure = models.CharField(_("wat is er gemeten"), max_length=160)
    direction = models.CharField(
        _("richting"), max_length=20, choices=[(value.value, value.label) for value in MEASURED_DIRECTIONS]
    )
    size = models.CharField(
        _("hoe groot"), max_length=240, help_text=_("In gewone woorden, met de getallen erbij als die er zijn.")
    )
    follow_up_months = models.PositiveSmallIntegerField(
        _("hoe lang erna gemeten (maanden)"), null=True, blank=True, help_text=_("0 is direct na afloop.")
    )

    panels = [
        FieldPanel("measure"),
        FieldRowPanel([FieldPanel("direction"), FieldPanel("follow_up_months")]),
        FieldPanel("size"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("uitkomst")
        verbose_name_plural = _("uitkomsten")
        indexes = [models.Index(fields=["evaluation", "direction"], name="knowledge_outcome_direction")]

    def __str__(self) -> str:
        return f"{self.measure}: {self.get_direction_display()}"
