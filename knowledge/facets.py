"""The facets of the overview of methods, filtered and counted by the database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from knowledge.enums import UNKNOWN, Direction, Kind, Scheme, Stage
from knowledge.models.concept import Concept
from knowledge.models.method import MethodPage
from knowledge.querysets import STAGE_ORDER, MethodQuerySet


@dataclass(frozen=True)
class Choice:
    """A facet with the words for its values, in the order in which they are shown.

    `source` is a field of the method or an annotation of `with_evidence`; with a `scheme` it is a relation to
    concepts of that vocabulary. `narrower` are the values that lie below another value.
    """

    name: str
    label: str
    source: str
    labels: Mapping[str, str]
    scheme: Scheme | None = None
    narrower: frozenset[str] = frozenset()

    def condition(self, values: Iterable[str]) -> Q:
        """Methods that have one of these values; a concept stands for its narrower ones as well."""
        values = list(values)
        if self.scheme is None:
            return Q(**{f"{self.source}__in": values})
        through = getattr(MethodPage, self.source).through
        labelled = through.objects.filter(Q(concept__notation__in=values) | Q(concept__parent__notation__in=values))
        return Q(pk__in=labelled.values("methodpage_id"))

    def counts(self, methods: MethodQuerySet) -> list[Any]:
        """Queries of rows (facet, value, number of methods) that together count every value."""
        if self.scheme is None:
            return [_count(methods, self.name, F(self.source))]
        own, broader = F(f"{self.source}__notation"), F(f"{self.source}__parent__notation")
        queries = [_count(methods, self.name, Coalesce(broader, own))]
        if self.narrower:
            queries.append(_count(methods, _below(self.name), own))
        return queries


# No facet has this name.
_TOTAL = ""


def _below(name: str) -> str:
    """The name under which the narrower concepts of a facet are counted."""
    return f"{name}/"


def _count(methods: MethodQuerySet, name: str, value: Any) -> Any:
    rows = methods.order_by().annotate(facet=Value(name), facet_value=value).values_list("facet", "facet_value")
    return rows.annotate(number=Count("pk", distinct=True))


def method_facets() -> tuple[Choice, ...]:
    """The facets with the vocabularies as they are now; one query."""
    concepts = Concept.objects.filter(scheme__in=[Scheme.THEME, Scheme.TARGET_GROUP, Scheme.SETTING])
    by_scheme: dict[str, list[Concept]] = {}
    for concept in concepts.select_related("parent"):
        by_scheme.setdefault(concept.scheme, []).append(concept)

    def vocabulary(name: str, label: str, source: str, scheme: Scheme) -> Choice:
        members = sorted(by_scheme.get(scheme, ()), key=_in_tree_order)
        return Choice(
            name=name,
            label=label,
            source=source,
            labels={concept.notation: concept.label for concept in members},
            scheme=scheme,
            narrower=frozenset(concept.notation for concept in members if concept.parent),
        )

    stages = {stage: str(Stage(stage).label) for stage in STAGE_ORDER} | {UNKNOWN: _("Onbekend")}
    return (
        Choice("soort", _("Soort"), "kind", {value: str(label) for value, label in Kind.choices}),
        vocabulary("thema", _("Thema"), "themes", Scheme.THEME),
        vocabulary("doelgroep", _("Doelgroep"), "target_groups", Scheme.TARGET_GROUP),
        Choice("fase", _("Fase"), "stage_now", stages),
        vocabulary("setting", _("Plek"), "settings", Scheme.SETTING),
        Choice("richting", _("Richting"), "direction_now", {value: str(label) for value, label in Direction.choices}),
    )


def _in_tree_order(concept: Concept) -> tuple[str, bool, str]:
    """A narrower concept directly after its broader one."""
    top = concept.parent or concept
    return top.label.casefold(), concept.parent is not None, concept.label.casefold()


def filter_methods(
    methods: MethodQuerySet,
    facets: Iterable[Choice],
    chosen: Mapping[str, tuple[str, ...]],
    *,
    leave_out: str = "",
) -> MethodQuerySet:
    """The methods that have a chosen value of every facet with one; `leave_out` names a facet that does not count."""
    for facet in facets:
        values = chosen.get(facet.name)
        if values and facet.name != leave_out:
            methods = methods.filter(facet.condition(values))
    return methods


@dataclass(frozen=True)
class Counts:
    """How many methods were found, and how many each value of each facet would give."""

    total: int
    values: Mapping[str, Mapping[str, int]]


def count_methods(methods: MethodQuerySet, facets: Iterable[Choice], chosen: Mapping[str, tuple[str, ...]]) -> Counts:
    """Count everything in one query. A facet's own choice does not limit its counts."""
    facets = tuple(facets)
    queries = [_count(filter_methods(methods, facets, chosen), _TOTAL, Value(""))]
    for facet in facets:
        queries.extend(facet.counts(filter_methods(methods, facets, chosen, leave_out=facet.name)))
    found: dict[str, dict[str, int]] = {}
    for name, value, number in queries[0].union(*queries[1:], all=True):
        found.setdefault(name, {})[value] = number

    def count(facet: Choice, value: str) -> int:
        name = _below(facet.name) if value in facet.narrower else facet.name
        return found.get(name, {}).get(value, 0)

    return Counts(
        total=found.get(_TOTAL, {}).get("", 0),
        values={facet.name: {value: count(facet, value) for value in facet.labels} for facet in facets},
    )
