"""Getting in, waiting, and leaving. Reading an address changes nothing; every step is a button."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from circles import services
from circles.eligibility import Standing, eligibility, open_request
from circles.enums import Joining, MembershipState, RequestState
from circles.forms import AgreeForm, JoinForm, TextForm
from circles.models import Circle, CircleMembership
from circles.permissions import can_view_circle
from circles.services import CircleStateError
from circles.views.finding import find, membership_of


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def join(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Join, or ask for a place, after reading the agreements; who cannot is told why."""
    circle = find(request, public_id, can_view_circle)
    found = eligibility(circle, request.user)
    agreement = services.current_agreement(circle)
    questions = circle.questions if circle.joining == Joining.REQUEST else ()
    posted = request.POST if request.method == "POST" and found.allowed else None
    form = JoinForm(posted, questions=questions, initial={"version": agreement.version})
    if form.is_valid():
        try:
            return _enter(request, circle, form)
        except CircleStateError as error:
            form = _read_again(form, error, services.current_agreement(circle).version)
    context = {"circle": circle, "eligibility": found, "agreement": agreement, "form": form}
    return render(request, "circles/join.html", context)


def _enter(request: HttpRequest, circle: Circle, form: JoinForm) -> HttpResponse:
    person = cast("User", request.user)
    version = form.cleaned_data["version"]
    if circle.joining == Joining.REQUEST:
        services.request_to_join(circle=circle, person=person, version=version, answers=form.answers)
        messages.success(request, _("Uw aanvraag is verstuurd. U krijgt een mail als er is besloten."))
        return redirect("circles:my_place", public_id=circle.public_id)
    membership = services.join_circle(circle=circle, person=person, version=version)
    return _welcome(request, membership)


def _welcome(request: HttpRequest, membership: CircleMembership) -> HttpResponse:
    public_id = membership.circle.public_id
    if membership.is_active:
        messages.success(request, _("Welkom. U doet nu mee."))
        return redirect("circles:home", public_id=public_id)
    messages.success(request, _("De kring is vol. U staat op de wachtlijst en krijgt een mail als er een plek is."))
    return redirect("circles:my_place", public_id=public_id)


def _read_again(form: Any, error: CircleStateError, version: int) -> Any:
    """The form with why it was refused and the version that stands above it now; what was typed stays."""
    form.add_error(None, str(error))
    form.data = form.data.copy()
    form.data["version"] = str(version)
    return form


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """The circle of an invitation and its agreements; a button comes in."""
    found = services.find_invitation(secret)
    if found is None:
        raise Http404
    person = cast("User", request.user)
    circle = found.circle
    standing = eligibility(circle, person)
    if standing.standing in {Standing.MEMBER, Standing.WAITING, Standing.OFFERED}:
        return redirect(standing.step.url if standing.step else "/mijn/")
    problem = services.invitation_problem(found, person)
    if problem:
        return render(request, "circles/invitation_over.html", {"problem": problem})
    agreement = services.current_agreement(circle)
    form = AgreeForm(request.POST if request.method == "POST" else None, initial={"version": agreement.version})
    if form.is_valid():
        try:
            version = form.cleaned_data["version"]
            return _welcome(request, services.accept_invitation(invitation=found, person=person, version=version))
        except CircleStateError as error:
            form = _read_again(form, error, services.current_agreement(circle).version)
    context = {"circle": circle, "invitation": found, "agreement": agreement, "form": form}
    return render(request, "circles/invitation.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def my_place(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """How it stands with a request or a place in line, and what one can do; an answer to a question is sent here."""
    circle = find(request, public_id, can_view_circle)
    membership = membership_of(request, circle)
    if membership.state in {MembershipState.LEFT, MembershipState.REMOVED}:
        raise Http404
    asked = open_request(membership)
    question = asked.answers.last() if asked and asked.state == RequestState.ASKED else None
    posted = request.POST if request.method == "POST" and question else None
    form = TextForm(posted, label=question.question if question else "")
    if asked and form.is_valid():
        try:
            services.answer_question(request=asked, answer=form.cleaned_data["text"])
        except CircleStateError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Uw antwoord is verstuurd."))
        return redirect("circles:my_place", public_id=public_id)
    context = {
        "circle": circle,
        "eligibility": eligibility(circle, request.user),
        "offer": membership.offers.holding().first(),
        "position": _position(membership),
        "question": question,
        "form": form,
    }
    return render(request, "circles/my_place.html", context)


def _position(membership: CircleMembership) -> int | None:
    """Which place somebody has in line; None for who is not in it."""
    if membership.state != MembershipState.WAITING:
        return None
    line = list(membership.circle.memberships.in_line().values_list("pk", flat=True))
    return line.index(membership.pk) + 1 if membership.pk in line else None


@require_POST
@login_required
def answer_offer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take the place that is kept, or pass it on."""
    circle = find(request, public_id, can_view_circle)
    membership = membership_of(request, circle)
    offer = membership.offers.order_by("-created_at", "-pk").first()
    if offer is None:
        raise Http404
    try:
        if request.POST.get("answer") == "accept":
            return _welcome(request, services.accept_offer(offer=offer))
        services.decline_offer(offer=offer)
        messages.success(request, _("U hebt de plek doorgegeven. U staat niet meer op de wachtlijst."))
    except CircleStateError as error:
        messages.error(request, str(error))
    return redirect("my_page")


@require_POST
@login_required
def leave(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Leave the circle, take a request back, or give up one's place in line."""
    circle = find(request, public_id, can_view_circle)
    try:
        services.leave_circle(circle=circle, person=cast("User", request.user))
    except CircleStateError as error:
        messages.error(request, str(error))
        return redirect("circles:home", public_id=public_id)
    messages.success(request, _("U bent gestopt. U ziet de kring niet meer van binnen."))
    return redirect("my_page")
