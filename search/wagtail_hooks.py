"""What search adds to the CMS."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext, gettext_lazy
from wagtail import hooks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, PageChooserPanel
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from common.access import viewer_of
from search.asked.views import download_questions, show_questions
from search.editorial.panels import PreviewPanel
from search.editorial.views import preview_synonyms
from search.models import Promotion, SynonymGroup
from search.pages import source_of
from search.permissions import can_steer_search


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


class PromotionForm(WagtailAdminModelForm):
    """A page on top; only one that search knows."""

    def clean_page(self) -> Page:
        """Refuse a page of a type that nobody can find."""
        page: Page = self.cleaned_data["page"]
        if source_of(page.specific_class) is None:
            raise ValidationError(gettext("De zoekmachine kent dit soort pagina’s niet. Kies een andere pagina."))
        return page


class PromotionViewSet(SnippetViewSet):
    """Pages on top of questions, the latest first."""

    model = Promotion
    icon = "pick"
    menu_label = gettext_lazy("Uitgelicht")
    list_display = [
        "__str__",
        Column("questions", label=gettext_lazy("Zoekvragen")),
        Column("state", label=gettext_lazy("Wordt getoond")),
    ]
    search_fields = ["questions", "reason", "page__title"]
    ordering = ["-pk"]
    edit_handler = ObjectList(
        [
            PageChooserPanel("page"),
            FieldPanel("questions"),
            FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
            FieldPanel("reason"),
        ],
        base_form_class=PromotionForm,
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        """With the title of the page, which is the name of the row."""
        return Promotion.objects.select_related("page")


class QuestionsMenuItem(MenuItem):
    """What visitors ask, for who may steer search."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Only for who may see it."""
        return can_steer_search(viewer_of(request))


class SearchViewSetGroup(SnippetViewSetGroup):
    """Everything with which editors steer search."""

    items = (PromotionViewSet, SynonymGroupViewSet)
    menu_label = gettext_lazy("Zoekmachine")
    menu_icon = "search"
    menu_order = 320


register_snippet(SearchViewSetGroup)


@hooks.register("register_reports_menu_item")
def questions_menu_item() -> MenuItem:
    """What visitors ask is a report like the others."""
    address = reverse_lazy("search_questions")
    return QuestionsMenuItem(gettext_lazy("Zoekvragen"), address, name="zoekvragen", icon_name="search", order=100)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    """What visitors ask, and where words are tried."""
    return [
        path("zoekvragen/", show_questions, name="search_questions"),
        path("zoekvragen/lijst.csv", download_questions, name="search_questions_download"),
        path("zoekwoorden/voorbeeld/", preview_synonyms, name="search_preview_synonyms"),
        path("zoekwoorden/<int:group_id>/voorbeeld/", preview_synonyms, name="search_preview_synonyms"),
    ]
