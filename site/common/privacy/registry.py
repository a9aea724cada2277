"""What apps declare of personal data. Filled in `ready()`, and checked by `checks`.

For a model with personal data: `declare(PersonalData(...))`, within a processing that was registered with
`register_processing(Processing(...))`. For models without: `holds_none("app.Model", because=...)`. For rows that go
by themselves: `register_rule(RetentionRule(...))`.
"""

from collections.abc import Iterable

from django.apps import apps
from django.conf import settings

from common.privacy.contracts import AnyModel, Declared, NoPersonalData, PersonalData, Processing, RetentionRule, Text

_processings: dict[str, Processing] = {}
_declared: dict[str, Declared] = {}
_rules: dict[str, RetentionRule] = {}


def register_processing(*processings: Processing) -> None:
    """Add activities to the register of processing. Raises ValueError for a name that is taken."""
    for processing in processings:
        if processing.name in _processings:
            raise ValueError(f"The processing {processing.name} is registered already.")
        _processings[processing.name] = processing


def declare(*declarations: PersonalData) -> None:
    """Declare models with personal data. Raises ValueError for a model that is declared already."""
    for declaration in declarations:
        _add(declaration)


def holds_none(*models: str, because: Text) -> None:
    """Declare models without personal data. Raises ValueError for a model that is declared already."""
    for model in models:
        _add(NoPersonalData(model, because))


def register_rule(*rules: RetentionRule) -> None:
    """Have rows erased by themselves. Raises ValueError for a name that is taken, and for a rule without a moment."""
    for rule in rules:
        if rule.name in _rules:
            raise ValueError(f"The retention rule {rule.name} is registered already.")
        if bool(rule.since) == bool(rule.ends):
            raise ValueError(f"The retention rule {rule.name} needs one of since and ends.")
        _rules[rule.name] = rule


def processings() -> tuple[Processing, ...]:
    """Every processing, by name."""
    return tuple(_processings[name] for name in sorted(_processings))


def find_processing(name: str) -> Processing | None:
    """Return a processing; None when there is none of that name."""
    return _processings.get(name)


def declarations() -> tuple[PersonalData, ...]:
    """Every declaration of a model with personal data, in the order of declaring."""
    return tuple(declared for declared in _declared.values() if isinstance(declared, PersonalData))


def declared_models() -> dict[str, Declared]:
    """Everything that was declared, by the label of the model in small letters."""
    return dict(_declared)


def find_declared(model: AnyModel) -> Declared | None:
    """What was declared of a model; None when nothing was."""
    return _declared.get(model._meta.label_lower)


def model_of(declared: Declared | RetentionRule) -> AnyModel:
    """The model that something was declared of. Raises LookupError when there is none."""
    return apps.get_model(declared.model)


def rules() -> tuple[RetentionRule, ...]:
    """Every retention rule, by name."""
    return tuple(_rules[name] for name in sorted(_rules))


def rules_of(model: AnyModel) -> tuple[RetentionRule, ...]:
    """The rules for the rows of a model."""
    return tuple(rule for rule in rules() if rule.model.lower() == model._meta.label_lower)


def days_of(name: str) -> int:
    """How many days rows are kept by a rule: what the operator said, or else its default.

    Raises LookupError for a rule that is not registered.
    """
    if name not in _rules:
        raise LookupError(f"The retention rule {name} is not registered.")
    return int(settings.RETENTION_DAYS.get(name, _rules[name].days))


def unknown_terms(names: Iterable[str]) -> list[str]:
    """The names among these that no rule has."""
    return sorted(set(names) - set(_rules))


def _add(declared: Declared) -> None:
    label = declared.model.lower()
    if label in _declared:
        raise ValueError(f"What {declared.model} holds is declared already.")
    _declared[label] = declared
