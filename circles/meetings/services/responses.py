"""Answering an invitation."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from circles.errors import CircleStateError
from circles.meetings.activity import record_meeting
from circles.meetings.enums import ResponseAnswer
from circles.meetings.services.locking import lock_meeting
from circles.models import CircleMembership, Meeting, MeetingResponse


@transaction.atomic
def respond(*, meeting: Meeting, membership: CircleMembership, answer: ResponseAnswer) -> MeetingResponse:
    """Say whether somebody comes; they can say otherwise until it is over.

    Raises CircleStateError when they are not expected there, when it is over or cancelled, and for a yes when all
    places are taken.
    """
    locked = lock_meeting(meeting)
    if not CircleMembership.objects.expected_at(locked).filter(pk=membership.pk).exists():
        raise CircleStateError(_("U bent niet uitgenodigd voor deze bijeenkomst."))
    if not locked.can_answer:
        raise CircleStateError(_("Deze bijeenkomst is voorbij of gaat niet door. Antwoorden kan niet meer."))
    if answer == ResponseAnswer.YES and _is_full_for(locked, membership):
        raise CircleStateError(
            _("Alle plaatsen van deze bijeenkomst zijn bezet. Kies “misschien”, of vraag de begeleider.")
        )
    response, _is_new = MeetingResponse.objects.update_or_create(
        meeting=locked,
        membership=membership,
        defaults={"answer": answer, "for_start": locked.starts_at, "answered_at": timezone.now()},
    )
    record_meeting(locked, "answered", actor=membership.person, code=answer)
    return response


def _is_full_for(meeting: Meeting, membership: CircleMembership) -> bool:
    if meeting.capacity is None:
        return False
    expected = CircleMembership.objects.expected_at(meeting).exclude(pk=membership.pk)
    coming = meeting.responses.filter(answer=ResponseAnswer.YES, membership__in=expected)
    return coming.count() >= meeting.capacity
