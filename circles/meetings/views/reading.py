"""The list of meetings, one meeting, and its calendar file."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from circles.meetings.calendars import entry_of
from circles.meetings.cards import cards_of
from circles.meetings.enums import ResponseAnswer
from circles.meetings.moments import in_words
from circles.meetings.permissions import can_lead_meeting
from circles.meetings.views.access import visible_meeting, visited_circle, way_to
from circles.models import CircleMembership, Meeting, MeetingResponse
from circles.permissions import can_enter, can_facilitate
from circles.views.finding import render_room
from common.access import viewer_of
from common.calendars.writer import write_copy
from common.components import Fact, Pager, build_pager

PER_PAGE = 10
PAGE, PAST_PAGE = "pagina", "eerder"


@require_safe
@login_required
@never_cache
def show_list(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The meetings of a circle that the viewer may see: what is coming, and what was."""
    circle, viewer = visited_circle(request, public_id), viewer_of(request)
    meetings = Meeting.objects.visible_to(viewer).filter(circle=circle).select_related("circle").with_answers()
    coming, coming_pager = _page(request, meetings.coming(), PAGE)
    past, past_pager = _page(request, meetings.past(), PAST_PAGE)
    answers = dict(
        MeetingResponse.objects.filter(
            membership__circle=circle, membership__person=viewer.user_id, meeting__in=[*coming, *past]
        ).values_list("meeting", "answer")
    )
    count = can_enter(viewer, circle)
    context = {
        "coming": cards_of(coming, answers, count=count),
        "coming_pager": coming_pager,
        "past": cards_of(past, answers, count=count),
        "past_pager": past_pager,
        "can_plan": can_facilitate(viewer, circle),
    }
    return render_room(request, circle, "circles/meetings/list.html", "meetings:list", context)


@require_safe
@login_required
@never_cache
def show(request: HttpRequest, public_id: UUID, meeting_id: UUID) -> HttpResponse:
    """One meeting: when, where, what for, who comes, and the answer of who looks."""
    meeting, viewer = visible_meeting(request, public_id, meeting_id), viewer_of(request)
    expected = list(CircleMembership.objects.expected_at(meeting).select_related("person").order_by("pk"))
    responses = {response.membership_id: response for response in meeting.responses.all()}
    own = next((membership for membership in expected if membership.person_id == viewer.user_id), None)
    answered = responses.get(own.pk) if own else None
    context = {
        "meeting": meeting,
        "circle": meeting.circle,
        "facts": _facts(meeting),
        "can_answer": own is not None and meeting.can_answer,
        "answered": answered,
        "asked_again": answered is not None and answered.for_start != meeting.starts_at,
        "answers": ResponseAnswer,
        "groups": _groups(expected, responses) if can_enter(viewer, meeting.circle) else (),
        "can_lead": can_lead_meeting(viewer, meeting),
        "breadcrumb": way_to(meeting.circle),
    }
    return render(request, "circles/meetings/meeting.html", context)


@require_safe
@login_required
@never_cache
def calendar_file(request: HttpRequest, public_id: UUID, meeting_id: UUID) -> HttpResponse:
    """The meeting to put in a calendar by hand."""
    copy = write_copy(entry_of(visible_meeting(request, public_id, meeting_id)))
    response = HttpResponse(copy.text, content_type=f"text/calendar; charset=utf-8; method={copy.method}")
    response.headers["Content-Disposition"] = 'attachment; filename="bijeenkomst.ics"'
    return response


def _facts(meeting: Meeting) -> tuple[Fact, ...]:
    facts = [Fact(_("Wanneer"), in_words(meeting.starts_at, meeting.ends_at))]
    if meeting.place:
        facts.append(Fact(_("Waar"), meeting.place))
    if meeting.video_url:
        facts.append(Fact(_("Videolink"), meeting.video_url, meeting.video_url))
    if meeting.capacity:
        facts.append(Fact(_("Aantal plaatsen"), str(meeting.capacity)))
    return tuple(facts)


def _groups(
    expected: list[CircleMembership], responses: dict[int, MeetingResponse]
) -> tuple[tuple[str, list[str]], ...]:
    """Names by what they answered, and those who did not yet."""
    said: dict[str, list[str]] = {answer: [] for answer in (*ResponseAnswer.values, "")}
    for membership in expected:
        response = responses.get(membership.pk)
        said[response.answer if response else ""].append(membership.person.get_full_name())
    labels = {
        ResponseAnswer.YES: _("Komt"),
        ResponseAnswer.MAYBE: _("Komt misschien"),
        ResponseAnswer.NO: _("Komt niet"),
        "": _("Nog geen antwoord"),
    }
    return tuple((label, said[answer]) for answer, label in labels.items() if said[answer])


def _page(request: HttpRequest, meetings: QuerySet[Meeting], name: str) -> tuple[list[Meeting], Pager | None]:
    """One page of a list; two lists stand on the same page, so each keeps the place of the other."""
    paginator = Paginator(meetings, PER_PAGE)
    page = paginator.get_page(request.GET.get(name))

    def url_for(number: int) -> str:
        query: Any = request.GET.copy()
        query[name] = number
        return f"?{query.urlencode()}"

    if paginator.num_pages == 1:
        return list(page.object_list), None
    pager = build_pager(number=page.number, pages=paginator.num_pages, total=paginator.count, url_for=url_for)
    return list(page.object_list), pager
