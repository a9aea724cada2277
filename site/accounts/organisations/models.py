"""An organisation, and the domains of its e-mail."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from accounts.organisations.domains import check_domain
from accounts.organisations.enums import OrganisationKind
from common.identifiers import Identified
from common.territory import URBANITY_CLASSES, SizeClass, size_class_of

TOOI = r"^https://identifier\.overheid\.nl/tooi/id/[a-z]+/[a-z0-9_]+$"
NAME_LENGTH = 200


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Organisations by kind and by whether they exist now."""

    def current(self) -> "OrganisationQuerySet":
        """Those that were not ended by today."""
        return self.filter(Q(valid_until=None) | Q(valid_until__gte=timezone.localdate()))


class Organisation(Identified, ClusterableModel):
    """A municipality, a ministry, a knowledge institute ... as far as the site has to do with it.

    What stands in the official lists is written by `import_organisations`; domains, the end and the successor are
    given in the CMS. A municipality that was merged stays, with the day it ended and what it became.
    """

    kind = models.CharField(_("soort"), max_length=20, choices=OrganisationKind)
    name = models.CharField(_("naam"), max_length=NAME_LENGTH)
    abbreviation = models.CharField(_("afkorting"), max_length=30, blank=True)
    tooi_uri = models.CharField(
        _("TOOI-adres"),
        max_length=120,
        blank=True,
        validators=[RegexValidator(TOOI, _("Dit is geen adres van een organisatie in TOOI."))],
        help_text=_("Bijvoorbeeld https://identifier.overheid.nl/tooi/id/gemeente/gm0014. Leeg als er geen is."),
    )
    province = models.ForeignKey(
        "self",
        verbose_name=_("provincie"),
        on_delete=models.PROTECT,
        related_name="municipalities",
        limit_choices_to={"kind": OrganisationKind.PROVINCE},
        null=True,
        blank=True,
    )
    inhabitants = models.PositiveIntegerField(_("aantal inwoners"), null=True, blank=True)
    inhabitants_on = models.DateField(_("aantal op"), null=True, blank=True)
    urbanity = models.CharField(
        _("stedelijkheid"),
        max_length=20,
        choices=[(value.value, value.label) for value in URBANITY_CLASSES],
        blank=True,
    )
    valid_from = models.DateField(_("bestaat vanaf"), null=True, blank=True)
    valid_until = models.DateField(_("bestond tot en met"), null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        verbose_name=_("opgegaan in"),
        on_delete=models.PROTECT,
        related_name="predecessors",
        null=True,
        blank=True,
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisatie")
        verbose_name_plural = _("organisaties")
        ordering = ["name", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["tooi_uri"],
                condition=~Q(tooi_uri=""),
                name="accounts_organisation_tooi",
                violation_error_message=_("Er is al een organisatie met dit TOOI-adres."),
            ),
            models.UniqueConstraint(
                Lower("name"),
                "kind",
                condition=Q(valid_until=None),
                name="accounts_organisation_name",
                violation_error_message=_("Er is al een organisatie van deze soort met deze naam."),
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="accounts_organisation_validity",
                violation_error_message=_("Een organisatie kan niet eindigen voordat zij begon."),
            ),
            models.CheckConstraint(
                condition=Q(successor=None) | Q(valid_until__isnull=False),
                name="accounts_organisation_successor",
                violation_error_message=_("Vul ook in tot en met wanneer de organisatie bestond."),
            ),
        ]

    def __str__(self) -> str:
        # The official names of the others say what they are; a municipality is called like its town.
        return f"{self.get_kind_display()} {self.name}" if self.kind == OrganisationKind.MUNICIPALITY else self.name

    @property
    def code(self) -> str:
        """The official code, such as GM0014; empty for an organisation that has none."""
        return self.tooi_uri.rpartition("/")[2].upper()

    @property
    def size_class(self) -> SizeClass | None:
        """How many people live in the municipality, as a class; None where that is not known."""
        return None if self.inhabitants is None else size_class_of(self.inhabitants)

    @property
    def has_ended(self) -> bool:
        """True when it does not exist any more."""
        return self.valid_until is not None and self.valid_until < timezone.localdate()

    def clean(self) -> None:
        """Refuse an organisation that became itself, also by way of others."""
        following: Any = self.successor
        while following is not None:
            if following.pk == self.pk:
                raise ValidationError({"successor": gettext("Een organisatie kan niet in zichzelf opgaan.")})
            following = following.successor


class OrganisationDomain(models.Model):
    """A domain whose addresses are given to people of one organisation, and to nobody else."""

    organisation = ParentalKey(Organisation, on_delete=models.CASCADE, related_name="domains")
    domain = models.CharField(
        _("domein van e-mail"),
        max_length=253,
        unique=True,
        validators=[check_domain],
        error_messages={"unique": _("Dit domein is al van een andere organisatie.")},
        help_text=_("Wie een adres bij dit domein heeft bevestigd, hoort bij de organisatie. Kleine letters."),
    )

    class Meta:
        verbose_name = _("domein")
        verbose_name_plural = _("domeinen")
        ordering = ["domain"]

    def __str__(self) -> str:
        return self.domain
