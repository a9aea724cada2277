"""An overview as a file: everything that the address asks for and the viewer may see, row by row."""

from collections.abc import Callable, Mapping

from django.http import HttpRequest, HttpResponseBadRequest, HttpResponseBase, QueryDict, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common.access import Viewer, viewer_of
from knowledge.exports import EVALUATIONS, ITEMS, METHODS, USE_CASES, Export, stream_csv, stream_json
from knowledge.item_overview import item_listing
from knowledge.listing import Listing, rows_of, unknown_filters
from knowledge.overview import method_listing
from knowledge.record_overview import evaluation_listing, use_case_listing

_KINDS: Mapping[str, tuple[Callable[[QueryDict, Viewer], Listing], Export]] = {
    "methoden": (method_listing, METHODS),
    "evaluaties": (evaluation_listing, EVALUATIONS),
    "toepassingen": (use_case_listing, USE_CASES),
    "kennisbank": (item_listing, ITEMS),
}
_FORMATS = {
    "csv": (stream_csv, "text/csv; charset=utf-8"),
    "json": (stream_json, "application/json"),
}


@require_safe
def download_list(request: HttpRequest, kind: str, ending: str) -> HttpResponseBase:
    """The list of a kind as a file; no row of it is in memory for longer than it takes to send.

    A page can say that it left out a filter that does not exist, a file cannot: whoever asks for one gets 400.
    """
    listing_of, export = _KINDS[kind]
    stream, content_type = _FORMATS[ending]
    listing = listing_of(request.GET, viewer_of(request))
    if unknown := unknown_filters(listing, request.GET):
        advice = _("Daarom krijgt u geen bestand. Haal dit filter uit het webadres en probeer het opnieuw.")
        return HttpResponseBadRequest(f"{unknown} {advice}\n", content_type="text/plain; charset=utf-8")
    name = f"{kind}-{timezone.localdate().isoformat()}.{ending}"
    return StreamingHttpResponse(
        stream(export, rows_of(listing, request.GET)),
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
