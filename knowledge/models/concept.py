"""The vocabularies: themes, target groups, places and the rest, as one list of concepts."""

import json
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from knowledge.concept_querysets import ConceptQuerySet
from knowledge.enums import Scheme


class Concept(models.Model):
    """A word that methods are labelled with.

    `notation` is the key in addresses, imports and exports, and does not change when the label does. A vocabulary has
    at most two levels: a method that is labelled with a narrower concept also counts for the broader one.
    """

    scheme = models.CharField(_("lijst"), max_length=30, choices=Scheme.choices)
    notation = models.SlugField(
        _("code"),
        max_length=60,
        help_text=_("De vaste naam in webadressen. U kunt de code later niet meer veranderen."),
    )
    label = models.CharField(_("naam"), max_length=80)
    alternative_labels = models.TextField(
        _("andere woorden"),
        blank=True,
        help_text=_("Woorden die mensen ook gebruiken, één per regel. De zoekmachine vindt methoden ook hierop."),
    )
    description = models.TextField(_("uitleg"), blank=True, help_text=_("Wanneer kiest u dit begrip, en wanneer niet?"))
    parent = models.ForeignKey(
        "self",
        verbose_name=_("valt onder"),
        on_delete=models.PROTECT,
        related_name="narrower",
        null=True,
        blank=True,
        help_text=_("Een breder begrip uit dezelfde lijst."),
    )
    # Not a URLField: its form field guesses a scheme, and how it guesses changes with Django's version.
    exact_match = models.CharField(
        _("zelfde begrip elders"),
        max_length=200,
        blank=True,
        validators=[URLValidator(schemes=["http", "https"])],
        help_text=_("Het webadres van hetzelfde begrip in een landelijke of Europese lijst."),
    )

    objects = ConceptQuerySet.as_manager()

    class Meta:
        verbose_name = _("begrip")
        verbose_name_plural = _("begrippen")
        ordering = ["scheme", "label"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "notation"],
                name="knowledge_concept_notation",
                violation_error_message=_("Deze code bestaat al in deze lijst."),
            ),
            models.UniqueConstraint(
                "scheme",
                Lower("label"),
                name="knowledge_concept_label",
                violation_error_message=_("Deze naam bestaat al in deze lijst."),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def alternatives(self) -> tuple[str, ...]:
        """The alternative labels, without empty lines."""
        return tuple(line.strip() for line in self.alternative_labels.splitlines() if line.strip())

    @property
    def words(self) -> tuple[str, ...]:
        """Everything that this concept is called."""
        return (self.label, *self.alternatives)

    @property
    def codes(self) -> tuple[str, ...]:
        """Everything that addresses and files may call the concept; prefetch `merged` for many."""
        return (self.notation, *(merged.notation for merged in self.merged.all()))

    @property
    def key(self) -> str:
        """What names the concept among all vocabularies."""
        return f"{self.scheme}/{self.notation}"

    @property
    def state(self) -> str:
        """A digest of everything that an editor can change: two equal ones are the same content."""
        parent = self.parent.notation if self.parent else ""
        content = (self.label, self.alternative_labels, self.description, parent, self.exact_match)
        return sha256(json.dumps(content).encode()).hexdigest()

    def clean(self) -> None:
        """Refuse the code of a concept that was merged, a broader concept of another list, and a third level."""
        merged_into = None if self.pk else type(self).objects.filter(scheme=self.scheme, merged__notation=self.notation)
        for other in merged_into or ():
            reason = gettext("Deze code is van een begrip dat is samengevoegd met ‘%(label)s’. Kies een andere code.")
            raise ValidationError({"notation": reason % {"label": other.label}})
        if self.parent is None:
            return
        if self.parent.scheme != self.scheme:
            raise ValidationError({"parent": gettext("Kies een begrip uit dezelfde lijst.")})
        if self.parent == self:
            raise ValidationError({"parent": gettext("Een begrip kan niet onder zichzelf vallen.")})
        if self.parent.parent_id is not None or (self.pk and self.narrower.exists()):
            raise ValidationError({"parent": gettext("Een lijst heeft hoogstens twee lagen.")})
