"""Pages for somebody who is signed in, and the door of the CMS."""

from typing import Any, cast

from allauth.account.utils import get_login_redirect_url
from allauth.socialaccount.providers.openid_connect.views import login as oidc_login
from allauth.usersessions.views import ListUserSessionsView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from requests import RequestException

from accounts import services
from accounts.forms import NameForm
from accounts.models import User
from accounts.permissions import works_in_cms
from accounts.roles import role_texts
from accounts.second_factor import BACK_TO_SESSION_KEY, Standing, standing_of
from accounts.selectors import has_unproven_address, open_sessions, sign_in_methods
from common.access import viewer_of
from common.middleware import ADMIN_PREFIX
from common.my_page import sections_for


@require_safe
@login_required
def my_page(request: HttpRequest) -> HttpResponse:
    """What matters to me now, and below it my account, my roles and where they lead."""
    user = cast("User", request.user)
    viewer = viewer_of(request)
    context = {
        "viewer": viewer,
        "roles": role_texts(viewer.roles),
        "sections": sections_for(user, viewer),
        "sign_in": sign_in_methods(user),
        "has_cms": works_in_cms(viewer),
        "can_link": bool(settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]),
    }
    return render(request, "accounts/my_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def my_name(request: HttpRequest) -> HttpResponse:
    """Change the name that colleagues see."""
    user = cast("User", request.user)
    data = request.POST if request.method == "POST" else None
    form = NameForm(data, initial={"first_name": user.first_name, "last_name": user.last_name})
    if form.is_valid():
        services.rename(user=user, **form.cleaned_data)
        messages.success(request, _("Uw naam is gewijzigd."))
        return redirect("my_page")
    return render(request, "accounts/my_name.html", {"form": form})


@require_safe
@login_required
def second_factor(request: HttpRequest) -> HttpResponse:
    """Where a session is led that needs a second factor: to the pages that set one up, or ask for it."""
    back_to = get_login_redirect_url(request)
    standing = standing_of(request)
    if standing is Standing.FREE:
        return redirect(back_to)
    if standing is Standing.CHALLENGE:
        return redirect_to_login(back_to, reverse("account_reauthenticate"))
    # Setting one up takes several pages, and the last of them leads on.
    request.session[BACK_TO_SESSION_KEY] = back_to
    context = {"unproven": has_unproven_address(cast("User", request.user))}
    return render(request, "accounts/second_factor.html", context)


def organisation_sign_in(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Start signing in through an organisation: its button leads to another site, which the policy has to allow."""
    try:
        response: HttpResponse = oidc_login(request, provider_id)
    except RequestException:
        response = render(request, "socialaccount/authentication_error.html", status=503)
    response._csp_update = {"form-action": settings.OIDC_SIGN_IN_TARGETS}  # type: ignore[attr-defined]
    return response


class DevicesView(ListUserSessionsView):
    """Where I am signed in; a POST signs out everywhere else."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The open sessions. What allauth does in its place takes queries per session and deletes while looking."""
        context: dict[str, Any] = super(ListUserSessionsView, self).get_context_data(**kwargs)
        sessions = open_sessions(cast("User", self.request.user))
        return context | {"sessions": sessions, "session_count": len(sessions)}


@require_POST
@login_required
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign out on one device. Where one is now is left by signing out."""
    user = cast("User", request.user)
    current = [session.pk for session in open_sessions(user) if session.is_current()]
    if pk in current:
        return redirect("account_logout")
    if services.end_session(user=user, pk=pk):
        messages.success(request, _("U bent op dat apparaat uitgelogd."))
    else:
        messages.info(request, _("Op dat apparaat was u al uitgelogd."))
    return redirect("usersessions_list")


@require_safe
def cms_door(request: HttpRequest) -> HttpResponse:
    """The CMS has no sign-in of its own: go to the one of the site, and back to where one was going."""
    return redirect_to_login(request.GET.get("next") or ADMIN_PREFIX)
