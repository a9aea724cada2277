"""How often a page was opened."""

from django.db import models
from django.utils.translation import gettext_lazy as _

PATH_LENGTH = 255


class PageVisits(models.Model):
    """How often one path was opened on one day. Not who, from where, with what, or after what."""

    path = models.CharField(_("adres"), max_length=PATH_LENGTH)
    day = models.DateField(_("dag"))
    number = models.PositiveIntegerField(_("keer geopend"), default=0)

    class Meta:
        verbose_name = _("bezoeken van een pagina")
        verbose_name_plural = _("bezoeken van pagina’s")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["day", "path"], name="common_visits_a_day")]

    def __str__(self) -> str:
        return f"{self.path} ({self.day.isoformat()}): {self.number}"
