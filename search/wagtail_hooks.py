"""What search adds to the CMS."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from search.editorial.panels import PreviewPanel
from search.editorial.views import preview_synonyms
from search.models import SynonymGroup


class SynonymGroupViewSet(SnippetViewSet):
    """Words that belong together, the latest first."""

    model = SynonymGroup
    icon = "clipboard-list"
    menu_label = gettext_lazy("Zoekwoorden")
    list_display = [
        "__str__",
        Column("get_kind_display", label=gettext_lazy("Werking")),
        BooleanColumn("is_used", label=gettext_lazy("In gebruik")),
    ]
    list_filter = ["kind", "is_used"]
    search_fields = ["terms", "reason"]
    ordering = ["-pk"]
    edit_handler = ObjectList(
        [
            FieldPanel("terms"),
            FieldPanel("kind"),
            FieldPanel("is_used"),
            FieldPanel("reason"),
            MultiFieldPanel([FieldPanel("example"), PreviewPanel()], heading=gettext_lazy("Wat verandert er?")),
        ]
    )


class SearchViewSetGroup(SnippetViewSetGroup):
    """Everything with which editors steer search."""

    items = (SynonymGroupViewSet,)
    menu_label = gettext_lazy("Zoekmachine")
    menu_icon = "search"
    menu_order = 320


register_snippet(SearchViewSetGroup)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    """The address where words are tried."""
    return [
        path("zoekwoorden/voorbeeld/", preview_synonyms, name="search_preview_synonyms"),
        path("zoekwoorden/<int:group_id>/voorbeeld/", preview_synonyms, name="search_preview_synonyms"),
    ]
