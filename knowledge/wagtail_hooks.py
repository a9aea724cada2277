"""What the library adds to the CMS."""

from collections.abc import Iterable

from django.contrib.messages import error
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from knowledge.forms import ConceptForm
from knowledge.models import Concept, MethodPage
from knowledge.services.vocabulary import reindex_methods_of
from knowledge.views import add_assessment


class ConceptViewSet(SnippetViewSet):
    """The vocabularies in the CMS."""

    model = Concept
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


register_snippet(ConceptViewSet)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    """The address where an assessment is added."""
    return [path("methoden/<int:method_id>/oordeel/", add_assessment, name="knowledge_add_assessment")]


@hooks.register("before_delete_snippet")
def keep_used_concepts(request: HttpRequest, instances: Iterable[object]) -> HttpResponse | None:
    """Refuse to delete a concept that methods carry: their label would silently go with it."""
    for concept in instances:
        if isinstance(concept, Concept) and MethodPage.objects.labelled_with(concept).exists():
            error(request, _("‘%(label)s’ is in gebruik bij methoden en blijft staan.") % {"label": concept.label})
            return redirect(reverse(Concept.snippet_viewset.get_url_name("list")))  # type: ignore[attr-defined]
    return None


@hooks.register("before_delete_page")
def keep_judged_methods(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse to delete a method that was judged, or a page above one: assessments are never removed."""
    if not MethodPage.objects.descendant_of(page, inclusive=True).judged().exists():
        return None
    error(request, _("Over ‘%(title)s’ zijn oordelen gegeven. Maak de publicatie ongedaan.") % {"title": page.title})
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("before_bulk_action")
def keep_judged_methods_in_bulk(
    request: HttpRequest, action_type: str, objects: Iterable[object], action: object
) -> HttpResponse | None:
    """The same for pages that are deleted together."""
    pages = [page for page in objects if isinstance(page, Page)] if action_type == "delete" else []
    answers = (keep_judged_methods(request, page) for page in pages)
    return next((answer for answer in answers if answer is not None), None)


@hooks.register("after_edit_snippet")
def reindex_after_edit(request: HttpRequest, instance: object) -> None:
    """A concept got other words: methods are found under them."""
    if isinstance(instance, Concept):
        reindex_methods_of(instance)
