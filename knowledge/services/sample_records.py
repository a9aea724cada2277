"""Loads the sample evaluations and use cases of the sample methods."""

import uuid
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from knowledge.enums import RECORD_SCHEMES, Scheme
from knowledge.models import Concept, Evaluation, MethodPage, Outcome, UseCase

Concepts = Mapping[tuple[str, str], Concept]
DATES = ("period_from", "period_to", "filled_in_on")


def load_record(
    model: type[Evaluation] | type[UseCase],
    record: Mapping[str, Any],
    *,
    concepts: Concepts,
    identify: Callable[[str], uuid.UUID],
) -> None:
    """Publish one record of the content as an editor would, with a permanent identifier of its own.

    Left alone is what exists, what has an address that an editor uses, and what belongs to a method that is gone.
    Raises ValidationError when the record does not satisfy the model.
    """
    public_id = identify(f"{model._meta.model_name}/{record['slug']}")
    method = MethodPage.objects.filter(public_id=identify(record["method"])).first()
    known = model.objects.filter(public_id=public_id) | model.objects.filter(slug=record["slug"])
    if method is None or known.exists():
        return
    built = _build(model, record, concepts, method=method, public_id=public_id)
    built.full_clean()
    built.save()
    built.save_revision().publish()


def _build(
    model: type[Evaluation] | type[UseCase], record: Mapping[str, Any], concepts: Concepts, **fields: Any
) -> Evaluation | UseCase:
    separate = {"method", "outcomes", *RECORD_SCHEMES, *DATES}
    fields |= {name: value for name, value in record.items() if name not in separate}
    fields |= {name: date.fromisoformat(record[name]) for name in DATES if name in record}
    built = model(is_example=True, live=False, **fields)
    for relation, scheme in RECORD_SCHEMES.items():
        getattr(built, relation).set([concepts[Scheme(scheme), notation] for notation in record[relation]])
    if isinstance(built, Evaluation):
        built.outcomes.set([Outcome(sort_order=place, **outcome) for place, outcome in enumerate(record["outcomes"])])
    return built
