"""Answering an invitation: on the page of the meeting, and from the link in a mail."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from circles.errors import CircleStateError
from circles.meetings.enums import ResponseAnswer
from circles.meetings.links import find_by_token
from circles.meetings.moments import in_words
from circles.meetings.services import respond
from circles.meetings.views.access import own_membership, visible_meeting
from circles.models import CircleMembership, Meeting


@require_POST
@login_required
def answer(request: HttpRequest, public_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Say on the page of the meeting whether one comes."""
    meeting = visible_meeting(request, public_id, meeting_id)
    _respond(request, meeting, own_membership(request, meeting))
    return redirect(meeting)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def answer_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Say so from a mail, without signing in. Looking changes nothing: mail scanners follow links.

    The page tells what stands in the mail as well, and nothing else: not where it is, and not who comes.
    Raises Http404 for a link that is not ours, or of somebody who is no longer expected there.
    """
    found = find_by_token(token)
    if found is None:
        raise Http404
    meeting, membership = found
    if request.method == "POST":
        _respond(request, meeting, membership)
        return redirect("meeting_answer", token)
    context = {
        "meeting": meeting,
        "when": in_words(meeting.starts_at, meeting.ends_at),
        "name": membership.person.first_name,
        "answered": meeting.responses.filter(membership=membership).first(),
        "answers": ResponseAnswer,
    }
    return render(request, "circles/meetings/answer.html", context)


def _respond(request: HttpRequest, meeting: Meeting, membership: CircleMembership) -> None:
    chosen = request.POST.get("antwoord", "")
    if chosen not in ResponseAnswer.values:
        messages.error(request, _("Kies een van de antwoorden."))
        return
    try:
        respond(meeting=meeting, membership=membership, answer=ResponseAnswer(chosen))
    except CircleStateError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Uw antwoord is bewaard: %(answer)s.") % {"answer": ResponseAnswer(chosen).label})
