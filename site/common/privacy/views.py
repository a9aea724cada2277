"""The register of processing and the reports of retention in the CMS, and as files."""

from defusedcsv import csv
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common.access import viewer_of
from common.privacy.models import RetentionRun
from common.privacy.permissions import can_see_privacy
from common.privacy.register import as_data, as_rows, entries, heading

PER_PAGE = 50


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """The register, to read and to print."""
    refuse_others(request)
    return render(request, "common/cms/privacy_register.html", {"heading": heading(), "entries": entries()})


@require_safe
def register_csv(request: HttpRequest) -> HttpResponse:
    """The register for a spreadsheet. It says what kinds of data there are, and holds none."""
    refuse_others(request)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{_file_name("csv")}"'
    csv.writer(response, delimiter=";").writerows(as_rows())
    return response


@require_safe
def register_json(request: HttpRequest) -> HttpResponse:
    """The register for another program, such as that of the organisation."""
    refuse_others(request)
    response = JsonResponse(as_data(), json_dumps_params={"ensure_ascii": False, "indent": 2})
    response.headers["Content-Disposition"] = f'attachment; filename="{_file_name("json")}"'
    return response


@require_safe
def runs(request: HttpRequest) -> HttpResponse:
    """Every time that the retention rules were applied, the latest first."""
    refuse_others(request)
    found = RetentionRun.objects.visible_to(viewer_of(request)).order_by("-pk")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("p"))
    return render(request, "common/cms/retention_runs.html", {"page": page})


@require_safe
def run_report(request: HttpRequest, pk: int) -> HttpResponse:
    """What one run erased by which rule, and what is still held."""
    run = _find_run(request, pk)
    return render(request, "common/cms/retention_run.html", {"run": run})


@require_safe
def run_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """The same for a spreadsheet: numbers, and nothing about people."""
    run = _find_run(request, pk)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="opschoning-{run.pk}.csv"'
    writer = csv.writer(response, delimiter=";")
    writer.writerow([_("Regel"), _("Wat"), _("Termijn in dagen"), _("Gewist"), _("Nog bewaard"), _("Eerste op")])
    for line in run.report:
        erased = _("mislukt") if line["failed"] else line["erased"]
        writer.writerow([line["rule"], line["label"], line["days"], erased, line["held"], line["earliest"]])
    writer.writerow([_("Zegel"), run.seal])
    return response


def _find_run(request: HttpRequest, pk: int) -> RetentionRun:
    refuse_others(request)
    return get_object_or_404(RetentionRun.objects.visible_to(viewer_of(request)), pk=pk)


def refuse_others(request: HttpRequest) -> None:
    """Raise PermissionDenied unless the viewer answers for the personal data."""
    if not can_see_privacy(viewer_of(request)):
        raise PermissionDenied


def _file_name(ending: str) -> str:
    return f"verwerkingsregister-{timezone.localdate().isoformat()}.{ending}"
