"""Pages of text: about this site, accessibility, privacy."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from common.blocks import BodyBlock
from common.pages import BasePage


class ContentPage(BasePage):
    """A page of text with a lead and a date on which somebody last checked it."""

    card_kind = "page"

    intro = models.TextField(
        _("inleiding"), max_length=400, help_text=_("Eén of twee zinnen met het antwoord vooraan.")
    )
    body = StreamField(BodyBlock(), verbose_name=_("tekst"), blank=True)
    last_checked = models.DateField(
        _("laatst gecontroleerd"),
        null=True,
        blank=True,
        help_text=_("De dag waarop iemand deze pagina helemaal heeft nagelezen. Staat onderaan de pagina."),
    )

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("intro"),
        FieldPanel("body"),
        FieldPanel("last_checked"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("intro"), index.SearchField("body")]
    parent_page_types = ["agenda.HomePage", "agenda.ContentPage"]
    subpage_types = ["agenda.ContentPage"]
    template = "agenda/content_page.html"
    page_description = _("Een pagina met tekst, zoals over, privacy en toegankelijkheid.")

    class Meta:
        verbose_name = _("tekstpagina")
        verbose_name_plural = _("tekstpagina's")
