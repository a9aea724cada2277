"""The front page of the library."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from common import chain
from common.pages import IndexPage
from knowledge.cards import method_cards_of
from knowledge.models.method import MethodPage

NEWEST_SHOWN = 3


class LibraryIndexPage(IndexPage):
    """What the library holds now, and what is still to come."""

    template = "knowledge/library_index_page.html"
    subpage_types: list[str] = []
    page_description = _("De voorpagina van de kennisbank.")

    class Meta:
        verbose_name = _("voorpagina van de kennisbank")
        verbose_name_plural = _("voorpagina's van de kennisbank")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add `nodes`, the whole chain with today's numbers, and the newest methods."""
        context = super().get_context(request, *args, **kwargs)
        context["nodes"] = chain.overview(context["viewer"])
        newest = MethodPage.objects.visible_to(context["viewer"]).newest_first().for_cards()
        context["newest_methods"] = method_cards_of(newest[:NEWEST_SHOWN], request)
        return context
