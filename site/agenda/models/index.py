"""The front page of the Agenda."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from agenda.models.edition import EditionPage
from common.pages import IndexPage


class AgendaIndexPage(IndexPage):
    """/agenda/: the current edition told in one screen, and the list of editions."""

    parent_page_types = ["agenda.HomePage"]
    subpage_types = ["agenda.EditionPage"]
    template = "agenda/index_page.html"

    class Meta:
        verbose_name = _("overzicht van de Agenda")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the editions that the viewer may see, newest first."""
        context = super().get_context(request, *args, **kwargs)
        context["editions"] = list(
            EditionPage.objects.child_of(self).visible_to(context["viewer"]).order_by("-first_year")
        )
        return context
