"""Lessons: what people learnt in practice, so far that others can use it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable
from wagtail.search import index

from common.chain import Step
from common.pages import BasePage
from knowledge.enums import LessonRelationKind
from knowledge.item_profile import lesson_context
from knowledge.models.library_item import SUBJECT_PANEL, LibraryItemPage


class LessonPage(LibraryItemPage):  # type: ignore[django-manager-missing]
    """One thing that was learnt, with the circumstances in which it held.

    Experience, not proof, and never data about persons. Where a lesson comes from is no part of it: that is a row of
    its own, `LessonProvenance`, which no page shows.
    """

    statement = models.CharField(
        _("de les in één zin"), max_length=250, help_text=_("Wat moet een ander hiervan onthouden?")
    )
    happened = models.TextField(_("wat er gebeurde"), help_text=_("Kort, en zonder dat iemand te herkennen is."))
    worked = models.TextField(_("wat werkte en wat niet"))
    for_whom = models.TextField(_("voor wie het geldt"), help_text=_("En voor wie waarschijnlijk niet."))
    circumstances = models.TextField(
        _("in welke omstandigheden"), help_text=_("Wat was hier bijzonder aan de plek, de tijd of de mensen?")
    )
    differently = models.TextField(
        _("wat we anders zouden doen"), blank=True, help_text=_("Laat leeg als u het zo weer zou doen.")
    )
    credit = models.CharField(
        _("met dank aan"), max_length=200, blank=True, help_text=_("Een organisatie of groep. Geen namen van personen.")
    )

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel([FieldPanel("statement"), FieldPanel("is_example")], heading=_("Wat is de les?")),
        MultiFieldPanel([FieldPanel("happened"), FieldPanel("worked")], heading=_("Wat ging eraan vooraf?")),
        MultiFieldPanel([FieldPanel("for_whom"), FieldPanel("circumstances")], heading=_("Wanneer geldt het?")),
        FieldPanel("differently"),
        InlinePanel(
            "relations",
            label=_("Andere les"),
            heading=_("Wat zegt deze les over andere lessen?"),
            help_text=_("Eén keer invullen is genoeg: de andere les toont het ook."),
        ),
        SUBJECT_PANEL,
        MultiFieldPanel(
            [
                FieldPanel("dated_on", heading=_("Datum van de les")),
                FieldPanel("credit"),
            ],
            heading=_("Van wie en wanneer?"),
        ),
    ]

    chain_step = Step.LESSON
    template = "knowledge/lesson_page.html"
    page_description = _("Wat iemand in de praktijk leerde, en wanneer dat geldt.")

    search_fields = [*BasePage.search_fields, index.SearchField("statement"), index.SearchField("happened")]

    class Meta:
        verbose_name = _("les")
        verbose_name_plural = _("lessen")

    @property
    def lead(self) -> str:
        """The lesson in one sentence."""
        return self.statement

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what other lessons say of this one, and the other way round."""
        context = super().get_context(request, *args, **kwargs)
        return context | lesson_context(self, context["viewer"], request)


class LessonRelation(Orderable):
    """What one lesson says of another: written down once, at `lesson`, and shown on both pages."""

    lesson = ParentalKey(LessonPage, on_delete=models.CASCADE, related_name="relations")
    related = models.ForeignKey(
        LessonPage, verbose_name=_("andere les"), on_delete=models.CASCADE, related_name="relations_to"
    )
    kind = models.CharField(_("deze les"), max_length=20, choices=LessonRelationKind.choices)

    panels = [FieldRowPanel([FieldPanel("kind"), FieldPanel("related")])]

    class Meta(Orderable.Meta):
        verbose_name = _("verband tussen lessen")
        verbose_name_plural = _("verbanden tussen lessen")
        # Not a UniqueConstraint: the forms of a page check only this one.
        unique_together = [("lesson", "related")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.related}"

    def clean(self) -> None:
        """Refuse a lesson that says something of itself."""
        if self.related_id and self.related_id == self.lesson_id:
            raise ValidationError({"related": gettext("Kies een andere les: deze pagina is het zelf.")})


class LessonProvenance(models.Model):
    """Where a lesson came from: an opaque identifier of its origin, which no page, search or export shows.

    It outlives the lesson, so that an origin is never published twice and a withdrawal is kept.
    """

    origin_id = models.UUIDField(_("herkomst"), unique=True, editable=False)
    lesson = models.OneToOneField(
        LessonPage, verbose_name=_("les"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    recorded_at = models.DateTimeField(_("vastgelegd op"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("ingetrokken op"), null=True, blank=True)
    withdrawn_because = models.TextField(_("reden van intrekken"), blank=True)

    class Meta:
        verbose_name = _("herkomst van een les")
        verbose_name_plural = _("herkomst van lessen")

    def __str__(self) -> str:
        return str(self.origin_id)
