"""Publications: texts that others wrote down, with what they say in plain words."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index

from common.pages import BasePage
from knowledge.enums import Language, Licence, PublicationType
from knowledge.item_profile import publication_context
from knowledge.models.attachment import Attachment
from knowledge.models.library_item import SUBJECT_PANEL, LibraryItemPage
from knowledge.panels import FileTextsPanel

BODY_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link"]


class PublicationPage(LibraryItemPage):  # type: ignore[django-manager-missing]
    """A report, a guide or another text: what it says, who made it, and where to read it."""

    type = models.CharField(_("soort publicatie"), max_length=20, choices=PublicationType.choices)
    authors = models.CharField(
        _("auteurs"), max_length=250, help_text=_("Namen of organisaties, zoals ze op de publicatie staan.")
    )
    publisher = models.CharField(_("uitgever"), max_length=160)
    language = models.CharField(
        _("taal"),
        max_length=5,
        choices=Language.choices,
        default=Language.DUTCH,
        help_text=_("Van de publicatie zelf."),
    )
    licence = models.CharField(
        _("licentie"), max_length=20, choices=Licence.choices, help_text=_("Wat mogen anderen ermee doen?")
    )
    summary = models.TextField(
        _("samenvatting"),
        max_length=600,
        help_text=_("Wat staat erin en wat hebt u eraan? Gewone taal (B1), hoogstens 600 tekens."),
    )
    body = RichTextField(
        _("tekst"),
        blank=True,
        features=BODY_FEATURES,
        help_text=_("Het belangrijkste uit de publicatie, voor wie het stuk zelf niet leest."),
    )

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [FieldPanel("type"), FieldPanel("summary"), FieldPanel("is_example")], heading=_("Wat is het?")
        ),
        FieldPanel("body"),
        InlinePanel(
            "files",
            label=_("Bestand"),
            heading=_("Bestanden"),
            help_text=_("De publicatie zelf: een bestand hier of een webadres. Alleen wat iedereen mag zien."),
        ),
        FileTextsPanel("files"),
        MultiFieldPanel(
            [
                FieldPanel("authors"),
                FieldPanel("publisher"),
                FieldPanel("dated_on", heading=_("Verschenen op")),
                FieldRowPanel([FieldPanel("language"), FieldPanel("licence")]),
            ],
            heading=_("Van wie en wanneer?"),
        ),
        SUBJECT_PANEL,
    ]

    template = "knowledge/publication_page.html"
    page_description = _("Een onderzoek, handreiking of andere tekst, met bestanden om te lezen.")

    search_fields = [
        *BasePage.search_fields,
        index.SearchField("summary"),
        index.SearchField("authors"),
        index.FilterField("type"),
    ]

    class Meta:
        verbose_name = _("publicatie")
        verbose_name_plural = _("publicaties")

    @property
    def lead(self) -> str:
        """What is in it, in short."""
        return self.summary

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add who made it, and its files."""
        return super().get_context(request, *args, **kwargs) | publication_context(self)


class PublicationFile(Attachment):
    """The publication, or a part of it, to read or download."""

    publication = ParentalKey(PublicationPage, on_delete=models.CASCADE, related_name="files")

    panels = [FieldPanel("title"), FieldPanel("document"), FieldPanel("url")]

    class Meta(Attachment.Meta):
        verbose_name = _("bestand bij een publicatie")
        verbose_name_plural = _("bestanden bij publicaties")
