"""Adding to the evidence."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from knowledge.enums import AXIS_SCHEME, RECOGNITION_YEARS, Axis, Quality, Recognition
from knowledge.models import Assessment, MethodPage
from search.indexing import enqueue


@transaction.atomic
def assess(
    method: MethodPage,
    *,
    axis: Axis,
    value: str,
    assessed_on: date,
    assessed_by: str,
    reason: str,
    quality: Quality | None = None,
    valid_until: date | None = None,
    recorded_by: int | None = None,
) -> Assessment:
    """Add an assessment of a method; the latest one on an axis is its value from now on.

    `recorded_by` is the account that adds it. A recognition without an end date gets the one that its level has in
    the scheme. A mistake is put right by adding a newer assessment. Raises ValidationError when the value does not
    belong to the axis, the date lies in the future or the quality contradicts the value; nothing is stored then.
    """
    assessment = Assessment(
        method=method,
        axis=axis,
        value=value,
        quality=quality,
        valid_until=valid_until,
        assessed_on=assessed_on,
        assessed_by=assessed_by,
        reason=reason,
        recorded_by_id=recorded_by,
    )
    complete(assessment)
    assessment.full_clean()
    assessment.save()
    enqueue("method", [method.public_id])
    return assessment


def complete(assessment: Assessment) -> None:
    """Fill in what follows from the rest: the scheme of its axis, and the end that a recognition has in the scheme."""
    axis = Axis(assessment.axis)
    assessment.scheme = AXIS_SCHEME[axis]
    if assessment.valid_until is None:
        assessment.valid_until = _end_of_recognition(axis, assessment.value, assessment.assessed_on)


@transaction.atomic
def add_assessments(assessments: Sequence[Assessment]) -> None:
    """Add many that are right at once: their fields and `clean` were asked before; the database looks once more."""
    for assessment in assessments:
        complete(assessment)
    Assessment.objects.bulk_create(assessments)
    enqueue("method", {assessment.method.public_id for assessment in assessments})


def _end_of_recognition(axis: Axis, value: str, assessed_on: date) -> date | None:
    years = RECOGNITION_YEARS.get(Recognition(value)) if axis == Axis.RECOGNITION and value in Recognition else None
    if years is None:
        return None
    try:
        return assessed_on.replace(year=assessed_on.year + years)
    except ValueError:  # 29 February
        return assessed_on.replace(year=assessed_on.year + years, day=28)
