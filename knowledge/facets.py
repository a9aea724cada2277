"""The facets of the overviews, filtered and counted by the database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet, TextChoices, Value
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge.enums import UNKNOWN, Direction, Kind, Scheme, Stage
from knowledge.models.concept import Concept
from knowledge.querysets import STAGE_ORDER

Rows = QuerySet[Any]


@dataclass(frozen=True)
class Choice:
    """A facet with the words for its values, in the order in which they are shown.

    `source` is a field of what is listed or an annotation of its queryset; with a `scheme` it is a relation to
    concepts of that vocabulary. `narrower` are the values that lie below another value.
    """

    name: str
    label: str
    source: str
    labels: Mapping[str, str]
    scheme: Scheme | None = None
    narrower: frozenset[str] = frozenset()

    def narrow(self, rows: Rows, values: Iterable[str]) -> Rows:
        """The rows that have one of these values; a concept stands for its narrower ones as well."""
        values = list(values)
        if self.scheme is None:
            return rows.filter(**{f"{self.source}__in": values})
        relation = rows.model._meta.get_field(self.source)
        labelled = relation.remote_field.through.objects.filter(
            Q(concept__notation__in=values) | Q(concept__parent__notation__in=values)
        )
        return rows.filter(pk__in=labelled.values(f"{relation.m2m_field_name()}_id"))

    def counts(self, rows: Rows) -> list[Any]:
        """Queries of (facet, value, number) that together count every value."""
        if self.scheme is None:
            return [_count(rows, self.name, F(self.source))]
        own, broader = F(f"{self.source}__notation"), F(f"{self.source}__parent__notation")
        queries = [_count(rows, self.name, Coalesce(broader, own))]
        if self.narrower:
            queries.append(_count(rows, _below(self.name), own))
        return queries


# No facet has this name.
_TOTAL = ""


def _below(name: str) -> str:
    """The name under which the narrower concepts of a facet are counted."""
    return f"{name}/"


def _count(rows: Rows, name: str, value: Any) -> Any:
    found = rows.order_by().annotate(facet=Value(name), facet_value=value).values_list("facet", "facet_value")
    return found.annotate(number=Count("pk", distinct=True))


def vocabularies(*wanted: tuple[str, str | Promise, str, Scheme]) -> tuple[Choice, ...]:
    """Facets on vocabularies as they are now, each from a name, a label, a relation and a scheme; one query."""
    by_scheme: dict[str, list[Concept]] = {}
    concepts = Concept.objects.filter(scheme__in=[scheme for _name, _label, _source, scheme in wanted])
    for concept in concepts.select_related("parent"):
        by_scheme.setdefault(concept.scheme, []).append(concept)

    def choice(name: str, label: str | Promise, source: str, scheme: Scheme) -> Choice:
        members = sorted(by_scheme.get(scheme, ()), key=_in_tree_order)
        return Choice(
            name=name,
            label=str(label),
            source=source,
            labels={concept.notation: concept.label for concept in members},
            scheme=scheme,
            narrower=frozenset(concept.notation for concept in members if concept.parent),
        )

    return tuple(choice(*facet) for facet in wanted)


def fixed(name: str, label: str, source: str, values: type[TextChoices]) -> Choice:
    """A facet on a field with a fixed list of values."""
    return Choice(name, label, source, {value: str(text) for value, text in values.choices})


SUBJECT_FACETS: tuple[tuple[str, str | Promise, str, Scheme], ...] = (
    ("thema", gettext_lazy("Thema"), "themes", Scheme.THEME),
    ("doelgroep", gettext_lazy("Doelgroep"), "target_groups", Scheme.TARGET_GROUP),
    ("setting", gettext_lazy("Plek"), "settings", Scheme.SETTING),
)


def subject_facets() -> tuple[Choice, Choice, Choice]:
    """Theme, target group and place: the vocabularies that every overview filters on."""
    theme, group, place = vocabularies(*SUBJECT_FACETS)
    return theme, group, place


def method_facets() -> tuple[Choice, ...]:
    """The facets of methods."""
    theme, group, place, form, risk, protection = vocabularies(
        *SUBJECT_FACETS,
        ("vorm", _("Vorm"), "forms", Scheme.FORM),
        ("risicofactor", _("Risicofactor"), "risk_factors", Scheme.RISK_FACTOR),
        ("beschermende-factor", _("Beschermende factor"), "protective_factors", Scheme.PROTECTIVE_FACTOR),
    )
    stages = {stage: str(Stage(stage).label) for stage in STAGE_ORDER} | {UNKNOWN: _("Onbekend")}
    return (
        fixed("soort", _("Soort"), "kind", Kind),
        theme,
        group,
        Choice("fase", _("Fase"), "stage_now", stages),
        place,
        form,
        fixed("richting", _("Richting"), "direction_now", Direction),
        risk,
        protection,
    )


def _in_tree_order(concept: Concept) -> tuple[str, bool, str]:
    """A narrower concept directly after its broader one."""
    top = concept.parent or concept
    return top.label.casefold(), concept.parent is not None, concept.label.casefold()


def filter_rows(
    rows: Rows,
    facets: Iterable[Choice],
    chosen: Mapping[str, tuple[str, ...]],
    *,
    leave_out: str = "",
) -> Rows:
    """The rows that have a chosen value of every facet with one; `leave_out` names a facet that does not count."""
    for facet in facets:
        values = chosen.get(facet.name)
        if values and facet.name != leave_out:
            rows = facet.narrow(rows, values)
    return rows


@dataclass(frozen=True)
class Counts:
    """How much was found, and how many each value of each facet would give."""

    total: int
    values: Mapping[str, Mapping[str, int]]


def count_rows(rows: Rows, facets: Iterable[Choice], chosen: Mapping[str, tuple[str, ...]]) -> Counts:
    """Count everything in one query. A facet's own choice does not limit its counts."""
    facets = tuple(facets)
    queries = [_count(filter_rows(rows, facets, chosen), _TOTAL, Value(""))]
    for facet in facets:
        queries.extend(facet.counts(filter_rows(rows, facets, chosen, leave_out=facet.name)))
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
