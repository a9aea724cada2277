"""A goal of an edition."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from agenda.facts import fact
from agenda.models.parts import EditionPart
from agenda.querysets import GoalManager
from agenda.tables import activity_table
from common.chain import Step


class GoalPage(EditionPart):
    """What the Agenda wants to reach. `basis` says how we know that this is a goal."""

    kind_label = _("Doel")
    chain_step = Step.GOAL

    number = models.PositiveSmallIntegerField(_("nummer"))
    basis = models.CharField(
        _("hoe we dit weten"),
        max_length=120,
        blank=True,
        help_text=_("Bijvoorbeeld: afgeleid uit de nota van 6 februari 2023."),
    )
    result = models.TextField(
        _("waaraan we zien dat het lukt"),
        blank=True,
        max_length=400,
        help_text=_("Het beoogde resultaat, zoals een bron het noemt. Leeg als dat niet openbaar is."),
    )
    responsible = models.CharField(_("wie gaat erover"), max_length=150, blank=True)

    objects = GoalManager()  # type: ignore[django-manager-missing,misc]

    content_panels = [
        *EditionPart.lead_panels,
        FieldRowPanel([FieldPanel("number"), FieldPanel("basis")]),
        FieldPanel("sections"),
        FieldPanel("result"),
        FieldPanel("responsible"),
        *EditionPart.closing_panels,
    ]
    template = "agenda/goal_page.html"
    page_description = _("Wat de Agenda wil bereiken.")

    class Meta:
        verbose_name = _("doel")
        verbose_name_plural = _("doelen")

    @property
    def numbered_label(self) -> str:
        """What it is and which: "Doel 2"."""
        return gettext("Doel %(number)d") % {"number": self.number}

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the key facts and the activities that work on this goal."""
        context = super().get_context(request, *args, **kwargs)
        context["facts"] = (
            fact(gettext("Waaraan we zien dat het lukt"), self.result, checked_on=self.checked_on),
            fact(gettext("Wie gaat erover"), self.responsible, checked_on=self.checked_on),
        )
        activities = self.activities.visible_to(context["viewer"]).with_state().in_order()
        context["activities"] = activity_table(list(activities), request)
        return context
