"""The register of processing in the CMS, and as a file."""

from defusedcsv import csv
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from common.access import viewer_of
from common.privacy.permissions import can_see_privacy
from common.privacy.register import as_data, as_rows, entries, heading


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


def refuse_others(request: HttpRequest) -> None:
    """Raise PermissionDenied unless the viewer answers for the personal data."""
    if not can_see_privacy(viewer_of(request)):
        raise PermissionDenied


def _file_name(ending: str) -> str:
    return f"verwerkingsregister-{timezone.localdate().isoformat()}.{ending}"
