"""The base of every page type, and the rule which pages show up in lists."""

from collections.abc import Sequence
from http import HTTPMethod
from typing import Any

from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, TitleFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page, PageManager, PageViewRestriction
from wagtail.query import PageQuerySet

from common.access import Viewer, viewer_of
from common.chain import Step, thread_for
from common.components import Link
from common.forms import PageCopyForm, PageForm
from common.identifiers import Identified


def can_list_page(viewer: Viewer, page: Page) -> bool:
    """True when a page may appear in lists, counts, facets, suggestions and feeds.

    A page behind a view restriction appears in none of them, for anybody: people with access have its address.
    """
    return bool(page.live) and not page.get_view_restrictions().exists()


class ListedPageQuerySet(PageQuerySet):
    """Pages with the rule `can_list_page` as a query."""

    def visible_to(self, viewer: Viewer) -> "ListedPageQuerySet":
        """Published pages without a view restriction of their own or on an ancestor.

        One query, also with many restrictions: a page lies below every page whose path its own path starts with. An
        alias has the restrictions of the page that it copies.
        """
        path = ExpressionWrapper(OuterRef("path"), output_field=models.CharField())
        restricted = PageViewRestriction.objects.alias(path_of_page=path).filter(
            Q(path_of_page__startswith=F("page__path")) | Q(path_of_page__startswith=F("page__aliases__path"))
        )
        visible: ListedPageQuerySet = self.live().filter(~Exists(restricted))
        return visible


ListedPageManager = PageManager.from_queryset(ListedPageQuerySet)


class BasePage(Identified, Page):
    """A page with a permanent identifier, a breadcrumb and a place in the chain."""

    content_panels = [TitleFieldPanel("title", help_text=_("De naam, zoals bezoekers die lezen."))]
    base_form_class = PageForm
    copy_form_class = PageCopyForm
    allowed_http_methods = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.OPTIONS]
    chain_step: Step | None = None
    # The pages above this one, root first, when they were read on the way to it.
    routed_ancestors: Sequence[Page] | None = None

    objects = ListedPageManager()  # type: ignore[django-manager-missing]

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add `viewer`, `breadcrumb` (root first, this page not included) and `thread` to Wagtail's context."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        viewer = viewer_of(request)
        context["viewer"] = viewer
        context["breadcrumb"] = self.breadcrumb(request)
        if self.chain_step:
            # The thread makes addresses without a request; Wagtail looks for its table of site addresses here first.
            self._wagtail_cached_site_root_paths = self._get_site_root_paths(request)
            context["thread"] = thread_for(self, self.chain_step, viewer)
        return context

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """The restrictions of this page and of the pages above it, of their sources where they are aliases.

        The same answer as Wagtail's, in one query instead of two.
        """
        paths = [self.path[:end] for end in range(self.steplen, len(self.path) + 1, self.steplen)]
        restrictions: QuerySet[PageViewRestriction] = PageViewRestriction.objects.filter(
            Q(page__path__in=paths) | Q(page__aliases__path__in=paths)
        )
        return restrictions.distinct()

    def breadcrumb(self, request: HttpRequest) -> tuple[Link, ...]:
        """The pages above this one that have an address, from the home page down.

        The home page has read them already when it found this page by its address.
        """
        ancestors = self.routed_ancestors
        if ancestors is None:
            ancestors = list(self.get_ancestors().filter(depth__gt=1))
        return tuple(Link(title=page.title, url=page.get_url(request) or "/") for page in ancestors)


class IndexPage(BasePage):
    """The front page of a pillar: what it is, how far it is, and below it what the app lists."""

    intro = models.TextField("inleiding", max_length=400, help_text="Twee of drie zinnen: wat is het en voor wie?")
    notice = models.TextField(
        "stand van zaken",
        max_length=400,
        blank=True,
        help_text="Staat bovenaan in een kader. Laat leeg als er niets te melden is.",
    )
    body = RichTextField(
        "tekst", blank=True, features=["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]
    )

    content_panels = [*BasePage.content_panels, FieldPanel("intro"), FieldPanel("notice"), FieldPanel("body")]
    max_count = 1

    class Meta:
        abstract = True
