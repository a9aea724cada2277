"""The home page."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from agenda.blocks import EntrancesBlock
from common import chain
from common.pages import BasePage


class HomePage(BasePage):
    """The front door: the thread, an entrance per kind of visitor, and what is new."""

    heading = models.CharField(
        _("kop"), max_length=120, help_text=_("Wat is deze website, voor wie? Staat groot boven de rode draad.")
    )
    intro = models.TextField(_("inleiding"), max_length=400)
    entrances = StreamField(EntrancesBlock(), verbose_name=_("ingangen"))

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("heading"),
        FieldPanel("intro"),
        FieldPanel("entrances"),
    ]
    parent_page_types = ["wagtailcore.Page"]
    max_count = 1
    template = "agenda/home_page.html"

    class Meta:
        verbose_name = _("voorpagina")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the whole thread with live numbers."""
        context = super().get_context(request, *args, **kwargs)
        context["nodes"] = chain.overview(context["viewer"])
        return context
