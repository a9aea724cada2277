"""Keeping the library true to its vocabularies."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from knowledge.models import Concept, ImportedRecord, LessonPage, MergedConcept, MethodPage, PublicationPage
from knowledge.services.concept_links import refer, relabel, relabel_revisions
from knowledge.services.records import RECORD_KINDS
from search.indexing import enqueue

# Everything that carries concepts, by its kind in search.
CARRIERS = {"method": MethodPage, "publication": PublicationPage, "lesson": LessonPage, **RECORD_KINDS}

MERGED = "knowledge.concept.merge"
MOVED = "knowledge.concept.move"


@dataclass(frozen=True)
class Usage:
    """How much a concept is used, published or not: its carriers by their kind in search, and what is under it."""

    carriers: Mapping[str, int]
    narrower: int


def is_concept_used(concept: Concept) -> bool:
    """True when something in the library carries the concept or a narrower one, published or not."""
    return any(model.objects.labelled_with(concept).exists() for model in CARRIERS.values())


def concept_usage(concept: Concept) -> Usage:
    """What a merge or a move of the concept is about; a carrier of a narrower concept counts along."""
    carriers = {kind: model.objects.labelled_with(concept).count() for kind, model in CARRIERS.items()}
    return Usage(carriers=carriers, narrower=concept.narrower.count())


def reindex_labelled_with(concept: Concept) -> None:
    """Have everything that carries a concept, or a narrower one, found under its new words."""
    for kind, model in CARRIERS.items():
        enqueue(kind, model.objects.labelled_with(concept).values_list("public_id", flat=True))


@transaction.atomic
def merge_concepts(*, source: Concept, target: Concept, user: Any) -> Concept:
    """Put `target` in the place of `source`, which goes: labels, drafts, narrower concepts, words and code.

    The words of `source` become other words of `target`, and its code means `target` from now on. Returns `target`.

    Raises ValidationError when one of both is gone, they are the same or of different vocabularies, `target` falls
    under `source`, or narrower concepts of `source` would come on a third level.
    """
    locked = _lock(source.scheme)
    source, target = _still_there(source, locked), _of_same_list(target, locked)
    _check_merge(source, target)
    usage = concept_usage(source)
    relabel(source, target)
    revisions = relabel_revisions(source, target)
    refer(source, target)
    MergedConcept.objects.create(scheme=source.scheme, notation=source.notation, target=target)
    ImportedRecord.objects.filter(kind="concepts", key=source.key).delete()
    _take_words(source, target)
    merged = {"label": source.label, "notation": source.notation, "pk": source.pk}
    source.delete()
    reindex_labelled_with(target)
    counts = {**usage.carriers, "narrower": usage.narrower, "revisions": revisions}
    log(target, MERGED, user=user, data={"merged": merged, "counts": counts})
    return target


@transaction.atomic
def move_concept(*, concept: Concept, parent: Concept | None, user: Any) -> Concept:
    """Put a concept under a broader one, or under none; what carries it counts for its new broader concept.

    Raises ValidationError when it stands there already or is gone, and what `Concept.clean` raises.
    """
    locked = _lock(concept.scheme)
    concept = _still_there(concept, locked)
    before = concept.parent
    concept.parent = _of_same_list(parent, locked) if parent else None
    if concept.parent == before:
        raise ValidationError({"parent": _("Het begrip staat daar al.")})
    concept.clean()
    concept.save(update_fields=["parent"])
    reindex_labelled_with(concept)
    usage = concept_usage(concept)
    places = {"from": before.label if before else "", "to": concept.parent.label if concept.parent else ""}
    log(concept, MOVED, user=user, data={**places, "counts": dict(usage.carriers)})
    return concept


# --- What can be merged ----------------------------------------------------------------------------------------------


def _lock(scheme: str) -> dict[int, Concept]:
    """The concepts of a vocabulary, locked in one order: who merges or moves waits for another who does."""
    return {concept.pk: concept for concept in Concept.objects.select_for_update().filter(scheme=scheme).order_by("pk")}


def _still_there(concept: Concept, locked: Mapping[int, Concept]) -> Concept:
    if concept.pk not in locked:
        raise ValidationError(_("Het begrip ‘%(label)s’ bestaat niet meer.") % {"label": concept.label})
    return locked[concept.pk]


def _of_same_list(concept: Concept, locked: Mapping[int, Concept]) -> Concept:
    if concept.pk not in locked and Concept.objects.filter(pk=concept.pk).exists():
        raise ValidationError(_("Kies een begrip uit dezelfde lijst."))
    return _still_there(concept, locked)


def _check_merge(source: Concept, target: Concept) -> None:
    if source == target:
        raise ValidationError(_("Een begrip kan niet met zichzelf worden samengevoegd."))
    if target.parent_id == source.pk:
        reason = _("‘%(target)s’ valt onder ‘%(source)s’. Verplaats ‘%(target)s’ eerst, of voeg andersom samen.")
        raise ValidationError(reason % {"target": target.label, "source": source.label})
    if target.parent_id and source.narrower.exists():
        reason = _(
            "Een lijst heeft hoogstens twee lagen: onder ‘%(source)s’ vallen begrippen, en ‘%(target)s’ valt zelf al "
            "onder een ander begrip."
        )
        raise ValidationError(reason % {"target": target.label, "source": source.label})


def _take_words(source: Concept, target: Concept) -> None:
    """Add the words of `source` to the other words of `target`, each once, whatever its capitals."""
    words: dict[str, str] = {}
    for word in (*target.words, *source.words):
        words.setdefault(word.casefold(), word)
    del words[target.label.casefold()]
    target.alternative_labels = "\n".join(words.values())
    target.save(update_fields=["alternative_labels"])
