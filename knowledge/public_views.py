"""The public pages and overviews of evaluations and use cases: what a viewer may not see does not exist."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Site

from common.access import viewer_of
from common.components import Link
from knowledge.listing import Overview
from knowledge.models import Evaluation, UseCase
from knowledge.record_overview import evaluation_overview, use_case_overview
from knowledge.record_profile import evaluation_context, use_case_context
from knowledge.sections import library_sections


@require_safe
def show_evaluation(request: HttpRequest, slug: str) -> HttpResponse:
    """One evaluation; 404 when it is not published or its method has no public page."""
    found = Evaluation.objects.visible_to(viewer_of(request)).select_related("method")
    evaluation = get_object_or_404(found, slug=slug)
    return render(request, "knowledge/evaluation.html", evaluation_context(evaluation, request))


@require_safe
def show_use_case(request: HttpRequest, slug: str) -> HttpResponse:
    """One use case; 404 when it is not published or its method has no public page."""
    found = UseCase.objects.visible_to(viewer_of(request)).select_related("method")
    use_case = get_object_or_404(found, slug=slug)
    return render(request, "knowledge/use_case.html", use_case_context(use_case, request))


@require_safe
def list_evaluations(request: HttpRequest) -> HttpResponse:
    """All evaluations, with filters and counts."""
    overview = evaluation_overview(request.GET, path=request.path, viewer=viewer_of(request))
    return render(request, "knowledge/evaluation_list.html", _list_context(overview, request))


@require_safe
def list_use_cases(request: HttpRequest) -> HttpResponse:
    """All use cases, with filters and counts."""
    overview = use_case_overview(request.GET, path=request.path, viewer=viewer_of(request))
    return render(request, "knowledge/use_case_list.html", _list_context(overview, request))


def _list_context(overview: Overview, request: HttpRequest) -> dict[str, Any]:
    return {
        "overview": overview,
        "list_path": request.path,
        "breadcrumb": _above(request),
        "sections": library_sections(request.path),
    }


def _above(request: HttpRequest) -> tuple[Link, ...]:
    """The home page and the library."""
    site = Site.find_for_request(request)
    home = (Link(site.root_page.title, "/"),) if site else ()
    return (*home, Link(_("Kennisbank"), "/kennisbank/"))
