"""The Agenda in the CMS: parliamentary documents and sources."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from agenda.models import ParliamentaryDocument, Source


class DocumentViewSet(SnippetViewSet):
    """Parliamentary documents, the latest first."""

    model = ParliamentaryDocument
    icon = "doc-full"
    menu_label = _("Kamerstukken")
    list_display = ["title", "kind", "sent_on", "checked_on"]
    list_filter = ["kind"]
    ordering = ["-sent_on"]


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
