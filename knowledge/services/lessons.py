"""Lessons that come from elsewhere on the platform: published with a provenance that no page shows."""

import datetime as dt
import uuid
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from common.content import publish
from knowledge.enums import RECORD_SCHEMES
from knowledge.models import Concept, ItemMethod, LessonPage, LessonProvenance, LibraryIndexPage, MethodPage

MAX_SLUG_LENGTH = 80


class LessonWithdrawnError(Exception):
    """The origin took its lesson back; it is not published again."""


@dataclass(frozen=True)
class LessonText:
    """What a lesson says, in plain text; a blank line starts a new paragraph."""

    title: str
    statement: str
    happened: str
    worked: str
    for_whom: str
    circumstances: str
    differently: str = ""
    credit: str = ""


@dataclass(frozen=True)
class PublishedLesson:
    """What the origin may keep: the permanent identifier of the page, and the key of the provenance."""

    public_id: uuid.UUID
    provenance_id: int


@transaction.atomic
def publish_lesson(
    *,
    origin_id: uuid.UUID,
    text: LessonText,
    learned_on: dt.date,
    concepts: Mapping[str, Collection[str]],
    methods: Collection[uuid.UUID] = (),
    review_on: dt.date | None = None,
    is_example: bool = False,
) -> PublishedLesson:
    """Publish a lesson in the library, once for each `origin_id`.

    `concepts` maps "themes", "target_groups" and "settings" to codes of their vocabularies; `methods` are the
    permanent identifiers of the methods that it is about, of which those that do not exist are left out. Repeating it
    changes nothing: an editor may have changed the page since. Raises ValidationError when a value does not fit or a
    code does not exist, LessonWithdrawnError when the origin has taken the lesson back; nothing is stored then.
    """
    provenance, _is_new = LessonProvenance.objects.get_or_create(origin_id=origin_id)
    # Whoever publishes the same origin at the same time waits here, and finds the page.
    provenance = LessonProvenance.objects.select_for_update().get(pk=provenance.pk)
    if provenance.withdrawn_at:
        raise LessonWithdrawnError(f"The lesson of {origin_id} was withdrawn.")
    if provenance.lesson is None:
        library = _library()
        page = LessonPage(
            slug=_free_slug(library, text.title),
            dated_on=learned_on,
            review_on=review_on,
            is_example=is_example,
            **asdict(text),
        )
        for relation, found in _concepts(concepts).items():
            getattr(page, relation).set(found)
        page.method_links.set(
            [ItemMethod(method=method) for method in MethodPage.objects.filter(public_id__in=methods).by_title()]
        )
        provenance.lesson = publish(page, below=library)
        provenance.save(update_fields=["lesson"])
    return PublishedLesson(public_id=provenance.lesson.public_id, provenance_id=provenance.pk)


@transaction.atomic
def withdraw_lesson(*, provenance_id: int, reason: str) -> None:
    """Take a lesson off the site because its origin no longer agrees; the provenance and the reason stay.

    Repeating it changes nothing. Raises LessonProvenance.DoesNotExist for a key that was never given out.
    """
    provenance = LessonProvenance.objects.select_for_update().get(pk=provenance_id)
    if provenance.withdrawn_at:
        return
    provenance.withdrawn_at = timezone.now()
    provenance.withdrawn_because = reason
    provenance.save(update_fields=["withdrawn_at", "withdrawn_because"])
    if provenance.lesson and provenance.lesson.live:
        provenance.lesson.unpublish()


def _library() -> LibraryIndexPage:
    library: LibraryIndexPage | None = LibraryIndexPage.objects.order_by("path").first()
    if library is None:
        raise ValidationError(_("Er is nog geen kennisbank om de les in te zetten."))
    return library


def _free_slug(library: LibraryIndexPage, title: str) -> str:
    wanted = slugify(title)[:MAX_SLUG_LENGTH].strip("-") or "les"
    taken = set(library.get_children().filter(slug__startswith=wanted).values_list("slug", flat=True))
    number, slug = 1, wanted
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def _concepts(codes: Mapping[str, Collection[str]]) -> dict[str, list[Concept]]:
    found: dict[str, list[Concept]] = {}
    for relation, wanted in codes.items():
        of_scheme = Concept.objects.filter(scheme=RECORD_SCHEMES[relation])
        known = list(of_scheme.called(wanted).prefetch_related("merged"))
        missing = sorted(set(wanted) - {code for concept in known for code in concept.codes})
        if missing:
            raise ValidationError({relation: _("Dit begrip bestaat niet: %(code)s.") % {"code": ", ".join(missing)}})
        found[relation] = known
    return found
