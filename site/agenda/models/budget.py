"""The money of an edition."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable

from agenda.enums import BudgetKind
from agenda.models.parts import EditionPart
from agenda.models.source import source_field
from agenda.money import euros
from agenda.querysets import BudgetLineQuerySet
from common.charts import Bar, bar_chart
from common.components import Column, Fact, build_table


class BudgetPage(EditionPart):  # type: ignore[django-manager-missing]
    """What is available per year, divided as far as the sources divide it and no further."""

    kind_label = _("Geld")

    content_panels = [
        *EditionPart.lead_panels,
        InlinePanel("lines", heading=_("Begrotingsregels"), label=_("regel")),
        FieldPanel("sections"),
        *EditionPart.closing_panels,
    ]
    template = "agenda/budget_page.html"
    page_description = _("De bedragen van een editie, met grafiek en tabel.")

    class Meta:
        verbose_name = _("pagina over geld")
        verbose_name_plural = _("pagina's over geld")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the total, the chart and the table."""
        context = super().get_context(request, *args, **kwargs)
        lines = list(self.lines.select_related("source"))
        total = sum(line.amount for line in lines)
        context["total"] = euros(total)
        context["chart"] = bar_chart([Bar(line.label, line.amount, euros(line.amount)) for line in lines])
        context["table"] = build_table(
            gettext("Bedragen per jaar, gemiddeld over de looptijd"),
            [
                Column(gettext("Waarvoor")),
                Column(gettext("Soort")),
                Column(gettext("Per jaar"), numeric=True),
                Column(gettext("Bron")),
            ],
            [
                [line.label, line.get_kind_display(), euros(line.amount), line.source.label if line.source else ""]
                for line in lines
            ]
            + [[gettext("Samen"), "", euros(total), ""]],
        )
        context["sources"] = list(dict.fromkeys(line.source for line in lines if line.source))
        context["notes"] = [Fact(f"{line.label}, {euros(line.amount)}", line.note) for line in lines if line.note]
        return context


class BudgetLine(Orderable):
    """An amount per year, on average over the years of the edition."""

    page = ParentalKey(BudgetPage, on_delete=models.CASCADE, related_name="lines")
    label = models.CharField(_("waarvoor"), max_length=120)
    kind = models.CharField(_("soort"), max_length=20, choices=BudgetKind)
    amount = models.PositiveBigIntegerField(
        _("euro per jaar"), help_text=_("Gemiddeld per jaar over de looptijd, zonder punten.")
    )
    note = models.CharField(
        _("toelichting"), max_length=300, blank=True, help_text=_("Wat er onder valt, en wat niet verder verdeeld is.")
    )
    source = source_field()

    objects = BudgetLineQuerySet.as_manager()

    panels = [
        FieldPanel("label"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("amount")]),
        FieldPanel("note"),
        FieldPanel("source"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("begrotingsregel")
        verbose_name_plural = _("begrotingsregels")
        constraints = [models.CheckConstraint(condition=models.Q(amount__gt=0), name="agenda_budget_line_amount")]

    def __str__(self) -> str:
        return f"{self.label}: {euros(self.amount)}"

    @property
    def share_label(self) -> str:
        """The money of an activity that is paid from this line; sources do not divide a line over activities.

        Only on lines that were read with `with_activity_count`.
        """
        if self.activity_count == 1:
            return gettext("gemiddeld %(amount)s per jaar") % {"amount": euros(self.amount)}
        return gettext("een deel van gemiddeld %(amount)s per jaar, niet verder verdeeld") % {
            "amount": euros(self.amount)
        }
