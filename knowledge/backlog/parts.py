"""What the rules are made of: queries over different models that all have the same columns, so that they can be joined.

The columns are `model_id` (of a content type), `object_id`, `title`, `moment` (a day, or nothing) and `note`.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    BigIntegerField,
    CharField,
    DateField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Concat, TruncDate
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex, TaskState, WorkflowState

from knowledge.enums import Axis
from knowledge.models import Assessment, Evaluation, LibraryItemPage, MethodPage, UseCase

COLUMNS = ("model_id", "object_id", "title_now", "moment", "note")
# What carries a day to look again. Pages have a draft title, records do not.
REVIEWED_PAGES: tuple[Any, ...] = (MethodPage, LibraryItemPage)
RECORDS: tuple[Any, ...] = (Evaluation, UseCase)

Part = QuerySet[Any, Any]


def _part(rows: Any, **columns: Any) -> Part:
    """Give rows the columns; by default it is that of their model, and there is no moment and no note."""
    defaults = {
        "model_id": Value(ContentType.objects.get_for_model(rows.model).pk, BigIntegerField()),
        "object_id": Cast("pk", BigIntegerField()),
        "title_now": Cast("title", TextField()),
        "moment": Cast(Value(None), DateField()),
        "note": Value("", TextField()),
    }
    part: Part = rows.order_by().annotate(**(defaults | columns))
    return part


def _reviewed() -> Iterator[tuple[Any, dict[str, Any]]]:
    """Everything public that carries a day to look again, with the columns that differ."""
    for model in REVIEWED_PAGES:
        yield model.objects.filter(live=True), {"model_id": Cast("content_type_id", BigIntegerField())}
    for model in RECORDS:
        yield model.objects.filter(live=True), {"note": Cast("method__title", TextField())}


def review_between(first: dt.date | None, last: dt.date) -> Iterator[Part]:
    """What is to be looked at from `first`, or whenever before, until and with `last`."""
    days = Q(review_on__lte=last) if first is None else Q(review_on__range=(first, last))
    for rows, columns in _reviewed():
        yield _part(rows.filter(days), moment=F("review_on"), **columns)


def without_review() -> Iterator[Part]:
    """What nobody is going to look at again."""
    for rows, columns in _reviewed():
        yield _part(rows.filter(review_on=None), **columns)


def recognition_ending(first: dt.date | None, last: dt.date) -> Iterator[Part]:
    """Methods of which the recognition that counts now ends from `first`, or whenever before, until and with `last`."""
    latest = Assessment.objects.filter(method=OuterRef("pk"), axis=Axis.RECOGNITION).latest_first()
    rows = MethodPage.objects.filter(live=True).annotate(ends=Subquery(latest.values("valid_until")[:1]))
    days = Q(ends__lte=last) if first is None else Q(ends__range=(first, last))
    yield _part(rows.filter(days), moment=F("ends"))


def methods_without(relation: str) -> Iterator[Part]:
    """Methods without a single row of something: materials, costs, assessments."""
    yield _part(MethodPage.objects.filter(live=True, **{f"{relation}__isnull": True}))


def methods_without_parts() -> Iterator[Part]:
    """Methods that do not say what has to stay and what may change."""
    stream = Cast("parts", TextField())
    yield _part(MethodPage.objects.filter(live=True).annotate(stream=stream).filter(stream__in=["[]", ""]))


def evaluations_without_report() -> Iterator[Part]:
    """Evaluations that name no report and link to none."""
    rows = Evaluation.objects.filter(live=True, report="", report_url="")
    yield _part(rows, note=Cast("method__title", TextField()))


def unchecked_use_cases() -> Iterator[Part]:
    """Use cases of which nobody asked the facts."""
    yield _part(UseCase.objects.filter(live=True, is_checked=False), note=Cast("organisation", TextField()))


def drafts_before(day: dt.date) -> Iterator[Part]:
    """What was changed last before `day`, and not published since; whatever the page is about."""
    pages = Page.objects.filter(has_unpublished_changes=True, alias_of=None, latest_revision_created_at__date__lt=day)
    yield _part(
        pages,
        model_id=Cast("content_type_id", BigIntegerField()),
        title_now=Cast("draft_title", TextField()),
        moment=TruncDate("latest_revision_created_at"),
        note=Cast("latest_revision__user__email", TextField()),
    )
    for model in RECORDS:
        rows = model.objects.filter(has_unpublished_changes=True, latest_revision__created_at__date__lt=day)
        yield _part(
            rows,
            title_now=F("latest_revision__object_str"),
            moment=TruncDate("latest_revision__created_at"),
            note=Cast("latest_revision__user__email", TextField()),
        )


def in_workflow(status: str) -> Iterator[Part]:
    """What waits for somebody: for approval, or for its writer."""
    tasks = TaskState.objects.filter(workflow_state__status=status, workflow_state__current_task_state=F("pk"))
    waits_for = F("task__name") if status == WorkflowState.STATUS_IN_PROGRESS else F("comment")
    yield _part(
        tasks,
        model_id=Cast("workflow_state__content_type_id", BigIntegerField()),
        object_id=Cast("workflow_state__object_id", BigIntegerField()),
        title_now=F("revision__object_str"),
        moment=TruncDate(Coalesce("finished_at", "started_at")),
        note=Concat(
            Cast(waits_for, TextField()),
            Value(_(" – van ")),
            Cast(Coalesce("workflow_state__requested_by__email", Value(_("onbekend"))), TextField()),
            output_field=TextField(),
        ),
    )


def pages_linking_to_nothing() -> Iterator[Part]:
    """Pages that show or link to a file, an image or a page that is no longer there."""
    page_kind = ContentType.objects.get_for_model(Page)
    gone: Any = Q()
    for model in (get_document_model(), get_image_model(), Page):
        there = model.objects.filter(pk=Cast(OuterRef("to_object_id"), BigIntegerField()))
        gone |= Q(to_content_type=ContentType.objects.get_for_model(model)) & ~Exists(there)
    links = ReferenceIndex.objects.filter(gone, base_content_type=page_kind, object_id=OuterRef("own_id"))
    rows = Page.objects.filter(live=True).annotate(own_id=Cast("pk", CharField())).filter(Exists(links))
    yield _part(rows, model_id=Cast("content_type_id", BigIntegerField()))
