"""Methods in the search index: what can be found of them, and how they are shown."""

from collections.abc import Collection, Mapping
from functools import partial
from typing import Any

from django.core.validators import slug_re
from django.db.models import Prefetch

from common.html import plain_text
from knowledge.attachments import files_among, pages_of, with_text
from knowledge.cards import method_card
from knowledge.enums import CONCEPT_SCHEMES, UNKNOWN, Scheme, Stage
from knowledge.models import Concept, MethodMaterial, MethodPage
from knowledge.models.merged_concept import MergedConcept
from knowledge.wording import running_text
from search.contracts import Facet, SearchDocument
from search.pages import PageSource

# Who asks a question looks for the method first, then for what was seen of it. Just enough for a method to pass texts
# that mention it with about the same words; see docs/search.md.
WEIGHT = 1.3

RICH_TEXTS = ("problem", "aim", "costs_text", "first_steps", "evidence_text", "risks")


def method_source() -> PageSource:
    """The search source of methods."""
    return PageSource(
        "method",
        "Methoden",
        MethodPage,
        document=method_document,
        card=method_card,
        for_documents=_for_documents,
        for_cards=lambda methods: methods.for_cards(),
        files=partial(files_among, MethodMaterial.objects.all(), "method"),
    )


def search_facets() -> tuple[Facet, ...]:
    """The facets that methods bring along."""
    return (
        *(
            Facet(
                name=name,
                label=label,
                labels=partial(_concept_labels, scheme),
                replaced=partial(_merged_into, scheme),
            )
            for name, label, scheme in (
                ("thema", "Thema", Scheme.THEME),
                ("doelgroep", "Doelgroep", Scheme.TARGET_GROUP),
            )
        ),
        Facet(name="fase", label="Fase", labels=_stage_labels),
    )


def method_document(method: MethodPage) -> SearchDocument:
    """What can be found of a method: all its text, and everything that its labels are called."""
    return SearchDocument(
        kind="method",
        public_id=method.public_id,
        title=method.title,
        summary=f"{method.tagline} {method.summary}",
        body=_text(method),
        pages=pages_of(method.materials.all()),
        keywords=tuple(_words(method)),
        facets={
            "thema": notations(method.themes.all()),
            "doelgroep": notations(method.target_groups.all()),
            "fase": (method.stage_now,),
        },
        published_on=method.first_published_at.date() if method.first_published_at else None,
        weight=WEIGHT,
    )


def _for_documents(methods: Any) -> Any:
    concepts = Concept.objects.select_related("parent")
    labels = (Prefetch(name, queryset=concepts) for name in CONCEPT_SCHEMES)
    return methods.with_evidence().prefetch_related(*labels, with_text("materials", MethodMaterial.objects.all()))


def _text(method: MethodPage) -> str:
    prose = (
        *(plain_text(getattr(method, name)) for name in RICH_TEXTS),
        method.audience,
        *(f"{step.value['title']}. {plain_text(str(step.value['text']))}" for step in method.approach),
        *(part.value["text"] for part in method.parts),
        *(moderator.value["text"] for moderator in method.moderators),
        *(condition.value["text"] for condition in method.conditions),
    )
    return running_text(prose, [method.steward, *(material.title for material in method.materials.all())])


def _words(method: MethodPage) -> list[str]:
    """What a method and its labels are called elsewhere: found, but never shown as its text."""
    concepts = [concept for relation in CONCEPT_SCHEMES for concept in getattr(method, relation).all()]
    names = dict.fromkeys(word for concept in concepts for word in concept.words)
    return [method.get_kind_display(), *method.alternatives, *names]


def notations(concepts: Collection[Concept]) -> tuple[str, ...]:
    """The codes of concepts and of the broader ones they count for."""
    found = dict.fromkeys(concept.notation for concept in concepts)
    found.update(dict.fromkeys(concept.parent.notation for concept in concepts if concept.parent))
    return tuple(found)


def _concept_labels(scheme: Scheme, values: Collection[str]) -> Mapping[str, str]:
    return dict(Concept.objects.filter(scheme=scheme, notation__in=values).values_list("notation", "label"))


def _merged_into(scheme: Scheme, values: Collection[str]) -> Mapping[str, str]:
    """For codes of concepts that were merged, the code of what they were merged into."""
    merged = MergedConcept.objects.filter(scheme=scheme, notation__in=filter(slug_re.match, values))
    return dict(merged.values_list("notation", "target__notation"))


def _stage_labels(values: Collection[str]) -> Mapping[str, str]:
    labels = {value: str(label) for value, label in Stage.choices} | {UNKNOWN: "Onbekend"}
    return {value: labels[value] for value in values if value in labels}
