"""A method on one page of paper, to take along: the words of its page, and fewer of them where they do not fit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.components import Fact
from common.html import plain_text
from common.pdf import MISSING, printable
from knowledge.enums import ModeratorDirection, PartRole
from knowledge.wording import day

if TYPE_CHECKING:
    from knowledge.experience import Experience
    from knowledge.guidance import RemarkGroup
    from knowledge.models.method import MethodPage
    from knowledge.profile import MethodProfile
    from knowledge.seen import ToldGroup

TEMPLATE = Path(settings.BASE_DIR) / "templates" / "pdf" / "method.typ"
ANSWER_WORDS = 30

# Words are counted, but a very long one is cut as well.
WORD_SIGNS = 12

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_BLOCK_END = re.compile(r"</(?:p|li)>")


@dataclass(frozen=True)
class Room:
    """How much one version tells.

    Words of a text and of an item; items of a list that warns or that must stay, and of another list. `told` says
    whether a step has its text below its title.
    """

    words: int
    item_words: int
    first: int
    others: int
    told: bool = False


# From everything that is useful on paper to what always fits. What must stay and what warns is shortened last.
ROOMS = (
    Room(400, 100, 40, 40, told=True),
    Room(110, 40, 40, 40, told=True),
    Room(400, 100, 40, 40),
    Room(110, 40, 40, 20),
    Room(80, 30, 20, 12),
    Room(60, 24, 20, 8),
    Room(60, 24, 20, 6),
    Room(50, 20, 20, 5),
    Room(50, 20, 20, 4),
    Room(40, 20, 20, 3),
    Room(40, 16, 20, 2),
    Room(30, 12, 16, 1),
    Room(20, 12, 8, 1),
    Room(20, 8, 4, 1),
    Room(15, 8, 2, 1),
)


@dataclass(frozen=True)
class Listing:
    """The items of a list that there is room for; `rest` says how many others there are."""

    items: tuple[str, ...]
    rest: str = ""


NO_LIST = Listing(())


@dataclass(frozen=True)
class Group:
    """A list under a small heading."""

    title: str
    listing: Listing


@dataclass(frozen=True)
class Section:
    """A part of the page; `numbered` says that the items are steps.

    `titles_only` says that the items have texts for which there is no room.
    """

    title: str
    texts: tuple[str, ...] = ()
    listing: Listing = NO_LIST
    numbered: bool = False
    groups: tuple[Group, ...] = ()
    titles_only: bool = False


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
        "versions": [[asdict(section) for section in version] for version in _versions(method, profile, experience)],
        "cut": _("Niet alles past op dit papier. De rest leest u op de pagina."),
        "notes": [_dates(method)],
        "permanent": _("Vast webadres:"),
        "more": _("Lees verder, met alle onderzoeken en ervaringen, op"),
        "more_and_steps": _("Lees verder, met de uitleg bij elke stap, alle onderzoeken en ervaringen, op"),
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


def _versions(method: MethodPage, profile: MethodProfile, experience: Experience) -> Iterable[tuple[Section, ...]]:
    """The sections in every room, each version once: in a short method, many rooms hold the same."""
    return dict.fromkeys(
        tuple(
            section
            for section in (*_knowledge(method, profile, experience, room), *_practice(method, profile, room))
            if _says_something(section)
        )
        for room in ROOMS
    )


def _knowledge(method: MethodPage, profile: MethodProfile, experience: Experience, room: Room) -> tuple[Section, ...]:
    """What it is, for whom, and whether it works."""

    def studies(group: ToldGroup) -> Group:
        shown = tuple(_first_words(row.text, room.item_words) for row in group.told[: room.first])
        return Group(group.title, Listing(shown, _rest_of_studies(group.total - len(shown))) if shown else _nothing())

    return (
        Section(_("Wat is het?"), texts=(_first_words(method.summary, room.words),)),
        Section(_("Voor wie wel en niet"), texts=(_first_words(method.audience, room.words),)),
        Section(
            _("Werkt het?"),
            texts=(profile.direction, *(f"{label}: {sentence}" for label, sentence in profile.meaning)),
            listing=Listing(_evidence(profile, experience)),
        ),
        Section(_("Waar werkte het niet?"), texts=(experience.where_not_in_short,)),
        Section(
            _("Wanneer werkt het beter of slechter?"),
            groups=(*_remarks(profile.moderators, room), *(studies(group) for group in experience.for_whom)),
        ),
    )


def _practice(method: MethodPage, profile: MethodProfile, room: Room) -> tuple[Section, ...]:
    """How it is done, and what that takes."""
    steps = [_step(step.value, told=room.told) for step in method.approach]
    has_texts = any(plain_text(str(step.value["text"])) for step in method.approach)
    conditions = [row.value["text"] for row in method.conditions]
    return (
        Section(_("Wat mag anders?"), groups=_remarks(profile.parts, room)),
        Section(
            _("Zo werkt het"),
            listing=_listing(steps, room, room.others, _rest_of_steps),
            numbered=True,
            titles_only=has_texts and not room.told,
        ),
        Section(_("Wat er geregeld moet zijn"), listing=_listing(conditions, room, room.others, _rest_of_points)),
        Section(
            _("Zo begint u"),
            listing=_listing(_lines(method.first_steps), room, room.others, _rest_of_steps),
            numbered=True,
        ),
        Section(_("Risico's"), texts=(_first_words(plain_text(method.risks), room.words),)),
        Section(_("Eigenaar"), texts=(_first_words(method.steward, room.item_words),)),
    )


def _step(step: Mapping[str, Any], *, told: bool) -> str:
    """The title of a step, with what happens in it where there is room."""
    title, text = step["title"], plain_text(str(step["text"]))
    return f"{title.rstrip('.')}. {text}" if told and text else title


def _remarks(found: Iterable[RemarkGroup], room: Room) -> tuple[Group, ...]:
    """All groups, also an empty one; what may change and what helps has less room than what must stay or warns."""

    def group(remarks: RemarkGroup) -> Group:
        shown = room.others if remarks.key in (PartRole.ADAPTABLE, ModeratorDirection.BETTER) else room.first
        texts = [remark.text for remark in remarks.remarks]
        return Group(remarks.title, _listing(texts, room, shown, _rest_of_points) if texts else _nothing())

    return tuple(group(remarks) for remarks in found)


def _listing(texts: Sequence[str], room: Room, shown: int, rest: Callable[[int], str]) -> Listing:
    return Listing(tuple(_first_words(text, room.item_words) for text in texts[:shown]), rest(len(texts) - shown))


def _nothing() -> Listing:
    return Listing((_("Hier is niets over opgeschreven."),))


def _rest_of_steps(left: int) -> str:
    words = ngettext("Nog %(left)d stap op de pagina.", "Nog %(left)d stappen op de pagina.", left)
    return words % {"left": left} if left > 0 else ""


def _rest_of_points(left: int) -> str:
    words = ngettext("Nog %(left)d punt op de pagina.", "Nog %(left)d punten op de pagina.", left)
    return words % {"left": left} if left > 0 else ""


def _rest_of_studies(left: int) -> str:
    words = ngettext("Nog %(left)d onderzoek op de site.", "Nog %(left)d onderzoeken op de site.", left)
    return words % {"left": left} if left > 0 else ""


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
    """The beginning of a text, with … where something follows: whole sentences, unless they would be too few."""
    if len(text.split()) <= words and len(text) <= words * WORD_SIGNS:
        return text
    whole = ""
    for sentence in _SENTENCE_END.split(text):
        longer = f"{whole} {sentence}".strip()
        if len(longer.split()) > words or len(longer) > words * WORD_SIGNS:
            break
        whole = longer
    if len(whole.split()) * 2 >= words:
        return f"{whole} …"
    return str(Truncator(Truncator(text).words(words)).chars(words * WORD_SIGNS))


def _says_something(section: Section) -> bool:
    return any(section.texts) or bool(section.listing.items or section.groups)
