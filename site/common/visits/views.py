"""How often pages are opened, in the CMS."""

from typing import Any

from defusedcsv import csv
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common.access import viewer_of
from common.visits import reports

PERIOD_PARAMETER = "dagen"


def _period(request: HttpRequest) -> str:
    """The period that the address names; an unknown one is the usual one. Refuses who may not see it."""
    if not reports.can_see_visits(viewer_of(request)):
        raise PermissionDenied
    period = request.GET.get(PERIOD_PARAMETER, "")
    return period if period in reports.PERIODS else reports.DEFAULT_PERIOD


@require_safe
def show_visits(request: HttpRequest) -> HttpResponse:
    """A period: its days as a chart and a table, and the pages that were opened most."""
    period = _period(request)
    days = reports.PERIODS[period][1]
    numbers, pages = reports.by_day(days), reports.pages(days)
    title = _("Bezoeken")
    context: dict[str, Any] = {
        "page_title": title,
        "header_title": title,
        "header_icon": "view",
        "breadcrumbs_items": [{"label": title, "url": ""}],
        "period": period,
        "periods": [(each, name) for each, (name, _days) in reports.PERIODS.items()],
        "period_parameter": PERIOD_PARAMETER,
        "total": sum(number for _day, number in numbers),
        "days": numbers,
        "columns": reports.chart(numbers),
        "most": max(number for _day, number in numbers),
        "width": reports.WIDTH,
        "height": reports.HEIGHT,
        "pages": pages[: reports.SHOWN],
        "more": max(len(pages) - reports.SHOWN, 0),
    }
    return render(request, "common/cms/visits.html", context)


@require_safe
def download_visits(request: HttpRequest) -> HttpResponse:
    """Every page of the period as a file for a spreadsheet: with semicolons, as Dutch Excel opens it."""
    period = _period(request)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    name = f"bezoeken-{period}-dagen-{timezone.localdate().isoformat()}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    writer = csv.writer(response, delimiter=";")
    writer.writerow([_("Pagina"), _("Keer geopend")])
    writer.writerows(reports.pages(reports.PERIODS[period][1]))
    return response
