"""When somebody has to look at a text again."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel


class Reviewed(models.Model):
    """Content that grows old: a day on which the editors look whether it is still true."""

    review_on = models.DateField(
        _("opnieuw bekijken op"),
        null=True,
        blank=True,
        help_text=_("Op deze dag staat dit in de werkvoorraad en krijgt de redactie een herinnering."),
    )

    class Meta:
        abstract = True


# A panel of its own: it is about the work of editors and not about what visitors read.
REVIEW_PANEL = MultiFieldPanel([FieldPanel("review_on")], heading=_("Beheer"))
