"""Use cases: what an organisation did with a method, in its own words."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from knowledge.enums import Again
from knowledge.models.record import CONTEXT_PANEL, SUBJECT_PANEL, Record
from knowledge.models.review import REVIEW_PANEL
from knowledge.panels import KnownPanel
from knowledge.record_profile import use_case_context
from knowledge.record_querysets import UseCaseQuerySet


class UseCase(Record):
    """One local use of a method, told by who did it. It holds experience, not proof, and never data about persons."""

    organisation = models.CharField(_("organisatie"), max_length=160)
    filled_in_by = models.CharField(
        _("wie dit invulde"), max_length=120, help_text=_("De rol, zoals 'wijkmanager'. Geen naam van een persoon.")
    )
    filled_in_on = models.DateField(_("ingevuld op"), null=True)
    hours = models.PositiveIntegerField(
        _("uren werk"),
        null=True,
        blank=True,
        help_text=_("Wat het de organisatie echt kostte. Leeg als u het niet weet."),
    )
    costs = models.TextField(_("wat het kostte"), help_text=_("Geld en tijd. Zeg het ook als het niet is bijgehouden."))
    helped = models.TextField(_("wat hielp"))
    hindered = models.TextField(_("wat tegenzat"))
    again = models.CharField(_("zou u het opnieuw doen"), max_length=10, choices=Again.choices)
    again_reason = models.TextField(_("waarom"))
    is_checked = models.BooleanField(
        _("gecontroleerd door de redactie"),
        default=False,
        help_text=_("U hebt de feiten nagevraagd bij de organisatie. Uw naam en de datum worden bewaard."),
    )
    # Both follow from the box above. Visitors see the day; colleagues also see who it was.
    checked_on = models.DateField(_("gecontroleerd op"), null=True, blank=True, editable=False)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("gecontroleerd door"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )

    objects = UseCaseQuerySet.as_manager()

    panels = [
        SUBJECT_PANEL,
        MultiFieldPanel(
            [
                FieldPanel("helped"),
                FieldPanel("hindered"),
                FieldPanel("costs"),
                FieldPanel("hours"),
                FieldPanel("again"),
                FieldPanel("again_reason"),
            ],
            heading=_("Hoe ging het?"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("organisation"),
                FieldRowPanel([FieldPanel("filled_in_by"), FieldPanel("filled_in_on")]),
            ],
            heading=_("Wie vertelt dit?"),
        ),
        CONTEXT_PANEL,
        # Only for who may publish: an editor does not check a text of his or her own.
        MultiFieldPanel(
            [
                FieldPanel("is_checked", permission="knowledge.publish_usecase"),
                FieldRowPanel([KnownPanel("checked_on"), KnownPanel("checked_by")]),
            ],
            heading=_("Controle"),
        ),
        REVIEW_PANEL,
    ]
    search_fields = [
        index.SearchField("title"),
        index.AutocompleteField("title"),
        index.SearchField("summary"),
        index.FilterField("again"),
    ]

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(live=False) | models.Q(filled_in_on__isnull=False),
                name="knowledge_usecase_has_day",
            ),
        ]
        verbose_name = _("toepassing")
        verbose_name_plural = _("toepassingen")
        # All that the overview filters, counts and sorts on, so that it does not read the texts of every use case.
        indexes = [
            models.Index(
                fields=["method", "live", "-period_from", "again", "size_class", "urbanity"],
                name="knowledge_use_case_overview",
            )
        ]

    def get_absolute_url(self) -> str:
        """The address of its public page."""
        return reverse("use_case", args=[self.slug])

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """The template of its public page."""
        return "knowledge/use_case.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """The use case as it will be shown."""
        return {"request": request, **use_case_context(self, request)}
