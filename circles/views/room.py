"""Inside a circle: its first page, its people and its agreements."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from accounts.people.selectors import cards_of
from circles import services
from circles.forms import AgreeForm
from circles.models import AgreementAcceptance
from circles.permissions import can_enter, can_visit
from circles.services import CircleStateError
from circles.views.finding import find, membership_of, render_room
from circles.workspace import parts_for
from common.access import viewer_of


@require_safe
@login_required
def home(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What comes next, what is new, and what waits for this member."""
    circle = find(request, public_id, can_visit)
    membership = membership_of(request, circle)
    context = {"membership": membership, "sections": parts_for(membership, viewer_of(request))}
    return render_room(request, circle, "circles/room/home.html", "circles:home", context)


@require_POST
@login_required
def mark_read(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say that everything up to now was read."""
    circle = find(request, public_id, can_visit)
    services.mark_read(circle=circle, person=cast("User", request.user))
    return redirect("circles:home", public_id=public_id)


@require_safe
@login_required
def people(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Who takes part, with what each of them chose to show."""
    circle = find(request, public_id, can_enter)
    taking_part = circle.memberships.active().select_related("person").order_by("joined_at", "pk")
    rows = list(zip(taking_part, cards_of([membership.person for membership in taking_part]), strict=True))
    return render_room(request, circle, "circles/room/people.html", "circles:people", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def agreements(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The agreements as they are now, and agreeing to them."""
    circle = find(request, public_id, can_visit)
    agreement = services.current_agreement(circle)
    form = AgreeForm(request.POST if request.method == "POST" else None, initial={"version": agreement.version})
    if form.is_valid():
        try:
            version = form.cleaned_data["version"]
            services.agree(circle=circle, person=cast("User", request.user), version=version)
        except CircleStateError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Dank u. Uw akkoord is bewaard."))
        return redirect("circles:agreements", public_id=public_id)
    agreed = AgreementAcceptance.objects.filter(agreement=agreement, person=request.user.pk).first()
    context = {"agreement": agreement, "agreed": agreed, "form": form}
    return render_room(request, circle, "circles/room/agreements.html", "circles:agreements", context)
