"""The way from an object in the CMS to what was done to it."""

from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from wagtail.admin.widgets import Button

from common.access import Viewer, resolve_viewer
from common.activity.permissions import can_see_activity
from common.activity.views import log_of


def log_buttons(instance: models.Model, user: Any) -> list[Button]:
    """A button that leads to the log of `instance`, for who may see the log."""
    if not can_see_activity(viewer_once(user)):
        return []
    return [Button(_("Logboek"), url=log_of(instance), icon_name="history", priority=90)]


def viewer_once(user: Any) -> Viewer:
    """Resolved once for a list with a button on each row: Wagtail hands out the same account for all of them."""
    if not hasattr(user, "_viewer_of_log"):
        user._viewer_of_log = resolve_viewer(user)
    viewer: Viewer = user._viewer_of_log
    return viewer
