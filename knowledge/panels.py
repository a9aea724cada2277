"""Panels of the page editor."""

from typing import Any

from wagtail.admin.panels import Panel

from common.access import viewer_of
from knowledge.evidence import history_table
from knowledge.models.assessment import Assessment
from knowledge.permissions import can_assess


class AssessmentsPanel(Panel):
    """The assessments of a method: to read here, to add on a page of their own."""

    class BoundPanel(Panel.BoundPanel):
        """The panel of one method."""

        template_name = "knowledge/admin/assessments_panel.html"

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            """Add the assessments, and whether the editor may add one."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            rows = Assessment.objects.filter(method=self.instance.pk).latest_first() if self.instance.pk else ()
            context["history"] = history_table(rows)
            context["can_assess"] = self.instance.pk and can_assess(viewer_of(self.request))
            return context
