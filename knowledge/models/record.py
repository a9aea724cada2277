"""What evaluations and use cases share: one method, seen in one place and one period."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.admin.widgets.slug import SlugInput
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin, WorkflowMixin
from wagtail.search import index

from common.identifiers import Identified
from common.territory import SizeClass, Urbanity
from knowledge.enums import RECORD_SCHEMES
from knowledge.models.concept import Concept
from knowledge.models.review import Reviewed


def _concepts(field: str, label: Any, help_text: Any = "") -> Any:
    """A choice from one vocabulary."""
    return ParentalManyToManyField(
        Concept,
        verbose_name=label,
        related_name="%(class)ss_by_" + field,
        limit_choices_to={"scheme": RECORD_SCHEMES[field].value},
        help_text=help_text,
    )


class Context(models.Model):
    """The circumstances: where, among whom, by whom, and how far from the manual."""

    municipality = models.CharField(
        _("gemeente of regio"), max_length=80, help_text=_("Waar was dit? Bij meer gemeenten: noem de regio.")
    )
    size_class = models.CharField(_("grootte van de gemeente"), max_length=20, choices=SizeClass.choices)
    urbanity = models.CharField(_("stedelijkheid"), max_length=20, choices=Urbanity.choices)
    themes = _concepts("themes", _("thema's"))
    target_groups = _concepts("target_groups", _("doelgroepen"), _("Wie deden er mee?"))
    settings = _concepts("settings", _("plekken"), _("Waar gebeurde het?"))
    delivered_by = models.CharField(
        _("uitgevoerd door"), max_length=160, help_text=_("Beroep of organisatie. Geen namen van personen.")
    )
    adaptations = models.TextField(
        _("wat anders ging dan in de handleiding"),
        blank=True,
        help_text=_("Laat leeg als dit niet bekend is. Schrijf het ook op als er niets anders ging."),
    )
    # A draft may not know it yet; the constraint of `Record` says that what is public does.
    period_from = models.DateField(_("van"), null=True)
    period_to = models.DateField(_("tot en met"), null=True, blank=True, help_text=_("Leeg als het nog loopt."))

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse a period that ends before it starts."""
        super().clean()
        if self.period_from and self.period_to and self.period_to < self.period_from:
            raise ValidationError({"period_to": gettext("De periode kan niet eindigen voordat zij begint.")})


class Record(
    PreviewableMixin,
    WorkflowMixin,
    DraftStateMixin,
    RevisionMixin,
    index.Indexed,
    Identified,
    Reviewed,
    ClusterableModel,
    Context,
):
    """Something that was seen of one method. Its public page hangs on that of the method: without it, it has none."""

    method = models.ForeignKey(
        "knowledge.MethodPage", verbose_name=_("methode"), on_delete=models.PROTECT, related_name="%(class)ss"
    )
    title = models.CharField(_("titel"), max_length=160, help_text=_("Wat en waar, in gewone woorden."))
    slug = models.SlugField(
        _("webadres"),
        max_length=120,
        unique=True,
        help_text=_("Het laatste stuk van het webadres. Na de eerste publicatie blijft dit zo."),
    )
    summary = models.TextField(
        _("in het kort"), max_length=500, help_text=_("Wat moet een lezer onthouden? Hoogstens 500 tekens.")
    )
    is_example = models.BooleanField(
        _("dit is een voorbeeld"),
        default=False,
        help_text=_("Verzonnen inhoud. Op elke kaart en pagina staat dan 'Voorbeeld'."),
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(live=False) | models.Q(period_from__isnull=False),
                name="knowledge_%(class)s_has_period",
            )
        ]

    def __str__(self) -> str:
        return self.title


def concept_choices(field: str) -> FieldPanel:
    """Checkboxes; a draft may leave them empty, whatever publishing asks."""
    return FieldPanel(field, widget=forms.CheckboxSelectMultiple, required_on_save=False)


# The two groups of the editor that evaluations and use cases have in common.
SUBJECT_PANEL = MultiFieldPanel(
    [
        # Nobody finds a draft again that has no name.
        TitleFieldPanel("title", targets=["slug"], required_on_save=True),
        FieldPanel("slug", widget=SlugInput),
        FieldPanel("method"),
        FieldPanel("summary"),
        FieldPanel("is_example"),
    ],
    heading=_("Waar gaat het over?"),
)
CONTEXT_PANEL = MultiFieldPanel(
    [
        FieldPanel("municipality"),
        FieldRowPanel([FieldPanel("size_class"), FieldPanel("urbanity")]),
        FieldRowPanel([FieldPanel("period_from"), FieldPanel("period_to")]),
        FieldPanel("delivered_by"),
        concept_choices("themes"),
        concept_choices("target_groups"),
        concept_choices("settings"),
        FieldPanel("adaptations"),
    ],
    heading=_("In welke omstandigheden?"),
)
