"""The front page of the library: publications and lessons, and the way to everything else."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from common.access import viewer_of
from common.pages import IndexPage
from knowledge.feeds import item_feed
from knowledge.item_overview import item_overview
from knowledge.sections import library_sections


class LibraryIndexPage(RoutablePageMixin, IndexPage):
    """Everything that was written down or learnt, with filters and counts."""

    template = "knowledge/library_index_page.html"
    subpage_types = ["knowledge.PublicationPage", "knowledge.LessonPage"]
    page_description = gettext_lazy("De voorpagina van de kennisbank, met publicaties en lessen.")

    class Meta:
        verbose_name = gettext_lazy("voorpagina van de kennisbank")
        verbose_name_plural = gettext_lazy("voorpagina's van de kennisbank")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add `overview`, the list that the address asks for, and `sections`, the lists beside it."""
        context = super().get_context(request, *args, **kwargs)
        path = self.get_url(request) or request.path
        context["overview"] = item_overview(request.GET, path=path, viewer=context["viewer"], request=request)
        context["list_path"] = path
        context["sections"] = library_sections(path)
        return context

    @path("feed/")
    def feed(self, request: HttpRequest) -> HttpResponse:
        """Publications and lessons that are new or changed, as an Atom feed."""
        feed = item_feed(
            title=f"{self.title} – {settings.WAGTAIL_SITE_NAME}",
            site_url=settings.SITE_URL,
            list_path=self.get_url(request) or "/",
            viewer=viewer_of(request),
        )
        return HttpResponse(feed, content_type="application/atom+xml; charset=utf-8")
