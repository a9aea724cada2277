"""Verbs of circles; other apps find them here."""

from circles.errors import CircleStateError
from circles.services.agreements import agree, change_agreement, current_agreement
from circles.services.content import load_content
from circles.services.invitations import (
    accept_invitation,
    find_invitation,
    invitation_problem,
    invite,
    revoke_invitation,
)
from circles.services.joining import (
    accept_request,
    answer_question,
    ask_applicant,
    decline_request,
    join_circle,
    request_to_join,
)
from circles.services.lifecycle import (
    archive_circle,
    change_circle,
    close_circle,
    create_circle,
    publish_circle,
    start_circle,
)
from circles.services.members import change_role, leave_circle, mark_read, remove_member
from circles.services.places import accept_offer, decline_offer, offer_places
from circles.services.sample import load_sample

__all__ = [
    "CircleStateError",
    "accept_invitation",
    "accept_offer",
    "accept_request",
    "agree",
    "answer_question",
    "archive_circle",
    "ask_applicant",
    "change_agreement",
    "change_circle",
    "change_role",
    "close_circle",
    "create_circle",
    "current_agreement",
    "decline_offer",
    "decline_request",
    "find_invitation",
    "invitation_problem",
    "invite",
    "join_circle",
    "leave_circle",
    "load_content",
    "load_sample",
    "mark_read",
    "offer_places",
    "publish_circle",
    "remove_member",
    "request_to_join",
    "revoke_invitation",
    "start_circle",
]
