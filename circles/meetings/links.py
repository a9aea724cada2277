"""The link in an invitation, with which somebody answers without signing in.

It is signed, and names the meeting and the membership: a move changes nothing about it, and it ends with the
membership. Looking at its page changes nothing, because mail scanners follow links; its buttons do.
"""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from circles.models import CircleMembership, Meeting

_signer = Signer(salt="circles.meetings.answer")


def answer_url(meeting: Meeting, membership: CircleMembership) -> str:
    """The address, for in a mail."""
    return settings.SITE_URL + reverse("meeting_answer", args=[_signer.sign(f"{meeting.pk}.{membership.pk}")])


def find_by_token(token: str) -> tuple[Meeting, CircleMembership] | None:
    """Whose answer to what a link gives; None when it is not ours, or they are no longer expected there."""
    try:
        meeting_id, membership_id = _signer.unsign(token).split(".")
    except BadSignature:
        return None
    meeting = Meeting.objects.select_related("circle").filter(pk=meeting_id).first()
    if meeting is None:
        return None
    membership = CircleMembership.objects.expected_at(meeting).select_related("person").filter(pk=membership_id).first()
    return (meeting, membership) if membership else None
