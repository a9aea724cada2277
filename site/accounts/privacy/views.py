"""The pages of /mijn/privacy/."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from common.access import viewer_of
from common.privacy.parts import parts_for


@require_safe
@login_required
def my_privacy(request: HttpRequest) -> HttpResponse:
    """What the site keeps of me, and what I can do about that; apps add the parts."""
    return render(request, "accounts/privacy/my_privacy.html", {"parts": parts_for(request.user, viewer_of(request))})
