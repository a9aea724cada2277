"""An evaluation or a use case as an entry in a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.components import CardItem, Mark
from knowledge.evidence import direction_mark
from knowledge.wording import STUDIED_WORD, again_words, number, period

if TYPE_CHECKING:
    from knowledge.models.evaluation import Evaluation
    from knowledge.models.record import Record
    from knowledge.models.use_case import UseCase

# There is no colour of its own for use cases: both are experience with a method.
KIND = "evaluation"


def evaluation_card(evaluation: Evaluation) -> CardItem:
    """The card of an evaluation that was read with `with_direction`."""
    return CardItem(
        kind=KIND,
        kind_label=evaluation.get_type_display(),
        title=evaluation.title,
        url=evaluation.get_absolute_url(),
        summary=evaluation.summary,
        marks=evaluation_marks(evaluation, evaluation.direction_now),
        meta=(*where_and_when(evaluation), *_participants(evaluation)),
        example=evaluation.is_example,
    )


def evaluation_marks(evaluation: Evaluation, direction: str) -> tuple[Mark, ...]:
    """The direction of the effect, and what the study was about when that was not the effect."""
    studied = STUDIED_WORD.get(evaluation.type)
    about = (Mark("measured", _("Gemeten"), str(studied), "neutral"),) if studied else ()
    return (*about, direction_mark(direction))


def use_case_card(use_case: UseCase) -> CardItem:
    """The card of a use case."""
    return CardItem(
        kind=KIND,
        kind_label=_("Toepassing"),
        title=use_case.title,
        url=use_case.get_absolute_url(),
        summary=use_case.summary,
        meta=(use_case.organisation, *where_and_when(use_case), again_words(use_case.again)),
        example=use_case.is_example,
    )


def where_and_when(record: Record) -> tuple[str, ...]:
    """The place and the period in words; a draft may lack either."""
    return tuple(filter(None, (record.municipality, period(record.period_from, record.period_to))))


def _participants(evaluation: Evaluation) -> tuple[str, ...]:
    count = evaluation.participants
    if count is None:
        return ()
    return (ngettext("%(count)s deelnemer", "%(count)s deelnemers", count) % {"count": number(count)},)
