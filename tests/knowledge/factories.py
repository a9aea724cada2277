"""Plain records for the tests: complete enough to be valid, and only as much as a test asks for."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from typing import Any

from django.db import transaction
from django.utils import timezone

from knowledge.enums import AXIS_VALUES, CONCEPT_SCHEMES, EMMIE_AXES, Axis, Measured, Quality, Scheme
from knowledge.models import (
    Assessment,
    Concept,
    Evaluation,
    ItemMethod,
    LessonPage,
    LibraryIndexPage,
    MethodIndexPage,
    MethodPage,
    Outcome,
    PublicationPage,
    UseCase,
)
from knowledge.services import assess

_numbers = count(1)


def make_concept(scheme: Scheme, notation: str, **fields: Any) -> Concept:
    """A concept; its label is the code with a capital unless told."""
    fields.setdefault("label", notation.replace("-", " ").capitalize())
    return Concept.objects.create(scheme=scheme, notation=notation, **fields)


def build_method(**fields: Any) -> MethodPage:
    """A method that is complete and not saved."""
    number = next(_numbers)
    relations = {name: fields.pop(name) for name in tuple(fields) if name in RELATIONS}
    defaults: dict[str, Any] = {
        "title": f"Methode {number}",
        "slug": f"methode-{number}",
        "kind": "methode",
        "tagline": "Een zin.",
        "summary": "Een korte samenvatting.",
        "audience": "Voor wie het nodig heeft.",
        "problem": "<p>Het probleem.</p>",
        "aim": "<p>Het doel.</p>",
        "approach": [("step", {"title": "Begin", "text": "<p>Doe het.</p>", "takes": "1 uur"})],
        "conditions": [("condition", {"topic": "tijd", "text": "Genoeg tijd."})],
        "duration": "1 dag",
        "costs_text": "<p>Niets.</p>",
        "first_steps": "<p>Bel ons.</p>",
        "evidence_text": "<p>Er is weinig bekend.</p>",
        "risks": "<p>Geen bijzondere.</p>",
        "steward": "De eigenaar.",
    }
    page = MethodPage(**(defaults | fields))
    for name, concepts in relations.items():
        getattr(page, name).set(concepts)
    return page


RELATIONS = tuple(CONCEPT_SCHEMES)


def make_method(
    index: MethodIndexPage,
    *,
    evidence: Mapping[Axis, str] | None = None,
    **fields: Any,
) -> MethodPage:
    """A method that is live below `index`; `evidence` gives it one assessment per axis."""
    now = timezone.now()
    index.refresh_from_db()
    page = index.add_child(instance=build_method(first_published_at=now, last_published_at=now, **fields))
    for axis, value in (evidence or {}).items():
        judge(page, axis, value)
    return page


def judge(method: MethodPage, axis: Axis, value: str, on: str = "2024-05-01", **fields: Any) -> Assessment:
    """An assessment through the service; what is measured gets a quality unless told."""
    if axis in EMMIE_AXES and value == Measured.MEASURED:
        fields.setdefault("quality", Quality.GOOD)
    return assess(
        method,
        axis=axis,
        value=value,
        assessed_on=dt.date.fromisoformat(on),
        **({"assessed_by": "De redactie", "reason": "Omdat het onderzocht is."} | fields),
    )


def _context(**fields: Any) -> dict[str, Any]:
    number = next(_numbers)
    defaults: dict[str, Any] = {
        "title": f"Verslag {number}",
        "slug": f"verslag-{number}",
        "summary": "In het kort.",
        "municipality": "Voorbeeldstad",
        "size_class": "tot-30000",
        "urbanity": "weinig",
        "delivered_by": "De welzijnswerker",
        "period_from": dt.date(2024, 1, 8),
        "period_to": dt.date(2024, 6, 20),
    }
    return defaults | fields


def make_evaluation(method: MethodPage, *directions: str, **fields: Any) -> Evaluation:
    """A published evaluation with one outcome for each direction."""
    relations = {name: fields.pop(name) for name in tuple(fields) if name in RELATIONS}
    study = {
        "type": "effect",
        "design": "voor-en-na",
        "researchers": "Een bureau",
        "limitations": "Het was klein.",
        "first_published_at": timezone.now(),
    }
    evaluation = Evaluation(method=method, **_context(**(study | fields)))
    for name, concepts in relations.items():
        getattr(evaluation, name).set(concepts)
    evaluation.outcomes.set(
        [
            Outcome(measure=f"Maat {direction}", direction=direction, size="Een punt.", sort_order=place)
            for place, direction in enumerate(directions)
        ]
    )
    evaluation.save()
    return evaluation


def make_use_case(method: MethodPage, **fields: Any) -> UseCase:
    """A published use case."""
    relations = {name: fields.pop(name) for name in tuple(fields) if name in RELATIONS}
    told = {
        "organisation": "Welzijn Voorbeeld",
        "filled_in_by": "Wijkmanager",
        "filled_in_on": dt.date(2024, 7, 1),
        "costs": "Niets.",
        "helped": "Geduld.",
        "hindered": "Haast.",
        "again": "ja",
        "again_reason": "Het ging goed.",
        "first_published_at": timezone.now(),
    }
    use_case = UseCase(method=method, **_context(**(told | fields)))
    for name, concepts in relations.items():
        getattr(use_case, name).set(concepts)
    use_case.save()
    return use_case


@contextmanager
def rolled_back() -> Iterator[None]:
    """Whatever is stored inside is gone after it: for tests that try many examples on one set of pages."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def all_verdicts() -> Iterable[tuple[Axis, str]]:
    """Every pair of an axis and a value that exists."""
    return ((axis, value) for axis, values in AXIS_VALUES.items() for value in values.values)


def _item(kind: type[PublicationPage] | type[LessonPage], library: LibraryIndexPage, **fields: Any) -> Any:
    """A live page below the library; `methods` and the relations to concepts are lists."""
    number = next(_numbers)
    relations = {name: fields.pop(name) for name in tuple(fields) if name in RELATIONS}
    methods = fields.pop("methods", ())
    now = timezone.now()
    defaults = {
        "title": f"Stuk {number}",
        "slug": f"stuk-{number}",
        "dated_on": dt.date(2024, 3, 1),
        "first_published_at": now,
        "last_published_at": now,
    }
    page = kind(**(defaults | fields))
    for name, concepts in relations.items():
        getattr(page, name).set(concepts)
    page.method_links.set([ItemMethod(method=method) for method in methods])
    library.refresh_from_db()
    return library.add_child(instance=page)


def make_publication(library: LibraryIndexPage, **fields: Any) -> PublicationPage:
    """A publication that is live below `library`."""
    texts = {
        "type": "onderzoek",
        "authors": "Een bureau",
        "publisher": "De uitgever",
        "licence": "CC-BY-4.0",
        "summary": "Wat erin staat.",
    }
    publication: PublicationPage = _item(PublicationPage, library, **(texts | fields))
    return publication


def make_lesson(library: LibraryIndexPage, **fields: Any) -> LessonPage:
    """A lesson that is live below `library`."""
    texts = {
        "statement": "Wat een ander moet onthouden.",
        "happened": "Er gebeurde iets.",
        "worked": "Dit werkte.",
        "for_whom": "Voor iedereen.",
        "circumstances": "In een dorp.",
    }
    lesson: LessonPage = _item(LessonPage, library, **(texts | fields))
    return lesson
