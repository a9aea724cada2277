"""Where the facts of the Agenda come from."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import ReferenceIndex
from wagtail.search import index

from agenda.dates import written_date
from agenda.enums import DatePrecision, SourceKind


class Source(index.Indexed, models.Model):
    """A source that was read: what it is, when it appeared, when it was last looked at."""

    key = models.SlugField(
        _("kenmerk"),
        unique=True,
        help_text=_("Korte naam waaronder de bron te vinden is, bijvoorbeeld nota-2023-02-06."),
    )
    name = models.CharField(
        _("naam"), max_length=200, help_text=_("Zoals u de bron in een zin noemt, met een kleine letter.")
    )
    kind = models.CharField(_("soort"), max_length=20, choices=SourceKind)
    published_on = models.DateField(_("datum"), null=True, blank=True)
    precision = models.CharField(_("datum bekend"), max_length=10, choices=DatePrecision, default=DatePrecision.DAY)
    url = models.URLField(_("adres"), blank=True, help_text=_("Leeg als de bron niet openbaar te vinden is."))
    checked_on = models.DateField(_("laatst bekeken"))

    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("key"), FieldPanel("kind")]),
        FieldRowPanel([FieldPanel("published_on"), FieldPanel("precision")]),
        FieldPanel("url"),
        FieldPanel("checked_on"),
    ]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.FilterField("kind")]

    class Meta:
        verbose_name = _("bron")
        verbose_name_plural = _("bronnen")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.label

    def is_used(self) -> bool:
        """True when a fact rests on this source: in a field, or in a block of a text."""
        relations: Any = (
            field for field in self._meta.get_fields(include_hidden=True) if isinstance(field, models.ManyToOneRel)
        )
        in_fields = any(
            relation.related_model.objects.filter(**{relation.field.name: self}).exists() for relation in relations
        )
        return in_fields or ReferenceIndex.get_references_to(self).exists()

    @property
    def label(self) -> str:
        """The source as it stands under a fact: its name and, when known, its date."""
        if self.published_on is None:
            return self.name
        return f"{self.name}, {written_date(self.published_on, self.precision)}"


def source_field() -> models.ForeignKey:
    """The source of the fact beside it. A source that is in use cannot be deleted."""
    return models.ForeignKey(
        Source, verbose_name=_("bron"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
