"""The pages at /leerkringen/: the overview, and the face of each circle that can be found."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page, PageManager

from circles.models.circle import Circle
from circles.permissions import can_list_circle
from common.access import Viewer, viewer_of
from common.chain import Step
from common.pages import BasePage, IndexPage, ListedPageQuerySet


class CircleIndexPage(IndexPage):
    """The overview of learning circles."""

    chain_step = Step.CIRCLE
    # Pages of circles are made by a service: one for each circle that can be found.
    subpage_types: list[str] = []
    template = "circles/circle_index_page.html"

    class Meta:
        verbose_name = "overzicht van leerkringen"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add `overview`, the list that the address asks for, and `list_path`."""
        from circles.overview import circle_overview

        context = super().get_context(request, *args, **kwargs)
        path = self.get_url(request) or request.path
        context["overview"] = circle_overview(request.GET, path=path, viewer=context["viewer"], request=request)
        context["list_path"] = path
        return context


class CirclePageQuerySet(ListedPageQuerySet):
    """Pages of circles, by the rule of pages and the rule of circles together."""

    def visible_to(self, viewer: Viewer) -> CirclePageQuerySet:
        """Published pages, without a restriction, of circles that can be found."""
        found: CirclePageQuerySet = super().visible_to(viewer).filter(circle__in=Circle.objects.listed())
        return found


CirclePageManager = PageManager.from_queryset(CirclePageQuerySet)


class CirclePage(BasePage):
    """The face of a circle. The circle owns its name and its facts; editors add text here."""

    circle = models.OneToOneField(Circle, verbose_name=_("leerkring"), on_delete=models.PROTECT, related_name="page")
    body = RichTextField(
        _("tekst"),
        blank=True,
        features=["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"],
        help_text=_("Komt onder wat de begeleiders over de kring vertellen. Die passen zij zelf aan."),
    )

    content_panels = [FieldPanel("body")]
    chain_step = Step.CIRCLE
    template = "circles/circle_page.html"
    parent_page_types: list[str] = []
    subpage_types: list[str] = []

    objects = CirclePageManager()  # type: ignore[django-manager-missing,misc]

    class Meta:
        verbose_name = _("pagina van een leerkring")
        verbose_name_plural = _("pagina's van leerkringen")

    def with_content_json(self, content: dict[str, Any]) -> Page:
        """A version with the name of the circle now: an old draft does not bring an old name back."""
        page = super().with_content_json(content)
        page.title = page.draft_title = self.circle.title
        return page

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page; 404 for a circle that cannot be found, also when an editor published it."""
        if not can_list_circle(viewer_of(request), self.circle):
            raise Http404
        return super().serve(request, *args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what `circles.card.circle_context` tells."""
        from circles.card import circle_context

        context = super().get_context(request, *args, **kwargs)
        context.update(circle_context(self.circle, request.user, context["viewer"]))
        return context
