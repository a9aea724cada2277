"""Panels of the page editor."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, Panel

from common.access import viewer_of
from common.document_text.models import DocumentText
from knowledge.evidence import history_table
from knowledge.models.assessment import Assessment
from knowledge.permissions import can_assess


class KnownPanel(FieldPanel):
    """Something that follows from other work: to read, never to fill in."""

    def __init__(self, field_name: str, **kwargs: Any) -> None:
        super().__init__(field_name, **({"read_only": True} | kwargs))

    def format_value_for_display(self, value: Any) -> Any:
        """The value in words, also when there is none yet."""
        return _("Nog niet bekend") if value is None else super().format_value_for_display(value)


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


class FileTextsPanel(Panel):
    """Which files of a page are found by their text, and why others are not."""

    class BoundPanel(Panel.BoundPanel):
        """The panel of one page."""

        template_name = "knowledge/admin/file_texts_panel.html"

        def is_shown(self) -> bool:
            """Only where there is a file."""
            return bool(self.instance.pk and self._texts().exists())

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            """Add the texts of the files of the page as it is stored."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            context["texts"] = self._texts().select_related("document").order_by("document__title")
            return context

        def _texts(self) -> Any:
            files = getattr(self.instance, self.panel.relation).all()
            return DocumentText.objects.filter(document__in=[file.document_id for file in files if file.document_id])

    def __init__(self, relation: str, **kwargs: Any) -> None:
        super().__init__(**({"heading": gettext_lazy("Vindt de zoekmachine de tekst?")} | kwargs))
        self.relation = relation

    def clone_kwargs(self) -> dict[str, Any]:
        """What makes a copy of this panel."""
        return {**super().clone_kwargs(), "relation": self.relation}
