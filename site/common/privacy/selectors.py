"""What is kept of one person, in words: for the page that shows it, and for an export."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, FileField, QuerySet, Value
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.privacy.contracts import Delete, EraseBy, Person, PersonalData, Pseudonymise
from common.privacy.registry import days_of, declarations, model_of, rules_of


@dataclass(frozen=True)
class Holding:
    """What one model holds of a person, with how many rows."""

    declaration: PersonalData
    number: int
    kept: str
    on_erasure: str


def rows_of(declaration: PersonalData, person: Person) -> QuerySet[Any]:
    """The rows about a person; none where rows cannot be found for a person."""
    rows = model_of(declaration)._base_manager.all()
    return rows.filter(declaration.found(person)) if declaration.found else rows.none()


def holdings_of(person: Person) -> list[Holding]:
    """What is kept of a person now, asked in one query; what holds nothing of them is not there."""
    first, *others = (_count(declaration, person) for declaration in declarations())
    numbers = dict(first.union(*others, all=True))
    return [
        Holding(declaration, numbers[declaration.model], kept_in_words(declaration), erasure_in_words(declaration))
        for declaration in declarations()
        if numbers.get(declaration.model)
    ]


def _count(declaration: PersonalData, person: Person) -> QuerySet[Any, Any]:
    """The name of the model with how many rows are about a person; no row at all for none."""
    rows = rows_of(declaration, person).order_by().annotate(counted_as=Value(declaration.model))
    counted: QuerySet[Any, Any] = rows.values_list("counted_as").annotate(counted_rows=Count("pk"))
    return counted


def exported_rows(declaration: PersonalData, person: Person) -> Iterator[Mapping[str, Any]]:
    """The rows about a person for an export: headings and values for people, plain enough for JSON."""
    for row in rows_of(declaration, person).order_by("pk").iterator(chunk_size=500):
        yield declaration.exported(row) if declaration.exported else exported_row(declaration, row)


def exported_row(declaration: PersonalData, row: Any) -> dict[str, Any]:
    """One row as `exported_rows` gives it, from all of its fields but the hidden ones."""
    return {
        str(capfirst(field.verbose_name)): _plain(field, row)
        for field in row._meta.concrete_fields
        if field.name not in declaration.hidden
    }


def files_of(declaration: PersonalData, row: Any) -> Iterator[Any]:
    """The files that hang on a row and may be exported."""
    for field in row._meta.concrete_fields:
        if isinstance(field, FileField) and field.name not in declaration.hidden and getattr(row, field.name):
            yield getattr(row, field.name)


def kept_in_words(declaration: PersonalData) -> str:
    """How long rows of a model are kept."""
    terms = [f"{rule.label}: {days_in_words(days_of(rule.name))}" for rule in rules_of(model_of(declaration))]
    return "; ".join([str(declaration.kept)] * bool(declaration.kept) + terms)


def days_in_words(days: int) -> str:
    """A term as people say it."""
    if days == 0:
        return _("tot het eind van de geldigheid")
    if days % 365 == 0:
        return ngettext("%d jaar", "%d jaar", days // 365) % (days // 365)
    return ngettext("%d dag", "%d dagen", days) % days


def erasure_in_words(declaration: PersonalData) -> str:
    """What happens to rows of a model when the person is erased, and why something stays."""
    erasure = declaration.erasure
    if isinstance(erasure, Delete):
        return _("Wordt verwijderd.")
    if isinstance(erasure, Pseudonymise):
        return f"{_('Blijft zonder dat het naar iemand leidt.')} {erasure.because}"
    if isinstance(erasure, EraseBy):
        return f"{erasure.says} {erasure.because}".strip()
    return f"{_('Blijft.')} {erasure.because}"


def _plain(field: Any, row: Any) -> Any:
    value = getattr(row, field.name) if field.is_relation else field.value_from_object(row)
    if value is None or isinstance(value, bool | int | float):
        return value
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    if isinstance(value, dt.datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    if isinstance(value, list | dict) and not field.is_relation:
        return value
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)
