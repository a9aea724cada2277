"""The home page."""

from typing import Any

from django.db import models
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from agenda.blocks import EntrancesBlock
from agenda.front import entrances, latest_pages
from agenda.structured_data import json_ld, website
from common import chain
from common.pages import BasePage
from knowledge.selectors import themes_of_methods


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
    # What it shows is found by itself.
    is_searched = False

    parent_page_types = ["wagtailcore.Page"]
    max_count = 1
    template = "agenda/home_page.html"
    page_description = _("De voorpagina: de rode draad, de ingangen en wat er nieuw is.")

    class Meta:
        verbose_name = _("voorpagina")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find the pages of an address at once, and go on from the deepest.

        Wagtail asks the database twice for every part of an address; this keeps a page four levels deep within the
        budget of queries. Raises Http404 when no page answers.
        """
        if not path_components:
            return super().route(request, path_components)
        path, paths = self.url_path, []
        for component in path_components[:_DEEPEST]:
            path = f"{path}{component}/"
            paths.append(path)
        found = Page.objects.filter(slug__in=path_components[:_DEEPEST], url_path__in=paths).order_by("depth")
        if not found:
            raise Http404
        *above, deepest = found
        page = deepest.specific
        page.routed_ancestors = (self, *above)
        return page.route(request, path_components[len(found) :])

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the thread, the themes of methods and the entrances, all with live numbers, and the latest pages."""
        context = super().get_context(request, *args, **kwargs)
        nodes = chain.overview(context["viewer"])
        context["nodes"] = nodes
        context["themes"] = themes_of_methods(context["viewer"])
        context["entrances"] = entrances(self, self.entrances, nodes, context["viewer"])
        context["structured_data"] = json_ld(website(self.title, self.search_description))
        context["latest"] = latest_pages(context["viewer"], request)
        return context

    def breadcrumb(self, request: HttpRequest) -> tuple[()]:
        """Nothing is above the home page."""
        return ()


# Deeper pages than this do not exist, and a hostile address can have hundreds of parts.
_DEEPEST = 12
