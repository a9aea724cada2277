"""Counts every value of every facet of an overview in one query.

What may be seen is found once, as a common table expression that all parts of the query share. Facets with one value
for each row are counted together, by the combinations that exist; a facet on a vocabulary has parts of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.apps.registry import Apps
from django.db import connection, models
from django.db.models import Count, F, Value
from django.db.models.functions import Cast, Coalesce, Concat

from knowledge.facets import Choice, Rows

Chosen = Mapping[str, tuple[str, ...]]

# No facet has this name.
_COMBINATION = ""
# No value of a facet has a space in it.
_SEPARATOR = " "


class _Found(models.Model):
    """A row of the common table expression: no table of the database, and in no registry of models.

    Its values are those of the facets with one value, in their order; no overview has more of them.
    """

    value_0 = models.TextField()
    value_1 = models.TextField()
    value_2 = models.TextField()
    value_3 = models.TextField()
    value_4 = models.TextField()
    value_5 = models.TextField()
    value_6 = models.TextField()
    value_7 = models.TextField()

    class Meta:
        app_label = "knowledge"
        apps = Apps()
        managed = False
        db_table = "found"


@dataclass
class Counts:
    """How much was found, and how many each value of each facet would give."""

    values: Mapping[str, dict[str, int]]
    total: int = 0

    def add(self, name: str, value: str, number: int) -> None:
        """Count rows for a value; a value without words is in no list of the facet."""
        if value in self.values[name]:
            self.values[name][value] += number


def count_rows(rows: Rows, facets: Iterable[Choice], chosen: Chosen) -> Counts:
    """Count everything in one query. A facet's own choice does not limit its counts."""
    facets = tuple(facets)
    single = tuple(facet for facet in facets if facet.is_single)
    parts = _Parts(rows.model, facets, {facet.name: f"value_{place}" for place, facet in enumerate(single)}, chosen)
    counts = Counts({facet.name: dict.fromkeys(facet.labels, 0) for facet in facets})
    by_name = {facet.name: facet for facet in facets}
    found = rows.order_by().values_list("pk", *(facet.source for facet in single))
    for name, value, number in _run(found, parts):
        if name == _COMBINATION:
            _add_combination(counts, single, chosen, value.split(_SEPARATOR), number)
        else:
            counts.add(name, by_name[name].value_of(value), number)
    return counts


def _add_combination(
    counts: Counts, single: tuple[Choice, ...], chosen: Chosen, values: list[str], number: int
) -> None:
    """Count rows that share all values: for every facet, or only for the one whose choice alone they do not meet."""
    pairs = list(zip(single, values, strict=False))
    missed = [facet for facet, value in pairs if facet.name in chosen and value not in chosen[facet.name]]
    if not missed:
        counts.total += number
    if len(missed) > 1:
        return
    for facet, value in pairs:
        if not missed or facet is missed[0]:
            counts.add(facet.name, value, number)


@dataclass(frozen=True)
class _Parts:
    """The parts of the query: the name of a facet, a value, and a number; `columns` are those of `_Found`."""

    model: Any
    facets: tuple[Choice, ...]
    columns: Mapping[str, str]
    chosen: Chosen

    def queries(self) -> Iterator[Any]:
        """All of them."""
        yield self._combinations()
        for facet in self.facets:
            if facet.scheme:
                yield from self._concepts(facet)
            elif facet.is_many:
                rows = self.model._default_manager.filter(pk__in=self._found(leave_out=facet).values("pk"))
                yield _counted(rows, facet.name, F(facet.source), Count("pk", distinct=True))

    def _combinations(self) -> Any:
        """How many of each combination of values; choices among these are followed when they are added up."""
        values: list[Any] = [Coalesce(F(column), _text("")) for column in self.columns.values()]
        apart = chain.from_iterable((value, _text(_SEPARATOR)) for value in values)
        return _counted(self._found(single=False), _COMBINATION, Concat(_text(""), *apart, _text("")), Count("pk"))

    def _concepts(self, facet: Choice) -> Iterator[Any]:
        """Labels per concept; a concept above others apart, because a row with two of them counts once."""
        relation = self.model._meta.get_field(facet.source)
        owner = relation.m2m_field_name()
        labels = relation.remote_field.through.objects.filter(
            **{f"{owner}__in": self._found(leave_out=facet).values("pk")}
        )
        above = set(facet.broader.values())
        yield _counted(labels.exclude(concept__in=above), facet.name, F("concept_id"), Count("pk"))
        if above:
            together = labels.filter(concept__in=[*above, *facet.broader])
            top = Coalesce("concept__parent_id", "concept_id")
            yield _counted(together, facet.name, top, Count(owner, distinct=True))

    def _found(self, *, leave_out: Choice | None = None, single: bool = True) -> Any:
        """What has the chosen values, of facets with one value only when `single`."""
        rows = _Found._default_manager.all()
        for facet in self.facets:
            values = self.chosen.get(facet.name)
            if not values or facet is leave_out:
                continue
            if not facet.is_single:
                rows = rows.filter(pk__in=facet.owners(self.model, values))
            elif single:
                rows = rows.filter(**{f"{self.columns[facet.name]}__in": values})
        return rows


def _text(value: str) -> Value:
    return Value(value, output_field=models.TextField())


def _counted(rows: Any, name: str, value: Any, number: Count) -> Any:
    named = rows.order_by().annotate(facet=Value(name), facet_value=Cast(value, models.TextField()))
    return named.values_list("facet", "facet_value").annotate(number=number)


def _run(found: Rows, parts: _Parts) -> list[tuple[str, str, int]]:
    """The rows of all parts. Django has no common table expressions, so the two queries are put together here."""
    query, *others = parts.queries()
    first, first_values = found.query.sql_with_params()
    second, second_values = query.union(*others, all=True).query.sql_with_params()
    name, *columns = map(connection.ops.quote_name, (_Found._meta.db_table, "id", *parts.columns.values()))
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {name} ({', '.join(columns)}) AS ({first}) {second}", [*first_values, *second_values])
        rows: list[tuple[str, str, int]] = cursor.fetchall()
    return rows
