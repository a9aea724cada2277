"""What imports wrote, so that a second import knows its own work from that of an editor."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportedRecord(models.Model):
    """The last time that an import wrote a record.

    A record that has another state than the one kept here was changed by an editor since, and is theirs. Where there
    is no record any more, an editor removed it.
    """

    kind = models.CharField(_("soort"), max_length=30)
    # The permanent identifier; of a concept its vocabulary and code.
    key = models.CharField(_("kenmerk"), max_length=100)
    # A record has no identifier in most files, and its address may change on the site.
    slug = models.CharField(_("naam in het bestand"), max_length=255, blank=True, default="")
    digest = models.CharField(_("wat er in het bestand stond"), max_length=64)
    # The number of the revision that the import published; of a concept, which has none, a digest of its fields.
    state = models.CharField(_("wat de import opsloeg"), max_length=64)
    imported_at = models.DateTimeField(_("geïmporteerd op"), auto_now=True)

    class Meta:
        verbose_name = _("geïmporteerd record")
        verbose_name_plural = _("geïmporteerde records")
        # Only imports write it.
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="knowledge_importedrecord_key")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
