"""The board of the editors in the CMS."""

import datetime as dt
from typing import Any

from defusedcsv import csv
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common.access import viewer_of
from knowledge.backlog.reading import Item, Work, count_work, sections
from knowledge.backlog.rules import RULE_PARAMETER, RULES, Rule, rule_of
from knowledge.permissions import can_see_backlog

PER_PAGE = 25


def _asked_rule(request: HttpRequest) -> Rule | None:
    """The rule that the address names; an unknown one is none. Refuses who has no business here."""
    if not can_see_backlog(viewer_of(request)):
        raise PermissionDenied
    return rule_of(request.GET.get(RULE_PARAMETER, ""))


@require_safe
def show_backlog(request: HttpRequest) -> HttpResponse:
    """How much there is to do and why, or everything that one rule found."""
    rule = _asked_rule(request)
    today = timezone.localdate()
    counts = count_work(today)
    board = {"label": _("Werkvoorraad"), "url": reverse("knowledge_backlog")}
    context: dict[str, Any] = {
        "page_title": _("Werkvoorraad"),
        "header_title": rule.title if rule else _("Werkvoorraad"),
        "header_icon": "tasks",
        "parameter": RULE_PARAMETER,
        "breadcrumbs_items": [board, {"label": rule.title, "url": ""}] if rule else [board],
    }
    if rule is None:
        found = sections(counts)
        context |= {"sections": found, "nothing_to_do": not any(section.count for section in found)}
        return render(request, "knowledge/admin/backlog.html", context)
    work: Any = Work(rule, today=today, count=counts[rule.key])
    pages: Paginator[Item] = Paginator(work, PER_PAGE)
    page = pages.get_page(request.GET.get("p"))
    return render(request, "knowledge/admin/backlog_rule.html", context | {"rule": rule, "page": page})


@require_safe
def download_backlog(request: HttpRequest) -> HttpResponse:
    """One rule, or all of them, as a file for a spreadsheet: with semicolons, as Dutch Excel opens it."""
    asked = _asked_rule(request)
    today = timezone.localdate()
    counts = count_work(today)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    name = f"werkvoorraad-{asked.key}" if asked else "werkvoorraad"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}-{today.isoformat()}.csv"'
    writer = csv.writer(response, delimiter=";")
    writer.writerow([_("Onderwerp"), _("Waarom"), _("Soort"), _("Titel"), _("Datum"), _("Toelichting"), _("Bewerken")])
    for rule in [asked] if asked else RULES:
        if counts[rule.key]:
            for item in Work(rule, today=today, count=counts[rule.key]):
                writer.writerow(_line(rule, item))
    return response


def _line(rule: Rule, item: Item) -> list[str]:
    return [
        str(rule.title),
        str(rule.why),
        item.kind,
        item.title,
        _iso(item.moment),
        item.note,
        settings.SITE_URL + item.edit_url,
    ]


def _iso(moment: dt.date | None) -> str:
    return moment.isoformat() if moment else ""
