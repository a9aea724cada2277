"""The board in short, on the home page of the CMS."""

from typing import Any

from django.utils import timezone
from wagtail.admin.ui.components import Component

from knowledge.backlog.reading import count_work, sections


class BacklogPanel(Component):
    """How much there is to do in every section."""

    name = "backlog"
    template_name = "knowledge/admin/backlog_panel.html"
    # After what waits for this editor in the workflow, which Wagtail shows from 200 on.
    order = 250

    def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """The sections that hold work."""
        return {"sections": [section for section in sections(count_work(timezone.localdate())) if section.count]}
