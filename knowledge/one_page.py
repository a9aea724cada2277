"""A method on one page of paper, to take along: the words of its page, and fewer of them where they do not fit."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from common.components import Fact
from common.html import plain_text
from common.pdf import MISSING, printable
from knowledge.wording import day

if TYPE_CHECKING:
    from knowledge.experience import Experience
    from knowledge.guidance import RemarkGroup
    from knowledge.models.method import MethodPage
    from knowledge.profile import MethodProfile
    from knowledge.seen import ToldGroup

TEMPLATE = Path(settings.BASE_DIR) / "templates" / "pdf" / "method.typ"
ANSWER_WORDS = 30

_BLOCK_END = re.compile(r"</(?:p|li)>")


@dataclass(frozen=True)
class Room:
    """How much one version tells: words of a text, items of a list, and words of an item."""

    words: int
    items: int
    item_words: int


# From everything that is useful on paper to what always fits.
ROOMS = (Room(110, 8, 40), Room(80, 5, 30), Room(60, 4, 22), Room(45, 3, 16), Room(30, 2, 12), Room(20, 2, 8))


@dataclass(frozen=True)
class Group:
    """A list under a small heading."""

    title: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """A part of the page; `numbered` says that the items are steps."""

    title: str
    texts: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    numbered: bool = False
    groups: tuple[Group, ...] = ()


def one_page(method: MethodPage, profile: MethodProfile, experience: Experience) -> dict[str, Any]:
    """The texts that the typst template is given; beside them it needs the addresses `page` and `permanent`."""
    data = {
        "site": settings.WAGTAIL_SITE_NAME,
        "title": method.title,
        "kind": method.get_kind_display(),
        "tagline": method.tagline,
        "keywords": [link.title for link in profile.labels],
        "example": _("Voorbeeld") if method.is_example else None,
        "warning": _warning(method, profile),
        "answers": [asdict(_short(fact)) for fact in _answers(method, profile)],
        "versions": [{"columns": _columns(method, profile, experience, room)} for room in ROOMS],
        "notes": [_dates(method)],
        "permanent": _("Vast webadres:"),
        "more": _("Lees verder, met alle onderzoeken en ervaringen, op"),
    }
    if MISSING in printable(str(data)):
        data["notes"].append(
            _("Waar %(sign)s staat, heeft dit lettertype geen teken. U leest het op de pagina.") % {"sign": MISSING}
        )
    return data


def _warning(method: MethodPage, profile: MethodProfile) -> str | None:
    sentences = [
        _("Deze methode is vervangen. Gebruik voortaan ‘%(title)s’.") % {"title": link.title}
        for link in profile.replaced_by
    ]
    if method.is_example:
        sentences.append(_("Deze methode is verzonnen, net als de organisaties, gemeenten en onderzoeken in de tekst."))
    return " ".join(sentences) or None


def _answers(method: MethodPage, profile: MethodProfile) -> tuple[Fact, ...]:
    """The answers of the page, but how to start: the steps have more room below. How long it takes comes instead."""
    *answers, _start = profile.answers
    return (*answers, Fact(_("Hoe lang duurt het?"), method.duration))


def _short(fact: Fact) -> Fact:
    return Fact(fact.label, _first_words(str(fact.value), ANSWER_WORDS))


def _columns(
    method: MethodPage, profile: MethodProfile, experience: Experience, room: Room
) -> list[list[dict[str, Any]]]:
    """The sections on the left and on the right, without those that say nothing."""
    nothing = (_("Hier is niets over opgeschreven."),)

    def items(texts: Iterable[str]) -> tuple[str, ...]:
        return tuple(_first_words(text, room.item_words) for text in list(texts)[: room.items])

    def groups(found: Iterable[RemarkGroup]) -> tuple[Group, ...]:
        return tuple(Group(group.title, items(remark.text for remark in group.remarks) or nothing) for group in found)

    def told(found: Iterable[ToldGroup]) -> tuple[Group, ...]:
        return tuple(Group(group.title, items(row.text for row in group.told) or nothing) for group in found)

    left = (
        Section(_("Wat is het?"), texts=(_first_words(method.summary, room.words),)),
        Section(_("Voor wie wel en niet"), texts=(_first_words(method.audience, room.words),)),
        Section(
            _("Werkt het?"),
            texts=(profile.direction, *(f"{label}: {sentence}" for label, sentence in profile.meaning)),
            items=_evidence(profile, experience),
        ),
        Section(_("Waar werkte het niet?"), texts=(experience.where_not_in_short,)),
        Section(
            _("Wanneer werkt het beter of slechter?"), groups=(*groups(profile.moderators), *told(experience.for_whom))
        ),
    )
    right = (
        Section(_("Zo werkt het"), items=items(step.value["title"] for step in method.approach), numbered=True),
        Section(_("Wat mag anders?"), groups=groups(profile.parts)),
        Section(_("Wat er geregeld moet zijn"), items=items(row.value["text"] for row in method.conditions)),
        Section(_("Zo begint u"), items=items(_lines(method.first_steps)), numbered=True),
        Section(_("Risico's"), texts=(_first_words(plain_text(method.risks), room.words),)),
        Section(_("Eigenaar"), texts=(_first_words(method.steward, room.item_words),)),
    )
    return [[asdict(section) for section in column if _says_something(section)] for column in (left, right)]


def _evidence(profile: MethodProfile, experience: Experience) -> tuple[str, ...]:
    """The marks of the page that no sentence tells, and the counts: every direction has its number, also 0."""
    lines = [f"{mark.label}: {mark.value}" for mark in profile.marks if mark.axis == "measured"]
    for total, name, facts in (
        (experience.evaluation_total, _("Zo wijzen de onderzoeken"), experience.directions),
        (experience.use_case_total, _("Zouden gebruikers het opnieuw doen"), experience.again),
    ):
        counts = "; ".join(f"{fact.label}: {fact.value}" for fact in facts)
        lines.append(
            f"{name}. {counts}." if total else _("%(name)s: op de site staat nog niets openbaars.") % {"name": name}
        )
    return tuple(lines)


def _dates(method: MethodPage) -> str:
    changed, today = method.last_published_at, timezone.localdate()
    made = _("Gemaakt op %(today)s.") % {"today": day(today)}
    if changed is None:
        return made
    return f"{_('De tekst is gewijzigd op %(day)s.') % {'day': day(timezone.localdate(changed))}} {made}"


def _lines(html: str) -> list[str]:
    """The paragraphs and list items of a rich text, each as plain text."""
    lines = (plain_text(block) for block in _BLOCK_END.split(html))
    return [line for line in lines if line]


def _first_words(text: str, words: int) -> str:
    return str(Truncator(text).words(words))


def _says_something(section: Section) -> bool:
    return any(section.texts) or bool(section.items or section.groups)
