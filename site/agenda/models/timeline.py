"""The history of an edition."""

from itertools import chain
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel

from agenda.models.activity import ActivityPage, Milestone
from agenda.models.parts import DatedFact, EditionPart
from agenda.timelines import timeline_items


class TimelinePage(EditionPart):  # type: ignore[django-manager-missing]
    """The events of an edition together with the milestones of its activities."""

    kind_label = _("Tijdlijn")

    content_panels = [
        *EditionPart.lead_panels,
        InlinePanel(
            "events",
            heading=_("Gebeurtenissen"),
            label=_("gebeurtenis"),
            help_text=_("Mijlpalen van activiteiten komen er vanzelf bij."),
        ),
        FieldPanel("sections"),
        *EditionPart.closing_panels,
    ]
    template = "agenda/timeline_page.html"
    page_description = _("Gebeurtenissen en mijlpalen van een editie, op volgorde.")

    class Meta:
        verbose_name = _("tijdlijn")
        verbose_name_plural = _("tijdlijnen")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the moments in order of time."""
        context = super().get_context(request, *args, **kwargs)
        activities = ActivityPage.objects.sibling_of(self).visible_to(context["viewer"])
        milestones = Milestone.objects.filter(activity__in=activities).select_related("source")
        context["items"] = timeline_items(chain(self.events.select_related("source"), milestones))
        return context


class TimelineEvent(DatedFact):
    """An event that belongs to no single activity."""

    page = ParentalKey(TimelinePage, on_delete=models.CASCADE, related_name="events")

    class Meta(DatedFact.Meta):
        verbose_name = _("gebeurtenis")
        verbose_name_plural = _("gebeurtenissen")
