"""What the library adds to the CMS."""

from collections.abc import Iterable
from typing import Any

from django.contrib.messages import error
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import EditView, SnippetViewSet

from common.access import resolve_viewer, viewer_of
from knowledge.backlog.dashboard import BacklogPanel
from knowledge.backlog.views import download_backlog, show_backlog
from knowledge.editing import RecordForm, UseCaseForm
from knowledge.forms import ConceptForm
from knowledge.log_messages import MergeFormatter, MoveFormatter
from knowledge.models import Concept, Evaluation, MethodPage, UseCase
from knowledge.permissions import can_change_concepts, can_see_backlog
from knowledge.services.vocabulary import MERGED, MOVED, is_concept_used, reindex_labelled_with
from knowledge.views import add_assessment
from knowledge.vocabulary_views import merge_concept, move_concept_view


def place_buttons(concept: Concept, user: Any) -> list[Button]:
    """Merging and moving, for who may change concepts."""
    if not can_change_concepts(resolve_viewer(user)):
        return []
    merge, move = (reverse(f"knowledge_{verb}_concept", args=[concept.pk]) for verb in ("merge", "move"))
    return [
        Button(_("Voeg samen met …"), url=merge, icon_name="resubmit", priority=40),
        Button(_("Verplaats"), url=move, icon_name="arrow-right-full", priority=50),
    ]


class ConceptEditView(EditView):
    """The form of a concept, with what else can be done with it."""

    @property
    def header_more_buttons(self) -> list[Button]:
        """Those of Wagtail, and ours."""
        return [*super().header_more_buttons, *place_buttons(self.object, self.request.user)]


class ConceptViewSet(SnippetViewSet):
    """The vocabularies in the CMS."""

    model = Concept
    edit_view_class = ConceptEditView
    icon = "tag"
    menu_label = gettext_lazy("Begrippen")
    add_to_admin_menu = True
    menu_order = 310
    list_display = ["label", Column("get_scheme_display", label=gettext_lazy("Lijst")), "notation", "parent"]
    list_filter = ["scheme"]
    search_fields = ["label", "alternative_labels"]
    edit_handler = ObjectList(
        [
            FieldPanel("scheme"),
            FieldPanel("label"),
            FieldPanel("notation"),
            FieldPanel("parent"),
            FieldPanel("alternative_labels"),
            FieldPanel("description"),
            FieldPanel("exact_match"),
        ],
        base_form_class=ConceptForm,
    )


class EvaluationViewSet(SnippetViewSet):
    """Evaluations in the CMS, the latest first."""

    model = Evaluation
    icon = "clipboard-list"
    menu_label = gettext_lazy("Evaluaties")
    add_to_admin_menu = True
    menu_order = 300
    list_display = ["title", "method", "type", "municipality", LiveStatusTagColumn()]
    list_filter = ["type", "design", "size_class"]
    ordering = ["-period_from"]
    edit_handler = ObjectList(Evaluation.panels, base_form_class=RecordForm)


class UseCaseViewSet(SnippetViewSet):
    """Use cases in the CMS, the latest first."""

    model = UseCase
    icon = "group"
    menu_label = gettext_lazy("Toepassingen")
    add_to_admin_menu = True
    menu_order = 305
    list_display = ["title", "method", "organisation", "municipality", LiveStatusTagColumn()]
    list_filter = ["again", "is_checked", "size_class"]
    ordering = ["-period_from"]
    edit_handler = ObjectList(UseCase.panels, base_form_class=UseCaseForm)


for viewset in (ConceptViewSet, EvaluationViewSet, UseCaseViewSet):
    register_snippet(viewset)


@hooks.register("register_snippet_listing_buttons")
def concept_buttons(snippet: object, user: Any, next_url: str | None = None) -> list[Button]:
    """The same in the list of concepts."""
    return place_buttons(snippet, user) if isinstance(snippet, Concept) else []


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    """What the history of a concept says of merging and moving."""
    actions.register_action(MERGED)(MergeFormatter)
    actions.register_action(MOVED)(MoveFormatter)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    """The addresses where an assessment is added, concepts get another place, and of the board of the editors."""
    return [
        path("begrippen/<int:concept_id>/samenvoegen/", merge_concept, name="knowledge_merge_concept"),
        path("begrippen/<int:concept_id>/verplaatsen/", move_concept_view, name="knowledge_move_concept"),
        path("methoden/<int:method_id>/oordeel/", add_assessment, name="knowledge_add_assessment"),
        path("werkvoorraad/", show_backlog, name="knowledge_backlog"),
        path("werkvoorraad/lijst.csv", download_backlog, name="knowledge_backlog_download"),
    ]


class BacklogMenuItem(MenuItem):
    """The board, for who looks after the library."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Only for who may see it."""
        return can_see_backlog(viewer_of(request))


@hooks.register("register_admin_menu_item")
def backlog_menu_item() -> MenuItem:
    """The board stands before what it is about."""
    address = reverse_lazy("knowledge_backlog")
    return BacklogMenuItem(gettext_lazy("Werkvoorraad"), address, name="werkvoorraad", icon_name="tasks", order=50)


@hooks.register("construct_homepage_panels")
def show_backlog_on_dashboard(request: HttpRequest, panels: list[Component]) -> None:
    """How much there is to do, on the first page of the CMS."""
    if can_see_backlog(viewer_of(request)):
        panels.append(BacklogPanel())


@hooks.register("before_delete_snippet")
def keep_used_concepts(request: HttpRequest, instances: Iterable[object]) -> HttpResponse | None:
    """Refuse to delete a concept that is in use: a label would silently go with it."""
    for concept in instances:
        if isinstance(concept, Concept) and is_concept_used(concept):
            error(request, _("‘%(label)s’ is in gebruik en blijft staan.") % {"label": concept.label})
            return redirect(reverse(Concept.snippet_viewset.get_url_name("list")))  # type: ignore[attr-defined]
    return None


@hooks.register("before_delete_page")
def keep_methods_in_use(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse to delete a method that something hangs on, or a page above one: assessments are never removed."""
    if not MethodPage.objects.descendant_of(page, inclusive=True).in_use().exists():
        return None
    error(
        request,
        _("Bij ‘%(title)s’ horen oordelen, evaluaties of toepassingen. Maak de publicatie ongedaan.")
        % {"title": page.title},
    )
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("before_bulk_action")
def keep_methods_in_use_in_bulk(
    request: HttpRequest, action_type: str, objects: Iterable[object], action: object
) -> HttpResponse | None:
    """The same for pages that are deleted together."""
    pages = [page for page in objects if isinstance(page, Page)] if action_type == "delete" else []
    answers = (keep_methods_in_use(request, page) for page in pages)
    return next((answer for answer in answers if answer is not None), None)


@hooks.register("after_edit_snippet")
def reindex_after_edit(request: HttpRequest, instance: object) -> None:
    """A concept got other words: what carries it is found under them."""
    if isinstance(instance, Concept):
        reindex_labelled_with(instance)
