"""Merging and moving concepts in the CMS: choose, read what will change, and say yes."""

from collections.abc import Iterable
from typing import Any

from django.contrib.messages import success
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from common.access import viewer_of
from knowledge.models import Concept
from knowledge.permissions import can_change_concepts
from knowledge.services.vocabulary import Usage, concept_usage, merge_concepts, move_concept
from knowledge.vocabulary_forms import MergeForm, MoveForm


@require_http_methods(["GET", "HEAD", "POST"])
def merge_concept(request: HttpRequest, concept_id: int) -> HttpResponse:
    """Merge a concept into another one of its list; the answer is asked first and done on POST."""
    concept = _concept(request, concept_id)
    form = MergeForm(concept, _answer(request, "target"))
    target = form.choice if form.is_valid() else None
    if target and request.method == "POST":
        try:
            target = merge_concepts(source=concept, target=target, user=request.user)
        except ValidationError as error:
            form.refuse(error)
        else:
            message = _("‘%(source)s’ is samengevoegd met ‘%(target)s’.")
            success(request, message % {"source": concept.label, "target": target.label})
            return redirect(_editor(target))
    lines: list[str] = []
    if target and form.is_valid():
        names = {"source": concept.label, "target": target.label, "code": concept.notation}
        lines = [
            _("‘%(target)s’ komt in de plaats van ‘%(source)s’, ook in concepten en oude versies.") % names,
            *_told(concept_usage(concept), _("Dit draagt nu ‘%(source)s’: %(records)s."), names),
            *_told_narrower(concept, target),
            _("De woorden van ‘%(source)s’ worden andere woorden van ‘%(target)s’.") % names,
            _("Adressen en bestanden met de code ‘%(code)s’ blijven werken.") % names,
            _("Het begrip ‘%(source)s’ verdwijnt. U kunt dit niet ongedaan maken.") % names,
        ]
    return _page(request, concept, form, title=_("Voeg samen"), lines=lines)


@require_http_methods(["GET", "HEAD", "POST"])
def move_concept_view(request: HttpRequest, concept_id: int) -> HttpResponse:
    """Move a concept within its list; the answer is asked first and done on POST."""
    concept = _concept(request, concept_id)
    form = MoveForm(concept, _answer(request, "parent"))
    is_chosen = form.is_valid()
    parent = form.choice if is_chosen else None
    if is_chosen and request.method == "POST":
        try:
            concept = move_concept(concept=concept, parent=parent, user=request.user)
        except ValidationError as error:
            form.refuse(error)
        else:
            success(request, _("‘%(concept)s’ is verplaatst.") % {"concept": concept.label})
            return redirect(_editor(concept))
    lines: list[str] = []
    if is_chosen and form.is_valid():
        names = {"source": concept.label, "parent": parent.label if parent else ""}
        place = _("‘%(source)s’ valt voortaan onder ‘%(parent)s’.") if parent else _("‘%(source)s’ komt bovenaan.")
        records = _("Dit houdt het begrip en telt mee op de nieuwe plek: %(records)s.")
        lines = [place % names, *_told(concept_usage(concept), records, names)]
    return _page(request, concept, form, title=_("Verplaats"), lines=lines)


def _concept(request: HttpRequest, pk: int) -> Concept:
    """The concept; only for people who may change concepts."""
    if not can_change_concepts(viewer_of(request)):
        raise PermissionDenied
    return get_object_or_404(Concept.objects.select_related("parent"), pk=pk)


def _answer(request: HttpRequest, name: str) -> Any:
    """What was answered: in the address to read what would change, or sent to have it done."""
    if request.method == "POST":
        return request.POST
    return request.GET if name in request.GET else None


def _editor(concept: Concept) -> str:
    return reverse("wagtailsnippets_knowledge_concept:edit", args=[concept.pk])


def _told(usage: Usage, sentence: str, names: dict[str, str]) -> Iterable[str]:
    """How many records of each kind carry the concept, if any."""
    texts = {
        "method": ngettext("%d methode", "%d methoden", usage.carriers["method"]),
        "evaluation": ngettext("%d evaluatie", "%d evaluaties", usage.carriers["evaluation"]),
        "usecase": ngettext("%d toepassing", "%d toepassingen", usage.carriers["usecase"]),
        "publication": ngettext("%d publicatie", "%d publicaties", usage.carriers["publication"]),
        "lesson": ngettext("%d les", "%d lessen", usage.carriers["lesson"]),
    }
    records = ", ".join(text % usage.carriers[kind] for kind, text in texts.items() if usage.carriers[kind])
    return (sentence % {**names, "records": records},) if records else ()


def _told_narrower(concept: Concept, target: Concept) -> Iterable[str]:
    labels = ", ".join(concept.narrower.values_list("label", flat=True))
    return (_("Onder ‘%(target)s’ komen: %(labels)s.") % {"target": target.label, "labels": labels},) if labels else ()


def _page(
    request: HttpRequest, concept: Concept, form: MergeForm | MoveForm, *, title: str, lines: Iterable[str]
) -> HttpResponse:
    """The question, or with `lines` what will change when it is done."""
    context = {
        "form": form,
        "lines": lines,
        "page_title": title,
        "concept": concept,
        "cancel_url": _editor(concept),
        "field_name": form.name,
        "chosen": form.data.get(form.name, ""),
    }
    return render(request, "knowledge/admin/place_concept.html", context)
