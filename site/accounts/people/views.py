"""The pages of one's own profile, and the questions that a beheerder decides."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from accounts.people import services
from accounts.people.forms import OrganisationForm, ProfileForm
from accounts.people.models import Affiliation, Profile
from accounts.people.permissions import can_decide_affiliations
from accounts.people.selectors import cards_of, workplace_of
from common.access import viewer_of

PER_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def my_profile(request: HttpRequest) -> HttpResponse:
    """What I do, where I work, and what the members of my circles see of that."""
    user = cast("User", request.user)
    profile = Profile.objects.filter(user=user).first() or Profile(user=user)
    initial = {name: getattr(profile, name) for name in ProfileForm.base_fields}
    form = ProfileForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        services.save_profile(user=user, **form.cleaned_data)
        messages.success(request, _("Uw profiel is bewaard."))
        return redirect("my_profile")
    context = {"form": form, "card": cards_of([user])[0], "place": workplace_of(user)}
    return render(request, "accounts/my_profile.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def my_organisation(request: HttpRequest) -> HttpResponse:
    """Ask a beheerder to confirm where I work."""
    user = cast("User", request.user)
    form = OrganisationForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            services.ask_affiliation(user=user, **form.cleaned_data)
        except services.AffiliationStateError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Uw aanvraag is verstuurd. U krijgt een mail als er is besloten."))
        return redirect("my_profile")
    return render(request, "accounts/my_organisation.html", {"form": form, "place": workplace_of(user)})


@require_POST
@login_required
def end_my_organisation(request: HttpRequest) -> HttpResponse:
    """Take back what I asked for, or say that I do not work there any more."""
    if services.end_affiliation(user=cast("User", request.user)):
        messages.success(request, _("Uw organisatie is bijgewerkt."))
    return redirect("my_profile")


@require_safe
def affiliations(request: HttpRequest) -> HttpResponse:
    """The questions that wait for a decision, in the CMS; the oldest first."""
    _refuse_others(request)
    waiting = Affiliation.objects.visible_to(viewer_of(request)).waiting().select_related("user", "organisation")
    page = Paginator(waiting, PER_PAGE).get_page(request.GET.get("p"))
    return render(request, "accounts/cms/affiliations.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def confirm_affiliation(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether somebody works there, and say so."""
    return _decide(
        request,
        pk,
        verb=services.confirm_affiliation,
        button=_("Bevestig"),
        question=_("Hebt u nagegaan dat deze persoon hier werkt?"),
        done=_("De organisatie is bevestigd. De persoon krijgt een mail."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def decline_affiliation(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether a question is to be declined, and do so."""
    return _decide(
        request,
        pk,
        verb=services.decline_affiliation,
        button=_("Wijs af"),
        question=_("Wilt u deze aanvraag afwijzen?"),
        done=_("De aanvraag is afgewezen. De persoon krijgt een mail."),
    )


def _decide(request: HttpRequest, pk: int, *, verb: Any, button: str, question: str, done: str) -> HttpResponse:
    _refuse_others(request)
    found = Affiliation.objects.visible_to(viewer_of(request)).select_related("user", "organisation")
    affiliation = get_object_or_404(found, pk=pk)
    if request.method != "POST":
        context = {"affiliation": affiliation, "button": button, "question": question}
        return render(request, "accounts/cms/affiliation_confirm.html", context)
    try:
        verb(affiliation=affiliation)
    except services.AffiliationStateError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect("affiliations")


def _refuse_others(request: HttpRequest) -> None:
    if not can_decide_affiliations(viewer_of(request)):
        raise PermissionDenied
