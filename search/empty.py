"""What a page says to who found nothing, in the shapes of the components."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from common.components import Link
from common.facets import FacetSelection, join_words
from search.reading import Reading
from search.service import BroaderQuestion, Help

# More of them are a list to read instead of a way on.
MAX_ENTRIES = 8


@dataclass(frozen=True)
class Entries:
    """Ways in by one property of what there is."""

    label: str
    links: tuple[Link, ...]


@dataclass(frozen=True)
class EmptyAnswer:
    """How the question was read, questions that find something, and ways in without a question."""

    readings: tuple[str, ...]
    broader: tuple[Link, ...]
    entries: tuple[Entries, ...]


def empty_answer(found: Help, selection: FacetSelection, labels: Mapping[str, str]) -> EmptyAnswer:
    """Put the help of the service in words; `labels` names the facets."""
    entries = (
        Entries(
            facet.label,
            tuple(
                Link(f"{facet.labels[value]} ({facet.counts[value]})", _browse(selection.path, facet.name, value))
                for value in list(facet.labels)[:MAX_ENTRIES]
            ),
        )
        for facet in found.entries
    )
    return EmptyAnswer(
        readings=tuple(_told(reading) for reading in found.readings),
        broader=tuple(_broader(question, selection, labels) for question in found.broader),
        entries=tuple(entry for entry in entries if entry.links),
    )


def _told(reading: Reading) -> str:
    if reading.parts:
        parts = join_words([f"“{part}”" for part in reading.parts], _("en"))
        return _("“%(term)s” lazen wij ook als %(parts)s.") % {"term": reading.term, "parts": parts}
    others = join_words([f"“{word}”" for word in reading.others], _("en"))
    return _("Bij “%(term)s” zochten wij ook naar %(others)s.") % {"term": reading.term, "others": others}


def _broader(question: BroaderQuestion, selection: FacetSelection, labels: Mapping[str, str]) -> Link:
    """A link to the question that asks less; it says what is left out, and how much there is."""
    without = question.attempt.without
    chosen = {name: values for name, values in selection.chosen.items() if name not in without}
    left_out = join_words([labels[name] for name in without], _("en"))
    names = {"text": question.text, "filters": left_out, "count": question.count}
    kept = dict(selection.keep)
    if kept.get("q", "") == question.text or not question.text:
        title = _("Zonder filter op %(filters)s (%(count)d)")
    elif without:
        title = _("Zoek op %(text)s zonder filter op %(filters)s (%(count)d)")
    else:
        title = _("Zoek op %(text)s (%(count)d)")
    address = replace(selection, chosen=chosen).url_with_kept("q", question.text)
    return Link(title % names, address)


def _browse(path: str, name: str, value: str) -> str:
    return f"{path}?{urlencode({name: value})}"
