"""Documents of the Tweede Kamer, each with its number in one or more dossiers."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F
from django.forms import CheckboxSelectMultiple
from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import DraftStateMixin, Orderable, PreviewableMixin, RevisionMixin, Site, WorkflowMixin
from wagtail.search import index
from wagtail.url_routing import RouteResult

from agenda.dates import written_date
from agenda.enums import ParliamentaryKind
from agenda.facts import fact
from agenda.kamerstuk import Kamerstuk
from agenda.models.parts import EditionPart
from agenda.querysets import DocumentQuerySet
from agenda.structured_data import breadcrumb_list, creative_work, json_ld
from common.access import Viewer
from common.components import CardItem, Fact, Link
from common.identifiers import Identified


class ParliamentaryDocument(  # type: ignore[django-manager-missing]
    PreviewableMixin, WorkflowMixin, DraftStateMixin, RevisionMixin, index.Indexed, Identified, ClusterableModel
):
    """A letter, promise or report. Its text is at the official publication; here is what it means for the Agenda."""

    title = models.CharField(_("titel"), max_length=200, help_text=_("Waar het stuk over gaat, in gewone woorden."))
    kind = models.CharField(_("soort"), max_length=20, choices=ParliamentaryKind)
    sent_on = models.DateField(_("datum"), null=True, blank=True, help_text=_("Leeg als de datum niet gevonden is."))
    checked_on = models.DateField(_("laatst gezocht op"))
    summary = models.TextField(_("wat erin staat"), max_length=600)
    pages = ParentalManyToManyField(
        "agenda.DocumentsPage",
        verbose_name=_("staat op"),
        related_name="documents",
        help_text=_("De pagina's met Kamerstukken van de edities waar dit stuk bij hoort."),
    )

    objects = DocumentQuerySet.as_manager()

    panels = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("sent_on")]),
        InlinePanel(
            "references",
            heading=_("Nummers"),
            label=_("nummer"),
            min_num=1,
            help_text=_("Eén brief kan in meer dossiers staan: geef elk dossier een eigen regel."),
        ),
        FieldPanel("summary"),
        FieldPanel("pages", widget=CheckboxSelectMultiple),
        FieldPanel("checked_on"),
    ]
    search_fields = [
        index.SearchField("title"),
        index.AutocompleteField("title"),
        index.SearchField("summary"),
        index.FilterField("kind"),
    ]

    kind_label = _("Kamerstuk")

    class Meta:
        verbose_name = _("Kamerstuk")
        verbose_name_plural = _("Kamerstukken")

    def __str__(self) -> str:
        return self.title

    @property
    def numbers(self) -> tuple[Kamerstuk, ...]:
        """The numbers of the document, in the order of the editor."""
        return tuple(Kamerstuk.parse(reference.number) for reference in self.references.all())

    @property
    def date_label(self) -> str:
        """The date in words, or nothing when it was not found."""
        return written_date(self.sent_on) if self.sent_on else ""

    def facts(self) -> tuple[Fact, ...]:
        """What kind of document it is, when it was sent, and its numbers with the address of the publication."""
        numbers = tuple(Fact(label=gettext("Kamerstuk"), value=str(number), url=number.url) for number in self.numbers)
        return (
            Fact(label=gettext("Soort"), value=self.get_kind_display()),
            fact(gettext("Datum"), self.date_label, checked_on=self.checked_on),
            *numbers,
        )

    def card(self, url: str) -> CardItem:
        """The document as an entry in a list: with its numbers and its date."""
        numbers = [number.short for number in self.numbers]
        return CardItem(
            kind="document",
            kind_label=self.get_kind_display(),
            title=self.title,
            url=url,
            summary=self.summary,
            meta=tuple(filter(None, [*numbers, self.date_label])),
        )

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """The template of the document's own page."""
        return "agenda/document_page.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """The document as it will be shown, without the page that it hangs under."""
        return {"request": request, "document": self, "facts": self.facts()}


class DossierReference(Orderable):
    """The number of a document within one dossier."""

    document = ParentalKey(ParliamentaryDocument, on_delete=models.CASCADE, related_name="references")
    number = models.CharField(
        _("nummer"),
        max_length=60,
        help_text=_("Bijvoorbeeld 30 821, nr. 114 of 36 200-XV, nr. 96. Het adres van het stuk plakken mag ook."),
    )

    panels = [FieldPanel("number")]

    class Meta(Orderable.Meta):
        verbose_name = _("nummer")
        verbose_name_plural = _("nummers")

    def __str__(self) -> str:
        return self.number

    def clean(self) -> None:
        """Write the number in its usual form.

        Raises ValidationError when it is no number of a Kamerstuk.
        """
        super().clean()
        if not self.number:
            return
        try:
            kamerstuk = Kamerstuk.parse(self.number)
        except ValidationError as error:
            raise ValidationError({"number": error}) from error
        self.number = str(kamerstuk)


class DocumentsPage(EditionPart):
    """The parliamentary documents of an edition; each has an address of its own below this page."""

    kind_label = _("Kamerstukken")

    content_panels = [*EditionPart.lead_panels, FieldPanel("sections"), *EditionPart.closing_panels]
    template = "agenda/documents_page.html"
    page_description = _("De Kamerstukken van een editie.")

    class Meta:
        verbose_name = _("pagina met Kamerstukken")
        verbose_name_plural = _("pagina's met Kamerstukken")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find a document by its number: "kst-36200-XV-96". Raises Http404 when there is none."""
        if len(path_components) != 1 or not self.live:
            return super().route(request, path_components)
        try:
            kamerstuk = Kamerstuk.parse(path_components[0])
        except ValidationError as error:
            raise Http404 from error
        document = self.shown_documents().numbered(kamerstuk).first()
        if document is None:
            raise Http404
        return RouteResult(self, kwargs={"document": document, "asked": kamerstuk})

    def serve(
        self,
        request: HttpRequest,
        document: ParliamentaryDocument | None = None,
        asked: Kamerstuk | None = None,
    ) -> HttpResponseBase:
        """Show the list, or one document; a document has one address, and its other numbers lead there."""
        if document is None:
            response: HttpResponseBase = super().serve(request)
            return response
        address = self.address_of(document, request)
        if request.path != address:
            return HttpResponsePermanentRedirect(address)
        context = self.get_context(request)
        breadcrumb = (*context["breadcrumb"], Link(title=self.title, url=self.get_url(request)))
        context |= {
            "document": document,
            "facts": document.facts(),
            "structured_data": json_ld(
                creative_work(document, url=address, description=document.summary),
                breadcrumb_list(breadcrumb),
            ),
            "breadcrumb": breadcrumb,
        }
        return TemplateResponse(request, "agenda/document_page.html", context)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the documents, the latest first."""
        context = super().get_context(request, *args, **kwargs)
        documents = self.shown_documents().prefetch_related("references").newest_first()
        context["documents"] = [document.card(self.address_of(document, request)) for document in documents]
        return context

    def shown_documents(self) -> DocumentQuerySet:
        """The documents on this page, for everybody who may see the page itself."""
        found: DocumentQuerySet = ParliamentaryDocument.objects.complete().filter(pages=self.pk)
        return found

    def address_of(self, document: ParliamentaryDocument, request: HttpRequest | None = None) -> str:
        """The address of a document below this page: that of its first number."""
        return f"{self.get_url(request)}{document.numbers[0].code}/"

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """This page, and the documents below it."""
        base = self.get_full_url(request)
        documents = self.shown_documents().prefetch_related("references")
        return [
            *super().get_sitemap_urls(request),
            *(
                {"location": f"{base}{document.numbers[0].code}/", "lastmod": document.last_published_at}
                for document in documents
            ),
        ]


def document_addresses(documents: Iterable[ParliamentaryDocument], viewer: Viewer) -> Mapping[int, str]:
    """The address of each document by its id, in one query; of two pages the one of the latest edition counts.

    A document that stands on no page that the viewer may see has no address.
    """
    by_id = {document.pk: document for document in documents}
    pages = DocumentsPage.objects.visible_to(viewer).filter(documents__in=by_id).annotate(holds=F("documents__pk"))
    roots, addresses = Site.get_site_root_paths(), {}
    for page in pages.order_by("path"):
        # Wagtail looks here first; without it every address costs a query.
        page._wagtail_cached_site_root_paths = roots
        addresses[page.holds] = page.address_of(by_id[page.holds])
    return addresses
