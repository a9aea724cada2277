"""What publications and lessons share: they can be listed, filtered and counted together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable

from common.access import viewer_of
from common.components import Link
from common.pages import BasePage
from knowledge.editing import ReviewedPageForm
from knowledge.enums import RECORD_SCHEMES
from knowledge.item_profile import item_facts, method_cards
from knowledge.item_querysets import LibraryItemManager
from knowledge.models.concept import Concept
from knowledge.models.review import REVIEW_PANEL, Reviewed

if TYPE_CHECKING:
    from knowledge.models.lesson import LessonPage
    from knowledge.models.publication import PublicationPage


def _concepts(field: str, label: Any, *, required: bool = False, help_text: Any = "") -> Any:
    """A choice from one vocabulary."""
    return ParentalManyToManyField(
        Concept,
        verbose_name=label,
        related_name=f"items_by_{field}",
        limit_choices_to={"scheme": RECORD_SCHEMES[field].value},
        blank=not required,
        help_text=help_text,
    )


def _choices(field: str) -> FieldPanel:
    """Checkboxes; a draft may leave them empty, whatever publishing asks."""
    return FieldPanel(field, widget=forms.CheckboxSelectMultiple, required_on_save=False)


class LibraryItemPage(Reviewed, BasePage):  # type: ignore[django-manager-missing]
    """A publication or a lesson: something of one day, about subjects, and often about methods.

    A table of its own, so that one query filters and counts both kinds (decision 39).
    """

    # A draft may not know it yet; publishing asks for it.
    dated_on = models.DateField(_("datum"), null=True)
    is_example = models.BooleanField(
        _("dit is een voorbeeld"),
        default=False,
        help_text=_("Verzonnen inhoud. Op elke kaart en pagina staat dan 'Voorbeeld'."),
    )
    themes = _concepts("themes", _("thema's"), required=True)
    target_groups = _concepts("target_groups", _("doelgroepen"), help_text=_("Over wie gaat het?"))
    settings = _concepts("settings", _("plekken"), help_text=_("Waar speelt het?"))
    # The methods that a viewer may see, once they were read for this page.
    read_methods: tuple[Link, ...] | None = None

    objects = LibraryItemManager()  # type: ignore[django-manager-missing,misc]

    settings_panels = [REVIEW_PANEL, *BasePage.settings_panels]
    base_form_class = ReviewedPageForm
    is_creatable = False
    parent_page_types = ["knowledge.LibraryIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("stuk in de kennisbank")
        verbose_name_plural = _("stukken in de kennisbank")

    def clean(self) -> None:
        """Refuse a day to look again that lies before what there is to look at."""
        super().clean()
        if self.dated_on and self.review_on and self.review_on <= self.dated_on:
            raise ValidationError({"review_on": gettext("Kies een latere dag dan de datum.")})

    @property
    def lead(self) -> str:
        """What it says in one or two sentences; each kind has its own field for it."""
        return self.specific_item.lead

    @property
    def specific_item(self) -> PublicationPage | LessonPage:
        """This page as what it is; without a query for pages that were read with `for_cards`."""
        item: PublicationPage | LessonPage = self.lessonpage if hasattr(self, "lessonpage") else self.publicationpage
        return item

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add `facts` about the page, and as `method_cards` the methods that it is about."""
        cards = method_cards(self, viewer_of(request), request)
        # The thread is made in Wagtail's context and shows the same methods.
        self.read_methods = tuple(Link(card.title, card.url) for card in cards)
        context = super().get_context(request, *args, **kwargs)
        context["facts"] = item_facts(self, request)
        context["method_cards"] = cards
        return context


class ItemMethod(Orderable):
    """A method that a publication or a lesson is about."""

    item = ParentalKey(LibraryItemPage, on_delete=models.CASCADE, related_name="method_links")
    method = models.ForeignKey(
        "knowledge.MethodPage", verbose_name=_("methode"), on_delete=models.CASCADE, related_name="item_links"
    )

    panels = [FieldPanel("method")]

    class Meta(Orderable.Meta):
        verbose_name = _("methode bij een stuk")
        verbose_name_plural = _("methoden bij stukken")
        # Not a UniqueConstraint: the forms of a page check only this one.
        unique_together = [("item", "method")]

    def __str__(self) -> str:
        return str(self.method)


SUBJECT_PANEL = MultiFieldPanel(
    [
        _choices("themes"),
        _choices("target_groups"),
        _choices("settings"),
        InlinePanel(
            "method_links",
            label=_("Methode"),
            heading=_("Methoden"),
            help_text=_("Waarover dit iets zegt. Op de pagina van de methode staat een verwijzing hierheen."),
        ),
    ],
    heading=_("Waar gaat het over?"),
)
