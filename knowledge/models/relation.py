"""What one method is to another."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from knowledge.enums import RelationKind


class MethodRelation(Orderable):
    """A link that is written down once, at `method`, and shown on both pages."""

    method = ParentalKey("knowledge.MethodPage", on_delete=models.CASCADE, related_name="relations")
    related = models.ForeignKey(
        "knowledge.MethodPage", verbose_name=_("methode"), on_delete=models.CASCADE, related_name="relations_to"
    )
    kind = models.CharField(_("deze methode"), max_length=20, choices=RelationKind.choices)

    panels = [FieldRowPanel([FieldPanel("kind"), FieldPanel("related")])]

    class Meta(Orderable.Meta):
        verbose_name = _("verwante methode")
        verbose_name_plural = _("verwante methoden")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.related}"
