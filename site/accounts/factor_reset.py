"""The screen with which a beheerder takes away a second factor that somebody lost."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin.widgets import Button

from accounts.cms_users import may_change
from accounts.enums import ResetReason
from accounts.models import User
from accounts.second_factor import has_factor
from accounts.starting_over import reset_factor
from common.access import Role, Viewer, viewer_of
from common.activity.buttons import viewer_once


class ResetForm(forms.Form):
    """Why, and that it was the person who asked."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Waarom"), choices=[("", gettext_lazy("Kies een reden")), *ResetReason.choices]
    )
    is_known = forms.BooleanField(
        label=gettext_lazy("Ik heb deze persoon zelf gesproken en weet dat zij of hij het is"),
        error_messages={
            "required": gettext_lazy("Spreek de persoon eerst zelf. Een mail of een telefoontje is te weinig.")
        },
    )


def can_reset_factor(looking: Any, viewer: Viewer, account: User) -> bool:
    """True for a beheerder, for others than oneself; for the account of a superuser only when one is that too."""
    return viewer.has_role(Role.ADMINISTRATOR) and account.pk != viewer.user_id and may_change(looking, account)


@require_http_methods(["GET", "HEAD", "POST"])
def factor_reset(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why, and take the factor away."""
    viewer = viewer_of(request)
    if not viewer.has_role(Role.ADMINISTRATOR):
        raise PermissionDenied
    user = get_object_or_404(User, pk=pk)
    if not can_reset_factor(request.user, viewer, user):
        raise PermissionDenied
    form = ResetForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        reset_factor(user=user, reason=ResetReason(form.cleaned_data["reason"]))
        messages.success(request, _("De tweede stap is weggehaald. De persoon krijgt een mail en is overal uitgelogd."))
        return redirect("wagtailusers_users:index")
    context = {"account": user, "form": form, "has_factor": has_factor(user)}
    return render(request, "accounts/cms/factor_reset.html", context)


def reset_buttons(account: User, looking: Any) -> list[Button]:
    """A button behind an account in the list, for who may take its factor away."""
    if not can_reset_factor(looking, viewer_once(looking), account):
        return []
    url = reverse("factor_reset", args=[account.pk])
    return [Button(_("Haal tweede stap weg"), url=url, icon_name="key", priority=80)]
