"""What a method page shows beside its own texts: the short answers, the evidence, the costs and its neighbours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from common.access import Viewer
from common.components import CardItem, Fact, Link, Mark, Table
from common.html import plain_text
from knowledge.cards import short_card
from knowledge.evidence import Evidence, history_table
from knowledge.guidance import RemarkGroup, moderator_groups, part_groups
from knowledge.labels import Labels, labels_of
from knowledge.materials import material_table, materials_of
from knowledge.models.assessment import Assessment
from knowledge.relations import Neighbour, neighbours
from knowledge.wording import KIND_MEANING, amount, amount_with_year, day, enumerate_labels, hours, upper_first

if TYPE_CHECKING:
    from knowledge.models.method import MethodCost, MethodPage

FIRST_STEP_WORDS = 22


@dataclass(frozen=True)
class MethodProfile:
    """What the template is given.

    `answers` are for a reader in a hurry; what it is, the sentence under the title says. `history` is None where
    nothing was judged yet. `related` are the cards of other methods by what they are to this one; `neighbours` only
    share a theme with it.
    """

    marks: tuple[Mark, ...]
    answers: tuple[Fact, ...]
    kind: str
    direction: str
    meaning: tuple[tuple[str, str], ...]
    measured: Table
    history: Table | None
    factors: tuple[Fact, ...]
    moderators: tuple[RemarkGroup, ...]
    parts: tuple[RemarkGroup, ...]
    costs: tuple[str, ...]
    materials: Table | None
    labels: tuple[Link, ...]
    details: tuple[Fact, ...]
    replaced_by: tuple[Link, ...]
    related: Mapping[str, list[CardItem]]
    neighbours: tuple[CardItem, ...]


def method_profile(method: MethodPage, *, viewer: Viewer, request: HttpRequest) -> MethodProfile:
    """Collect what the page of a method shows to a viewer; a draft in a preview as well."""
    labels = labels_of(method, request)
    themes = [label.concept_id for label in labels.of("themes")]
    around = neighbours(method, viewer, themes=themes, is_draft=getattr(request, "is_preview", False))
    rows = _assessments(method, (neighbour.method for neighbour in around))
    own = rows.get(method.pk, [])
    evidence = Evidence.of((row for row in own if row.is_current), today=timezone.localdate())
    costs = list(method.costs.all())
    cards = _cards(around, rows, request)
    return MethodProfile(
        marks=evidence.marks(),
        answers=(
            Fact(_("Voor wie?"), _for_whom(labels), part="#voor-wie"),
            Fact(_("Werkt het?"), evidence.direction_meaning(), part="#bewijs"),
            Fact(_("Wat kost het?"), _what_it_takes(method, costs), part="#kosten"),
            Fact(_("Hoe begint u?"), _first_step(method), part="#beginnen"),
        ),
        kind=str(KIND_MEANING.get(method.kind, "")),
        direction=evidence.direction_meaning(),
        meaning=evidence.meaning(),
        measured=evidence.measured_table(),
        history=history_table(own) if own else None,
        factors=_factors(labels),
        moderators=moderator_groups(method),
        parts=part_groups(method),
        costs=tuple(amount_with_year(cost) for cost in costs),
        materials=material_table(materials_of(method, viewer, request)),
        labels=_links(labels, (method.get_url(request) or "").removesuffix(f"{method.slug}/")),
        details=_details(method, labels),
        replaced_by=tuple(
            Link(neighbour.method.title, neighbour.method.get_url(request) or "")
            for neighbour in around
            if neighbour.replaces_this
        ),
        related={relation: shown for relation, shown in cards.items() if relation},
        neighbours=tuple(cards.get("", ())),
    )


def _cards(
    around: Iterable[Neighbour], rows: Mapping[int, Iterable[Assessment]], request: HttpRequest
) -> dict[str, list[CardItem]]:
    """The cards of other methods, by what they are to this one."""
    cards: dict[str, list[CardItem]] = {}
    for neighbour in around:
        card = short_card(neighbour.method, rows.get(neighbour.method.pk, ()), request)
        cards.setdefault(neighbour.relation, []).append(card)
    return cards


def _assessments(method: MethodPage, related: Iterable[MethodPage]) -> dict[int, list[Assessment]]:
    """The assessments by method, newest first: of this method all of them, of its neighbours the latest."""
    neighbours = [page.pk for page in related]
    rows = Assessment.objects.with_is_current().filter(Q(method=method.pk) | Q(method__in=neighbours, is_current=True))
    found: dict[int, list[Assessment]] = {}
    for row in rows.latest_first():
        found.setdefault(row.method_id, []).append(row)
    return found


def _first_step(method: MethodPage) -> str:
    """The first item of the list of steps, or the beginning of a text without a list."""
    first, _end, _rest = method.first_steps.partition("</li>")
    return str(Truncator(plain_text(first)).words(FIRST_STEP_WORDS))


def _for_whom(labels: Labels) -> str:
    who = upper_first(enumerate_labels(labels.texts("target_groups")))
    where = enumerate_labels(labels.texts("settings"))
    return _("%(who)s. Plek: %(where)s.") % {"who": who, "where": where} if who and where else who


def _what_it_takes(method: MethodPage, costs: list[MethodCost]) -> str:
    amounts = [amount(cost) for cost in costs] or [_("Geen bedrag bekend")]
    return ", ".join(part for part in (*amounts, hours(method)) if part)


def _factors(labels: Labels) -> tuple[Fact, ...]:
    """What the method works on, as far as that was said."""
    pairs = ((_("Pakt aan"), "risk_factors"), (_("Versterkt"), "protective_factors"))
    facts = ((label, upper_first(enumerate_labels(labels.texts(relation)))) for label, relation in pairs)
    return tuple(Fact(label, words) for label, words in facts if words)


def _links(labels: Labels, overview: str) -> tuple[Link, ...]:
    """Every label as a link to the methods that share it."""
    facets = (("thema", "themes"), ("doelgroep", "target_groups"), ("setting", "settings"), ("vorm", "forms"))
    return tuple(
        Link(title=label.text, url=f"{overview}?{facet}={label.notation}")
        for facet, relation in facets
        for label in labels.of(relation)
    )


def _details(method: MethodPage, labels: Labels) -> tuple[Fact, ...]:
    facts = (
        (_("Schaal"), upper_first(enumerate_labels(labels.texts("scales")))),
        (_("Preventieniveau"), upper_first(enumerate_labels(labels.texts("prevention_levels")))),
        (_("Duur"), method.duration),
        (_("Werk voor u"), hours(method)),
        (_("Eigenaar"), method.steward),
        (_("Gewijzigd"), day(timezone.localdate(method.last_published_at)) if method.last_published_at else ""),
    )
    permanent = Fact(_("Vast webadres"), f"/id/{method.public_id}", f"/id/{method.public_id}")
    return (*(Fact(label, value) for label, value in facts if value), permanent)
