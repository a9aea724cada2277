"""What the library adds to the CMS."""

from collections.abc import Iterable

from django.contrib.messages import error
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column
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
    base_form_class = ConceptForm
    panels = [
        FieldPanel("scheme"),
        FieldPanel("label"),
        FieldPanel("notation"),
        FieldPanel("parent"),
        FieldPanel("alternative_labels"),
        FieldPanel("description"),
        FieldPanel("exact_match"),
    ]


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


@hooks.register("after_edit_snippet")
def reindex_after_edit(request: HttpRequest, instance: object) -> None:
    """A concept got other words: methods are found under them."""
    if isinstance(instance, Concept):
        reindex_methods_of(instance)
