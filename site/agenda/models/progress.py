"""The yearly report on the progress of the Agenda."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from agenda.facts import fact
from agenda.models.document import ParliamentaryDocument, document_addresses
from agenda.models.parts import EditionPart
from common.access import Viewer
from common.components import Fact


class ProgressReportPage(EditionPart):
    """What parliament was told about a year: the report that was found, or that none was found.

    The two questions are those of the Deltaprogramma: is it on schedule (time and money), is it on course (does it
    bring the goal nearer).
    """

    kind_label = _("Voortgang")

    year = models.PositiveSmallIntegerField(_("over het jaar"))
    document = models.ForeignKey(
        ParliamentaryDocument,
        verbose_name=_("voortgangsbrief"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="progress_reports",
        help_text=_("Leeg zolang er geen brief is gevonden."),
    )
    on_schedule = models.TextField(
        _("ligt het op schema"), blank=True, max_length=600, help_text=_("Wat de brief zegt over tijd en geld.")
    )
    on_course = models.TextField(
        _("ligt het op koers"), blank=True, max_length=600, help_text=_("Wat de brief zegt over de doelen.")
    )

    content_panels = [
        *EditionPart.lead_panels,
        FieldPanel("year"),
        FieldPanel("document"),
        MultiFieldPanel([FieldPanel("on_schedule"), FieldPanel("on_course")], heading=_("Wat de brief zegt")),
        FieldPanel("sections"),
        *EditionPart.closing_panels,
    ]
    template = "agenda/progress_page.html"
    page_description = _("Wat de Tweede Kamer over een jaar hoorde, of dat er niets is gevonden.")

    class Meta:
        verbose_name = _("voortgang over een jaar")
        verbose_name_plural = _("voortgang per jaar")

    def _letter(self, document: ParliamentaryDocument | None, viewer: Viewer) -> Fact:
        addresses = document_addresses([document], viewer) if document else {}
        return fact(
            gettext("Voortgangsbrief"),
            document.title if document else "",
            checked_on=self.checked_on,
            url=addresses[document.pk] if document else "",
        )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what was found; a letter that is not published here does not count as found."""
        context = super().get_context(request, *args, **kwargs)
        document = ParliamentaryDocument.objects.visible_to(context["viewer"]).filter(pk=self.document_id).first()
        context["facts"] = (
            self._letter(document, context["viewer"]),
            fact(gettext("Op schema?"), self.on_schedule, checked_on=self.checked_on),
            fact(gettext("Op koers?"), self.on_course, checked_on=self.checked_on),
        )
        return context
