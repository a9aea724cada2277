"""The facets of the overviews, and how they narrow a list; `knowledge/counting.py` counts them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.validators import slug_re
from django.db.models import QuerySet, TextChoices
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.facets import MAX_VALUES
from knowledge.enums import UNKNOWN, Direction, Kind, Scheme, Stage
from knowledge.models.concept import Concept
from knowledge.models.merged_concept import MergedConcept
from knowledge.querysets import STAGE_ORDER

Rows = QuerySet[Any]


@dataclass(frozen=True)
class Choice:
    """A facet with the words for its values, in the order in which they are shown.

    `source` is a field of what is listed or an annotation of its queryset, and has one value unless `is_many`. With a
    `scheme` it is a relation to concepts of that vocabulary: `notations` are its values by primary key, `broader` the
    broader concept of those that have one.
    """

    name: str
    label: str
    source: str
    labels: Mapping[str, str]
    scheme: Scheme | None = None
    notations: Mapping[int, str] = field(default_factory=dict)
    broader: Mapping[int, int] = field(default_factory=dict)
    is_many: bool = False

    @property
    def is_single(self) -> bool:
        """True when each row has one value at most."""
        return self.scheme is None and not self.is_many

    def value_of(self, counted: str) -> str:
        """The value that belongs to what the database counted: for a vocabulary the primary key of a concept."""
        return self.notations.get(int(counted), "") if self.scheme else counted

    def narrow(self, rows: Rows, values: Iterable[str]) -> Rows:
        """The rows that have one of these values; a concept stands for its narrower ones as well."""
        if self.is_single:
            return rows.filter(**{f"{self.source}__in": list(values)})
        return rows.filter(pk__in=self.owners(rows.model, values))

    def owners(self, model: Any, values: Iterable[str]) -> Rows:
        """The keys of the rows with one of these values, where a row can have several."""
        relation = model._meta.get_field(self.source)
        asked = set(values)
        wanted = {key for key, notation in self.notations.items() if notation in asked}
        wanted |= {key for key, above in self.broader.items() if above in wanted}
        labelled: Rows = relation.remote_field.through.objects.filter(concept__in=wanted)
        return labelled.values(f"{relation.m2m_field_name()}_id")


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
            notations={concept.pk: concept.notation for concept in members},
            broader={concept.pk: concept.parent_id for concept in members if concept.parent_id},
        )

    return tuple(choice(*facet) for facet in wanted)


def follow_merged(query: QueryDict, facets: Iterable[Choice]) -> QueryDict:
    """An address with, for codes of concepts that were merged, the code of what they were merged into.

    Asks the database only about codes that no facet knows.
    """
    by_scheme = {facet.scheme: facet for facet in facets if facet.scheme}
    unknown = {
        value
        for facet in by_scheme.values()
        for value in query.getlist(facet.name)[:MAX_VALUES]
        if value not in facet.labels and slug_re.match(value)
    }
    if not unknown:
        return query
    followed = query.copy()
    merged = MergedConcept.objects.filter(scheme__in=by_scheme, notation__in=unknown)
    for scheme, old, current in merged.values_list("scheme", "notation", "target__notation"):
        name = by_scheme[Scheme(scheme)].name
        followed.setlist(name, [current if value == old else value for value in followed.getlist(name)])
    return followed


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
) -> Rows:
    """The rows that have a chosen value of every facet with one."""
    for facet in facets:
        values = chosen.get(facet.name)
        if values:
            rows = facet.narrow(rows, values)
    return rows
