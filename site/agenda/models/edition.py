"""An edition of the Agenda."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index

from agenda.dates import written_years
from agenda.models.source import Source
from common.pages import BasePage

TEXT_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]


def source_field() -> models.ForeignKey:
    """The source of the text beside it. A source that is in use cannot be deleted."""
    return models.ForeignKey(
        Source, verbose_name=_("bron"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )


class EditionPage(BasePage):
    """What was agreed for a number of years: mission, for whom, why, and the promise to parliament."""

    card_kind = "agenda"

    intro = models.TextField(_("inleiding"), max_length=400, help_text=_("De kern in twee of drie zinnen."))
    first_year = models.PositiveSmallIntegerField(_("eerste jaar"))
    last_year = models.PositiveSmallIntegerField(_("laatste jaar"))
    mission = RichTextField(_("missie"), features=TEXT_FEATURES, blank=True)
    mission_source = source_field()
    audience = RichTextField(_("voor wie"), features=TEXT_FEATURES, blank=True)
    audience_source = source_field()
    reason = RichTextField(_("waarom"), features=TEXT_FEATURES, blank=True)
    reason_source = source_field()
    period = RichTextField(_("wat in deze jaren, wat daarna"), features=TEXT_FEATURES, blank=True)
    period_source = source_field()
    promise = RichTextField(_("toezegging aan de Tweede Kamer"), features=TEXT_FEATURES, blank=True)
    promise_source = source_field()

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("intro"),
        FieldRowPanel([FieldPanel("first_year"), FieldPanel("last_year")], heading=_("Looptijd")),
        MultiFieldPanel([FieldPanel("mission"), FieldPanel("mission_source")], heading=_("Missie")),
        MultiFieldPanel([FieldPanel("audience"), FieldPanel("audience_source")], heading=_("Voor wie")),
        MultiFieldPanel([FieldPanel("reason"), FieldPanel("reason_source")], heading=_("Waarom")),
        MultiFieldPanel([FieldPanel("period"), FieldPanel("period_source")], heading=_("Looptijd in woorden")),
        MultiFieldPanel([FieldPanel("promise"), FieldPanel("promise_source")], heading=_("Toezegging")),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("intro"), index.SearchField("mission")]
    parent_page_types = ["agenda.AgendaIndexPage"]
    subpage_types: list[str] = []
    template = "agenda/edition_page.html"

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
