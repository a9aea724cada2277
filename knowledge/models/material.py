"""What people need to carry a method out: a file here, or a page elsewhere."""

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.documents import get_document_model_string
from wagtail.models import Orderable

from knowledge.enums import Language, Licence


class MethodMaterial(Orderable):
    """A manual, form or film that belongs to a method, with what others may do with it."""

    method = ParentalKey("knowledge.MethodPage", on_delete=models.CASCADE, related_name="materials")
    title = models.CharField(_("titel"), max_length=160)
    # Without its file a material is nothing, so it goes with the file.
    document = models.ForeignKey(
        get_document_model_string(),
        verbose_name=_("bestand"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("Vul dit in of het webadres, niet allebei."),
    )
    # Not a URLField: its form field guesses a scheme, and how it guesses changes with Django's version.
    url = models.CharField(
        _("webadres"), max_length=300, blank=True, validators=[URLValidator(schemes=["http", "https"])]
    )
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

    class Meta(Orderable.Meta):
        verbose_name = _("materiaal")
        verbose_name_plural = _("materialen")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse a material in two places or in none."""
        if bool(self.document_id) == bool(self.url):
            raise ValidationError({"url": gettext("Kies een bestand of vul een webadres in: één van de twee.")})
