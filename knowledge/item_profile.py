"""What the pages of publications and lessons show beside their own texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.apps import apps
from django.db.models import Q
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.access import ANONYMOUS, Viewer
from common.components import CardItem, Column, Fact, Link, Table, build_table
from common.documents import documents_visible_to
from knowledge.cards import method_cards_of, short_card
from knowledge.enums import RECORD_SCHEMES, LessonRelationKind
from knowledge.item_cards import lesson_card
from knowledge.labels import labels_of
from knowledge.wording import day, enumerate_labels, example_title, upper_first

if TYPE_CHECKING:
    from knowledge.models.lesson import LessonPage
    from knowledge.models.library_item import LibraryItemPage
    from knowledge.models.publication import PublicationFile, PublicationPage


def method_cards(item: LibraryItemPage, viewer: Viewer, request: HttpRequest | None = None) -> tuple[CardItem, ...]:
    """The methods that a publication or a lesson is about, as far as the viewer may see them."""
    methods = apps.get_model("knowledge", "MethodPage").objects.visible_to(viewer)
    if getattr(request, "is_preview", False):
        methods = methods.filter(pk__in=[link.method_id for link in item.method_links.all()])
    else:
        methods = methods.filter(item_links__item=item.pk)
    if request is None:
        return method_cards_of(methods.by_title().for_cards())
    found = methods.by_title().with_latest_assessments()
    return tuple(short_card(method, method.latest_assessments, request) for method in found)


def item_facts(item: LibraryItemPage, request: HttpRequest) -> tuple[Fact, ...]:
    """The subjects and the permanent address, which both kinds have."""
    labels = labels_of(item, request, tuple(RECORD_SCHEMES))
    facts = (
        (_("Thema"), labels.texts("themes")),
        (_("Doelgroep"), labels.texts("target_groups")),
        (_("Plek"), labels.texts("settings")),
    )
    permanent = Fact(_("Vast webadres"), f"/id/{item.public_id}", f"/id/{item.public_id}")
    return (*(Fact(label, upper_first(enumerate_labels(words))) for label, words in facts if words), permanent)


# --- Publications ----------------------------------------------------------------------------------------------------


def publication_context(publication: PublicationPage) -> dict[str, Any]:
    """What the page of a publication shows beside what every item has."""
    facts = (
        (_("Auteurs"), publication.authors),
        (_("Uitgever"), publication.publisher),
        (_("Verschenen"), day(publication.dated_on) if publication.dated_on else ""),
        (_("Taal"), publication.get_language_display()),
        (_("Licentie"), publication.get_licence_display()),
    )
    return {
        "made_by": tuple(Fact(label, value) for label, value in facts if value),
        "files": file_links(publication.files.all()),
    }


def file_links(files: Iterable[PublicationFile]) -> tuple[Link, ...]:
    """Where to read a publication: a public file with its kind and size, a page elsewhere with its site."""
    files = list(files)
    documents = documents_visible_to(ANONYMOUS).in_bulk([file.document_id for file in files if file.document_id])
    links = []
    for file in files:
        document = documents.get(file.document_id)
        if document:
            kind = f"{document.file_extension.upper()}, {filesizeformat(document.file_size)}"
            links.append(Link(f"{file.title} ({kind})", document.url))
        elif file.url:
            links.append(Link(f"{file.title} ({urlsplit(file.url).hostname})", file.url))
    return tuple(links)


# --- Lessons ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Neighbour:
    """Another lesson, and in words what the one says of the other."""

    relation: str
    card: CardItem


_SAYS: Mapping[str, str | Promise] = {
    LessonRelationKind.SUPPORTS: gettext_lazy("Deze les ondersteunt"),
    LessonRelationKind.NUANCES: gettext_lazy("Deze les nuanceert"),
}
_IS_SAID: Mapping[str, str | Promise] = {
    LessonRelationKind.SUPPORTS: gettext_lazy("Deze les wordt ondersteund door"),
    LessonRelationKind.NUANCES: gettext_lazy("Deze les wordt genuanceerd door"),
}


def lesson_context(lesson: LessonPage, viewer: Viewer, request: HttpRequest) -> dict[str, Any]:
    """What the page of a lesson shows beside what every item has.

    A contradiction goes both ways, whoever wrote it down: both lessons are shown side by side.
    """
    related = _related_lessons(lesson, viewer, request)
    told = (
        (_("Datum van de les"), day(lesson.dated_on) if lesson.dated_on else ""),
        (_("Met dank aan"), lesson.credit),
        (_("Opnieuw bekijken op"), day(lesson.review_on) if lesson.review_on else ""),
    )
    return {
        "told_by": tuple(Fact(label, value) for label, value in told if value),
        "is_due": bool(lesson.review_on and lesson.review_on < timezone.localdate()),
        "contradictions": tuple(
            comparison(lesson, other, request)
            for kind, other, _is_said in related
            if kind == LessonRelationKind.CONTRADICTS
        ),
        "neighbours": tuple(
            Neighbour(str((_IS_SAID if is_said else _SAYS)[kind]), lesson_card(other, request))
            for kind, other, is_said in related
            if kind != LessonRelationKind.CONTRADICTS
        ),
    }


def comparison(lesson: LessonPage, other: LessonPage, request: HttpRequest) -> Table:
    """Two lessons side by side: what they say, and when each of them holds."""
    rows = (
        (_("De les"), "statement"),
        (_("Wat werkte en wat niet"), "worked"),
        (_("Voor wie het geldt"), "for_whom"),
        (_("Omstandigheden"), "circumstances"),
    )
    columns = [Column(_("Vergelijking")), Column(_("Deze les")), Column(_("De andere les"))]
    title = (_("Titel"), lesson.title, Link(example_title(other), other.get_url(request) or ""))
    return build_table(
        _("Naast ‘%(title)s’") % {"title": other.title},
        columns,
        [title, *((label, getattr(lesson, name), getattr(other, name)) for label, name in rows)],
    )


def _related_lessons(lesson: LessonPage, viewer: Viewer, request: HttpRequest) -> list[tuple[str, LessonPage, bool]]:
    """The visible lessons that this one says something of, or that say something of it; True for the latter.

    What was written down twice is shown once, as this lesson says it.
    """
    relations = apps.get_model("knowledge", "LessonRelation").objects
    rows = relations.filter(Q(lesson=lesson.pk) | Q(related=lesson.pk)).values_list("lesson_id", "related_id", "kind")
    heard = {author: (kind, True) for author, related, kind in rows if related == lesson.pk}
    said = {related: (kind, False) for author, related, kind in rows if author == lesson.pk}
    if getattr(request, "is_preview", False):
        said = {row.related_id: (row.kind, False) for row in lesson.relations.all()}
    found = heard | said
    if not found:
        return []
    others = type(lesson).objects.visible_to(viewer).filter(pk__in=found).newest_first()
    return [(found[other.pk][0], other, found[other.pk][1]) for other in others]
