"""What is known of one method, told in marks and words.

Four values stand side by side and are never merged: stage, recognition, what was measured, and direction. Where
nothing was judged, they say so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from common.components import Column, Mark, Table, build_table
from knowledge.enums import EMMIE_AXES, Axis, Direction, Measured, Quality, Recognition, Stage
from knowledge.models.assessment import Assessment
from knowledge.wording import (
    DIRECTION_MEANING,
    EMMIE_QUESTION,
    EMMIE_WORD,
    RECOGNITION_MEANING,
    STAGE_MEANING,
    day,
    upper_first,
)

UNKNOWN_TONE = "unknown"

_DIRECTION_TONE: Mapping[str, str] = {
    Direction.POSITIVE: "positive",
    Direction.NONE: "none",
    Direction.MIXED: "mixed",
    Direction.NEGATIVE: "negative",
    Direction.UNKNOWN: UNKNOWN_TONE,
}
_RECOGNITION_TONE: Mapping[str, str] = {
    Recognition.NOT_SUBMITTED: UNKNOWN_TONE,
    Recognition.NOT_RECOGNISED: "negative",
    Recognition.PROVISIONAL: "mixed",
}


@dataclass(frozen=True)
class Evidence:
    """The latest assessment on each axis that has one, as seen on one day."""

    latest: Mapping[str, Assessment]
    today: date

    @classmethod
    def of(cls, rows: Iterable[Assessment], *, today: date) -> "Evidence":
        """Evidence from rows of which each axis has at most one, such as those of `Assessment.objects.current()`."""
        return cls(latest={row.axis: row for row in rows}, today=today)

    def value(self, axis: Axis) -> str | None:
        """The value on an axis now, or None when nothing was judged."""
        row = self.latest.get(axis)
        return row.value if row else None

    @property
    def recognition_ended(self) -> bool:
        """True when there is a recognition and its validity is over."""
        row = self.latest.get(Axis.RECOGNITION)
        return bool(row and row.valid_until and row.valid_until < self.today)

    @property
    def measured(self) -> tuple[Axis, ...]:
        """The dimensions of EMMIE that were measured."""
        return tuple(axis for axis in EMMIE_AXES if self.value(axis) == Measured.MEASURED)

    def marks(self) -> tuple[Mark, ...]:
        """The four marks, always in the same order."""
        return (self._stage_mark(), self._recognition_mark(), self._measured_mark(), self._direction_mark())

    def meaning(self) -> tuple[tuple[str, str], ...]:
        """What stage and recognition mean here: pairs of a mark's label and a sentence."""
        stage, recognition = self.value(Axis.STAGE), self.value(Axis.RECOGNITION)
        return (
            (_("Fase"), str(STAGE_MEANING[stage]) if stage else _("De fase is niet bekend.")),
            (
                _("Erkenning"),
                self._recognition_meaning(recognition) if recognition else _("Er is geen erkenning bekend."),
            ),
        )

    def direction_meaning(self) -> str:
        """Does it work, in one sentence."""
        return str(DIRECTION_MEANING[self.value(Axis.DIRECTION) or Direction.UNKNOWN])

    def measured_table(self) -> Table:
        """What was measured on each dimension of EMMIE; a dimension without an assessment is "onbekend"."""
        columns = [Column(_("Vraag")), Column(_("Wat we weten")), Column(_("Kwaliteit van het onderzoek"))]
        return build_table(_("Wat is er gemeten?"), columns, [self._dimension(axis) for axis in EMMIE_AXES])

    def _dimension(self, axis: Axis) -> tuple[str, str, str]:
        row = self.latest.get(axis)
        if row is None:
            return str(EMMIE_QUESTION[axis]), _("Onbekend"), _("Onbekend")
        quality = Quality(row.quality).label if row.quality is not None else _("Geen onderzoek")
        return str(EMMIE_QUESTION[axis]), row.value_label, upper_first(str(quality))

    def _stage_mark(self) -> Mark:
        stage = self.value(Axis.STAGE)
        if stage is None:
            return Mark("stage", _("Fase"), _("Onbekend"), UNKNOWN_TONE)
        tone = "negative" if stage == Stage.STOPPED else "neutral"
        return Mark("stage", _("Fase"), str(Stage(stage).label), tone)

    def _recognition_mark(self) -> Mark:
        value = self.value(Axis.RECOGNITION)
        if value is None:
            return Mark("recognition", _("Erkenning"), _("Onbekend"), UNKNOWN_TONE)
        label = str(Recognition(value).label)
        if self.recognition_ended:
            return Mark("recognition", _("Erkenning"), _("%(level)s (verlopen)") % {"level": label}, "mixed")
        return Mark("recognition", _("Erkenning"), label, _RECOGNITION_TONE.get(value, "neutral"))

    def _measured_mark(self) -> Mark:
        if self.measured:
            words = ", ".join(str(EMMIE_WORD[axis]) for axis in self.measured)
            return Mark("measured", _("Gemeten"), upper_first(words), "neutral")
        judged = any(axis in self.latest for axis in EMMIE_AXES)
        return Mark("measured", _("Gemeten"), _("Nog niets") if judged else _("Onbekend"), UNKNOWN_TONE)

    def _direction_mark(self) -> Mark:
        return direction_mark(self.value(Axis.DIRECTION) or Direction.UNKNOWN)

    def _recognition_meaning(self, value: str) -> str:
        meaning = str(RECOGNITION_MEANING[value])
        end = self.latest[Axis.RECOGNITION].valid_until
        if end is None:
            return meaning
        ended, valid = _("De erkenning gold tot en met %(day)s."), _("De erkenning geldt tot en met %(day)s.")
        sentence = ended if self.recognition_ended else valid
        return f"{meaning} {sentence % {'day': day(end)}}"


def direction_mark(value: str) -> Mark:
    """The mark for a direction of effect: of a method, or of one evaluation."""
    return Mark("direction", _("Richting"), str(Direction(value).label), _DIRECTION_TONE[value])


def history_table(rows: Iterable[Assessment]) -> Table:
    """Every assessment ever made, with who made it and why."""
    columns = [Column(_("Datum")), Column(_("Waarover")), Column(_("Oordeel")), Column(_("Wie")), Column(_("Waarom"))]
    return build_table(
        _("Alle oordelen, het nieuwste eerst"),
        columns,
        [(day(row.assessed_on), row.get_axis_display(), _verdict(row), row.assessed_by, row.reason) for row in rows],
    )


def _verdict(row: Assessment) -> str:
    if row.quality is None:
        return row.value_label
    return f"{row.value_label} ({Quality(row.quality).label})"
