"""What the overviews list, as rows of a file: which columns there are, and how they are written.

A column has the same Dutch name in a spreadsheet and in JSON, and its name does not change. Every row starts with the
permanent address of what it is about, and says whether that is an example.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from defusedcsv import csv
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Count, IntegerField, OuterRef, Prefetch, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from common.access import ANONYMOUS
from knowledge.enums import UNKNOWN, Axis, Direction, ItemKind, Recognition, Stage
from knowledge.evidence import Evidence
from knowledge.facets import Rows
from knowledge.models.evaluation import Evaluation
from knowledge.models.library_item import ItemMethod
from knowledge.models.method import MethodPage
from knowledge.models.use_case import UseCase

CHUNK = 200
# As Dutch spreadsheets open a file: a byte order mark, and semicolons between columns.
_MARK = "\ufeff"
_DELIMITER = ";"
_BETWEEN_VALUES = " | "
# The signs that begin a formula, as wide as a Chinese character: some spreadsheets read them as the plain ones.
_WIDE_SIGNS = ("＝", "＋", "－", "＠")

Value = str | int | bool | list[str] | None
Columns = Mapping[str, Callable[[Any], Any]]


@dataclass(frozen=True)
class Export:
    """A kind of thing in a file; `read` adds to rows what the columns need, in as many queries for one as for all."""

    columns: Columns
    read: Callable[[Rows], Rows]

    def values(self, row: Any) -> dict[str, Any]:
        """One row."""
        return {name: value(row) for name, value in self.columns.items()}

    def rows(self, rows: Rows) -> Iterator[dict[str, Any]]:
        """All rows, read a few hundred at a time."""
        return map(self.values, self.read(rows).iterator(chunk_size=CHUNK))


class _Line:
    """What the writer of a file of text writes to: it hands back the line."""

    def write(self, text: str) -> str:
        """The line, to be sent."""
        return text


def stream_csv(export: Export, rows: Rows) -> Iterator[str]:
    """The lines of a file for a spreadsheet. A cell that looks like a formula is no formula there."""
    writer = csv.writer(_Line(), delimiter=_DELIMITER)
    yield _MARK
    yield writer.writerow(list(export.columns))
    for row in export.rows(rows):
        yield writer.writerow([_cell(value) for value in row.values()])


def stream_json(export: Export, rows: Rows) -> Iterator[str]:
    """One list of objects, a line for each."""
    before = "[\n"
    for row in export.rows(rows):
        yield before + json.dumps(row, cls=DjangoJSONEncoder, ensure_ascii=False)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, list):
        return _BETWEEN_VALUES.join(value)
    # White space before a formula keeps a spreadsheet from nothing.
    text = "" if value is None else str(value).lstrip()
    return f"'{text}" if text.startswith(_WIDE_SIGNS) else text


# --- Columns ---------------------------------------------------------------------------------------------------------


def _field(name: str) -> Callable[[Any], Any]:
    return lambda row: getattr(row, name)


def _words(name: str) -> Callable[[Any], str]:
    """The words for a value of a fixed list."""
    return lambda row: str(getattr(row, f"get_{name}_display")())


def _labels(name: str) -> Callable[[Any], list[str]]:
    return lambda row: sorted(concept.label for concept in getattr(row, name).all())


def _permanent(row: Any) -> str:
    return f"{settings.SITE_URL}/id/{row.public_id}"


_IDENTITY: Columns = {"vast_webadres": _permanent, "voorbeeld": _field("is_example"), "titel": _field("title")}
_SUBJECTS: Columns = {
    "themas": _labels("themes"),
    "doelgroepen": _labels("target_groups"),
    "plekken": _labels("settings"),
}


def _evidence(row: Any) -> Evidence:
    return Evidence.of(row.latest_assessments, today=timezone.localdate())


def _recognition(row: Any) -> str:
    value = _evidence(row).value(Axis.RECOGNITION)
    return str(Recognition(value).label) if value else UNKNOWN


def _recognised_until(row: Any) -> Any:
    latest = _evidence(row).latest.get(Axis.RECOGNITION)
    return latest.valid_until if latest else None


def _changed_on(row: Any) -> Any:
    return timezone.localdate(row.last_published_at) if row.last_published_at else None


def _published(model: Any) -> Coalesce:
    """How many published records of a kind hang on a method."""
    found = model.objects.filter(method=OuterRef("pk"), live=True).order_by().values("method")
    number = found.annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(number, output_field=IntegerField()), 0)


METHODS = Export(
    columns={
        **_IDENTITY,
        "soort": _words("kind"),
        "in_een_zin": _field("tagline"),
        "samenvatting": _field("summary"),
        **_SUBJECTS,
        "schaal": _labels("scales"),
        "preventieniveau": _labels("prevention_levels"),
        "vorm": _labels("forms"),
        "risicofactoren": _labels("risk_factors"),
        "beschermende_factoren": _labels("protective_factors"),
        "voor_wie_precies": _field("audience"),
        "fase": lambda row: UNKNOWN if row.stage_now == UNKNOWN else str(Stage(row.stage_now).label),
        "erkenning": _recognition,
        "erkenning_geldig_tot_en_met": _recognised_until,
        "gemeten": lambda row: [axis.value for axis in _evidence(row).measured],
        "richting": lambda row: str(Direction(row.direction_now).label),
        "evaluaties": _field("evaluation_count"),
        "toepassingen": _field("use_case_count"),
        "duur": _field("duration"),
        "uren_minstens": _field("hours_from"),
        "uren_hoogstens": _field("hours_to"),
        "eigenaar": _field("steward"),
        "gewijzigd_op": _changed_on,
    },
    read=lambda rows: (
        rows.with_latest_assessments()  # type: ignore[attr-defined]
        .prefetch_related(
            "themes",
            "target_groups",
            "settings",
            "scales",
            "prevention_levels",
            "forms",
            "risk_factors",
            "protective_factors",
        )
        .annotate(evaluation_count=_published(Evaluation), use_case_count=_published(UseCase))
    ),
)

_METHOD_OF_RECORD: Columns = {
    "methode": lambda row: row.method.title,
    "methode_vast_webadres": lambda row: _permanent(row.method),
    "in_het_kort": _field("summary"),
}
_CONTEXT: Columns = {
    "gemeente_of_regio": _field("municipality"),
    "grootte_van_de_gemeente": _words("size_class"),
    "stedelijkheid": _words("urbanity"),
    **_SUBJECTS,
    "uitgevoerd_door": _field("delivered_by"),
    "anders_dan_in_de_handleiding": _field("adaptations"),
    "van": _field("period_from"),
    "tot_en_met": _field("period_to"),
}


def _outcomes(row: Any) -> list[str]:
    return [f"{outcome.measure}: {outcome.get_direction_display()}. {outcome.size}" for outcome in row.outcomes.all()]


EVALUATIONS = Export(
    columns={
        **_IDENTITY,
        **_METHOD_OF_RECORD,
        "soort_onderzoek": _words("type"),
        "opzet": _words("design"),
        "richting": lambda row: str(Direction(row.direction_now).label),
        "uitkomsten": _outcomes,
        **_CONTEXT,
        "onderzoekers": _field("researchers"),
        "opdrachtgever": _field("commissioner"),
        "onafhankelijk": _words("independent"),
        "deelnemers": _field("participants"),
        "uitval": _field("dropouts"),
        "voor_wie_het_werkte": _field("worked_for"),
        "voor_wie_het_niet_werkte": _field("not_for"),
        "beperkingen": _field("limitations"),
        "rapport": _field("report"),
        "rapport_webadres": _field("report_url"),
    },
    read=lambda rows: rows.select_related("method").prefetch_related("themes", "target_groups", "settings", "outcomes"),
)

USE_CASES = Export(
    columns={
        **_IDENTITY,
        **_METHOD_OF_RECORD,
        "organisatie": _field("organisation"),
        **_CONTEXT,
        "uren": _field("hours"),
        "kosten": _field("costs"),
        "wat_hielp": _field("helped"),
        "wat_tegenzat": _field("hindered"),
        "opnieuw_doen": _words("again"),
        "waarom": _field("again_reason"),
        "gecontroleerd": _field("is_checked"),
        "ingevuld_op": _field("filled_in_on"),
    },
    read=lambda rows: rows.select_related("method").prefetch_related("themes", "target_groups", "settings"),
)


def _of(kind: str, value: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """A value of one kind of item; empty for the other kind."""
    return lambda row: value(getattr(row, kind)) if hasattr(row, kind) else None


def _listed_methods(value: Callable[[Any], str]) -> Callable[[Any], list[str]]:
    return lambda row: [value(link.method) for link in row.listed_methods]


ITEMS = Export(
    columns={
        **_IDENTITY,
        "soort": lambda row: str(ItemKind(row.item_kind).label),
        "in_het_kort": _field("lead"),
        **_SUBJECTS,
        "datum": _field("dated_on"),
        "methoden": _listed_methods(lambda method: method.title),
        "methoden_vaste_webadressen": _listed_methods(_permanent),
        "soort_publicatie": _of("publicationpage", _words("type")),
        "auteurs": _of("publicationpage", _field("authors")),
        "uitgever": _of("publicationpage", _field("publisher")),
        "taal": _of("publicationpage", _words("language")),
        "licentie": _of("publicationpage", _words("licence")),
        "wat_er_gebeurde": _of("lessonpage", _field("happened")),
        "wat_werkte_en_wat_niet": _of("lessonpage", _field("worked")),
        "voor_wie_het_geldt": _of("lessonpage", _field("for_whom")),
        "omstandigheden": _of("lessonpage", _field("circumstances")),
        "wat_anders_zou": _of("lessonpage", _field("differently")),
        "met_dank_aan": _of("lessonpage", _field("credit")),
        "gewijzigd_op": _changed_on,
    },
    read=lambda rows: rows.for_cards().prefetch_related(  # type: ignore[attr-defined]
        "themes",
        "target_groups",
        "settings",
        # A list names what may be listed, whoever asks for it.
        Prefetch(
            "method_links",
            ItemMethod.objects.filter(method__in=MethodPage.objects.visible_to(ANONYMOUS).values("pk"))
            .select_related("method")
            .order_by("sort_order", "pk"),
            to_attr="listed_methods",
        ),
    ),
)
