"""What became of concepts that were merged into others."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge.enums import Scheme
from knowledge.models.concept import Concept


class MergedConcept(models.Model):
    """The code of a concept that is gone: addresses, links and import files still use it, and mean `target`.

    `target` is always a concept that exists: when that is merged too, its rows move along.
    """

    scheme = models.CharField(_("lijst"), max_length=30, choices=Scheme.choices)
    notation = models.SlugField(_("code"), max_length=60)
    target = models.ForeignKey(
        Concept, verbose_name=_("samengevoegd met"), on_delete=models.CASCADE, related_name="merged"
    )

    class Meta:
        verbose_name = _("samengevoegd begrip")
        verbose_name_plural = _("samengevoegde begrippen")
        # Only merging writes it.
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["scheme", "notation"], name="knowledge_mergedconcept_notation")]

    def __str__(self) -> str:
        return f"{self.scheme}/{self.notation}"
