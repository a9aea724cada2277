"""A library of any size, made up the same way every time: methods, what was seen of them, publications, lessons.

Rows go into the database in bulk and past the services, because 55,000 of them have to be there in a minute. The
distribution is that of a real library: a few concepts are on many methods and most are rare, most methods are hardly
evaluated and a few are everywhere, most is published, some of it is a draft or restricted.
"""

import datetime as dt
import random
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import DEFAULT_DB_ALIAS, connection, transaction
from django.db.models import F
from wagtail.models import Page, PageViewRestriction

from common.territory import SizeClass, Urbanity
from knowledge.enums import (
    AXIS_SCHEME,
    CONCEPT_SCHEMES,
    EMMIE_AXES,
    MEASURED_DIRECTIONS,
    RECORD_SCHEMES,
    Again,
    Axis,
    Design,
    Direction,
    EvaluationType,
    Kind,
    Language,
    Licence,
    Measured,
    PublicationType,
    Recognition,
    Stage,
)
from knowledge.models import (
    Assessment,
    Concept,
    Evaluation,
    ItemMethod,
    LessonPage,
    LibraryIndexPage,
    LibraryItemPage,
    MethodCost,
    MethodIndexPage,
    MethodPage,
    Outcome,
    PublicationPage,
    UseCase,
)

SEED = 20261124
BATCH = 500
NOW = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)
# One method has as many records as any method ever will.
BUSIEST = 500

_TEXT = (
    "wijk buurt jongeren gesprek school spanning vertrouwen gemeente netwerk veerkracht ouders samen professional "
    "plein vrijwilligers polarisatie aanpak bijeenkomst ontmoeting veiligheid weerbaar signaal training leren groep "
    "oefenen luisteren afspraak begeleider deelnemers maand resultaat onderzoek effect verschil helpt duurt weinig "
    "steeds vaker lokaal partner organisatie inwoners ruimte tijd geld vraag antwoord moeilijk onderwerp thuis online "
    "en de het een van in op voor met niet dat die zijn naar om bij ook als maar meer door over dan"
)
WORDS = tuple(_TEXT.split())


@dataclass(frozen=True)
class Library:
    """What was made: how many of each, and the method with the most records."""

    methods: int
    evaluations: int
    use_cases: int
    items: int
    busiest: MethodPage


class Writer:
    """Random words and choices from one seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - the same library every time.
        self.concepts: dict[str, list[Concept]] = {}
        for concept in Concept.objects.order_by("scheme", "notation"):
            self.concepts.setdefault(concept.scheme, []).append(concept)

    def words(self, number: int) -> str:
        """A sentence of so many words."""
        return " ".join(self.random.choices(WORDS, k=number)).capitalize() + "."

    def html(self, number: int) -> str:
        """A paragraph of so many words."""
        return f"<p>{self.words(number)}</p>"

    def one(self, choices: Any, weights: Sequence[int] | None = None) -> Any:
        """One of the choices, some more often than others."""
        return self.random.choices(list(choices), weights)[0]

    def some(self, scheme: str, most: int) -> set[Concept]:
        """One or more concepts of a vocabulary; the first of the list is everywhere, the last hardly anywhere."""
        known = self.concepts.get(scheme, [])
        weights = [1 / rank for rank in range(1, len(known) + 1)]
        return set(self.random.choices(known, weights, k=self.random.randint(1, most))) if known else set()

    def day(self, first_year: int, last_year: int) -> dt.date:
        """A day in one of these years, never after `NOW`."""
        first = dt.date(first_year, 1, 1)
        last = min(dt.date(last_year, 12, 31), NOW.date())
        return first + dt.timedelta(days=self.random.randrange((last - first).days + 1))

    def identifier(self) -> uuid.UUID:
        """A permanent identifier."""
        return uuid.UUID(int=self.random.getrandbits(128), version=4)


@transaction.atomic
def make_library(
    index: MethodIndexPage,
    library: LibraryIndexPage,
    *,
    methods: int,
    evaluations: int,
    use_cases: int,
    items: int,
    seed: int = SEED,
) -> Library:
    """Add methods below `index`, publications and lessons below `library`, labelled with what there is."""
    writer = Writer(seed)
    pages = _make_methods(writer, index, methods)
    _make_evidence(writer, pages)
    owners = _owners(writer, pages, evaluations), _owners(writer, pages, use_cases)
    _make_evaluations(writer, owners[0])
    _make_use_cases(writer, owners[1])
    _make_items(writer, library, pages, items)
    if connection.vendor == "postgresql":
        # As autovacuum does on a server that runs for longer than a benchmark.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return Library(methods, evaluations, use_cases, items, busiest=pages[0])


def _make_methods(writer: Writer, index: MethodIndexPage, number: int) -> list[MethodPage]:
    pages = [_method(writer, index, place) for place in _places_below(index, number)]
    _store_pages(index, pages)
    MethodCost.objects.bulk_create(
        (
            MethodCost(method=page, basis="per-ronde", amount_from=writer.random.randint(1, 90) * 100, price_year=2025)
            for page in pages
        ),
        batch_size=BATCH,
    )
    for relation, scheme in CONCEPT_SCHEMES.items():
        _label(writer, MethodPage, "methodpage", pages, relation, scheme, most=3)
    _restrict_some(pages)
    return pages


def _places_below(parent: Page, number: int) -> range:
    """The places of new pages below another page."""
    parent.refresh_from_db()
    return range(parent.numchild + 1, parent.numchild + number + 1)


def _store_pages(parent: Page, pages: Sequence[Any]) -> None:
    """Store pages of one type; each is a row in two tables or more, which Django writes only by its own lower level."""
    bases = [_base_of(page) for page in pages]
    Page.objects.bulk_create(bases, batch_size=BATCH)
    tables = [model for model in reversed(type(pages[0]).__mro__) if _has_table(model)]
    for page, base in zip(pages, bases, strict=True):
        page.id = base.pk
        for model in tables:
            setattr(page, model._meta.pk.attname, base.pk)
    for model in tables:
        for batch in _batches(pages, 50):
            model._base_manager._insert(batch, model._meta.local_concrete_fields, using=DEFAULT_DB_ALIAS)
    Page.objects.filter(pk=parent.pk).update(numchild=F("numchild") + len(pages))


def _has_table(model: Any) -> bool:
    return issubclass(model, Page) and model is not Page and not model._meta.abstract


def _restrict_some(pages: Sequence[Page]) -> None:
    """Put a few pages behind a restriction."""
    for page in pages[1 :: max(len(pages) // 3, 2)]:
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def _base_of(page: MethodPage) -> Page:
    return Page(**{field.attname: getattr(page, field.attname) for field in Page._meta.local_concrete_fields})


def _method(writer: Writer, index: MethodIndexPage, place: int) -> MethodPage:
    steps = [
        {"title": writer.words(3), "text": writer.html(50), "takes": "1 uur"}
        for _ in range(writer.random.randint(3, 6))
    ]
    return MethodPage(
        **_page_fields(writer, MethodPage, index, place),
        kind=writer.one(Kind.values, [5, 3, 2]),
        tagline=writer.words(14)[:140],
        summary=writer.words(60),
        is_example=True,
        audience=writer.words(25),
        problem=writer.html(80),
        aim=writer.html(60),
        approach=[("step", step) for step in steps],
        conditions=[("condition", {"topic": "tijd", "text": writer.words(20)}) for _ in range(4)],
        duration="10 bijeenkomsten in 4 maanden",
        hours_from=writer.random.randint(1, 200),
        costs_text=writer.html(40),
        first_steps=writer.html(40),
        evidence_text=writer.html(80),
        risks=writer.html(60),
        steward=writer.words(10),
    )


def _page_fields(writer: Writer, model: type[Page], parent: Page, place: int) -> dict[str, Any]:
    """What every page has; the first one of a parent is always published."""
    title = writer.words(4).rstrip(".")
    published = NOW - dt.timedelta(hours=writer.random.randrange(40_000))
    return {
        "path": model._get_path(parent.path, parent.depth + 1, place),
        "depth": parent.depth + 1,
        "title": title,
        "draft_title": title,
        "slug": f"gemaakt-{place}",
        "url_path": f"{parent.url_path}gemaakt-{place}/",
        "content_type": ContentType.objects.get_for_model(model),
        "locale_id": parent.locale_id,
        "translation_key": writer.identifier(),
        "live": place == 1 or writer.random.random() > 0.05,
        "first_published_at": published,
        "last_published_at": published,
        "latest_revision_created_at": published,
        "public_id": writer.identifier(),
    }


def _label(
    writer: Writer, model: Any, owner: str, rows: Iterable[Any], relation: str, scheme: str, *, most: int
) -> None:
    through = getattr(model, relation).through
    through.objects.bulk_create(
        (
            through(**{f"{owner}_id": row.pk, "concept_id": concept.pk})
            for row in rows
            for concept in sorted(writer.some(scheme, most), key=lambda concept: concept.pk)
        ),
        batch_size=BATCH,
    )


def _make_evidence(writer: Writer, pages: Iterable[MethodPage]) -> None:
    """Ten rows for a method that was judged, of which some are older ones; one in five was never judged."""

    def verdicts(page: MethodPage) -> Iterator[Assessment]:
        if writer.random.random() < 0.2:
            return
        for _ in range(writer.random.randint(1, 2)):
            yield _assessment(writer, page, Axis.STAGE, writer.one(Stage.values, [3, 5, 4, 1, 1, 1]))
            yield _assessment(writer, page, Axis.DIRECTION, writer.one(Direction.values, [5, 2, 4, 1, 3]))
        yield _assessment(writer, page, Axis.RECOGNITION, writer.one(Recognition.values, [9, 1, 1, 5, 4, 2, 1, 1]))
        for axis in EMMIE_AXES:
            yield _assessment(writer, page, axis, writer.one(Measured.values))

    Assessment.objects.bulk_create((row for page in pages for row in verdicts(page)), batch_size=BATCH)


def _assessment(writer: Writer, page: MethodPage, axis: Axis, value: str) -> Assessment:
    measured = axis in EMMIE_AXES and value == Measured.MEASURED
    on = writer.day(2016, 2026)
    return Assessment(
        method=page,
        axis=axis,
        value=value,
        quality=writer.random.randint(1, 4) if measured else None,
        scheme=AXIS_SCHEME[axis],
        valid_until=on + dt.timedelta(days=5 * 365) if axis == Axis.RECOGNITION else None,
        assessed_on=on,
        assessed_by="De redactie",
        reason=writer.words(15),
        recorded_at=NOW,
    )


def _owners(writer: Writer, pages: Sequence[MethodPage], number: int) -> list[MethodPage]:
    """The method of every record: the first one has `BUSIEST` of them, or a third; half of the others have none."""
    first = min(BUSIEST, number // 3)
    used = pages[1 : len(pages) // 2 + 1] or pages
    weights = [1 / (rank + 20) for rank in range(len(used))]
    return [pages[0]] * first + writer.random.choices(used, weights, k=number - first)


def _context(writer: Writer, method: MethodPage, kind: str, number: int) -> dict[str, Any]:
    start = writer.day(2014, 2025)
    return {
        "method": method,
        "title": writer.words(7)[:160],
        "slug": f"gemaakt-{kind}-{number}",
        "public_id": writer.identifier(),
        "summary": writer.words(40),
        "is_example": True,
        "live": writer.random.random() > 0.05,
        "first_published_at": NOW,
        "last_published_at": NOW,
        "municipality": f"Voorbeeld{writer.one(WORDS[:30])}",
        "size_class": writer.one(SizeClass.values, [5, 6, 4, 2, 1]),
        "urbanity": writer.one(Urbanity.values),
        "delivered_by": writer.words(4),
        "adaptations": writer.words(30),
        "period_from": start,
        "period_to": start + dt.timedelta(days=writer.random.randint(30, 700)),
    }


def _make_evaluations(writer: Writer, owners: Iterable[MethodPage]) -> None:
    rows = [
        Evaluation(
            **_context(writer, method, "evaluatie", number),
            type=writer.one(EvaluationType.values, [1, 4, 4, 1]),
            design=writer.one(Design.values),
            researchers=writer.words(3),
            participants=writer.one([None, writer.random.randint(8, 3_000)], [1, 3]),
            worked_for=writer.words(20),
            not_for=writer.words(20),
            barriers=writer.words(30),
            limitations=writer.words(30),
        )
        for number, method in enumerate(owners)
    ]
    Evaluation.objects.bulk_create(rows, batch_size=BATCH)
    _label_records(writer, Evaluation, "evaluation", rows)
    Outcome.objects.bulk_create(
        (
            Outcome(
                evaluation=row,
                measure=writer.words(4),
                direction=writer.one(MEASURED_DIRECTIONS, [5, 3, 2, 1]).value,
                size=writer.words(12),
                sort_order=place,
            )
            for row in rows
            for place in range(writer.one(range(4), [1, 5, 3, 2]))
        ),
        batch_size=BATCH,
    )


def _make_use_cases(writer: Writer, owners: Iterable[MethodPage]) -> None:
    rows = [
        UseCase(
            **_context(writer, method, "toepassing", number),
            organisation=writer.words(3),
            filled_in_by="Wijkmanager",
            filled_in_on=writer.day(2020, 2026),
            hours=writer.random.randint(4, 900),
            costs=writer.words(15),
            helped=writer.words(40),
            hindered=writer.words(40),
            again=writer.one(Again.values, [5, 4, 1]),
            again_reason=writer.words(20),
        )
        for number, method in enumerate(owners)
    ]
    UseCase.objects.bulk_create(rows, batch_size=BATCH)
    _label_records(writer, UseCase, "usecase", rows)


def _make_items(writer: Writer, library: LibraryIndexPage, methods: Sequence[MethodPage], number: int) -> None:
    """Three publications to two lessons; one in three is about methods, and most of those about known ones."""
    split = number * 3 // 5
    publications = [_publication(writer, library, place) for place in _places_below(library, split)]
    _store_pages(library, publications)
    lessons = [_lesson(writer, library, place) for place in _places_below(library, number - split)]
    _store_pages(library, lessons)
    items = [*publications, *lessons]
    _label_records(writer, LibraryItemPage, "libraryitempage", items)
    weights = [1 / rank for rank in range(1, len(methods) + 1)]
    ItemMethod.objects.bulk_create(
        (
            ItemMethod(item_id=item.pk, method=method)
            for item in items[::3]
            for method in dict.fromkeys(writer.random.choices(methods, weights, k=2))
        ),
        batch_size=BATCH,
    )
    _restrict_some(publications)


def _publication(writer: Writer, library: LibraryIndexPage, place: int) -> PublicationPage:
    return PublicationPage(
        **_page_fields(writer, PublicationPage, library, place),
        dated_on=writer.day(2005, 2026),
        is_example=True,
        type=writer.one(PublicationType.values),
        authors=writer.words(4),
        publisher=writer.words(3),
        language=Language.DUTCH,
        licence=writer.one(Licence.values),
        summary=writer.words(60)[:600],
        body=writer.html(200),
    )


def _lesson(writer: Writer, library: LibraryIndexPage, place: int) -> LessonPage:
    return LessonPage(
        **_page_fields(writer, LessonPage, library, place),
        dated_on=writer.day(2015, 2026),
        is_example=True,
        statement=writer.words(20)[:250],
        happened=writer.words(60),
        worked=writer.words(60),
        for_whom=writer.words(30),
        circumstances=writer.words(30),
    )


def _label_records(writer: Writer, model: Any, owner: str, rows: Sequence[Any]) -> None:
    for relation, scheme in RECORD_SCHEMES.items():
        _label(writer, model, owner, rows, relation, scheme, most=3)


def _batches(rows: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    return (rows[start : start + size] for start in range(0, len(rows), size))
