"""A file here or a page elsewhere: exactly one of the two."""

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model_string
from wagtail.models import Orderable

from knowledge.attachment_querysets import AttachmentQuerySet


class Attachment(Orderable):
    """Something to read or to download. Without its file it is nothing, so it goes with the file."""

    title = models.CharField(_("titel"), max_length=160)
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

    objects = AttachmentQuerySet.as_manager()

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse an attachment in two places or in none."""
        if bool(self.document_id) == bool(self.url):
            raise ValidationError({"url": gettext("Kies een bestand of vul een webadres in: één van de twee.")})
