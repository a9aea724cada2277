"""What others saw of a method and wrote about it, as it stands on the page of the method."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.db.models import DateField, F, PositiveIntegerField, TextChoices, Value
from django.db.models.functions import Cast, Coalesce
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from common.access import Viewer
from common.chain import Step
from common.components import Column, Fact, Link, Table, build_table
from common.territory import SizeClass, Urbanity
from knowledge.enums import UNKNOWN, Again, Direction, EvaluationType, ItemKind, PublicationType
from knowledge.models import Evaluation, LibraryItemPage, MethodPage, UseCase
from knowledge.seen import Seen, Told, ToldGroup, beginning
from knowledge.where_not import told_where_not, where_not_in_short
from knowledge.wording import enumerate_labels, number, period

SHOWN = 10
ADAPTATIONS_SHOWN = 5
FOR_WHOM_SHOWN = 3


@dataclass(frozen=True)
class Experience:
    """Counts over everything, and the newest in a table; a table is None where there is nothing.

    `for_whom` has both groups, for whom it worked and for whom not, or none when no study tells either. `where_not` is
    what tells that it did not work, or not for everybody, and `where_not_in_short` the same in one sentence.
    """

    directions: tuple[Fact, ...]
    evaluations: Table | None
    evaluation_total: int
    evaluation_links: tuple[Link, ...]
    again: tuple[Fact, ...]
    use_cases: Table | None
    use_case_total: int
    lessons: Table | None
    lesson_links: tuple[Link, ...]
    publications: Table | None
    library_url: str
    adaptations: tuple[Told, ...]
    for_whom: tuple[ToldGroup, ...]
    where_not: tuple[Told, ...]
    where_not_in_short: str


def method_experience(method: MethodPage, viewer: Viewer, request: HttpRequest | None = None) -> Experience:
    """What a viewer may see of it, in one query; `request` remembers the addresses of sites.

    Of a method without a public page that is nothing, even for somebody who can open it. Lessons and publications
    have pages of their own, which stay.
    """
    rows = sorted(_seen(method, viewer), key=attrgetter("period_from"), reverse=True)
    evaluations = [row for row in rows if row.view == "evaluation"]
    use_cases = [row for row in rows if row.view == "use_case"]
    lessons = [row for row in rows if row.view == ItemKind.LESSON]
    publications = [row for row in rows if row.view == ItemKind.PUBLICATION]
    roots = method._get_site_root_paths(request) if lessons or publications else ()
    return Experience(
        lessons=_lesson_table(lessons[:SHOWN], roots) if lessons else None,
        lesson_links=tuple(row.page_link(roots) for row in lessons),
        publications=_publication_table(publications[:SHOWN], roots) if publications else None,
        library_url=f"/kennisbank/?methode={method.slug}",
        directions=_counted(Direction, evaluations),
        evaluations=_evaluation_table(evaluations[:SHOWN]) if evaluations else None,
        evaluation_total=len(evaluations),
        evaluation_links=tuple(row.link for row in evaluations),
        again=_counted(Again, use_cases),
        use_cases=_use_case_table(use_cases[:SHOWN]) if use_cases else None,
        use_case_total=len(use_cases),
        adaptations=_adaptations(rows),
        for_whom=_for_whom(evaluations),
        where_not=told_where_not(rows),
        where_not_in_short=where_not_in_short(rows),
    )


def _seen(method: MethodPage, viewer: Viewer) -> list[Seen]:
    if method.pk is None:
        return []
    evaluations = Evaluation.objects.with_direction().annotate(
        view=Value("evaluation"), answer=F("direction_now"), why=F("summary"), what=F("type"), amount=F("participants")
    )
    use_cases = UseCase.objects.annotate(
        view=Value("use_case"),
        answer=F("again"),
        why=F("again_reason"),
        what=F("organisation"),
        amount=F("hours"),
        worked_for=Value(""),
        not_for=Value(""),
    )
    parts = [
        found.visible_to(viewer).filter(method=method.pk).order_by().values_list(*Seen.__dataclass_fields__)
        for found in (evaluations, use_cases)
    ]
    items = (
        LibraryItemPage.objects.visible_to(viewer)
        .filter(method_links__method=method.pk)
        .with_facets()
        .annotate(
            answer=Value(""),
            why=Value(""),
            what=Coalesce("lessonpage__statement", "publicationpage__type"),
            place=Value(""),
            until=Cast(Value(None), DateField()),
            amount=Cast(Value(None), PositiveIntegerField()),
            context=Value(""),
        )
        .order_by()
        .values_list(
            "item_kind",
            "title",
            "url_path",
            "is_example",
            "answer",
            "why",
            "what",
            "place",
            "dated_on",
            "until",
            "amount",
            *["context"] * 6,
        )
    )
    return [Seen(*row) for row in parts[0].union(parts[1], items, all=True)]


def _counted(values: type[TextChoices], rows: Iterable[Seen]) -> tuple[Fact, ...]:
    """How many of each, always all of them and in the same order: no finding is worth more room than another."""
    counts = Counter(row.answer for row in rows)
    return tuple(Fact(str(label), str(counts[value])) for value, label in values.choices)


def _adaptations(rows: Iterable[Seen]) -> tuple[Told, ...]:
    """What others really changed, the newest first."""
    told = [row for row in rows if row.adaptations][:ADAPTATIONS_SHOWN]
    return tuple(Told(beginning(row.adaptations), row.municipality, row.link) for row in told)


def _for_whom(rows: Sequence[Seen]) -> tuple[ToldGroup, ...]:
    """For whom studies saw it work and for whom not, as many of each; a study of costs is told from one of effect."""
    headings = (
        (_("In onderzoek werkte het wel voor"), "worked_for"),
        (_("In onderzoek werkte het niet voor"), "not_for"),
    )

    def told(row: Seen, name: str) -> Told:
        kind = str(EvaluationType(row.what).label).lower()
        return Told(beginning(getattr(row, name)), f"{row.municipality} ({kind})", row.link)

    def group(title: str, name: str) -> ToldGroup:
        telling = [row for row in rows if getattr(row, name)]
        return ToldGroup(title, tuple(told(row, name) for row in telling[:FOR_WHOM_SHOWN]), len(telling))

    groups = tuple(group(title, name) for title, name in headings)
    return groups if any(group.told for group in groups) else ()


def _context(row: Seen) -> str:
    """Where it was, in which sort of place, and when."""
    known = (
        labels(value).label
        for labels, value in ((SizeClass, row.size_class), (Urbanity, row.urbanity))
        if value not in ("", UNKNOWN, SizeClass.SEVERAL)
    )
    kind_of_place = enumerate_labels(str(label) for label in known)
    where = f"{row.municipality} ({kind_of_place})" if kind_of_place else row.municipality
    return f"{where}, {period(row.period_from, row.period_to)}"


def _evaluation_table(rows: Iterable[Seen]) -> Table:
    columns = [
        Column(_("Onderzoek")),
        Column(_("Richting")),
        Column(_("Soort")),
        Column(_("Waar en wanneer")),
        Column(_("Uitgevoerd door")),
        Column(_("Deelnemers"), numeric=True),
    ]
    return build_table(
        _("Onderzoeken, het nieuwste eerst"),
        columns,
        [
            (
                row.link,
                str(Direction(row.answer).label),
                str(EvaluationType(row.what).label),
                _context(row),
                row.delivered_by,
                _("onbekend") if row.amount is None else number(row.amount),
            )
            for row in rows
        ],
    )


def _use_case_table(rows: Iterable[Seen]) -> Table:
    columns = [
        Column(_("Ervaring")),
        Column(_("Organisatie")),
        Column(_("Waar en wanneer")),
        Column(_("Opnieuw doen?")),
    ]
    return build_table(
        _("Toepassingen, de nieuwste eerst"),
        columns,
        [
            (
                row.link,
                row.what,
                _context(row),
                str(Again(row.answer).label),
            )
            for row in rows
        ],
    )


def _lesson_table(rows: Iterable[Seen], roots: Any) -> Table:
    columns = [Column(_("Les")), Column(_("In één zin")), Column(_("Wanneer"))]
    return build_table(
        _("Lessen, de nieuwste eerst"),
        columns,
        [(row.page_link(roots), row.what, date_format(row.period_from, "F Y")) for row in rows],
    )


def _publication_table(rows: Iterable[Seen], roots: Any) -> Table:
    columns = [Column(_("Publicatie")), Column(_("Soort")), Column(_("Jaar"))]
    return build_table(
        _("Publicaties, de nieuwste eerst"),
        columns,
        [(row.page_link(roots), str(PublicationType(row.what).label), str(row.period_from.year)) for row in rows],
    )


def evaluation_links(subject: Any, viewer: Viewer) -> Mapping[Step, Sequence[Link]]:
    """The evaluations that hang on a method in the chain."""
    if not isinstance(subject, MethodPage):
        return {}
    # The page of the method has read them already.
    experience = subject.experience or method_experience(subject, viewer)
    return {Step.EVALUATION: experience.evaluation_links}


def count_evaluations(viewer: Viewer) -> int:
    """How many evaluations a viewer may see."""
    return int(Evaluation.objects.visible_to(viewer).count())
