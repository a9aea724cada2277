"""Panels of the forms of the CMS."""

from typing import Any

from django.urls import reverse
from wagtail.admin.panels import Panel


class PreviewPanel(Panel):
    """A button that shows what the form would change, in a page of its own."""

    class BoundPanel(Panel.BoundPanel):
        """The button of one form."""

        template_name = "search/admin/preview_panel.html"

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            """Add where the form is sent to."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            pk = self.instance.pk
            context["preview_url"] = reverse("search_preview_synonyms", args=[pk] if pk else [])
            return context
