"""Keeping what people were told of a meeting the same as what is so.

Who belongs at a meeting follows from the circle, and changes in many ways: people join, leave, are removed, become a
guest. So nobody has to remember to invite: `tell` compares who belongs there with who was told what, and mails the
difference. Each verb of a meeting does that in its own transaction; the worker does it for what changed around it.
"""

from __future__ import annotations

from dataclasses import replace
from email.utils import parseaddr

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from circles.enums import SEATED, CircleRole
from circles.meetings.calendars import entry_of
from circles.meetings.enums import AHEAD, InviteState, MeetingState, ResponseAnswer
from circles.meetings.links import answer_url
from circles.meetings.moments import day_in_words, in_words
from circles.meetings.querysets import MeetingQuerySet
from circles.meetings.services.locking import lock_meeting
from circles.models import CircleMembership, Meeting, MeetingInvite, MeetingResponse
from common.calendars.entries import Answer, Party
from common.calendars.writer import write_invitation
from common.mail.services import send

INVITED, CHANGED, CANCELLED, WITHDRAWN = (
    "circles.meeting_invited",
    "circles.meeting_changed",
    "circles.meeting_cancelled",
    "circles.meeting_withdrawn",
)
PARTSTAT = {ResponseAnswer.YES: Answer.YES, ResponseAnswer.NO: Answer.NO, ResponseAnswer.MAYBE: Answer.MAYBE}


@transaction.atomic
def tell(meeting: Meeting) -> int:
    """Mail everybody for whom the meeting is other than they were told; return how many mails that takes."""
    locked = lock_meeting(meeting)
    if locked.starts_at <= timezone.now():
        return 0
    expected = {
        membership.pk: membership
        for membership in CircleMembership.objects.expected_at(locked).select_related("person").order_by("pk")
    }
    invites = {
        invite.membership_id: invite
        for invite in locked.invites.select_related("membership__person").order_by("membership")
    }
    sent = _withdraw(locked, [invite for key, invite in invites.items() if key not in expected])
    known = [invites[key] for key in expected if key in invites]
    sent += _tell_changes(locked, known)
    if locked.state in AHEAD:
        sent += _invite_again(locked, known)
        sent += _invite(locked, [membership for key, membership in expected.items() if key not in invites])
    return sent


def bring_up_to_date() -> int:
    """Do so for every meeting that somebody belongs at or no longer belongs at; return how many mails that takes."""
    return sum(tell(meeting) for meeting in meetings_with_news())


def meetings_with_news() -> MeetingQuerySet:
    """Meetings ahead of us with somebody to invite, or somebody to take out of it."""
    people = CircleMembership.objects.active().filter(person__is_active=True)
    belongs = Q(circle=OuterRef("circle"), role__in=SEATED) | Q(meetings_as_guest=OuterRef("pk"), role=CircleRole.GUEST)
    invited = MeetingInvite.objects.standing().filter(membership=OuterRef("pk"), meeting=OuterRef(OuterRef("pk")))
    uninvited = people.filter(belongs).exclude(Exists(invited))
    still_there = people.filter(pk=OuterRef("membership")).filter(
        Q(role__in=SEATED) | Q(role=CircleRole.GUEST, meetings_as_guest=OuterRef("meeting"))
    )
    left = MeetingInvite.objects.standing().filter(meeting=OuterRef("pk")).exclude(Exists(still_there))
    coming = Meeting.objects.filter(starts_at__gt=timezone.now(), state__in=AHEAD)
    return coming.filter(Exists(uninvited) | Exists(left)).select_related("circle")


def _invite(meeting: Meeting, memberships: list[CircleMembership]) -> int:
    if memberships and meeting.told_at is None:
        meeting.told_at = timezone.now()
        meeting.save(update_fields=["told_at"])
    for membership in memberships:
        invite = MeetingInvite.objects.create(meeting=meeting, membership=membership, sequence=meeting.sequence)
        _mail(INVITED, invite)
    return len(memberships)


def _invite_again(meeting: Meeting, invites: list[MeetingInvite]) -> int:
    """Who came back, or was asked again as a guest."""
    back = [invite for invite in invites if invite.state == InviteState.WITHDRAWN]
    for invite in back:
        _write_down(invite, InviteState.INVITED, meeting.sequence, new_round=True)
        _mail(INVITED, invite)
    return len(back)


def _tell_changes(meeting: Meeting, invites: list[MeetingInvite]) -> int:
    """Who has it in a calendar as it was before."""
    behind = [
        invite for invite in invites if invite.state == InviteState.INVITED and invite.sequence < meeting.sequence
    ]
    over = meeting.state == MeetingState.CANCELLED
    for invite in behind:
        state = InviteState.WITHDRAWN if over else InviteState.INVITED
        _write_down(invite, state, meeting.sequence)
        _mail(CANCELLED if over else CHANGED, invite)
    return len(behind)


def _withdraw(meeting: Meeting, invites: list[MeetingInvite]) -> int:
    """Who no longer belongs there."""
    gone = [invite for invite in invites if invite.state == InviteState.INVITED]
    for invite in gone:
        _write_down(invite, InviteState.WITHDRAWN, meeting.sequence, new_round=True)
        _mail(WITHDRAWN, invite)
    return len(gone)


def _write_down(invite: MeetingInvite, state: InviteState, sequence: int, *, new_round: bool = False) -> None:
    invite.state, invite.sequence, invite.sent_at = state, sequence, timezone.now()
    invite.round += new_round
    invite.save(update_fields=["state", "sequence", "round", "sent_at"])


def _mail(purpose: str, invite: MeetingInvite) -> None:
    """A mail with the invitation of one person, which names nobody else."""
    meeting, membership = invite.meeting, invite.membership
    person, is_out = membership.person, invite.state == InviteState.WITHDRAWN
    entry = entry_of(meeting, sequence=invite.sequence + invite.round, updated_at=invite.sent_at)
    calendar = write_invitation(
        replace(entry, is_cancelled=is_out, text="" if is_out else entry.text, place="" if is_out else entry.place),
        organiser=Party(meeting.circle.title, parseaddr(settings.DEFAULT_FROM_EMAIL)[1]),
        attendee=Party(person.get_full_name(), person.email),
        answer=_answer_of(invite),
    )
    send(
        purpose=purpose,
        recipient=person.email,
        about=meeting,
        version=f"{invite.round}.{invite.sequence}",
        context=_context(meeting, membership),
        expires_at=meeting.ends_at,
        calendar=calendar,
    )


def _context(meeting: Meeting, membership: CircleMembership) -> dict[str, str]:
    return {
        "titel": meeting.title,
        "leerkring": meeting.circle.title,
        "dag": day_in_words(meeting.starts_at),
        "moment": in_words(meeting.starts_at, meeting.ends_at),
        "plaats": meeting.place,
        "videolink": meeting.video_url,
        "reden": meeting.cancel_reason,
        "antwoordlink": answer_url(meeting, membership),
        "link": settings.SITE_URL + meeting.get_absolute_url(),
    }


def _answer_of(invite: MeetingInvite) -> Answer:
    """What they said of this very time; of another time they are asked again."""
    response = MeetingResponse.objects.filter(
        meeting=invite.meeting, membership=invite.membership, for_start=invite.meeting.starts_at
    ).first()
    return PARTSTAT[ResponseAnswer(response.answer)] if response else Answer.NONE
