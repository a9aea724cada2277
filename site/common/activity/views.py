"""The log in the CMS: a list to search in, and the same list as a file."""

import datetime as dt
from typing import Any
from urllib.parse import urlencode

import django_filters
from defusedcsv import csv
from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, Table, TitleColumn
from wagtail.admin.views import generic

from common.access import viewer_of
from common.activity.enums import Result
from common.activity.models import Activity, ActivityQuerySet
from common.activity.permissions import can_see_activity
from common.activity.selectors import Line, kind_label, lines
from common.activity.services import key_of, record
from common.activity.verbs import label_of

PER_PAGE = 50
EXPORTED = "activity.exported"
# The whole log of a busy year; more than that is asked for in parts.
EXPORT_LIMIT = 100_000


def log_of(instance: models.Model) -> str:
    """The address of everything that was done to an object."""
    return f"{reverse('activity')}?{urlencode({'about': ':'.join(key_of(instance))})}"


def _occurring(field: str) -> list[str]:
    return list(Activity.objects.order_by(field).values_list(field, flat=True).distinct())


class ActivityFilterSet(WagtailFilterSet):
    """By act, account, object, result and day. What is about one object is asked for with a link on that object."""

    verb = django_filters.ChoiceFilter(
        label=gettext_lazy("Handeling"),
        choices=lambda: [(verb, label_of(verb)) for verb in _occurring("verb")],
        widget=forms.Select,
    )
    who = django_filters.CharFilter(label=gettext_lazy("E-mailadres van wie het deed"), method="filter_who")
    about_type = django_filters.ChoiceFilter(
        label=gettext_lazy("Soort object"),
        choices=lambda: [(kind, kind_label(kind)) for kind in _occurring("about_type") if kind],
        widget=forms.Select,
    )
    about = django_filters.CharFilter(label=gettext_lazy("Object"), method="filter_about")
    actor = django_filters.NumberFilter(label=gettext_lazy("Account"), field_name="actor_id")
    result = django_filters.ChoiceFilter(label=gettext_lazy("Resultaat"), choices=Result, widget=forms.RadioSelect)
    at = django_filters.DateFromToRangeFilter(label=gettext_lazy("Dag"), widget=DateRangePickerWidget)

    class Meta:
        model = Activity
        fields = ["verb", "who", "about_type", "about", "actor", "result", "at"]

    def filter_who(self, rows: ActivityQuerySet, name: str, value: str) -> ActivityQuerySet:
        """The rows of the account with this address, of nobody when there is none."""
        account = get_user_model()._default_manager.filter(email__iexact=value.strip()).first()
        return rows.filter(actor_id=account.pk) if account else rows.none()

    def filter_about(self, rows: ActivityQuerySet, name: str, value: str) -> ActivityQuerySet:
        """The rows about one object, as "kind:identifier"."""
        kind, _colon, identifier = value.strip().partition(":")
        return rows.filter(about_type=kind, about_id=identifier)


class ActivityView(generic.IndexView):
    """Everything that is still kept, the latest first."""

    model = Activity
    page_title = gettext_lazy("Logboek")
    header_icon = "history"
    template_name = "common/cms/activity.html"
    results_template_name = "common/cms/activity_results.html"
    index_url_name = "activity"
    index_results_url_name = "activity_results"
    paginate_by = PER_PAGE
    default_ordering = ("-at", "-id")
    is_searchable = False
    filterset_class = ActivityFilterSet
    permission_policy = None
    columns = [
        DateColumn("at", label=gettext_lazy("Wanneer")),
        TitleColumn("who", label=gettext_lazy("Wie"), get_url=lambda line: _filtered("actor", line.actor_id)),
        Column("what", label=gettext_lazy("Wat")),
        TitleColumn("about", label=gettext_lazy("Waarmee"), get_url=lambda line: _filtered("about", line.about_key)),
        Column("codes", label=gettext_lazy("Bijzonderheden")),
        Column("origin", label=gettext_lazy("Waarvandaan")),
        Column("result", label=gettext_lazy("Resultaat")),
    ]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse whoever may not see the log.

        Raises PermissionDenied.
        """
        refuse_others(request)
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_base_queryset(self) -> ActivityQuerySet:
        """The rows of this viewer."""
        return Activity.objects.visible_to(viewer_of(self.request))

    def get_table(self, object_list: Any) -> Table:
        """The rows of this page in words."""
        return super().get_table(lines(object_list))

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the address of the file with the rows of this choice."""
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        choice = self.request.GET.urlencode()
        return context | {"export_url": reverse("activity_export") + (f"?{choice}" if choice else "")}


@require_POST
def export_activity(request: HttpRequest) -> HttpResponse:
    """The chosen rows as a file for a spreadsheet. Not on GET: that an export was made is itself written down."""
    refuse_others(request)
    rows = ActivityFilterSet(request.GET, Activity.objects.visible_to(viewer_of(request)), request=request).qs
    found = lines(rows.order_by("-at", "-id")[:EXPORT_LIMIT])
    record(verb=EXPORTED, codes=[f"rows:{len(found)}"])
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    name = f"logboek-{timezone.localdate().isoformat()}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    writer = csv.writer(response, delimiter=";")
    writer.writerow([str(heading) for heading in _headings()])
    writer.writerows(_cells(line) for line in found)
    return response


def refuse_others(request: HttpRequest) -> None:
    """Raise PermissionDenied unless the viewer may see the log."""
    if not can_see_activity(viewer_of(request)):
        raise PermissionDenied


def _filtered(parameter: str, value: Any) -> str | None:
    return f"{reverse('activity')}?{urlencode({parameter: value})}" if value else None


def _headings() -> tuple[str, ...]:
    return (
        _("Wanneer"),
        _("Account"),
        _("Wie"),
        _("Wat"),
        _("Object"),
        _("Waarmee"),
        _("Bijzonderheden"),
        _("Waarvandaan"),
        _("Resultaat"),
    )


def _cells(line: Line) -> tuple[object, ...]:
    return (
        _iso(line.at),
        line.actor_id or "",
        line.who,
        line.what,
        line.about_key,
        line.about,
        line.codes,
        line.origin,
        line.result,
    )


def _iso(moment: dt.datetime) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds")
