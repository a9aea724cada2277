"""What the pages of an evaluation and of a use case show beside their own texts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from common.access import Viewer, viewer_of
from common.chain import Step, thread_for
from common.components import Column, Fact, Link, Table, ThreadNode, build_table
from knowledge.cards import short_card
from knowledge.enums import Direction
from knowledge.record_cards import evaluation_marks, where_and_when
from knowledge.wording import (
    again_words,
    day,
    enumerate_labels,
    example_title,
    follow_up,
    hours_of_work,
    number,
    period,
    upper_first,
)

if TYPE_CHECKING:
    from knowledge.models.evaluation import Evaluation, Outcome
    from knowledge.models.method import MethodPage
    from knowledge.models.record import Record
    from knowledge.models.use_case import UseCase


def evaluation_context(evaluation: Evaluation, request: HttpRequest) -> dict[str, Any]:
    """The context of the template of an evaluation, stored or still a draft."""
    outcomes = list(evaluation.outcomes.all())
    return {
        **_shared(evaluation, request),
        "marks": evaluation_marks(evaluation, evaluation.direction),
        "outcomes": outcome_table(outcomes, about_effect=evaluation.is_about_effect) if outcomes else None,
        "study": _study(evaluation),
        "thread": _thread(evaluation.method, viewer_of(request), request),
    }


def use_case_context(use_case: UseCase, request: HttpRequest) -> dict[str, Any]:
    """The context of the template of a use case, stored or still a draft."""
    again = again_words(use_case.again) if use_case.again else ""
    facts = (
        (_("Organisatie"), use_case.organisation),
        (_("Ingevuld door"), use_case.filled_in_by),
        (_("Ingevuld op"), day(use_case.filled_in_on) if use_case.filled_in_on else ""),
        (_("Controle"), _checked(use_case)),
    )
    answers = (
        (_("Uren werk"), hours_of_work(use_case.hours)),
        (_("Opnieuw doen?"), again),
    )
    return {
        **_shared(use_case, request),
        "teller": _facts(facts),
        "answers": _facts(answers),
        "again": again,
    }


def _checked(use_case: UseCase) -> str:
    if not use_case.is_checked:
        return _("Nog niet gecontroleerd")
    if use_case.checked_on is None:
        return _("Gecontroleerd door de redactie")
    return _("Gecontroleerd door de redactie op %(day)s") % {"day": day(use_case.checked_on)}


def _shared(record: Record, request: HttpRequest) -> dict[str, Any]:
    method = record.method
    return {
        "record": record,
        "meta": where_and_when(record),
        "circumstances": _circumstances(record),
        "method_card": short_card(method, method.assessments.current(), request),
        "breadcrumb": (
            *method.breadcrumb(request),
            Link(title=method.title, url=method.get_url(request) or ""),
        ),
    }


def _circumstances(record: Record) -> tuple[Fact, ...]:
    """Where, when and among whom: the same facts on both kinds of page, so that they can be compared."""
    words = {
        name: upper_first(enumerate_labels(sorted(concept.label for concept in getattr(record, name).all())))
        for name in ("target_groups", "settings", "themes")
    }
    return _facts(
        (
            (_("Gemeente of regio"), record.municipality),
            (_("Grootte"), record.get_size_class_display()),
            (_("Stedelijkheid"), record.get_urbanity_display()),
            (_("Periode"), upper_first(period(record.period_from, record.period_to))),
            (_("Doelgroep"), words["target_groups"]),
            (_("Plek"), words["settings"]),
            (_("Thema"), words["themes"]),
            (_("Uitgevoerd door"), record.delivered_by),
            (_("Vast webadres"), f"/id/{record.public_id}"),
        )
    )


def _study(evaluation: Evaluation) -> tuple[Fact, ...]:
    return _facts(
        (
            (_("Soort onderzoek"), evaluation.get_type_display()),
            (_("Opzet"), evaluation.get_design_display()),
            (_("Onderzoekers"), evaluation.researchers),
            (_("Opdrachtgever"), evaluation.commissioner or _("Onbekend")),
            (_("Onafhankelijk"), evaluation.get_independent_display()),
            (_("Deelnemers"), _taking_part(evaluation)),
        )
    )


def _taking_part(evaluation: Evaluation) -> str:
    if evaluation.participants is None:
        return _("Onbekend")
    if evaluation.dropouts is None:
        return _("%(participants)s, uitval onbekend") % {"participants": number(evaluation.participants)}
    return _("%(participants)s, van wie %(dropouts)s afvielen") % {
        "participants": number(evaluation.participants),
        "dropouts": number(evaluation.dropouts),
    }


def outcome_table(outcomes: Iterable[Outcome], *, about_effect: bool) -> Table:
    """Everything that was measured, in the order of the study: no effect stands among the others."""
    answer = _("Richting") if about_effect else _("Uitkomst")
    columns = [Column(_("Gemeten")), Column(answer), Column(_("Hoe groot")), Column(_("Wanneer gemeten"))]
    return build_table(
        _("Wat er is gemeten") if about_effect else _("Wat er is gemeten, niet aan het effect"),
        columns,
        [
            (row.measure, str(Direction(row.direction).label), row.size, follow_up(row.follow_up_months))
            for row in outcomes
        ],
    )


def _thread(method: MethodPage, viewer: Viewer, request: HttpRequest) -> tuple[ThreadNode, ...]:
    """The thread around the method, seen from one of its evaluations: what hangs on the one hangs on the other."""
    link = Link(title=example_title(method), url=method.get_url(request) or "")
    return tuple(
        replace(node, count=1, links=(link,)) if node.step == Step.METHOD else node
        for node in thread_for(method, Step.EVALUATION, viewer)
    )


def _facts(pairs: Iterable[tuple[str, str]]) -> tuple[Fact, ...]:
    """Facts without the empty ones; a permanent address is a link."""
    return tuple(Fact(label, value, value if value.startswith("/id/") else "") for label, value in pairs if value)
