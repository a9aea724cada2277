"""The grant that a part of the money goes to."""

import datetime as dt
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.blocks import StructValue
from wagtail.fields import StreamField

from agenda.blocks import RoundsBlock
from agenda.dates import written_date, written_period
from agenda.enums import AmountPrecision
from agenda.models.parts import EditionPart
from agenda.money import millions
from common.charts import Bar, bar_chart
from common.components import Column, Fact, build_table


class GrantPage(EditionPart):
    """A specific grant to municipalities (SPUK), round by round."""

    kind_label = _("Regeling")

    rounds = StreamField(RoundsBlock(), verbose_name=_("rondes"), blank=True)

    content_panels = [
        *EditionPart.lead_panels,
        FieldPanel("sections"),
        FieldPanel("rounds"),
        *EditionPart.closing_panels,
    ]
    template = "agenda/grant_page.html"
    page_description = _("Een uitkering van het Rijk, per ronde.")

    class Meta:
        verbose_name = _("pagina over een uitkering")
        verbose_name_plural = _("pagina's over uitkeringen")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the rounds, each with its amount in words and the chart of who pays."""
        context = super().get_context(request, *args, **kwargs)
        context["rounds"] = [_round(number, block.value) for number, block in enumerate(self.rounds, start=1)]
        return context


def _round(number: int, value: StructValue) -> dict[str, Any]:
    shares = [(share["ministry"], share["millions"]) for share in value["shares"]]
    amount = written_millions(value["millions"], value["precision"])
    return {
        "id": f"ronde-{number}",
        "title": value["title"],
        "facts": (
            Fact(label=gettext("Bedrag"), value=amount),
            Fact(label=gettext("Aanvragen"), value=_window(value["opens_on"], value["closes_on"])),
        ),
        "text": value["text"],
        "source": value["source"],
        "chart": bar_chart([Bar(name, amount, millions(amount)) for name, amount in shares]) if shares else None,
        "table": build_table(
            gettext("Bijdrage per ministerie, %(round)s") % {"round": value["title"]},
            [Column(gettext("Ministerie")), Column(gettext("Bijdrage"), numeric=True)],
            [[name, millions(amount)] for name, amount in shares],
        ),
    }


def _window(opens_on: dt.date, closes_on: dt.date | None) -> str:
    if closes_on is None:
        return gettext("vanaf %(date)s") % {"date": written_date(opens_on)}
    return written_period(opens_on, closes_on)


def written_millions(amount: int, precision: str) -> str:
    """Write an amount as its source does: "ongeveer € 250 miljoen"."""
    if precision == AmountPrecision.EXACT:
        return millions(amount)
    return f"{AmountPrecision(precision).label} {millions(amount)}"
