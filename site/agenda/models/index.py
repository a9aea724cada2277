"""The front page of the Agenda."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.url_routing import RouteResult

from agenda.feeds import agenda_feed
from agenda.models.edition import EditionPage
from agenda.overview import edition_overview
from common.access import viewer_of
from common.pages import IndexPage

FEED_SLUG = "feed"


class AgendaIndexPage(IndexPage):
    """/agenda/: the current edition told in one screen, the list of editions, and a feed of changes."""

    kind_label = _("Agenda")

    parent_page_types = ["agenda.HomePage"]
    subpage_types = ["agenda.EditionPage"]
    template = "agenda/index_page.html"
    page_description = _("De voorkant van de Agenda, met de huidige editie in het kort.")

    class Meta:
        verbose_name = _("overzicht van de Agenda")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Answer for the feed at /agenda/feed/."""
        if path_components == [FEED_SLUG] and self.live:
            return RouteResult(self, kwargs={"feed": True})
        return super().route(request, path_components)

    def serve(self, request: HttpRequest, *, feed: bool = False) -> HttpResponseBase:
        """Show the page or its feed."""
        if feed:
            return agenda_feed(self, viewer_of(request), request)
        response: HttpResponseBase = super().serve(request)
        return response

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the editions that the viewer may see, newest first, and the current one at a glance."""
        context = super().get_context(request, *args, **kwargs)
        viewer = context["viewer"]
        editions = list(
            EditionPage.objects.child_of(self).visible_to(viewer).newest_first().select_related("mission_source")
        )
        this_year = timezone.localdate().year
        current = next((edition for edition in editions if edition.first_year <= this_year), None)
        context["editions"] = editions
        context["current"] = current
        context["overview"] = edition_overview(current, viewer, request) if current else None
        context["feed_url"] = f"{self.get_url(request)}{FEED_SLUG}/"
        return context
