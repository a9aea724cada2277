"""The public pages of evaluations and use cases. What a viewer may not see does not exist for that viewer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from common.access import viewer_of
from knowledge.models import Evaluation, UseCase
from knowledge.record_profile import evaluation_context, use_case_context


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
