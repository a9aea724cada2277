"""An activity: what is done to reach one or more goals."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.models import Orderable, Page

from agenda.dates import written_years
from agenda.enums import ActivityState
from agenda.facts import fact, not_found, state_label
from agenda.models.budget import BudgetLine
from agenda.models.goal import GoalPage
from agenda.models.parts import DatedFact, EditionPart
from agenda.models.source import source_field
from agenda.querysets import ActivityManager
from agenda.timelines import timeline_items
from common.access import Viewer
from common.chain import Step
from common.components import Fact, Link
from common.pages import ListedPageQuerySet


class ActivityPage(EditionPart):  # type: ignore[django-manager-missing]
    """Something that is done, with what is publicly known of when, by whom, with what money and how far it is."""

    kind_label = _("Activiteit")
    chain_step = Step.ACTIVITY

    basis = models.CharField(
        _("hoe we dit weten"),
        max_length=120,
        blank=True,
        help_text=_("Bijvoorbeeld: afgeleid uit de nota van 6 februari 2023."),
    )
    goals = ParentalManyToManyField(GoalPage, verbose_name=_("doelen"), related_name="activities", blank=True)
    first_year = models.PositiveSmallIntegerField(_("eerste jaar"), null=True, blank=True)
    last_year = models.PositiveSmallIntegerField(
        _("laatste jaar"), null=True, blank=True, help_text=_("Leeg als het einde niet bekend is.")
    )
    responsible = models.CharField(_("wie voert het uit"), max_length=200, blank=True)
    budget_line = models.ForeignKey(
        BudgetLine,
        verbose_name=_("begrotingsregel"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="activities",
        help_text=_("De regel op de pagina over geld waaruit deze activiteit wordt betaald."),
    )

    objects = ActivityManager()  # type: ignore[django-manager-missing,misc]

    content_panels = [
        *EditionPart.lead_panels,
        FieldPanel("basis"),
        FieldPanel("goals", widget=CheckboxSelectMultiple),
        FieldPanel("sections"),
        FieldRowPanel([FieldPanel("first_year"), FieldPanel("last_year")], heading=_("Looptijd")),
        InlinePanel(
            "status_changes",
            heading=_("Stand van zaken"),
            label=_("stand"),
            help_text=_("Voeg een regel toe als de stand verandert; laat de oude regels staan."),
        ),
        MultiFieldPanel([FieldPanel("responsible"), FieldPanel("budget_line")], heading=_("Uitvoering en geld")),
        InlinePanel("milestones", heading=_("Mijlpalen"), label=_("mijlpaal")),
        InlinePanel("method_links", heading=_("Methoden"), label=_("methode")),
        InlinePanel("place_links", heading=_("Leerkringen en conferentie"), label=_("pagina")),
        *EditionPart.closing_panels,
    ]
    template = "agenda/activity_page.html"
    page_description = _("Wat er wordt gedaan: wanneer, door wie, met welk geld en hoe ver het is.")

    class Meta:
        verbose_name = _("activiteit")
        verbose_name_plural = _("activiteiten")

    def clean(self) -> None:
        """Refuse a last year before the first, or without one."""
        super().clean()
        if self.last_year and (not self.first_year or self.last_year < self.first_year):
            raise ValidationError({"last_year": _("Het laatste jaar ligt voor het eerste jaar.")})

    @property
    def years_label(self) -> str:
        """The years in which it runs, or that they were not found."""
        return written_years(self.first_year, self.last_year) or not_found(self.checked_on)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the key facts, how far the activity is, its milestones, and what it leads to."""
        context = super().get_context(request, *args, **kwargs)
        changes = list(self.status_changes.select_related("source"))
        changes.sort(key=lambda change: change.changed_on, reverse=True)
        context["facts"] = self._facts(request, changes)
        context["status_changes"] = changes
        context["milestones"] = timeline_items(self.milestones.select_related("source"))
        context["methods"] = next((node.links for node in context["thread"] if node.step == Step.METHOD), ())
        context["places"] = self._places(request, context["viewer"])
        return context

    def _places(self, request: HttpRequest, viewer: Viewer) -> list[Link]:
        places = [link.page_id for link in self.place_links.all()]
        pages = ListedPageQuerySet(Page).visible_to(viewer).filter(pk__in=places).order_by("title")
        return [Link(page.title, page.get_url(request)) for page in pages]

    def _facts(self, request: HttpRequest, changes: "list[StatusChange]") -> tuple[Fact, ...]:
        state = changes[0].label if changes else not_found(self.checked_on)
        line = BudgetLine.objects.with_activity_count().select_related("page").filter(pk=self.budget_line_id).first()
        return (
            Fact(label=gettext("Stand"), value=state),
            Fact(label=gettext("Looptijd"), value=self.years_label),
            fact(gettext("Wie voert het uit"), self.responsible, checked_on=self.checked_on),
            fact(
                gettext("Geld"),
                line.share_label if line else "",
                checked_on=self.checked_on,
                url=line.page.get_url(request) if line else "",
            ),
        )


class StatusChange(Orderable):
    """How far an activity was from a day on, and why. Rows are added, so that the history stays readable."""

    activity = ParentalKey(ActivityPage, on_delete=models.CASCADE, related_name="status_changes")
    state = models.CharField(_("stand"), max_length=20, choices=ActivityState)
    changed_on = models.DateField(_("sinds"))
    reason = models.CharField(_("waarom"), max_length=300, help_text=_("Wat is er gebeurd? Eén zin."))
    source = source_field()

    panels = [
        FieldRowPanel([FieldPanel("state"), FieldPanel("changed_on")]),
        FieldPanel("reason"),
        FieldPanel("source"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("stand")
        verbose_name_plural = _("standen")

    @property
    def label(self) -> str:
        """The state with its date: "loopt, sinds 11 december 2025"."""
        return state_label(self.state, self.changed_on, checked_on=self.changed_on)


class Milestone(DatedFact):
    """A moment in an activity."""

    activity = ParentalKey(ActivityPage, on_delete=models.CASCADE, related_name="milestones")

    class Meta(DatedFact.Meta):
        verbose_name = _("mijlpaal")
        verbose_name_plural = _("mijlpalen")


class ActivityMethod(Orderable):
    """A method of the library that this activity develops, tests, evaluates or spreads."""

    activity = ParentalKey(ActivityPage, on_delete=models.CASCADE, related_name="method_links")
    method = models.ForeignKey(
        "knowledge.MethodPage", verbose_name=_("methode"), on_delete=models.CASCADE, related_name="+"
    )

    panels = [FieldPanel("method")]

    class Meta(Orderable.Meta):
        verbose_name = _("methode")
        verbose_name_plural = _("methoden")
        constraints = [
            models.UniqueConstraint(fields=["activity", "method"], name="agenda_activity_method_once"),
        ]


class ActivityPlace(Orderable):
    """A page elsewhere on the site where the activity takes place: learning circles, the conference."""

    activity = ParentalKey(ActivityPage, on_delete=models.CASCADE, related_name="place_links")
    page = models.ForeignKey(Page, verbose_name=_("pagina"), on_delete=models.CASCADE, related_name="+")

    panels = [PageChooserPanel("page")]

    class Meta(Orderable.Meta):
        verbose_name = _("pagina van de activiteit")
        verbose_name_plural = _("pagina's van de activiteit")
        constraints = [
            models.UniqueConstraint(fields=["activity", "page"], name="agenda_activity_place_once"),
        ]
