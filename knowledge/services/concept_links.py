"""Everything that refers to a concept, found from the models: a new relation is never forgotten."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from wagtail.models import Revision

from knowledge.models import Concept

REVISIONS_AT_ONCE = 100


def label_relations() -> list[Any]:
    """The many-to-many fields that label something with concepts."""
    return [relation.field for relation in Concept._meta.related_objects if relation.many_to_many]


def reference_fields() -> list[Any]:
    """The foreign keys to concepts: that of a narrower concept, and of a code that is gone."""
    return [relation.field for relation in Concept._meta.related_objects if not relation.many_to_many]


def relabel(source: Concept, target: Concept) -> None:
    """Label with `target` whatever carries `source`; what carries both keeps one label."""
    for field in label_relations():
        labels = field.remote_field.through._default_manager
        owner, concept = field.m2m_field_name(), field.m2m_reverse_field_name()
        has_both = labels.filter(**{concept: target}).values(owner)
        labels.filter(**{concept: source, f"{owner}__in": has_both}).delete()
        labels.filter(**{concept: source}).update(**{concept: target})


def refer(source: Concept, target: Concept) -> None:
    """Let foreign keys to `source` refer to `target`; each is saved, so that Wagtail knows the new reference."""
    for field in reference_fields():
        for row in field.model._default_manager.filter(**{field.name: source}):
            setattr(row, field.name, target)
            row.save(update_fields=[field.name])


def relabel_revisions(source: Concept, target: Concept) -> int:
    """The same in drafts, submissions, what waits for its day and history; returns the number of revisions.

    A revision holds primary keys. All are rewritten, so that restoring an old one brings no label back that is gone.
    """
    changed = 0
    for field in label_relations():
        for revision in _revisions_of(field.model):
            keys = revision.content.get(field.name) or []
            if source.pk not in keys:
                continue
            revision.content[field.name] = list(dict.fromkeys(target.pk if key == source.pk else key for key in keys))
            # Not save(): Wagtail would take it for a new revision.
            Revision.objects.filter(pk=revision.pk).update(content=revision.content)
            changed += 1
    return changed


def _revisions_of(model: type[Model]) -> Iterator[Revision]:
    """The revisions of a model and of those that extend it."""
    kinds: Iterable[type[Model]] = (other for other in apps.get_models() if issubclass(other, model))
    types = ContentType.objects.get_for_models(*kinds, for_concrete_models=False).values()
    revisions: QuerySet[Revision] = Revision.objects.filter(content_type__in=types).only("content").order_by("pk")
    return revisions.iterator(REVISIONS_AT_ONCE)
