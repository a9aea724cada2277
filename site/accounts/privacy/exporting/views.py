"""Asking for the file and fetching it, below /mijn/privacy/."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import PersonalExport, User
from accounts.privacy.exporting import services
from accounts.privacy.exporting.models import OPEN, ExportState
from common.access import Viewer
from common.privacy.parts import PrivacyPart


def my_export(user: User, viewer: Viewer) -> PrivacyPart:
    """How far the file is, for /mijn/privacy/."""
    export = PersonalExport.objects.filter(user=user).order_by("-pk").first()
    if export is not None and services.ends_at(export) <= timezone.now():
        export = None
    context = {
        "export": export,
        "is_open": export is not None and export.state in OPEN,
        "is_ready": export is not None and export.state == ExportState.READY,
        "has_failed": export is not None and export.state == ExportState.FAILED,
        "until": services.ends_at(export) if export else None,
    }
    return PrivacyPart(_("Neem uw gegevens mee"), "accounts/privacy/export_part.html", context)


@require_POST
@login_required
def ask_export(request: HttpRequest) -> HttpResponse:
    """Have a file made."""
    try:
        services.ask_export(user=cast("User", request.user))
    except services.ExportRunningError as error:
        messages.info(request, str(error))
    else:
        messages.success(request, _("Wij maken uw bestand. U krijgt een mail als het klaar is."))
    return redirect("my_privacy")


@require_safe
@login_required
def download_export(request: HttpRequest, public_id: UUID) -> FileResponse:
    """The file, for nobody but who asked for it, and only as long as its time is not over."""
    mine = PersonalExport.objects.filter(user=cast("User", request.user), state=ExportState.READY)
    export = get_object_or_404(mine, public_id=public_id)
    if services.ends_at(export) <= timezone.now():
        raise Http404
    name = f"mijn-gegevens-{timezone.localtime(export.asked_at).date().isoformat()}.zip"
    return FileResponse(export.file.open(), as_attachment=True, filename=name, content_type="application/zip")
