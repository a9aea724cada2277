"""What facilitators do: making a circle, its settings, requests, invitations and roles."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, cast
from uuid import UUID

from django.conf import settings as site_settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from accounts.people.selectors import cards_of
from circles import services
from circles.enums import KNOWN, UNDECIDED, CircleStatus
from circles.forms import AgreementForm, CircleForm, DecisionForm, InviteForm, NewCircleForm, RoleForm
from circles.models import Circle, CircleMembership, JoinRequest
from circles.permissions import can_create_circle, can_facilitate
from circles.services import CircleStateError
from circles.views.finding import find, render_room
from common.access import viewer_of

# What can be done with a circle of each status: the value of the button, and the verb.
STEPS: Mapping[str, tuple[tuple[str, Callable[..., Circle]], ...]] = {
    CircleStatus.DRAFT: (("publish", services.publish_circle),),
    CircleStatus.RECRUITING: (("start", services.start_circle), ("close", services.close_circle)),
    CircleStatus.RUNNING: (("close", services.close_circle),),
    CircleStatus.CLOSED: (("archive", services.archive_circle),),
}


def _actor(request: HttpRequest) -> User:
    return cast("User", request.user)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Make a circle; it is a draft that only its facilitator sees."""
    if not can_create_circle(viewer_of(request)):
        raise PermissionDenied
    form = NewCircleForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        circle = services.create_circle(actor=_actor(request), **form.cleaned_data)
        messages.success(request, _("De leerkring is bewaard als concept. Alleen u ziet die nog."))
        return redirect("circles:settings", public_id=circle.public_id)
    return render(request, "circles/new.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def settings(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What the circle is about, who finds it, how people join; and the steps from draft to archive."""
    circle = find(request, public_id, can_facilitate)
    form = CircleForm(request.POST if request.method == "POST" else None, instance=circle)
    if form.is_valid():
        services.change_circle(circle=circle, actor=_actor(request), **form.cleaned_data)
        messages.success(request, _("De leerkring is bewaard."))
        return redirect("circles:settings", public_id=public_id)
    # A form that was refused has changed its instance; the page around it shows what is kept.
    kept = Circle.objects.get(pk=circle.pk)
    steps = [name for name, _verb in STEPS.get(kept.status, ())]
    return render_room(request, kept, "circles/room/settings.html", "circles:settings", {"form": form, "steps": steps})


@require_POST
@login_required
def step(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Publish, start, close or archive the circle."""
    circle = find(request, public_id, can_facilitate)
    verb = dict(STEPS.get(circle.status, ())).get(request.POST.get("step", ""))
    if verb is None:
        messages.error(request, _("Dat kan nu niet met deze leerkring."))
        return redirect("circles:settings", public_id=public_id)
    try:
        changed = verb(circle=circle, actor=_actor(request))
    except CircleStateError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("De leerkring: %(status)s.") % {"status": changed.get_status_display()})
    return redirect("circles:settings", public_id=public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit_agreements(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write the agreements anew."""
    circle = find(request, public_id, can_facilitate)
    current = services.current_agreement(circle)
    form = AgreementForm(request.POST if request.method == "POST" else None, initial={"text": current.text})
    if form.is_valid():
        services.change_agreement(circle=circle, text=form.cleaned_data["text"], actor=_actor(request))
        messages.success(request, _("De kringafspraken zijn bewaard."))
        return redirect("circles:agreements", public_id=public_id)
    return render_room(request, circle, "circles/room/edit_agreements.html", "circles:settings", {"form": form})


@require_safe
@login_required
def requests(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The requests that wait, the oldest first."""
    circle = find(request, public_id, can_facilitate)
    waiting = JoinRequest.objects.filter(membership__circle=circle, state__in=UNDECIDED)
    context = {"requests": waiting.select_related("membership__person")}
    return render_room(request, circle, "circles/room/requests.html", "circles:requests", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def decide(request: HttpRequest, public_id: UUID, pk: int) -> HttpResponse:
    """One request: who asks, what they answered, and the buttons to accept, decline or ask more."""
    circle = find(request, public_id, can_facilitate)
    of_circle = JoinRequest.objects.filter(membership__circle=circle).select_related("membership__person")
    asked = get_object_or_404(of_circle, pk=pk)
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            messages.success(request, _decide(_actor(request), asked, **form.cleaned_data))
        except CircleStateError as error:
            messages.error(request, str(error))
        return redirect("circles:requests", public_id=public_id)
    context = {
        "asked": asked,
        "card": cards_of([asked.membership.person])[0],
        "is_open": asked.state in UNDECIDED,
        "form": form,
    }
    return render_room(request, circle, "circles/room/request.html", "circles:requests", context)


def _decide(actor: User, asked: JoinRequest, *, action: str, text: str) -> str:
    """Do what the button says; return what happened, in words."""
    if action == DecisionForm.ACCEPT:
        membership = services.accept_request(request=asked, actor=actor)
        if membership.is_active:
            return _("De aanvrager doet mee en krijgt een welkomstmail.")
        return _("De kring is vol. De aanvrager staat op de wachtlijst.")
    if action == DecisionForm.DECLINE:
        services.decline_request(request=asked, actor=actor, reason=text)
        return _("De aanvraag is afgewezen. De aanvrager krijgt een mail.")
    services.ask_applicant(request=asked, actor=actor, question=text)
    return _("Uw vraag is verstuurd.")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def invitations(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The invitations that were made, and making one. The link of a new one is shown once, in the answer itself."""
    circle = find(request, public_id, can_facilitate)
    form = InviteForm(request.POST if request.method == "POST" else None)
    link = ""
    if form.is_valid():
        try:
            link = _invite(circle, _actor(request), **form.cleaned_data)
        except CircleStateError as error:
            messages.error(request, str(error))
            return redirect("circles:invitations", public_id=public_id)
        form = InviteForm()
    context = {"form": form, "link": link, "invitations": circle.invitations.prefetch_related("uses")}
    return render_room(request, circle, "circles/room/invitations.html", "circles:invitations", context)


def _invite(circle: Circle, actor: User, *, days: int, **fields: Any) -> str:
    _row, secret = services.invite(circle=circle, actor=actor, term=dt.timedelta(days=days), **fields)
    return site_settings.SITE_URL + reverse("circles:invitation", args=[secret])


@require_POST
@login_required
def revoke_invitation(request: HttpRequest, public_id: UUID, pk: int) -> HttpResponse:
    """Let nobody else in by an invitation."""
    circle = find(request, public_id, can_facilitate)
    services.revoke_invitation(invitation=get_object_or_404(circle.invitations, pk=pk), actor=_actor(request))
    messages.success(request, _("De uitnodiging is ingetrokken."))
    return redirect("circles:invitations", public_id=public_id)


@require_safe
@login_required
def members(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Everybody inside with their role, and the waiting list."""
    circle = find(request, public_id, can_facilitate)
    known = circle.memberships.filter(state__in=KNOWN).select_related("person")
    rows = [
        (row, RoleForm(initial={"role": row.role}, auto_id=f"rol-{row.pk}")) for row in known.active().order_by("pk")
    ]
    context = {"rows": rows, "waiting": known.waiting()}
    return render_room(request, circle, "circles/room/members.html", "circles:members", context)


@require_POST
@login_required
def change_role(request: HttpRequest, public_id: UUID, pk: int) -> HttpResponse:
    """Give somebody another role."""
    membership = _member(request, public_id, pk)
    form = RoleForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Kies een rol uit de lijst."))
        return redirect("circles:members", public_id=public_id)
    try:
        services.change_role(membership=membership, role=form.cleaned_data["role"], actor=_actor(request))
    except CircleStateError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("De rol is veranderd."))
    return redirect("circles:members", public_id=public_id)


@require_POST
@login_required
def remove_member(request: HttpRequest, public_id: UUID, pk: int) -> HttpResponse:
    """Put somebody out of the circle, or off the waiting list."""
    membership = _member(request, public_id, pk)
    try:
        services.remove_member(membership=membership, actor=_actor(request))
        messages.success(request, _("Deze persoon doet niet meer mee."))
    except CircleStateError as error:
        messages.error(request, str(error))
    return redirect("circles:members", public_id=public_id)


def _member(request: HttpRequest, public_id: UUID, pk: int) -> CircleMembership:
    circle = find(request, public_id, can_facilitate)
    return get_object_or_404(circle.memberships.filter(state__in=KNOWN), pk=pk)
