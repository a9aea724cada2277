"""What the parts of an edition have in common."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.blocks import CharBlock
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from agenda.blocks import SectionsBlock
from agenda.dates import written_period
from agenda.enums import DatePrecision
from agenda.models.source import source_field
from agenda.querysets import EditionPartManager
from agenda.structured_data import breadcrumb_list, creative_work, json_ld
from common.access import Viewer
from common.components import Link
from common.pages import BasePage, ListedPageQuerySet


class EditionPart(BasePage):
    """A page below an edition: a lead, sections with their sources, and the day on which somebody looked."""

    card_kind = "agenda"

    intro = models.TextField(_("inleiding"), max_length=400, help_text=_("Eén of twee zinnen, het antwoord eerst."))
    sections = StreamField(SectionsBlock(), verbose_name=_("onderdelen"), blank=True)
    gaps = StreamField(
        [("gap", CharBlock(label=_("Wat ontbreekt"), max_length=250))],
        verbose_name=_("wat niet gevonden is"),
        blank=True,
        help_text=_("Wat een lezer hier zou verwachten, maar wat geen openbare bron noemt."),
    )
    checked_on = models.DateField(
        _("laatst gezocht op"),
        help_text=_("Bij wat ontbreekt staat: niet openbaar gevonden op deze datum."),
    )

    objects = EditionPartManager()  # type: ignore[django-manager-missing,misc]

    lead_panels = [*BasePage.content_panels, FieldPanel("intro")]
    closing_panels = [FieldPanel("gaps"), FieldPanel("checked_on")]
    search_fields = [*BasePage.search_fields, index.SearchField("intro"), index.SearchField("sections")]
    parent_page_types = ["agenda.EditionPage"]
    subpage_types: list[str] = []

    class Meta:
        abstract = True

    @property
    def header_meta(self) -> tuple[str, ...]:
        """What stands in small print under the title."""
        basis = getattr(self, "basis", "")
        return (capfirst(basis),) if basis else ()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the edition with links to its other pages, and what machines read."""
        context = super().get_context(request, *args, **kwargs)
        edition = context["breadcrumb"][-1]
        context["edition"] = edition
        context["edition_links"] = self._edition_links(request, context["viewer"])
        context["meta"] = self.header_meta
        work = creative_work(
            self,
            url=self.get_url(request),
            description=self.search_description,
            isPartOf={
                "@type": "CreativeWork",
                "name": edition.title,
                "url": settings.SITE_URL + edition.url,
            },
        )
        context["structured_data"] = json_ld(work, breadcrumb_list(context["breadcrumb"]))
        return context

    def _edition_links(self, request: HttpRequest, viewer: Viewer) -> tuple[Link, ...]:
        """The other pages of the edition, goals and activities left out: those hang on the thread."""
        pages = ListedPageQuerySet(Page).sibling_of(self, inclusive=False).visible_to(viewer)
        return tuple(
            Link(page.title, page.get_url(request)) for page in pages if page.specific_class.chain_step is None
        )


class DatedFact(Orderable):
    """Something that happened, or was planned, on a day or in a period."""

    date = models.DateField(_("datum"))
    until = models.DateField(_("tot en met"), null=True, blank=True, help_text=_("Alleen bij een periode."))
    precision = models.CharField(_("datum bekend"), max_length=10, choices=DatePrecision, default=DatePrecision.DAY)
    title = models.CharField(_("wat"), max_length=120)
    text = models.TextField(_("toelichting"), blank=True, max_length=500)
    source = source_field()

    panels = [
        FieldRowPanel([FieldPanel("date"), FieldPanel("until"), FieldPanel("precision")]),
        FieldPanel("title"),
        FieldPanel("text"),
        FieldPanel("source"),
    ]

    class Meta(Orderable.Meta):
        abstract = True

    def clean(self) -> None:
        """Refuse a period that ends before it starts."""
        super().clean()
        if self.date and self.until and self.until < self.date:
            raise ValidationError({"until": _("De laatste dag ligt voor de eerste dag.")})

    @property
    def written(self) -> str:
        """The date or period in words."""
        return written_period(self.date, self.until, self.precision)
