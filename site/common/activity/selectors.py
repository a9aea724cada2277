"""The log as people read it: names and titles are looked up when it is shown, and stand nowhere in it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from common.activity.models import Activity
from common.activity.origin import SERVER
from common.activity.verbs import label_of

Names = Mapping[str, str]


@dataclass(frozen=True)
class Line:
    """One row in words."""

    at: dt.datetime
    who: str
    what: str
    about: str
    codes: str
    origin: str
    result: str
    actor_id: int | None
    about_key: str


def lines(rows: Iterable[Activity]) -> list[Line]:
    """The rows in words, with one query for the accounts and one for each kind of object."""
    found = list(rows)
    names = _names(get_user_model(), "pk", {str(row.actor_id) for row in found if row.actor_id is not None})
    titles = _titles(found)
    return [_line(row, names, titles) for row in found]


def kind_label(about_type: str) -> str:
    """What a kind of object is called; its name for one that is no longer there."""
    model = _model(about_type)
    return str(capfirst(model._meta.verbose_name)) if model else about_type


def _line(row: Activity, names: Names, titles: Mapping[str, Names]) -> Line:
    return Line(
        at=row.at,
        who=_who(row, names),
        what=label_of(row.verb),
        about=_about(row, titles),
        codes=row.codes,
        origin=row.origin,
        result=row.get_result_display(),
        actor_id=row.actor_id,
        about_key=row.about,
    )


def _who(row: Activity, names: Names) -> str:
    if row.actor_id is not None:
        return _named(names, str(row.actor_id))
    return _("de site zelf") if row.origin == SERVER else _("een bezoeker")


def _about(row: Activity, titles: Mapping[str, Names]) -> str:
    if not row.about_type:
        return "–"
    return f"{kind_label(row.about_type)}: {_named(titles[row.about_type], row.about_id)}"


def _named(names: Names, identifier: str) -> str:
    return names.get(identifier) or _("%(id)s (bestaat niet meer)") % {"id": identifier}


def _titles(rows: Iterable[Activity]) -> dict[str, Names]:
    wanted: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row.about_type:
            wanted[row.about_type].add(row.about_id)
    titles: dict[str, Names] = {}
    for kind, identifiers in wanted.items():
        model = _model(kind)
        titles[kind] = _titles_of(model, identifiers) if model else {}
    return titles


def _titles_of(model: type[models.Model], identifiers: set[str]) -> Names:
    """An object that was gone when something was told of it is known by its key."""
    has_public_id = any(field.name == "public_id" for field in model._meta.fields)
    field = model._meta.get_field("public_id") if has_public_id else model._meta.pk
    usable = {identifier for identifier in identifiers if _fits(field, identifier)}
    return _names(model, field.name, usable)


def _names(model: type[models.Model], field: str, values: set[str]) -> Names:
    found = model._base_manager.filter(**{f"{field}__in": values}) if values else ()
    return {str(getattr(instance, field)): str(instance) for instance in found}


def _fits(field: Any, identifier: str) -> bool:
    try:
        field.to_python(identifier)
    except ValidationError:
        return False
    return True


def _model(kind: str) -> type[models.Model] | None:
    try:
        return apps.get_model(kind)
    except (LookupError, ValueError):
        return None
