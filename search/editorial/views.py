"""What the CMS shows beside the forms: what words would change."""

import logging
from typing import Any

from django.core.exceptions import PermissionDenied
from django.forms import ModelForm, modelform_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from common.access import viewer_of
from search.editorial.preview import COMPARED, preview_words
from search.errors import SearchUnavailableError
from search.models import SynonymGroup
from search.permissions import can_steer_search

logger = logging.getLogger(__name__)

PREVIEWED = ("terms", "kind", "is_used", "example")


@require_POST
def preview_synonyms(request: HttpRequest, group_id: int | None = None) -> HttpResponse:
    """Show what the words in a form would change; nothing is saved.

    It is a POST because it takes the form as it stands, however long.
    """
    viewer = viewer_of(request)
    if not can_steer_search(viewer):
        raise PermissionDenied
    saved = get_object_or_404(SynonymGroup, pk=group_id) if group_id else SynonymGroup()
    form: ModelForm[SynonymGroup] = modelform_factory(SynonymGroup, fields=PREVIEWED)(request.POST, instance=saved)
    context: dict[str, Any] = {"form": form, "preview": None, "problem": "", "most": COMPARED}
    if form.is_valid():
        group = form.instance.group
        question = form.cleaned_data["example"] or group.terms[0]
        try:
            wanted = group if form.instance.is_used else None
            context["preview"] = preview_words(viewer, wanted, question=question, replaces=group_id)
        except SearchUnavailableError:
            logger.exception("An editor could not preview words.")
            context["problem"] = _("De zoekfunctie werkt nu niet. Probeer het straks opnieuw. U kunt wel bewaren.")
    return render(request, "search/admin/preview_synonyms.html", context)
