"""What people need to carry a method out: a file here, or a page elsewhere."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from knowledge.enums import Language, Licence
from knowledge.models.attachment import Attachment


class MethodMaterial(Attachment):
    """A manual, form or film that belongs to a method, with what others may do with it."""

    method = ParentalKey("knowledge.MethodPage", on_delete=models.CASCADE, related_name="materials")
    language = models.CharField(_("taal"), max_length=5, choices=Language.choices, default=Language.DUTCH)
    licence = models.CharField(
        _("licentie"), max_length=20, choices=Licence.choices, help_text=_("Wat mogen anderen ermee doen?")
    )
    note = models.CharField(
        _("toelichting"), max_length=250, blank=True, help_text=_("Bijvoorbeeld: voor wie het is, of wat het kost.")
    )

    panels = [
        FieldPanel("title"),
        FieldPanel("document"),
        FieldPanel("url"),
        FieldRowPanel([FieldPanel("language"), FieldPanel("licence")]),
        FieldPanel("note"),
    ]

    class Meta(Attachment.Meta):
        verbose_name = _("materiaal")
        verbose_name_plural = _("materialen")
