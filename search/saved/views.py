"""Pages under /mijn/zoekopdrachten/, and the feed of a kept question."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_http_methods, require_POST, require_safe

from common.access import resolve_viewer, viewer_of
from search.errors import SearchUnavailableError
from search.models import SavedSearch
from search.saved import services
from search.saved.feed import write_feed
from search.saved.forms import NameForm
from search.saved.results import REMEMBERED, newest

LIST = "saved_searches:list"
FULL = "U hebt al %(most)d zoekopdrachten. Verwijder er eerst een."
Change = Callable[[HttpRequest, SavedSearch], HttpResponse]


@require_safe
@login_required
def show_list(request: HttpRequest) -> HttpResponse:
    """All kept questions, with how much is new."""
    viewer = viewer_of(request)
    kept = list(SavedSearch.objects.owned_by(viewer).kept())
    try:
        new = {found.saved.pk: found.new for found in newest(viewer, kept)}
    except SearchUnavailableError:
        new = {}
    rows = [
        {"saved": saved, "new": new.get(saved.pk), "feed": _feed_url(request, saved), "results": _results_url(saved)}
        for saved in kept
    ]
    return render(request, "search/saved/list.html", {"rows": rows, "is_down": len(new) < len(kept)})


@require_POST
@login_required
def save(request: HttpRequest) -> HttpResponse:
    """Keep the question that the page of results shows."""
    viewer = viewer_of(request)
    try:
        saved = services.save_search(user_id=viewer.user_id or 0, query=request.POST.get("vraag", ""))
    except services.NothingToSaveError:
        messages.error(request, _("Er was niets om te bewaren. Zoek eerst ergens naar."))
        return redirect("search:results")
    except services.TooManySavedError:
        messages.error(request, _(FULL) % {"most": services.MAX_SAVED})
        return redirect(LIST)
    _remember(request, saved)
    messages.success(request, _("“%(name)s” is bewaard.") % {"name": saved.name})
    return redirect(LIST)


def _changes(view: Change, *, deleted: bool = False) -> Callable[..., HttpResponse]:
    """A POST that changes a kept question of one's own; anybody else's is not there."""

    @require_POST
    @login_required
    @wraps(view)
    def change(request: HttpRequest, public_id: UUID) -> HttpResponse:
        mine = SavedSearch.objects.owned_by(viewer_of(request))
        return view(request, get_object_or_404(mine, public_id=public_id, deleted_at__isnull=not deleted))

    return change


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def rename(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give a kept question another name."""
    saved = get_object_or_404(SavedSearch.objects.owned_by(viewer_of(request)).kept(), public_id=public_id)
    form = NameForm(request.POST if request.method == "POST" else None, initial={"name": saved.name})
    if form.is_valid():
        services.rename(saved, name=form.cleaned_data["name"])
        messages.success(request, _("De naam is gewijzigd."))
        return redirect(LIST)
    return render(request, "search/saved/rename.html", {"form": form})


def _look(request: HttpRequest, saved: SavedSearch) -> HttpResponse:
    _remember(request, saved)
    return redirect(_results_url(saved))


def _delete(request: HttpRequest, saved: SavedSearch) -> HttpResponse:
    services.delete(saved)
    return render(request, "search/saved/deleted.html", {"saved": saved})


def _take_back(request: HttpRequest, saved: SavedSearch) -> HttpResponse:
    try:
        services.take_back(saved)
    except services.TooManySavedError:
        messages.error(request, _(FULL) % {"most": services.MAX_SAVED})
    else:
        messages.success(request, _("“%(name)s” staat er weer.") % {"name": saved.name})
    return redirect(LIST)


def _start_feed(request: HttpRequest, saved: SavedSearch) -> HttpResponse:
    services.start_feed(saved)
    messages.success(request, _("De feed heeft een nieuw adres. Houd het geheim: wie het kent, ziet wat u ziet."))
    return redirect(LIST)


def _stop_feed(request: HttpRequest, saved: SavedSearch) -> HttpResponse:
    services.stop_feed(saved)
    messages.success(request, _("De feed is gestopt. Het oude adres werkt niet meer."))
    return redirect(LIST)


look = _changes(_look)
delete = _changes(_delete)
take_back = _changes(_take_back, deleted=True)
start_feed = _changes(_start_feed)
stop_feed = _changes(_stop_feed)


@require_safe
@cache_control(private=True, no_cache=True)
@conditional_page
def feed(request: HttpRequest, public_id: UUID, token: str) -> HttpResponse:
    """The newest results, as the owner may see them at this moment; who knows the address reads them.

    Who has them already gets 304 (Not Modified), with the rights looked up all the same.
    """
    saved = SavedSearch.objects.kept().select_related("owner").filter(public_id=public_id).first()
    if saved is None or not services.is_feed_token(saved, token) or not saved.owner.is_active:
        raise Http404
    if not services.may_make_feed(saved):
        return HttpResponse(status=429, headers={"Retry-After": str(services.FEED_SECONDS)})
    # A reader of feeds can show no second factor, so what a role may see is not in it.
    viewer = replace(resolve_viewer(saved.owner), roles=frozenset())
    try:
        (found,) = newest(viewer, [saved])
    except SearchUnavailableError:
        return HttpResponse(status=503, headers={"Retry-After": "600"})
    response = HttpResponse(
        write_feed(found, link=_results_url(saved), own_url=request.path), content_type="application/atom+xml"
    )
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _remember(request: HttpRequest, saved: SavedSearch) -> None:
    """What there is now is not new the next time; when search is down that stays as it was."""
    try:
        (found,) = newest(viewer_of(request), [saved], limit=REMEMBERED)
    except SearchUnavailableError:
        return
    services.remember_seen(saved, [result.id for result in found.results])


def _results_url(saved: SavedSearch) -> str:
    return f"{reverse('search:results')}?{saved.query}"


def _feed_url(request: HttpRequest, saved: SavedSearch) -> str:
    if not saved.feed_key:
        return ""
    arguments: dict[str, Any] = {"public_id": saved.public_id, "token": services.feed_token(saved)}
    return request.build_absolute_uri(reverse("search:feed", kwargs=arguments))
