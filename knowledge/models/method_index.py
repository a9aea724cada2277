"""The overview of all methods."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from common.access import viewer_of
from common.chain import Step
from common.components import Link
from common.pages import IndexPage
from knowledge.feeds import method_feed
from knowledge.listing import Overview
from knowledge.overview import method_overview
from knowledge.sections import library_sections
from knowledge.theme_links import theme_links


class MethodIndexPage(RoutablePageMixin, IndexPage):
    """All methods, with filters and counts."""

    chain_step = Step.METHOD
    template = "knowledge/method_index_page.html"
    subpage_types = ["knowledge.MethodPage"]
    page_description = _("Het overzicht van alle methoden, met filters.")

    class Meta:
        verbose_name = _("overzicht van methoden")
        verbose_name_plural = _("overzichten van methoden")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add `overview`, the list that the address asks for, `themes`, ways into it, and `sections`, those beside it.

        The thread has no numbers here, only the way.
        """
        context = super().get_context(request, *args, **kwargs)
        context["thread"] = tuple(replace(node, count=None) for node in context["thread"])
        path = self.get_url(request) or request.path
        overview = method_overview(request.GET, path=path, viewer=context["viewer"], request=request)
        context["overview"] = overview
        # Who chose something already is on the way.
        context["themes"] = () if overview.chips else tuple(_ways_in(overview, path))
        context["list_path"] = path
        context["sections"] = library_sections(path)
        return context

    @path("feed/")
    def feed(self, request: HttpRequest) -> HttpResponse:
        """Methods that are new or changed, as an Atom feed."""
        feed = method_feed(
            title=f"{self.title} – {settings.WAGTAIL_SITE_NAME}",
            site_url=settings.SITE_URL,
            list_path=self.get_url(request) or "/",
            viewer=viewer_of(request),
        )
        return HttpResponse(feed, content_type="application/atom+xml; charset=utf-8")


def _ways_in(overview: Overview, path: str) -> Iterator[Link]:
    """The themes, with the counts of the filters."""
    for group in overview.groups:
        if group.name == "thema":
            yield from theme_links(group, path)
