"""The Agenda in the CMS: parliamentary documents and sources."""

from collections.abc import Collection
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import ObjectList
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from agenda.forms import DocumentForm
from agenda.models import ParliamentaryDocument, Source


class DocumentViewSet(SnippetViewSet):
    """Parliamentary documents, the latest first."""

    model = ParliamentaryDocument
    icon = "doc-full"
    menu_label = _("Kamerstukken")
    list_display = ["title", "kind", "sent_on", "checked_on"]
    list_filter = ["kind"]
    ordering = ["-sent_on"]
    edit_handler = ObjectList(ParliamentaryDocument.panels, base_form_class=DocumentForm)


class SourceViewSet(SnippetViewSet):
    """Sources by name; a source shows where it is used before it is changed."""

    model = Source
    icon = "link"
    menu_label = _("Bronnen")
    list_display = ["name", "kind", "published_on", "checked_on"]
    list_filter = ["kind"]


class AgendaViewSetGroup(SnippetViewSetGroup):
    """Everything of the Agenda that is not a page."""

    items = (DocumentViewSet, SourceViewSet)
    menu_label = _("Agenda")
    menu_icon = "list-ul"
    menu_order = 250


register_snippet(AgendaViewSetGroup)


@hooks.register("before_delete_snippet")
def keep_sources_in_use(request: HttpRequest, instances: Collection[Any]) -> HttpResponse | None:
    """Refuse to delete a source that a fact rests on, and say so."""
    used = [source for source in instances if isinstance(source, Source) and source.is_used()]
    if not used:
        return None
    for source in used:
        text = gettext("De bron ‘%(source)s’ is in gebruik. Haal hem eerst weg bij de feiten die erop steunen.")
        messages.error(request, text % {"source": source})
    return redirect(Source.snippet_viewset.get_url_name("list"))
