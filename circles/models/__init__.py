"""Circles: the group and its agreements, the people, the invitations, the meetings, and the pages at /leerkringen/."""

from circles.models.circle import AgreementAcceptance, Circle, CircleAgreement
from circles.models.invitation import Invitation, InvitationUse
from circles.models.meeting import Meeting, MeetingInvite, MeetingResponse
from circles.models.membership import CircleMembership, JoinAnswer, JoinRequest, PlaceOffer
from circles.models.page import CircleIndexPage, CirclePage
from circles.models.reminder import MeetingReminder

__all__ = [
    "AgreementAcceptance",
    "Circle",
    "CircleAgreement",
    "CircleIndexPage",
    "CircleMembership",
    "CirclePage",
    "Invitation",
    "InvitationUse",
    "JoinAnswer",
    "JoinRequest",
    "Meeting",
    "MeetingInvite",
    "MeetingReminder",
    "MeetingResponse",
    "PlaceOffer",
]
