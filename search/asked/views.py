"""What visitors ask, in the CMS."""

from typing import Any

from defusedcsv import csv
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from common.access import viewer_of
from search.asked.counting import MIN_ASKED
from search.asked.reports import DEFAULT_PERIOD, PERIODS, Report, lines, totals
from search.permissions import can_steer_search

REPORT_PARAMETER = "lijst"
PERIOD_PARAMETER = "dagen"

TITLES = {
    Report.MOST: (gettext_lazy("Meest gesteld"), gettext_lazy("Wat bezoekers het vaakst vragen.")),
    Report.NOTHING: (
        gettext_lazy("Niets gevonden"),
        gettext_lazy("Vragen zonder antwoord: wat ontbreekt er, of welk woord kent de zoekmachine niet?"),
    ),
    Report.ABANDONED: (
        gettext_lazy("Niets geopend"),
        gettext_lazy("Er waren resultaten, maar de bezoeker opende er geen."),
    ),
}


def _asked(request: HttpRequest) -> tuple[Report, str]:
    """The list and the period that the address names; an unknown one is the usual one. Refuses who may not see it."""
    if not can_steer_search(viewer_of(request)):
        raise PermissionDenied
    report, period = request.GET.get(REPORT_PARAMETER, ""), request.GET.get(PERIOD_PARAMETER, "")
    return Report(report) if report in list(Report) else Report.MOST, period if period in PERIODS else DEFAULT_PERIOD


@require_safe
def show_questions(request: HttpRequest) -> HttpResponse:
    """One list of questions over one period."""
    report, period = _asked(request)
    days = PERIODS[period][1]
    context: dict[str, Any] = {
        "page_title": _("Zoekvragen"),
        "header_title": _("Zoekvragen"),
        "header_icon": "search",
        "breadcrumbs_items": [{"label": _("Zoekvragen"), "url": ""}],
        "report": report,
        "reports": [(each, TITLES[each][0]) for each in Report],
        "title": TITLES[report][0],
        "why": TITLES[report][1],
        "period": period,
        "periods": [(each, name) for each, (name, _days) in PERIODS.items()],
        "lines": lines(report, days),
        "totals": totals(days),
        "least": MIN_ASKED,
        "report_parameter": REPORT_PARAMETER,
        "period_parameter": PERIOD_PARAMETER,
    }
    return render(request, "search/admin/questions.html", context)


@require_safe
def download_questions(request: HttpRequest) -> HttpResponse:
    """The same list as a file for a spreadsheet: with semicolons, as Dutch Excel opens it."""
    report, period = _asked(request)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    name = f"zoekvragen-{report}-{period}-dagen-{timezone.localdate().isoformat()}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    writer = csv.writer(response, delimiter=";")
    writer.writerow([_("Vraag"), _("Keer gesteld"), _("Niets gevonden"), _("Geopend"), _("Niets geopend")])
    for line in lines(report, PERIODS[period][1]):
        writer.writerow([line.text, line.asked, line.nothing, line.opened, line.unopened])
    return response
