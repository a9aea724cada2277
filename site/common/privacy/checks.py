"""System checks: no model without a declaration, and no declaration that is not true to its model.

They run with `check`, before `migrate` and `runserver`, and in the test suite.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.checks import CheckMessage, Error
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from common.privacy.contracts import AnyModel, NoPersonalData, PersonalData, Pseudonymise
from common.privacy.registry import (
    declared_models,
    find_declared,
    find_processing,
    rules,
    rules_of,
    unknown_terms,
)

# Fields in which something about a person fits.
ROOMY = (
    models.CharField,
    models.TextField,
    models.JSONField,
    models.FileField,
    models.BinaryField,
    models.GenericIPAddressField,
)
# Fields that are about people, whatever is said of them.
TELLING = (models.EmailField, models.GenericIPAddressField)
HINT = "See docs/privacy.md: declare(PersonalData(...)) or holds_none(...) in the ready() of the app."


def check_declarations(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Every model is declared, truly; every rule and every term is of something that exists."""
    found = [message for model in stored_models() for message in _of_model(model)]
    return [*found, *_of_unknown_models(), *_of_rules(), *_of_terms()]


def stored_models() -> Iterator[AnyModel]:
    """The models with a table of their own and a class of their own: a table between two models holds keys only."""
    for model in apps.get_models():
        if model._meta.managed and not model._meta.proxy and not model._meta.auto_created:
            yield model


def _of_model(model: AnyModel) -> Iterator[CheckMessage]:
    declared = find_declared(model)
    if declared is None:
        yield Error(f"{model._meta.label} does not say what it holds about people.", HINT, model, "privacy.E001")
    elif isinstance(declared, NoPersonalData):
        for field in model._meta.local_fields:
            if isinstance(field, TELLING) or _is_account(field):
                text = f"{model._meta.label} is said to hold nothing about people, and has a field {field.name}."
                yield Error(text, HINT, model, "privacy.E002")
    else:
        yield from _of_personal(model, declared)


def _of_personal(model: AnyModel, declared: PersonalData) -> Iterator[CheckMessage]:
    label = model._meta.label
    if find_processing(declared.processing) is None:
        yield Error(f"{label} belongs to a processing that does not exist.", HINT, model, "privacy.E003")
    if not declared.kept and not rules_of(model):
        yield Error(f"{label} does not say how long rows are kept.", HINT, model, "privacy.E004")
    changed = declared.erasure.values if isinstance(declared.erasure, Pseudonymise) else ()
    named = {*declared.fields, *declared.plain}
    for name in sorted({*named, *declared.hidden, *changed} - _field_names(model)):
        yield Error(f"{label} has no field {name}.", HINT, model, "privacy.E005")
    for field in model._meta.local_fields:
        if _is_roomy(field) and field.name not in named:
            text = f"{label}.{field.name} can hold something about a person, and nothing is said of it."
            yield Error(text, "Name it in `fields`, or in `plain` when it never does.", model, "privacy.E006")


def _of_unknown_models() -> Iterator[CheckMessage]:
    known = {model._meta.label_lower for model in apps.get_models(include_auto_created=True)}
    for label, declared in declared_models().items():
        if label not in known:
            yield Error(f"{declared.model} is declared, and does not exist.", HINT, id="privacy.E007")


def _of_rules() -> Iterator[CheckMessage]:
    for rule in rules():
        declared = declared_models().get(rule.model.lower())
        if declared is None:
            yield Error(f"The retention rule {rule.name} is of no declared model.", HINT, id="privacy.E008")
            continue
        name = rule.since or rule.ends
        if rule.rows is None and not _has_path(apps.get_model(rule.model), name):
            yield Error(f"The retention rule {rule.name} looks at {name}, which does not exist.", id="privacy.E008")


def _of_terms() -> Iterator[CheckMessage]:
    for name in unknown_terms(settings.RETENTION_DAYS):
        yield Error(f"RETENTION_DAYS names {name}, and there is no such rule.", id="privacy.E009")


def _field_names(model: AnyModel) -> set[str]:
    return {field.name for field in model._meta.get_fields()}


def _is_account(field: Any) -> bool:
    return field.related_model is get_user_model()


def _is_roomy(field: Any) -> bool:
    return _is_account(field) or (isinstance(field, ROOMY) and not field.choices)


def _has_path(model: AnyModel, path: str) -> bool:
    try:
        for part in path.split("__"):
            field: Any = model._meta.get_field(part)
            model = field.related_model or model
    except FieldDoesNotExist:
        return False
    return True
