"""What is kept of a person beside the account. The name stands on the account."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.organisations.models import Organisation
from accounts.people.enums import AffiliationState
from accounts.people.permissions import can_decide_affiliations
from common.access import Viewer

FUNCTION_LENGTH = 120


class Profile(models.Model):
    """What somebody tells of themselves, and what of it the members of their circles see. Nothing is seen by itself."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, verbose_name=_("account"), on_delete=models.CASCADE, related_name="profile"
    )
    function = models.CharField(_("functie"), max_length=FUNCTION_LENGTH, blank=True)
    show_function = models.BooleanField(_("functie tonen"), default=False)
    show_organisation = models.BooleanField(_("organisatie tonen"), default=False)
    show_email = models.BooleanField(_("e-mailadres tonen"), default=False)

    class Meta:
        verbose_name = _("profiel")
        verbose_name_plural = _("profielen")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.user)


class AffiliationQuerySet(models.QuerySet["Affiliation"]):
    """Affiliations by who may decide them, and by state."""

    def visible_to(self, viewer: Viewer) -> "AffiliationQuerySet":
        """The rule `can_decide_affiliations` as a query."""
        return self if can_decide_affiliations(viewer) else self.none()

    def waiting(self) -> "AffiliationQuerySet":
        """Those that ask for a decision, the oldest first."""
        return self.filter(state=AffiliationState.ASKED).order_by("asked_at", "pk")


class Affiliation(models.Model):
    """That somebody says to work for an organisation, and what a beheerder said to that.

    Who has confirmed an address at a domain of the organisation has no row: that follows from the address.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("account"), on_delete=models.CASCADE, related_name="affiliations"
    )
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisatie"), on_delete=models.PROTECT, related_name="affiliations"
    )
    state = models.CharField(_("status"), max_length=10, choices=AffiliationState, default=AffiliationState.ASKED)
    asked_at = models.DateTimeField(_("aangevraagd op"), default=timezone.now)
    decided_at = models.DateTimeField(_("besloten op"), null=True, blank=True)

    objects = AffiliationQuerySet.as_manager()

    class Meta:
        verbose_name = _("aanvraag van een organisatie")
        verbose_name_plural = _("aanvragen van een organisatie")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(state=AffiliationState.ASKED), name="accounts_affiliation_asked"
            ),
            models.UniqueConstraint(
                fields=["user"], condition=Q(state=AffiliationState.CONFIRMED), name="accounts_affiliation_confirmed"
            ),
        ]
        indexes = [models.Index(fields=["state", "asked_at"], name="accounts_affiliation_queue")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.organisation_id}"
