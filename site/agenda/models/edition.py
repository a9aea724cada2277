"""An edition of the Agenda."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index

from agenda.blocks import TEXT_FEATURES
from agenda.dates import written_years
from agenda.models.source import Source, source_field
from agenda.overview import edition_overview
from agenda.querysets import EditionManager
from agenda.structured_data import breadcrumb_list, creative_work, json_ld
from common.pages import BasePage

# The texts of an edition in the order in which they are read, each with the heading that readers see.
CHAPTERS = (
    ("mission", _("Missie")),
    ("audience", _("Voor wie")),
    ("reason", _("Waarom deze Agenda")),
    ("approach", _("Hoe de Agenda werkt")),
    ("period", _("Wat in deze jaren, wat daarna")),
    ("promise", _("Toezegging aan de Tweede Kamer")),
)


def _chapter_field(label: Any) -> RichTextField:
    return RichTextField(label, features=TEXT_FEATURES, blank=True)


class EditionPage(BasePage):
    """What was agreed for a number of years: mission, for whom, why, and the promise to parliament."""

    card_kind = "agenda"
    kind_label = _("Agenda")

    intro = models.TextField(_("inleiding"), max_length=400, help_text=_("De kern in twee of drie zinnen."))
    first_year = models.PositiveSmallIntegerField(_("eerste jaar"))
    last_year = models.PositiveSmallIntegerField(_("laatste jaar"))
    mission = _chapter_field(_("missie"))
    mission_source = source_field()
    audience = _chapter_field(_("voor wie"))
    audience_source = source_field()
    reason = _chapter_field(_("waarom"))
    reason_source = source_field()
    approach = _chapter_field(_("aanpak"))
    approach_source = source_field()
    period = _chapter_field(_("wat in deze jaren, wat daarna"))
    period_source = source_field()
    promise = _chapter_field(_("toezegging aan de Tweede Kamer"))
    promise_source = source_field()

    objects = EditionManager()  # type: ignore[django-manager-missing,misc]

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("intro"),
        FieldRowPanel([FieldPanel("first_year"), FieldPanel("last_year")], heading=_("Looptijd")),
        *(
            MultiFieldPanel([FieldPanel(name), FieldPanel(f"{name}_source")], heading=heading)
            for name, heading in CHAPTERS
        ),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("intro"),
        *(index.SearchField(name) for name, _heading in CHAPTERS),
    ]
    parent_page_types = ["agenda.AgendaIndexPage"]
    template = "agenda/edition_page.html"
    page_description = _("Wat er voor een aantal jaren is afgesproken. Doelen, activiteiten en geld staan eronder.")

    class Meta:
        verbose_name = _("editie van de Agenda")
        verbose_name_plural = _("edities van de Agenda")

    def clean(self) -> None:
        """Refuse a last year before the first."""
        super().clean()
        if self.first_year and self.last_year and self.last_year < self.first_year:
            raise ValidationError({"last_year": _("Het laatste jaar ligt voor het eerste jaar.")})

    @property
    def years(self) -> str:
        """The years as text: "2023-2025"."""
        return written_years(self.first_year, self.last_year)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the chapters with their sources, and the edition at a glance."""
        context = super().get_context(request, *args, **kwargs)
        sources = Source.objects.in_bulk([getattr(self, f"{name}_source_id") for name, _heading in CHAPTERS])
        context["chapters"] = [
            {
                "id": name,
                "heading": heading,
                "text": getattr(self, name),
                "source": sources.get(getattr(self, f"{name}_source_id")),
            }
            for name, heading in CHAPTERS
            if getattr(self, name)
        ]
        work = creative_work(
            self,
            url=self.get_url(request),
            description=self.search_description,
            temporalCoverage=f"{self.first_year}/{self.last_year}",
        )
        context["structured_data"] = json_ld(work, breadcrumb_list(context["breadcrumb"]))
        context["overview"] = edition_overview(self, context["viewer"], request)
        return context
