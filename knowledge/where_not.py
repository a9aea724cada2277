"""Where a method did not work, or not for everybody: what is looked for before it is used somewhere else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common.facets import join_words
from knowledge.enums import Again, Direction
from knowledge.seen import Seen, Told, beginning

# The newest of each answer; the whole lists are one step away.
WHERE_NOT_SHOWN = 3

# The answers that tell of it, the worst first.
_ANSWERS: Mapping[str, str | Promise] = {
    Direction.NEGATIVE: gettext_lazy("averechts effect"),
    Direction.NONE: gettext_lazy("geen effect"),
    Again.NO: gettext_lazy("zou het niet opnieuw doen"),
    Direction.MIXED: gettext_lazy("wisselend effect"),
}


def told_where_not(rows: Sequence[Seen]) -> tuple[Told, ...]:
    """What studies and organisations tell of it, the worst first and then in the order of `rows`."""
    return tuple(
        Told(beginning(row.why), f"{_teller(row)}, {words}", row.link)
        for answer, words in _ANSWERS.items()
        for row in _with(answer, rows)[:WHERE_NOT_SHOWN]
    )


def where_not_in_short(rows: Sequence[Seen]) -> str:
    """How often, in one sentence; that it is not known is an answer as well."""
    totals = {answer: len(_with(answer, rows)) for answer in _ANSWERS}
    parts = [_sentence(answer, total) for answer, total in totals.items() if total]
    return f"{join_words(parts, _('en'))}." if parts else _("Dat is niet bekend.")


def _with(answer: str, rows: Iterable[Seen]) -> list[Seen]:
    return [row for row in rows if row.answer == answer]


def _teller(row: Seen) -> str:
    """Who tells it: the organisation, or the place of a study."""
    return row.what if row.answer == Again.NO else row.municipality


def _sentence(answer: str, total: int) -> str:
    sentences: dict[str, str] = {
        Direction.NEGATIVE: ngettext(
            "%(total)d onderzoek zag een averechts effect", "%(total)d onderzoeken zagen een averechts effect", total
        ),
        Direction.NONE: ngettext(
            "%(total)d onderzoek zag geen effect", "%(total)d onderzoeken zagen geen effect", total
        ),
        Again.NO: ngettext(
            "%(total)d organisatie zou het niet opnieuw doen",
            "%(total)d organisaties zouden het niet opnieuw doen",
            total,
        ),
        Direction.MIXED: ngettext(
            "%(total)d onderzoek zag een wisselend effect",
            "%(total)d onderzoeken zagen een wisselend effect",
            total,
        ),
    }
    return sentences[answer] % {"total": total}
