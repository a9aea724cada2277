"""What methods are to each other: written down at one of the two, told on both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Case, CharField, Expression, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.access import Viewer
from knowledge.enums import RelationKind
from knowledge.models.relation import MethodRelation

if TYPE_CHECKING:
    from collections.abc import Collection

    from knowledge.models.method import MethodPage

# How the other side of a relation tells it.
SEEN_FROM_THERE: Mapping[str, str | Promise] = {
    RelationKind.RELATED: gettext_lazy("Lijkt op"),
    RelationKind.VARIANT: gettext_lazy("Heeft als variant"),
    RelationKind.REPLACES: gettext_lazy("Vervangen door"),
}
RELATED_SHOWN = 12
NEIGHBOURS_SHOWN = 3


@dataclass(frozen=True)
class Neighbour:
    """Another method; `relation` says what it is to this one, and is empty when they only share a theme."""

    method: MethodPage
    relation: str
    replaces_this: bool


def neighbours(
    method: MethodPage, viewer: Viewer, *, themes: Collection[int], is_draft: bool = False
) -> tuple[Neighbour, ...]:
    """The methods around this one that a viewer may see, in one query: what was written down, then shared themes."""
    there = type(method).objects.visible_to(viewer).around(method.pk, themes, told=_told_here(method, is_draft))
    found = [
        Neighbour(page, _relation(page.told_here, page.told_there), page.told_there == RelationKind.REPLACES)
        for page in there[: RELATED_SHOWN + NEIGHBOURS_SHOWN]
    ]
    related = [neighbour for neighbour in found if neighbour.relation]
    others = [neighbour for neighbour in found if not neighbour.relation]
    return (*related[:RELATED_SHOWN], *others[:NEIGHBOURS_SHOWN])


def _told_here(method: MethodPage, is_draft: bool) -> Expression:
    """What this method says about another one, as an expression on the other: the kind, or nothing."""
    if is_draft:
        kinds = [When(pk=row.related_id, then=Value(row.kind)) for row in method.relations.all()]
        return Case(*kinds, default=Value(""), output_field=CharField())
    kind = MethodRelation.objects.filter(method=method.pk, related=OuterRef("pk")).values("kind")[:1]
    return Coalesce(Subquery(kind), Value(""))


def _relation(told_here: str, told_there: str) -> str:
    if told_there == RelationKind.REPLACES or not told_here:
        return str(SEEN_FROM_THERE.get(told_there, ""))
    return str(RelationKind(told_here).label)


def relation_errors(method_id: int | None, relations: Iterable[MethodRelation]) -> list[tuple[MethodRelation, str]]:
    """What is wrong with the relations of one method, each with a message for the editor.

    A method is not related to itself, is related to another one once, and does not replace what replaced it.
    """
    relations = list(relations)
    errors = []
    seen: set[int] = set()
    replaced_later = _replacements(method_id) if any(row.kind == RelationKind.REPLACES for row in relations) else {}
    for row in relations:
        if row.related_id == method_id:
            errors.append((row, _("Kies een andere methode: deze pagina is het zelf.")))
        elif row.related_id in seen:
            errors.append((row, _("Deze methode staat er al bij. Kies wat het beste past.")))
        elif row.kind == RelationKind.REPLACES and method_id in _reachable(row.related_id, replaced_later):
            errors.append((row, _("Dit gaat rond: die methode vervangt deze al, zelf of via een andere.")))
        seen.add(row.related_id)
    return errors


def _replacements(besides: int | None) -> dict[int, set[int]]:
    """Which methods each method replaces, without what the method `besides` says."""
    found: dict[int, set[int]] = {}
    rows = MethodRelation.objects.filter(kind=RelationKind.REPLACES).exclude(method=besides)
    for newer, older in rows.values_list("method", "related"):
        found.setdefault(newer, set()).add(older)
    return found


def _reachable(start: int, steps: Mapping[int, set[int]]) -> set[int]:
    """Everything that `start` leads to."""
    found: set[int] = set()
    waiting = [start]
    while waiting:
        new = steps.get(waiting.pop(), set()) - found
        found |= new
        waiting.extend(new)
    return found
