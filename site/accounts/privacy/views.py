"""The pages of /mijn/privacy/."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from accounts.privacy import services
from accounts.privacy.forms import EraseForm
from accounts.privacy.selectors import open_erasure, person_of
from common.access import viewer_of
from common.privacy.parts import parts_for
from common.privacy.selectors import holdings_of


@require_safe
@login_required
def my_privacy(request: HttpRequest) -> HttpResponse:
    """What the site keeps of me, and what I can do about that; apps add the parts."""
    return render(request, "accounts/privacy/my_privacy.html", {"parts": parts_for(request.user, viewer_of(request))})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def erase_me(request: HttpRequest) -> HttpResponse:
    """What goes, what stays and why; and ask for it."""
    user = cast("User", request.user)
    form = EraseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            services.ask_erasure(user=user)
        except services.LastAdministratorError:
            form.add_error(
                None, _("U bent de enige beheerder. Geef eerst een ander die rol, anders beheert niemand de site.")
            )
        except services.ErasureStateError as error:
            messages.error(request, str(error))
            return redirect("my_privacy")
        else:
            messages.success(request, _("Uw verzoek is ontvangen. U krijgt een mail."))
            return redirect("my_privacy")
    context = {"form": form, "erasure": open_erasure(user), "holdings": holdings_of(person_of(user))}
    return render(request, "accounts/privacy/erase.html", context)


@require_POST
@login_required
def keep_me(request: HttpRequest) -> HttpResponse:
    """Come back on it."""
    if services.cancel_erasure(user=cast("User", request.user)):
        messages.success(request, _("Uw verzoek is ingetrokken. Wij wissen niets."))
    return redirect("my_privacy")
