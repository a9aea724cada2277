"""Views of the CMS."""

from django.contrib.messages import success
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common.access import viewer_of
from knowledge.forms import AssessmentForm
from knowledge.models import MethodPage
from knowledge.permissions import can_assess
from knowledge.services import assess


@require_http_methods(["GET", "HEAD", "POST"])
def add_assessment(request: HttpRequest, method_id: int) -> HttpResponse:
    """Add an assessment to a method; only for people who may assess and may edit this page."""
    method = get_object_or_404(MethodPage, pk=method_id)
    viewer = viewer_of(request)
    if not can_assess(viewer) or not method.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    form = AssessmentForm(request.POST if request.method == "POST" else None)
    editor = reverse("wagtailadmin_pages:edit", args=[method.pk])
    if form.is_valid():
        try:
            assess(method, recorded_by=viewer.user_id, **form.assessment())
        except ValidationError as error:
            form.add_service_errors(error.message_dict)
        else:
            success(request, _("Het oordeel staat bij ‘%(title)s’.") % {"title": method.title})
            return redirect(editor)
    title = _("Oordeel toevoegen")
    context = {
        "form": form,
        "media": form.media,
        "page_title": title,
        "header_title": title,
        "header_icon": "check",
        "action_url": request.path,
        "submit_button_label": title,
        "submit_button_active_label": _("Bezig met toevoegen"),
        "breadcrumbs_items": [{"url": editor, "label": method.title}, {"url": "", "label": title}],
    }
    return render(request, "knowledge/admin/add_assessment.html", context)
