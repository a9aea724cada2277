"""What a method page shows beside its own texts: the short answers, the evidence, the costs and its neighbours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from common.access import Viewer
from common.components import CardItem, Fact, Link, Mark, Table
from common.html import plain_text
from knowledge.cards import method_cards_of
from knowledge.evidence import Evidence, history_table
from knowledge.models.assessment import Assessment
from knowledge.wording import KIND_MEANING, amount, amount_with_year, day, hours, lower_first

if TYPE_CHECKING:
    from knowledge.models.concept import Concept
    from knowledge.models.method import MethodCost, MethodPage

RELATED_SHOWN = 3
FIRST_STEP_WORDS = 22


@dataclass(frozen=True)
class MethodProfile:
    """What the template is given.

    `answers` are for a reader in a hurry; what it is, the sentence under the title says. `history` is None where
    nothing was judged yet.
    """

    marks: tuple[Mark, ...]
    answers: tuple[Fact, ...]
    kind: str
    direction: str
    meaning: tuple[tuple[str, str], ...]
    measured: Table
    history: Table | None
    costs: tuple[str, ...]
    labels: tuple[Link, ...]
    details: tuple[Fact, ...]
    related: tuple[CardItem, ...]


def method_profile(method: MethodPage, *, viewer: Viewer, request: HttpRequest) -> MethodProfile:
    """Collect what the page of a method shows to a viewer; a draft in a preview as well."""
    rows = _assessments(method)
    evidence = Evidence.of((row for row in rows if row.is_current), today=timezone.localdate())
    costs = list(method.costs.all())
    groups, settings = list(method.target_groups.all()), list(method.settings.all())
    return MethodProfile(
        marks=evidence.marks(),
        answers=(
            Fact(_("Voor wie?"), _for_whom(groups, settings)),
            Fact(_("Werkt het?"), evidence.direction_meaning()),
            Fact(_("Wat kost het?"), _what_it_takes(method, costs)),
            Fact(_("Hoe begint u?"), Truncator(plain_text(method.first_steps)).words(FIRST_STEP_WORDS)),
        ),
        kind=str(KIND_MEANING.get(method.kind, "")),
        direction=evidence.direction_meaning(),
        meaning=evidence.meaning(),
        measured=evidence.measured_table(),
        history=history_table(rows) if rows else None,
        costs=tuple(amount_with_year(cost) for cost in costs),
        labels=_labels(method.get_url(request) or "", method, groups, settings),
        details=_details(method),
        related=_related(method, viewer, request),
    )


def _assessments(method: MethodPage) -> list[Assessment]:
    if method.pk is None:
        return []
    return list(Assessment.objects.filter(method=method).with_is_current().latest_first())


def _for_whom(groups: Iterable[Concept], settings: Iterable[Concept]) -> str:
    who = ", ".join(concept.label for concept in groups)
    where = ", ".join(lower_first(concept.label) for concept in settings)
    return _("%(who)s. Plek: %(where)s.") % {"who": who, "where": where} if who and where else who


def _what_it_takes(method: MethodPage, costs: list[MethodCost]) -> str:
    amounts = [amount(cost) for cost in costs] or [_("Geen bedrag bekend")]
    return ", ".join(part for part in (*amounts, hours(method)) if part)


def _labels(
    address: str, method: MethodPage, groups: Iterable[Concept], settings: Iterable[Concept]
) -> tuple[Link, ...]:
    """Every label as a link to the methods that share it."""
    overview = address.removesuffix(f"{method.slug}/")
    named = (("thema", method.themes.all()), ("doelgroep", groups), ("setting", settings))
    return tuple(
        Link(title=concept.label, url=f"{overview}?{facet}={concept.notation}")
        for facet, concepts in named
        for concept in concepts
    )


def _details(method: MethodPage) -> tuple[Fact, ...]:
    facts = (
        (_("Schaal"), ", ".join(concept.label for concept in method.scales.all())),
        (_("Preventieniveau"), ", ".join(concept.label for concept in method.prevention_levels.all())),
        (_("Duur"), method.duration),
        (_("Werk voor u"), hours(method)),
        (_("Eigenaar"), method.steward),
        (_("Gewijzigd"), day(timezone.localdate(method.last_published_at)) if method.last_published_at else ""),
    )
    permanent = Fact(_("Vast webadres"), f"/id/{method.public_id}", f"/id/{method.public_id}")
    return (*(Fact(label, value) for label, value in facts if value), permanent)


def _related(method: MethodPage, viewer: Viewer, request: HttpRequest) -> tuple[CardItem, ...]:
    methods = type(method).objects.visible_to(viewer).related_to(method).for_cards()
    return method_cards_of(methods[:RELATED_SHOWN], request)
