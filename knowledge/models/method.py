"""The method page and what it costs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable
from wagtail.search import index
from wagtail.url_routing import RouteResult

from common.access import viewer_of
from common.chain import Step
from common.pages import BasePage
from knowledge.blocks import RICH_TEXT, ApproachBlock, ConditionsBlock, ModeratorsBlock, PartsBlock
from knowledge.contents import method_contents, short_answers
from knowledge.enums import CONCEPT_SCHEMES, CostBasis, Kind
from knowledge.method_form import MethodForm
from knowledge.method_pdf import method_pdf
from knowledge.models.concept import Concept
from knowledge.models.review import REVIEW_PANEL, Reviewed
from knowledge.panels import AssessmentsPanel, FileTextsPanel
from knowledge.profile import method_profile
from knowledge.querysets import MethodManager
from knowledge.validators import validate_range, validate_summary_length

if TYPE_CHECKING:
    from knowledge.experience import Experience

# Below the address of a method: the same on paper.
PDF_PATH = "pdf"


def _concepts(field: str, label: Any, related_name: str, *, required: bool = False, help_text: Any = "") -> Any:
    """A choice from one vocabulary."""
    return ParentalManyToManyField(
        Concept,
        verbose_name=label,
        related_name=related_name,
        limit_choices_to={"scheme": CONCEPT_SCHEMES[field].value},
        blank=not required,
        help_text=help_text,
    )


def _rich_text(label: Any, help_text: Any) -> RichTextField:
    """A required text of a few paragraphs."""
    return RichTextField(label, features=RICH_TEXT, help_text=help_text)


def _choices(field: str, **options: Any) -> FieldPanel:
    """Checkboxes; a draft may leave them empty, whatever publishing asks."""
    return FieldPanel(field, widget=forms.CheckboxSelectMultiple, required_on_save=False, **options)


class MethodPage(Reviewed, BasePage):  # type: ignore[django-manager-missing]
    """A way of working that others can use: what it is, for whom, what it takes, and how sure we are that it works.

    What is known of its effect is not written here but in `Assessment` rows; `evidence_text` only tells it in words.
    """

    kind = models.CharField(_("soort"), max_length=20, choices=Kind.choices)
    other_names = models.TextField(
        _("andere namen"),
        blank=True,
        help_text=_("Eerdere of verkorte namen, één per regel. Bezoekers zien ze niet; de zoekmachine wel."),
    )
    tagline = models.CharField(
        _("in één zin"),
        max_length=140,
        help_text=_("Wat is het en voor wie? Deze zin staat boven de pagina en in de lijsten."),
    )
    summary = models.TextField(
        _("samenvatting"), help_text=_("Wat is het, in hoogstens 100 woorden en in gewone taal?")
    )
    is_example = models.BooleanField(
        _("dit is een voorbeeld"),
        default=False,
        help_text=_("Verzonnen inhoud. Op elke kaart en pagina staat dan 'Voorbeeld'."),
    )

    themes = _concepts("themes", _("thema's"), "methods_by_theme", required=True)
    target_groups = _concepts(
        "target_groups",
        _("doelgroepen"),
        "methods_by_target_group",
        required=True,
        help_text=_("Bij wie moet er iets veranderen? Niet: wie de methode uitvoert."),
    )
    audience = models.TextField(_("voor wie precies"), help_text=_("Wie past hierbij en wie niet? Eén of twee zinnen."))
    settings = _concepts(
        "settings", _("plekken"), "methods_by_setting", required=True, help_text=_("Waar voert u het uit?")
    )
    scales = _concepts("scales", _("schaal"), "methods_by_scale")
    prevention_levels = _concepts("prevention_levels", _("preventieniveau"), "methods_by_prevention_level")
    forms = _concepts("forms", _("vorm"), "methods_by_form", help_text=_("Hoe ziet het eruit voor wie meedoet?"))
    risk_factors = _concepts(
        "risk_factors",
        _("risicofactoren"),
        "methods_by_risk_factor",
        help_text=_("Wat maakt het probleem groter, en pakt deze methode aan?"),
    )
    protective_factors = _concepts(
        "protective_factors",
        _("beschermende factoren"),
        "methods_by_protective_factor",
        help_text=_("Wat maakt mensen weerbaar, en maakt deze methode sterker?"),
    )

    problem = _rich_text(_("welk probleem"), _("Wat is er aan de hand als iemand deze methode zoekt?"))
    aim = _rich_text(_("doel"), _("Wat is er na afloop veranderd, en bij wie?"))
    approach = StreamField(ApproachBlock(), verbose_name=_("aanpak"), help_text=_("De stappen, op volgorde."))
    conditions = StreamField(
        ConditionsBlock(),
        verbose_name=_("randvoorwaarden"),
        help_text=_("Wat moet er geregeld zijn voordat dit kan werken?"),
    )
    parts = StreamField(
        PartsBlock(),
        verbose_name=_("wat mag anders"),
        blank=True,
        help_text=_("Wat moet blijven, wat mag een ander aanpassen, en wat moet niemand doen?"),
    )
    moderators = StreamField(
        ModeratorsBlock(),
        verbose_name=_("werkt beter of slechter als"),
        blank=True,
        help_text=_("Voor wie, waar en wanneer werkt het beter, en wanneer slechter? Noem ook wat tegenvalt."),
    )

    duration = models.CharField(
        _("hoe lang duurt het"), max_length=120, help_text=_("Bijvoorbeeld: 10 bijeenkomsten in 4 maanden.")
    )
    hours_from = models.PositiveIntegerField(
        _("uren, minstens"), null=True, blank=True, help_text=_("Uren werk voor uw organisatie, per ronde.")
    )
    hours_to = models.PositiveIntegerField(_("uren, hoogstens"), null=True, blank=True)
    costs_text = _rich_text(
        _("wat het kost"), _("Waar gaan het geld en de uren aan op? Zeg het ook als de kosten niet bekend zijn.")
    )
    first_steps = _rich_text(_("hoe u begint"), _("Wat doet iemand morgen, en wie belt hij of zij?"))

    evidence_text = _rich_text(
        _("wat we weten"),
        _("Vertel in gewone woorden wat er onderzocht is, wat eruit kwam en wat we niet weten."),
    )
    risks = _rich_text(
        _("risico's"), _("Wat kan er misgaan, voor wie, en hoe voorkomt u dat? Denk ook aan stigma en privacy.")
    )
    steward = models.TextField(_("eigenaar"), help_text=_("Wie beheert de methode, en waar vraagt u ernaar?"))

    # What others saw of it, once that was read to be shown.
    experience: Experience | None = None

    objects = MethodManager()  # type: ignore[django-manager-missing,misc]

    base_form_class = MethodForm
    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("kind"),
                FieldPanel("tagline"),
                FieldPanel("summary", widget=AdminAutoHeightTextInput(attrs={"rows": 4})),
                FieldPanel("other_names"),
                FieldPanel("is_example"),
            ],
            heading=_("Wat is het?"),
        ),
        MultiFieldPanel(
            [
                _choices("target_groups"),
                FieldPanel("audience"),
                _choices("themes", help_text=_("Waar gaat het over? Kies er zo weinig mogelijk.")),
                _choices("settings"),
                _choices("scales", help_text=_("Hoe groot is het gebied waarin u dit uitvoert?")),
                _choices(
                    "prevention_levels",
                    help_text=_(
                        "Universeel: voor iedereen. Selectief: bij meer risico. Geïndiceerd: bij eerste signalen."
                    ),
                ),
                _choices("forms"),
            ],
            heading=_("Voor wie en waar?"),
        ),
        MultiFieldPanel(
            [FieldPanel("problem"), FieldPanel("aim"), _choices("risk_factors"), _choices("protective_factors")],
            heading=_("Voor welk probleem?"),
        ),
        MultiFieldPanel([FieldPanel("evidence_text"), AssessmentsPanel()], heading=_("Werkt het?")),
        FieldPanel("moderators"),
        FieldPanel("approach"),
        FieldPanel("parts"),
        FieldPanel("conditions"),
        MultiFieldPanel(
            [
                FieldPanel("duration"),
                FieldRowPanel([FieldPanel("hours_from"), FieldPanel("hours_to")]),
                InlinePanel("costs", label=_("Bedrag"), heading=_("Bedragen")),
                FieldPanel("costs_text"),
            ],
            heading=_("Wat kost het?"),
        ),
        FieldPanel("risks"),
        FieldPanel("first_steps"),
        InlinePanel(
            "materials",
            label=_("Materiaal"),
            heading=_("Materiaal"),
            help_text=_(
                "Handleidingen, formulieren en films. Een bestand staat hier, of u verwijst naar een webadres."
            ),
        ),
        FileTextsPanel("materials"),
        FieldPanel("steward"),
        InlinePanel(
            "relations",
            label=_("Verwante methode"),
            heading=_("Verwante methoden"),
            help_text=_(
                "Eén keer invullen is genoeg: de andere methode toont het ook. Zo staat daar 'Vervangen door'."
            ),
        ),
    ]
    settings_panels = [REVIEW_PANEL, *BasePage.settings_panels]

    chain_step = Step.METHOD
    template = "knowledge/method_page.html"
    parent_page_types = ["knowledge.MethodIndexPage"]
    subpage_types: list[str] = []
    page_description = _("Een interventie, methode of instrument met wat we ervan weten.")

    search_fields = [
        *BasePage.search_fields,
        index.SearchField("tagline"),
        index.SearchField("summary"),
        index.SearchField("other_names"),
        index.FilterField("kind"),
    ]

    class Meta:
        verbose_name = _("methode")
        verbose_name_plural = _("methoden")

    def clean(self) -> None:
        """Refuse a summary that is a description, and hours that end before they start."""
        super().clean()
        errors: dict[str, ValidationError] = {}
        for field, check in (
            ("summary", lambda: validate_summary_length(self.summary)),
            ("hours_to", lambda: validate_range(self.hours_from, self.hours_to)),
        ):
            try:
                check()
            except ValidationError as error:
                errors[field] = error
        if errors:
            raise ValidationError(errors)

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find the page, or below it the same on one page of paper. Raises Http404 for anything else."""
        if path_components == [PDF_PATH] and self.live:
            return RouteResult(self, kwargs={"as_pdf": True})
        return super().route(request, path_components)

    def serve(self, request: HttpRequest, as_pdf: bool = False) -> HttpResponseBase:
        """Show the page, or answer with the PDF; who may see the one may see the other."""
        response: HttpResponseBase = method_pdf(self, request) if as_pdf else super().serve(request)
        return response

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what the page says beside its own texts: `profile`, and `experience`, what others saw of it.

        `answers` has the short answers of both, `contents` the parts of the page.
        """
        # The models of what hangs on a method refer to it.
        from knowledge.experience import method_experience

        self.experience = method_experience(self, viewer_of(request), request)
        context = super().get_context(request, *args, **kwargs)
        context["experience"] = self.experience
        context["pdf_url"] = f"{self.get_url(request)}{PDF_PATH}/"
        context["profile"] = method_profile(self, viewer=context["viewer"], request=request)
        context["answers"] = short_answers(context["profile"], self.experience)
        context["contents"] = method_contents()
        return context

    @property
    def alternatives(self) -> tuple[str, ...]:
        """The other names, without empty lines."""
        return tuple(line.strip() for line in self.other_names.splitlines() if line.strip())


class MethodCost(Orderable):
    """An amount in whole euros; a range where it differs per place."""

    method = ParentalKey(MethodPage, on_delete=models.CASCADE, related_name="costs")
    basis = models.CharField(_("waarvoor"), max_length=20, choices=CostBasis.choices)
    amount_from = models.PositiveIntegerField(_("vanaf (euro)"))
    amount_to = models.PositiveIntegerField(_("tot (euro)"), null=True, blank=True)
    price_year = models.PositiveSmallIntegerField(_("prijspeil"), help_text=_("Het jaar waarin dit de prijs was."))

    panels = [
        FieldPanel("basis"),
        FieldRowPanel([FieldPanel("amount_from"), FieldPanel("amount_to"), FieldPanel("price_year")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("bedrag")
        verbose_name_plural = _("bedragen")

    def clean(self) -> None:
        """Refuse a range that ends before it starts."""
        try:
            validate_range(self.amount_from, self.amount_to)
        except ValidationError as error:
            raise ValidationError({"amount_to": error}) from error
