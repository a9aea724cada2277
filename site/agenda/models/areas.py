"""The areas of the Nationaal Programma Leefbaarheid en Veiligheid."""

from collections import Counter
from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable

from agenda.models.parts import EditionPart
from agenda.models.source import source_field
from common.charts import Bar, bar_chart
from common.components import Column, build_table


class AreasPage(EditionPart):  # type: ignore[django-manager-missing]
    """In which areas the largest part of the money lands: a list, counted per province."""

    kind_label = _("Gebieden")

    areas_source = source_field()

    content_panels = [
        *EditionPart.lead_panels,
        InlinePanel("areas", heading=_("Gebieden"), label=_("gebied")),
        FieldPanel("areas_source"),
        FieldPanel("sections"),
        *EditionPart.closing_panels,
    ]
    template = "agenda/areas_page.html"
    page_description = _("De gebieden waar het geld terechtkomt, met gemeente en provincie.")

    class Meta:
        verbose_name = _("pagina over gebieden")
        verbose_name_plural = _("pagina's over gebieden")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the areas as a table, how many municipalities they are in, and the number per province as a chart."""
        context = super().get_context(request, *args, **kwargs)
        areas = list(self.areas.all())
        provinces = sorted(Counter(area.province for area in areas).items(), key=lambda item: (-item[1], item[0]))
        context["area_count"] = len(areas)
        context["municipality_count"] = len({area.gm_code for area in areas})
        context["chart"] = bar_chart([Bar(province, count, _areas(count)) for province, count in provinces])
        context["chart_table"] = build_table(
            gettext("Gebieden per provincie"),
            [Column(gettext("Provincie")), Column(gettext("Gebieden"), numeric=True)],
            [[province, str(count)] for province, count in provinces],
        )
        context["table"] = build_table(
            gettext("Alle gebieden"),
            [Column(gettext("Gebied")), Column(gettext("Gemeente")), Column(gettext("Provincie"))],
            [[area.name, area.municipality, area.province] for area in areas],
        )
        return context


class Area(Orderable):
    """An area of the programme."""

    page = ParentalKey(AreasPage, on_delete=models.CASCADE, related_name="areas")
    name = models.CharField(_("gebied"), max_length=80)
    municipality = models.CharField(_("gemeente"), max_length=80)
    gm_code = models.CharField(
        _("gemeentecode"),
        max_length=6,
        validators=[RegexValidator(r"\AGM[0-9]{4}\Z", _("Schrijf de code van het CBS als GM en vier cijfers."))],
    )
    province = models.CharField(_("provincie"), max_length=40)

    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("municipality")]),
        FieldRowPanel([FieldPanel("gm_code"), FieldPanel("province")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("gebied")
        verbose_name_plural = _("gebieden")


def _areas(count: int) -> str:
    return ngettext("%(count)d gebied", "%(count)d gebieden", count) % {"count": count}
