"""Pages for somebody who is signed in."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from common.access import viewer_of


@require_safe
@login_required
def my_page(request: HttpRequest) -> HttpResponse:
    """What matters to me: my account, my roles and where they lead."""
    return render(request, "accounts/my_page.html", {"viewer": viewer_of(request)})
