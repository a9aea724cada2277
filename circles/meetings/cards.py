"""Meetings as they stand in a list."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from circles.meetings.enums import AHEAD, ResponseAnswer
from circles.meetings.moments import in_words
from circles.models import Meeting
from common.components import CardItem


def cards_of(meetings: Iterable[Meeting], answers: dict[int, str], *, count: bool) -> list[CardItem]:
    """A card each; `answers` are those of who looks, by meeting. `count` for who may know how many come."""
    return [_card(meeting, answers.get(meeting.pk), count=count) for meeting in meetings]


def _card(meeting: Meeting, answer: str | None, *, count: bool) -> CardItem:
    facts = [_("Op locatie: %(place)s") % {"place": meeting.place}] if meeting.place else []
    if meeting.video_url:
        facts.append(_("Online"))
    coming = getattr(meeting, "coming_count", 0)
    if count and meeting.can_answer:
        facts.append(ngettext("%(count)d komt", "%(count)d komen", coming) % {"count": coming})
    if answer:
        facts.append(_("Uw antwoord: %(answer)s") % {"answer": ResponseAnswer(answer).label})
    elif meeting.can_answer:
        facts.append(_("U hebt nog niet geantwoord"))
    return CardItem(
        kind="session",
        kind_label=_("Bijeenkomst"),
        title=meeting.title,
        url=meeting.get_absolute_url(),
        summary=in_words(meeting.starts_at, meeting.ends_at),
        meta=tuple(facts),
        badge="" if meeting.state == AHEAD[0] else str(meeting.get_state_display()),
        example=meeting.circle.is_example,
    )
