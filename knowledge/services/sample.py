"""Loads the sample library: vocabularies, fictional methods and what others saw of them, the way an editor would."""

import json
import uuid
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from wagtail.models import Page

from common.content import add_page_once, publish
from knowledge.enums import CONCEPT_SCHEMES, Axis, Quality
from knowledge.models import (
    Concept,
    Evaluation,
    LibraryIndexPage,
    MethodCost,
    MethodIndexPage,
    MethodMaterial,
    MethodPage,
    MethodRelation,
    UseCase,
)
from knowledge.rich_text import paragraphs
from knowledge.services.evidence import assess
from knowledge.services.sample_items import ItemLoader
from knowledge.services.sample_records import load_record

CONTENT = Path(__file__).resolve().parent.parent / "content"
# The sample methods have the same permanent address on every machine.
SAMPLE_NAMESPACE = uuid.UUID("6d1f3c1e-5a0b-4f0e-9a57-0a3f8a6f2c11")

RICH_TEXTS = ("problem", "aim", "costs_text", "first_steps", "evidence_text", "risks")
PLAIN_TEXTS = ("title", "slug", "kind", "tagline", "summary", "audience", "duration", "steward")
NUMBERS = ("hours_from", "hours_to")


@transaction.atomic
def load_sample(home: Page) -> None:
    """Make the library below `home` with its sample content, marked as example.

    What exists is left as it is, also when an editor changed, moved or unpublished it. Raises ValidationError, and
    stores nothing, when the content does not satisfy the models.
    """
    concepts = _load_concepts(_read("concepts.json"))
    index, library = load_index_pages(home)
    related = []
    for record in _read("methods.json"):
        page = _load_method(index, record, concepts)
        if page is not None and "related" in record:
            related.append((page, record["related"]))
    for page, relations in related:
        _relate(page, relations)
    for model, name in ((Evaluation, "evaluations.json"), (UseCase, "use_cases.json")):
        for record in _read(name):
            load_record(model, record, concepts=concepts, identify=_identify)
    items = ItemLoader(library, concepts, _identify)
    items.load_publications(_read("publications.json"))
    items.load_lessons(_read("lessons.json"))


def load_index_pages(home: Page) -> tuple[MethodIndexPage, LibraryIndexPage]:
    """Make the front pages of the library below `home`, unless they are there; nothing in them is an example."""
    texts = _read("index_pages.json")
    index, _ = add_page_once(home, MethodIndexPage(slug="methoden", **texts["methods"]))
    library, _ = add_page_once(home, LibraryIndexPage(slug="kennisbank", **texts["library"]))
    return index, library


def _identify(name: str) -> uuid.UUID:
    """The permanent identifier of a sample record: the same on every machine."""
    return uuid.uuid5(SAMPLE_NAMESPACE, name)


def _read(name: str) -> Any:
    return json.loads((CONTENT / name).read_text(encoding="utf-8"))


def _load_concepts(records: Iterable[Mapping[str, Any]]) -> dict[tuple[str, str], Concept]:
    """Add the concepts that are missing; a broader concept stands before its narrower ones."""
    known = {(concept.scheme, concept.notation): concept for concept in Concept.objects.all()}
    for record in records:
        key = (record["scheme"], record["notation"])
        if key in known:
            continue
        concept = Concept(
            scheme=record["scheme"],
            notation=record["notation"],
            label=record["label"],
            alternative_labels="\n".join(record.get("alternatives", ())),
            description=record.get("description", ""),
            parent=known[record["scheme"], record["parent"]] if "parent" in record else None,
        )
        concept.full_clean()
        concept.save()
        known[key] = concept
    return known


def _load_method(
    index: MethodIndexPage, record: Mapping[str, Any], concepts: Mapping[tuple[str, str], Concept]
) -> MethodPage | None:
    """Publish a method with its evidence and return it; None when there is one already."""
    public_id = _identify(record["slug"])
    if MethodPage.objects.filter(public_id=public_id).exists():
        return None
    page, is_new = add_page_once(index, _build_method(record, public_id, concepts))
    if not is_new:
        return None
    for row in record["evidence"]:
        assess(
            page,
            axis=Axis(row["axis"]),
            value=row["value"],
            quality=Quality(row["quality"]) if "quality" in row else None,
            assessed_on=date.fromisoformat(row["on"]),
            assessed_by=row["by"],
            reason=row["reason"],
        )
    return page


def _build_method(
    record: Mapping[str, Any], public_id: uuid.UUID, concepts: Mapping[tuple[str, str], Concept]
) -> MethodPage:
    """A method page that is not saved yet."""
    page = MethodPage(
        public_id=public_id,
        is_example=True,
        other_names="\n".join(record.get("other_names", ())),
        approach=[("step", {**step, "text": paragraphs(step["text"])}) for step in record["approach"]],
        conditions=[("condition", condition) for condition in record["conditions"]],
        parts=[("part", part) for part in record.get("parts", ())],
        moderators=[("moderator", {"source": "", **moderator}) for moderator in record.get("moderators", ())],
        **{name: record.get(name) for name in (*PLAIN_TEXTS, *NUMBERS)},
        **{name: paragraphs(record[name]) for name in RICH_TEXTS},
    )
    for field, scheme in CONCEPT_SCHEMES.items():
        getattr(page, field).set([concepts[scheme, notation] for notation in record.get(field, ())])
    page.costs.set([MethodCost(**cost) for cost in record["costs"]])
    materials = [MethodMaterial(sort_order=place, **row) for place, row in enumerate(record.get("materials", ()))]
    for material in materials:
        material.full_clean(exclude=["method"])
    page.materials.set(materials)
    return page


def _relate(page: MethodPage, records: Iterable[Mapping[str, Any]]) -> None:
    """Say what a new method is to others, now that all of them are there."""
    page.relations.set(
        [
            MethodRelation(sort_order=place, kind=record["kind"], related=MethodPage.objects.get(slug=record["method"]))
            for place, record in enumerate(records)
        ]
    )
    publish(page)
